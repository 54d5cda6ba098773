"""A source as it stands in the text."""

from __future__ import annotations

from dataclasses import dataclass, field

from articles.sourcing.suggesting.words import Token


@dataclass(slots=True)
class Mention:
    """A source as it stands in the text.

    `kind` is "person", "organisation", "group", "document", "unnamed", "pronoun" or "thing" (nothing that speaks, as
    far as the word lists tell). `name` is the proper name without titles; `role` and `affiliation` as printed;
    `head` the lower-case noun that carries the phrase; `gender` "f", "m" or None.
    """

    text: str
    kind: str
    name: str | None = None
    role: str | None = None
    affiliation: str | None = None
    head: str = ""
    gender: str | None = None
    owner: str | None = None
    honorific: str | None = None
    definite: bool = False
    plural: bool = False
    tokens: list[Token] = field(default_factory=list)


def printed(text: str, tokens: list[Token]) -> str:
    return text[tokens[0].start : tokens[-1].end] if tokens else ""


def source_name(mention: Mention) -> str:
    """The words of a source without a name, its article left out."""
    text = mention.text
    first = text.split(" ", 1)
    if len(first) == 2 and first[0].lower() == "the":
        return first[1]
    if len(first) == 2 and first[0].lower() in ("a", "an", "one"):
        return text[0].lower() + text[1:]
    return text
