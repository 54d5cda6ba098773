"""Whether a page holds an article at all: refusals in plain words that say what to do."""

import re
from collections.abc import Sequence

from articles.importing.document import Warning_
from articles.importing.readers import words as table
from articles.importing.readers.comment_lines import read_author_line
from articles.importing.readers.furniture import furniture_kind
from articles.importing.readers.lines import Block
from articles.importing.readers.shape import ends_sentence, is_blank, words
from articles.importing.readers.style import Style

MAGIC = (
    (b"%PDF", "a PDF file"), (b"PK\x03\x04", "a ZIP or Word file"), (b"\x89PNG", "a picture (PNG)"), (b"GIF8", "a picture (GIF)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"), (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"), (b"\x1f\x8b", "a compressed file"),
    (b"{\\rtf", "a rich text (RTF) file"), (b"RIFF", "a media file"), (b"\x7fELF", "a program"), (b"MZ\x90", "a program"),
    (b"7z\xbc\xaf", "a compressed file"), (b"SQLite format 3", "a database"), (b"ID3", "a sound file"), (b"OggS", "a sound file"),
)  # fmt: skip
MARKUP = re.compile(r"^\s*(?:<!doctype\b|<html\b|<\?xml\b|<rss\b|<svg\b|<head\b|<body\b)", re.IGNORECASE)
CUT_OFF = re.compile(r"(?:\.{3}|…)[\])]?$")
DATA = re.compile(r"^\s*(?:\{\s*\"|\[\s*[{\[\"]|%YAML|---\s*\n\w+:)")
LEAST_WORDS = 8


def refuse_bytes(raw: bytes, text: str, controls: int) -> Warning_ | None:
    """A refusal for what is no plain text: nothing, another format, binary data, markup."""
    if is_blank(text):
        return Warning_("empty", "The file holds no text. Choose the file again, or paste the text of the story.")
    for magic, what in MAGIC:
        if raw.startswith(magic):
            return Warning_(
                "not-text", f"This is {what}, not plain text. Save the story as a .txt file and import that."
            )
    if controls > 0.02 * len(text) + 8 or text.count("\ufffd") > 0.05 * len(text) + 2:
        message = (
            "The file is not readable text (binary data or an unknown encoding). Save it as UTF-8 text and try again."
        )
        return Warning_("not-text", message)
    if MARKUP.match(text):
        message = (
            "This is the source of a web page. Copy the story's text from the page, save it as .txt and import that."
        )
        return Warning_("markup", message)
    if DATA.match(text):
        return Warning_("data", "This is a data file, not a story. Export the story as plain text and import that.")
    return None


def refuse_page(blocks: Sequence[Block], style: Style) -> Warning_ | None:
    """A refusal for a page without an article: error page, wall, list of stories, no sentences."""
    running = [block for block in blocks if not furniture_kind(block) and style.is_running(block.text)]
    total = sum(words(block.text) for block in running)
    page = "\n".join(block.text.lower() for block in blocks[:40])
    if total < 120 and _is_error_page(blocks, running):
        return Warning_(
            "error-page", "This is an error page, not a story. Open the story's address again and copy its text."
        )
    teasers = sum(furniture_kind(block) == "teaser" for block in blocks)
    teasers += sum(
        words(block.text) >= 6 and bool(CUT_OFF.search(block.text)) and not read_author_line(block.text)
        for block in running
    )
    long = [block for block in running if words(block.text) >= 8]
    if (teasers >= 2 and teasers >= len(long)) or (teasers and not long):
        message = "This is a list of stories (headlines and first lines). Open the story you want and import that page."
        return Warning_("index-page", message)
    if total < 150 and _is_wall(page, running):
        message = "This is a login, subscription or cookie page; the story is not in it. Open the story itself and copy its text."
        return Warning_("wall", message)
    if not running or _only_short(running, total):
        message = "No running text was found (only short lines, links or lists). Copy the story's paragraphs and import those."
        return Warning_("no-article", message)
    return None


def _only_short(running: Sequence[Block], total: int) -> bool:
    return total < LEAST_WORDS or not any(words(block.text) >= 5 for block in running)


def _is_error_page(blocks: Sequence[Block], running: Sequence[Block]) -> bool:
    """The first lines speak of an error, and no paragraph is long enough to be a story's."""
    if any(words(block.text) > 45 for block in running):
        return False
    heads = [
        block.text.lower()
        for block in blocks
        if words(block.text) <= 8 and (not ends_sentence(block.text) or len(block.text) < 40)
    ]
    titled = any(_mentions(text, table.ERROR_PHRASES) for text in heads[:8])
    told = sum(_mentions(block.text.lower(), table.ERROR_PHRASES) for block in running)
    return (titled and (bool(told) or len(running) <= 2)) or (bool(told) and told >= 0.5 * len(running))


def _is_wall(page: str, running: Sequence[Block]) -> bool:
    told = sum(_mentions(block.text.lower(), table.WALL_PHRASES) for block in running)
    return _mentions(page, table.WALL_PHRASES) and told >= 0.5 * len(running)


def _mentions(text: str, phrases: Sequence[str]) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", text) for phrase in phrases if phrase in text)
