"""`manage.py suggest_statements` with a text as it is: no JSON has to be made of it first."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

DOCUMENT = Path(__file__).parents[3] / "shared" / "source_document.txt"


def run(path, *args):
    out = io.StringIO()
    call_command("suggest_statements", str(path), *args, stdout=out)
    return out.getvalue()


def found(tmp_path, text):
    path = tmp_path / "story.txt"
    path.write_text(text)
    return json.loads(run(path, "--json"))["documents"]["story"]


def test_blank_lines_part_the_paragraphs_of_plain_text(tmp_path):
    story = found(tmp_path, "\nRain fell\non the pier.\n\n \n“We lost,” Nora\nVale said.\n")
    assert story["paragraphs"] == ["Rain fell on the pier.", "“We lost,” Nora Vale said."]
    (one,) = story["attributions"]
    assert (one["paragraph"], one["start"], one["end"], one["speaker"]) == (1, 0, 26, "Nora Vale")


def test_lines_too_long_to_be_wrapped_are_paragraphs_each(tmp_path):
    long = "The ferry left at noon and " * 5
    assert len(found(tmp_path, f"{long}\n“We lost,” Nora Vale said.\n")["paragraphs"]) == 2


def test_an_empty_file_is_said_to_be_empty(tmp_path):
    with pytest.raises(CommandError, match="is empty"):
        found(tmp_path, " \n")


def test_the_source_document_is_read_as_it_is():
    if not DOCUMENT.exists():
        pytest.skip("needs ../shared/source_document.txt")
    listing = run(DOCUMENT)
    assert "Dmitry Peskov (Kremlin spokesman)" in listing
    assert "source_document: " in listing
