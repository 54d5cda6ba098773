"""`manage.py import_document`: what it prints, how it ends, and that a dry run needs no database at all."""

import io
import json
import os
import socket
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from articles.management.commands import import_document
from articles.models import Article, Edition, ImportedDocument
from tests.importing.counting import rows_everywhere
from tests.importing.papers import PAGE_NOT_FOUND, SEVERAL, STORY, WITHOUT_HEADLINE
from tests.world import make_section, make_user


@pytest.fixture
def inbox(tmp_path):
    for name, text in (
        ("ferry", STORY),
        ("pier", WITHOUT_HEADLINE),
        ("several", SEVERAL),
        ("lost", PAGE_NOT_FOUND),
    ):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    return tmp_path


def make_socket(path):
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(os.path.relpath(path))  # a path of a socket may not be long


def run(*arguments):
    """(what it printed on standard output, on standard error, the reasons it failed with or None)."""
    out, err, failure = io.StringIO(), io.StringIO(), None
    try:
        call_command("import_document", *map(str, arguments), stdout=out, stderr=err)
    except CommandError as error:
        failure = str(error)
    return out.getvalue(), err.getvalue(), failure


def documents(*arguments):
    out, _err, _failure = run(*arguments, "--json")
    return json.loads(out)["documents"]


@pytest.mark.django_db
def test_a_dry_run_says_what_would_come_of_each(inbox):
    found = documents(inbox, "--dry-run")
    assert {key: document["status"] for key, document in found.items()} == {
        "ferry": "imported",
        "lost": "rejected",
        "pier": "needs_review",
        "several": "needs_review",
    }


@pytest.mark.django_db
def test_a_dry_run_of_what_is_imported_already_says_so(inbox):
    run(inbox / "ferry.txt")
    before = rows_everywhere()
    out, _err, _failure = run(inbox / "ferry.txt", "--dry-run")
    assert rows_everywhere() == before
    assert "ferry: had been imported before" in out
    assert "Already imported on" in out
    assert "Already imported on" in documents(inbox / "ferry.txt", "--dry-run")["ferry"]["warnings"][0]


def test_a_dry_run_without_a_database_says_what_it_cannot_know(inbox, monkeypatch, tmp_path):
    # Without the django_db mark any query fails.
    monkeypatch.setattr(import_document, "tables_are_there", lambda: False)
    out, err, _failure = run(inbox / "ferry.txt", "--dry-run")
    assert "ferry: would be imported" in out
    assert "does not say what was imported before" in err


@pytest.mark.django_db
def test_json_holds_all_that_was_read(inbox):
    [article] = documents(inbox / "ferry.txt", "--dry-run")["ferry"]["articles"]
    assert article["publisher"] == "EASTMERE GAZETTE"
    assert (article["headline"], article["headline_is_placeholder"]) == ("Ferry strike enters third week", False)
    assert (article["date"], article["byline"]) == ("2016-06-27", "Odd Lund")
    assert len(article["paragraphs"]) == 3
    assert [(comment["author"], comment["text"]) for comment in article["comments"]][1:] == [
        ("Mara Lind", "And who pays? <b>We do.</b>"),
        ("Kit", "Take the bus."),
    ]


@pytest.mark.django_db
def test_json_says_null_for_what_is_absent_and_marks_a_working_headline(inbox):
    document = documents(inbox / "pier.txt", "--dry-run")["pier"]
    [article] = document["articles"]
    assert article["headline_is_placeholder"] is True
    assert [article[name] for name in ("date", "byline", "dateline", "url")] == [None] * 4
    assert article["comments"] == []
    assert all(isinstance(warning, str) for warning in document["warnings"])


@pytest.mark.django_db
def test_standard_output_holds_one_json_object_and_nothing_else_even_when_some_are_rejected(inbox):
    out, err, failure = run(inbox, "--json")
    assert set(json.loads(out)["documents"]) == {"ferry", "pier", "several", "lost"}
    assert "4/4" in err
    assert "4 documents: 1 imported, 2 need review, 1 rejected." in err
    assert failure.startswith("lost: ")


@pytest.mark.django_db
def test_held_documents_are_shown_as_read(inbox):
    document = documents(inbox / "several.txt")["several"]
    assert document["status"] == "needs_review"
    assert [article["headline"] for article in document["articles"]] == [
        "Pier closed after lorry breaks through",
        "Ferry strike enters third week",
    ]
    assert not Article.objects.exists()


@pytest.mark.django_db
def test_a_published_article_has_an_address_that_readers_can_open(inbox, client):
    [article] = documents(inbox / "ferry.txt", "--publish")["ferry"]["articles"]
    assert article["url"] == f"http://testserver{Edition.objects.live().get().path}"
    assert documents(inbox / "pier.txt")["pier"]["articles"][0]["url"] is None


@pytest.mark.django_db
def test_a_second_run_changes_nothing_and_prints_the_same_with_a_word(inbox):
    first = documents(inbox / "ferry.txt", "--publish")["ferry"]
    before = rows_everywhere()
    again = documents(inbox / "ferry.txt", "--publish")["ferry"]
    assert rows_everywhere() == before
    assert "Already imported" in again.pop("warnings")[0]
    assert again == {key: value for key, value in first.items() if key != "warnings"}


@pytest.mark.django_db
def test_all_went_well_unless_something_was_rejected(inbox):
    assert run(inbox / "several.txt")[2] is None
    assert run(inbox / "ferry.txt", inbox / "pier.txt")[2] is None
    assert run(inbox / "lost.txt")[2].startswith("lost: This is an error page")


