"""Two people who speak as one: `Ann Roe and Tom Hill`, `treasurer Ann Roe and Mr Hill`."""

from __future__ import annotations

from articles.sourcing.suggesting import lexicon as words
from articles.sourcing.suggesting.given_names import is_given_name
from articles.sourcing.suggesting.mention import printed
from articles.sourcing.suggesting.shapes import HONORIFICS, is_role
from articles.sourcing.suggesting.words import Token


def two_people(text: str, core: list[Token]) -> str | None:
    """Both names, without what they do, when a source phrase names two people; else None."""
    joint = next((at for at, token in enumerate(core) if token.lower == "and"), 0)
    if not 0 < joint < len(core) - 1:
        return None
    first, second = _name_at_end(core[:joint]), _name_at_end(core[joint + 1 :])
    return f"{printed(text, first)} and {printed(text, second)}" if first and second else None


def _name_at_end(part: list[Token]) -> list[Token]:
    """The person's name that a phrase ends with, if it is plainly a person's."""
    start = len(part)
    while start and (part[start - 1].is_capitalised or part[start - 1].lower in words.PARTICLES):
        start -= 1
    run = part[start:]
    lead = next((at for at, token in enumerate(run) if is_given_name(token.lower) or token.lower in HONORIFICS), None)
    if lead is None or any(token.lower in words.ORGANISATION_NAMES for token in run):
        return []
    titled = all(is_role(token.lower) or token.lower in words.TITLES for token in run[:lead])
    return run[lead:] if titled and (len(run) - lead > 1 or is_given_name(run[lead].lower)) else []
