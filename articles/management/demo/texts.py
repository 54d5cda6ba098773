"""Reading the demo's texts: a story is a file of header lines, an empty line, and blocks parted by empty lines.

A block that begins with `## ` is a crosshead, with `> ` a pull quote, with `!` the name of a picture's scene. Within a
block `[source|cue|words]` marks a statement: who said it, by which verb, and the words as printed.
`NN-name.editionM.txt` holds an earlier edition of the story: its own blocks, or `replace: these words => those`.
"""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from articles.management.fixture import folder

MARK = re.compile(r"\[(?P<source>[a-z-]+)\|(?P<cue>[^|\]]+)\|(?P<words>[^\]]+)\]")
QUOTED = re.compile(r"[“«](.+?)[”»]")


@dataclass(frozen=True)
class Story:
    """One version of a story: its header lines, its blocks, and the versions that were published before it."""

    headers: dict[str, str]
    blocks: list[str]
    earlier: list[Story] = field(default_factory=list)

    def get(self, name: str) -> str:
        return self.headers.get(name, "")

    def words(self, name: str) -> list[str]:
        """The comma-separated values of a header."""
        return [word.strip() for word in self.get(name).split(",") if word.strip()]


@dataclass(frozen=True)
class Mark:
    """One marked statement: its source's slug, the cue verb, the words, and the plain paragraph it stands in."""

    source: str
    cue: str
    words: str

    def quotes(self) -> list[str]:
        return QUOTED.findall(self.words)

    def kind(self) -> str:
        """A direct quote when nothing but the quote was marked, partial when a part is quoted, else a paraphrase."""
        if not self.quotes():
            return "paraphrase"
        return "direct" if QUOTED.fullmatch(self.words.strip()) else "partial"


def demo_folder() -> Path:
    return folder() / "demo"


def read_json(name: str) -> dict[str, Any]:
    return json.loads((demo_folder() / name).read_text(encoding="utf-8"))


def read_stories() -> list[Story]:
    """Every story of the demo, each with its earlier editions, oldest first."""
    return [
        read_story(path) for path in sorted((demo_folder() / "stories").glob("*.txt")) if ".edition" not in path.name
    ]


def read_story(path: Path) -> Story:
    story = parsed(path.read_text(encoding="utf-8"))
    before = [
        parsed(older.read_text(encoding="utf-8")) for older in sorted(path.parent.glob(f"{path.stem}.edition*.txt"))
    ]
    return Story(story.headers, story.blocks, [version_of(story, older) for older in before])


def parsed(text: str) -> Story:
    head, _empty, body = text.strip().partition("\n\n")
    pairs = (line.partition(":") for line in head.splitlines())
    return Story(
        {name.strip(): value.strip() for name, _colon, value in pairs},
        [" ".join(block.split()) for block in body.split("\n\n") if block.strip()],
    )


def version_of(story: Story, older: Story) -> Story:
    """An earlier version: the story's headers under its own, and its own blocks or the story's with words replaced."""
    blocks = older.blocks
    if not blocks:
        now, _arrow, then = (part.strip() for part in older.get("replace").partition("=>"))
        blocks = [block.replace(now, then) for block in story.blocks]
    return Story({**story.headers, "note": "", "substantive": "", **older.headers}, blocks)


def marks_of(story: Story) -> list[Mark]:
    return [Mark(**match.groupdict()) for block in story.blocks for match in MARK.finditer(block)]


def body_of(story: Story, statements: dict[tuple[str, str], int], pictures: dict[str, int]) -> str:
    """The body as HTML. `statements` has the key for each marked (source, words), `pictures` for each scene."""

    def marked(block: str) -> str:
        pieces, end = [], 0
        for match in MARK.finditer(block):
            pieces.append(html.escape(block[end : match.start()], quote=False))
            key = statements[match["source"], match["words"]]
            pieces.append(f'<span data-statement="{key}">{html.escape(match["words"], quote=False)}</span>')
            end = match.end()
        return "".join([*pieces, html.escape(block[end:], quote=False)])

    return "\n".join(element(block, marked, pictures) for block in story.blocks)


def element(block: str, marked, pictures: dict[str, int]) -> str:
    if block.startswith("## "):
        return f"<h2>{html.escape(block[3:], quote=False)}</h2>"
    if block.startswith("> "):
        return f'<aside data-pullquote=""><p>{html.escape(block[2:], quote=False)}</p></aside>'
    if block.startswith("!"):
        return f'<figure data-picture="{pictures[block[1:]]}"></figure>'
    return f"<p>{marked(block)}</p>"