@pytest.mark.django_db
def test_a_file_that_cannot_be_read_is_rejected_and_the_others_go_on(inbox):
    (inbox / "gone.txt").symlink_to(inbox / "nowhere")
    out, _err, failure = run(inbox / "gone.txt", inbox / "missing.txt", inbox / "ferry.txt", "--json")
    found = json.loads(out)["documents"]
    assert [found[key]["status"] for key in ("gone", "missing", "ferry")] == ["rejected", "rejected", "imported"]
    assert found["missing"] == {"status": "rejected", "warnings": [failure.split("missing: ")[1]], "articles": []}
    assert "There is no such file" in failure
    assert Article.objects.count() == 1


@pytest.mark.django_db
def test_patterns_and_folders_work(inbox):
    assert set(documents(inbox / "[fp]*.txt")) == {"ferry", "pier"}
    assert set(documents(inbox)) == {"ferry", "pier", "several", "lost"}
    assert ImportedDocument.objects.count() == 3


@pytest.mark.django_db
def test_standard_input_works(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(STORY.encode("utf-16"))))
    assert documents("-", "--dry-run")["stdin"]["articles"][0]["headline"] == "Ferry strike enters third week"


@pytest.mark.django_db
def test_people_read_a_few_lines_about_each_document(inbox):
    out, _err, _failure = run(inbox / "ferry.txt", "--publish")
    assert "ferry: imported" in out
    assert "3 paragraphs, 3 comments" in out
    assert "public at   http://testserver/news/" in out
    assert "pier: would be imported for review" in run(inbox / "pier.txt", "--dry-run")[0]
    assert "several: would be held for review, without an article" in run(inbox / "several.txt", "--dry-run")[0]
    assert "lost: would be rejected" in run(inbox / "lost.txt", "--dry-run")[0]
    assert "pier: imported for review" in run(inbox / "pier.txt")[0]
    assert "several: held for review, without an article" in run(inbox / "several.txt")[0]


@pytest.mark.django_db
def test_the_words_about_a_working_headline_are_true_when_it_was_published(inbox):
    out, _err, _failure = run(inbox / "pier.txt", "--publish")
    assert "public at" in out
    assert "Write a better one" in out
    assert "before publishing" not in out


@pytest.mark.django_db
def test_the_summary_of_a_dry_run_says_that_nothing_was_written(inbox):
    _out, err, _failure = run(inbox, "--dry-run")
    assert "Dry run, nothing was written. 4 documents:" in err


@pytest.mark.django_db
@pytest.mark.parametrize("make", [os.mkfifo, make_socket], ids=["pipe", "socket"])
def test_what_is_no_ordinary_file_is_refused_at_once(inbox, make):
    make(inbox / "queue")
    out, _err, failure = run(inbox / "queue", inbox / "ferry.txt", "--json")
    assert "It is a pipe, a device or a socket, not a file." in failure
    assert {key: found["status"] for key, found in json.loads(out)["documents"].items()} == {
        "queue": "rejected",
        "ferry": "imported",
    }


@pytest.mark.django_db
def test_a_device_is_refused(inbox):
    assert "not a file" in run("/dev/zero")[2]


@pytest.mark.django_db
def test_a_file_beyond_the_bound_is_refused_and_not_read_whole(inbox):
    with (inbox / "huge.txt").open("wb") as file:
        file.truncate(8 * 1024**3)  # a hole: it takes no room on the disk
    assert "larger than 5 MB" in run(inbox / "huge.txt")[2]


@pytest.mark.django_db
def test_the_section_and_the_account_can_be_chosen(inbox):
    section, user = make_section(slug="ports", name="Ports"), make_user("editor", "Editor")
    run(inbox / "ferry.txt", "--section", "ports", "--by", "editor")
    document = ImportedDocument.objects.get()
    assert (document.received_by, document.article.section) == (user, section)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("option", "value", "answer"),
    [("--section", "prots", "Sections: ports"), ("--by", "nobody", "no account"), ("--by", "reader", "You may not")],
)
def test_a_wrong_choice_is_answered_with_what_to_do(inbox, option, value, answer):
    make_section(slug="ports", name="Ports")
    make_user("reader")
    _out, _err, failure = run(inbox / "ferry.txt", option, value)
    assert answer in failure
    assert not ImportedDocument.objects.exists()


@pytest.mark.django_db
def test_a_database_without_tables_is_named_with_the_remedy(inbox, monkeypatch):
    monkeypatch.setattr(connection.introspection, "table_names", list)
    _out, _err, failure = run(inbox / "ferry.txt")
    assert "manage.py migrate" in failure
    assert "make run" in failure


def test_as_a_program_it_ends_with_1_when_something_was_rejected_and_leaves_no_database_behind(inbox, tmp_path):
    environment = {**os.environ, "VAR_DIR": str(tmp_path / "var"), "DATABASE_URL": "", "DEBUG": "1"}

    def program(*names):
        return subprocess.run(
            [sys.executable, "manage.py", "import_document", *names, "--dry-run", "--json"],
            cwd=settings.BASE_DIR,
            env=environment,
            capture_output=True,
            check=False,
        )

    good, bad = program(str(inbox / "ferry.txt")), program(str(inbox / "ferry.txt"), str(inbox / "lost.txt"))
    assert (good.returncode, bad.returncode) == (0, 1)
    assert set(json.loads(bad.stdout)["documents"]) == {"ferry", "lost"}
    assert b"error page" in bad.stderr
    assert not list((tmp_path / "var").glob("*.sqlite3"))
