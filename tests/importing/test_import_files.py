"""What a name on the command line stands for: files, folders, patterns, and distinct keys for all of them."""

import pytest

from articles.importing.files import named_documents


@pytest.fixture
def folder(tmp_path):
    for name in ("b.txt", "a.TXT", "c.text", "notes.json", ".hidden.txt", "deeper/a.txt", ".git/d.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("text")
    return tmp_path


def keys(*names):
    return [document.key for document in named_documents(map(str, names))]


def test_a_folder_stands_for_its_text_files_and_those_below(folder):
    assert keys(folder) == ["a", "b", "c", "a-deeper"]


def test_a_pattern_stands_for_whatever_it_matches(folder):
    assert keys(folder / "*.json") == ["notes"]
    assert keys(folder / "**" / "a*.txt") == ["a"]


def test_a_file_named_twice_is_read_once(folder):
    assert keys(folder / "b.txt", folder, folder / "b.txt") == ["b", "a", "c", "a-deeper"]


def test_a_file_of_any_ending_may_be_named(folder):
    assert keys(folder / "notes.json") == ["notes"]


def test_equal_stems_never_share_a_key(tmp_path):
    paths = [tmp_path / name for name in ("x/story.txt", "y/story.txt", "y/story.text", "z/y/story.txt")]
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("text")
    assert keys(*paths) == ["story", "story-y", "story-2", "story-3"]


def test_a_name_with_the_signs_of_a_pattern_is_a_file_when_it_exists(tmp_path):
    path = tmp_path / "story [1].txt"
    path.write_text("text")
    assert keys(path) == ["story [1]"]


@pytest.mark.parametrize("name", ["missing.txt", "*.nothing", "empty"])
def test_a_name_that_stands_for_nothing_has_a_problem(tmp_path, name):
    (tmp_path / "empty").mkdir()
    [document] = named_documents([str(tmp_path / name)])
    assert document.problem


def test_a_broken_link_is_a_file_that_cannot_be_read(tmp_path):
    (tmp_path / "link.txt").symlink_to(tmp_path / "nowhere")
    [document] = named_documents([str(tmp_path / "link.txt")])
    with pytest.raises(FileNotFoundError):
        document.read(100)


def test_no_more_is_read_than_shows_that_it_is_too_much(tmp_path):
    path = tmp_path / "long.txt"
    path.write_bytes(b"x" * 1000)
    [document] = named_documents([str(path)])
    assert len(document.read(10)) == 11
