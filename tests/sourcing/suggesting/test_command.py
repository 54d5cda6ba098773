from __future__ import annotations

import io
import json

import pytest
from django.core.management import CommandError, call_command

STORY = {"documents": {"a": {"paragraphs": ["“We lost,” Nora Vale said.", "Nothing here."]}, "b": {"paragraphs": []}}}


def run(tmp_path, content, *args):
    path = tmp_path / "stories.json"
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    out = io.StringIO()
    call_command("suggest_statements", str(path), *args, stdout=out)
    return out.getvalue()


def test_json_has_the_promised_form(tmp_path):
    printed = json.loads(run(tmp_path, STORY, "--json"))
    assert printed["documents"]["b"] == {"attributions": []}
    (found,) = printed["documents"]["a"]["attributions"]
    assert found.items() >= {
        "paragraph": 0, "start": 0, "end": 26, "speaker": "Nora Vale", "role": None, "affiliation": None,
        "kind": "direct", "verb": "said", "quotes": ["We lost,"],
    }.items()  # fmt: skip
    assert 0 < found["confidence"] < 1


def test_offsets_count_code_points(tmp_path):
    paragraph = "😀 “We lost,” Nora Vale said."
    (found,) = json.loads(run(tmp_path, {"documents": {"a": {"paragraphs": [paragraph]}}}, "--json"))["documents"]["a"][
        "attributions"
    ]
    assert found["end"] == len(paragraph)


def test_listing_for_people_names_speaker_and_words(tmp_path):
    printed = run(tmp_path, STORY)
    assert "Nora Vale" in printed
    assert "paragraph 1: “We lost,” Nora Vale said." in printed


def test_standard_input_is_read(monkeypatch):
    stdin = io.TextIOWrapper(io.BytesIO(json.dumps(STORY).encode()))
    monkeypatch.setattr("sys.stdin", stdin)
    out = io.StringIO()
    call_command("suggest_statements", "-", "--json", stdout=out)
    assert "Nora Vale" in out.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"{", "is not JSON"),
        (b"\xff\xfe", "is not UTF-8"),
        (b"[1]", "has no object “documents”"),
        (b'{"documents": {"x": 3}}', "Document “x”"),
        (b'{"documents": {"x": {"paragraphs": [1]}}}', "Document “x”"),
        (b"[" * 100_000, "nested too deeply"),
    ],
)
def test_bad_input_gets_a_sentence_that_says_what_is_wrong(tmp_path, content, sentence):
    with pytest.raises(CommandError, match=sentence):
        run(tmp_path, content)


def test_missing_file_gets_a_sentence():
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("suggest_statements", "/no/such/file.json")


def test_stray_surrogates_are_printed_as_json(tmp_path):
    content = b'{"documents": {"a": {"paragraphs": ["\\ud800 \\u201cWe lost,\\u201d Nora Vale said."]}}}'
    assert "Nora Vale" in run(tmp_path, content, "--json").encode("utf-8").decode()
