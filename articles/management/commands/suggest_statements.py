"""`manage.py suggest_statements`: read articles as JSON or one as plain text, print who said what in each."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from articles.management.examples import CommandWithExamples
from articles.sourcing.suggesting import Suggestion, suggest

WRAPPED = 100  # characters: a longer line was not broken by hand
FORM = '{"documents": {"id": {"paragraphs": ["first paragraph", "second paragraph"]}}}'
EXAMPLES = f"""\
input:
  {FORM}
  or the plain text of one article: blank lines part its paragraphs, and where a line is longer than {WRAPPED} characters
  each line is a paragraph.

examples:
  manage.py suggest_statements story.txt                  a list for people
  manage.py suggest_statements articles.json              a list for people
  manage.py suggest_statements articles.json --json       one JSON object and nothing else
  cat articles.json | manage.py suggest_statements - --json

The output gives, for each document, its attributions: the paragraph's number (from 0), start and end in characters
(code points) of that paragraph, speaker, role, affiliation, kind (direct, partial, paraphrase), the verb as printed, the
exact quotes, confidence (0 to 1), tier (high, check, unsure) and the rule that found it. A speaker is null where the
engine would have to guess. Of plain text the paragraphs are printed too. Nothing is stored, and no database is needed.

Exit status: 0, or 1 with the reason on standard error when the input cannot be read.
"""
KEYS = "paragraph start end speaker role affiliation kind verb quotes confidence tier rule".split()


class Command(CommandWithExamples):
    help = "Suggest the attributed statements of articles: who said what, in which words, where in the text."
    requires_system_checks: list[str] = []  # Nothing of the site is used: no database, no settings beyond the defaults.
    examples = EXAMPLES

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", help="articles as JSON, one as plain text, or - for standard input")
        parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")

    def handle(self, *args, file, **options):
        documents, is_plain = read_documents(file)
        found = {key: suggest(paragraphs) for key, paragraphs in documents.items()}
        if options["json"]:
            listing: dict[str, dict[str, Any]] = {
                key: {"attributions": [as_json(s) for s in suggestions]} for key, suggestions in found.items()
            }
            if is_plain:  # whoever gave the text knows no paragraphs yet
                listing = {key: {"paragraphs": documents[key], **listing[key]} for key in listing}
            self.stdout.write(json.dumps({"documents": listing}, indent=1))
            return
        for key, suggestions in found.items():
            self.stdout.write(described(key, documents[key], suggestions))


def read_documents(file: str) -> tuple[dict[str, list[str]], bool]:
    """Return the paragraphs of each document, and whether they came as plain text.

    Raises CommandError with a sentence that says what to do.
    """
    name = "standard input" if file == "-" else file
    try:
        raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise CommandError(f"{name} cannot be read: {error.strerror or error}.") from error
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CommandError(f"{name} is not UTF-8 text (byte {error.start}). Save it as UTF-8 and try again.") from error
    if not text.lstrip().startswith(("{", "[")):
        return {"text" if file == "-" else Path(file).stem: paragraphs_of_text(text, name)}, True
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise CommandError(f"{name} is not JSON: {error}. Expected {FORM}") from error
    except RecursionError as error:
        raise CommandError(f"{name} is nested too deeply. Expected {FORM}") from error
    return paragraphs_of(data, name), False


def paragraphs_of_text(text: str, name: str) -> list[str]:
    """The paragraphs of plain text: parted by blank lines; each line one where lines are too long to be wrapped."""
    lines = [line.strip() for line in text.splitlines()]
    if not any(lines):
        raise CommandError(f"{name} is empty. Give it the text of an article, or {FORM}")
    if max(map(len, lines)) > WRAPPED:
        return [line for line in lines if line]
    blocks = "\n".join(lines).split("\n\n")
    return [" ".join(block.split("\n")).strip() for block in blocks if block.strip()]


def paragraphs_of(data: Any, name: str) -> dict[str, list[str]]:
    documents = data.get("documents") if isinstance(data, dict) else None
    if not isinstance(documents, dict):
        raise CommandError(f"{name} has no object “documents”. Expected {FORM}")
    for key, document in documents.items():
        paragraphs = document.get("paragraphs") if isinstance(document, dict) else None
        if not isinstance(paragraphs, list) or not all(isinstance(paragraph, str) for paragraph in paragraphs):
            raise CommandError(f"Document “{key}” of {name} has no list “paragraphs” of texts. Expected {FORM}")
    return {key: document["paragraphs"] for key, document in documents.items()}


def as_json(suggestion: Suggestion) -> dict[str, Any]:
    values = suggestion.as_dict()
    return {key: values[key] for key in KEYS}


def described(key: str, paragraphs: list[str], suggestions: list[Suggestion]) -> str:
    """A listing for people: one block for each suggestion."""
    lines = [f"{key}: {len(suggestions)} statements suggested in {len(paragraphs)} paragraphs"]
    for suggestion in suggestions:
        words = " ".join(paragraphs[suggestion.paragraph][suggestion.start : suggestion.end].split())
        who = suggestion.speaker or "speaker unknown"
        role = f" ({suggestion.role})" if suggestion.role else ""
        lines += [
            f"  {suggestion.tier:6} {suggestion.confidence:.2f}  {who}{role}, {suggestion.kind}, “{suggestion.verb or 'no cue'}”",
            f"      paragraph {suggestion.paragraph + 1}: {words}",
        ]
    return "\n".join(lines)
