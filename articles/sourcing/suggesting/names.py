"""Names of people in running text: rows of capitals, titles in front, initials of long forms."""

from __future__ import annotations

from articles.sourcing.suggesting import lexicon as words
from articles.sourcing.suggesting.given_names import gender_of, is_given_name
from articles.sourcing.suggesting.places import ADJECTIVES, CAPITALS, COUNTRIES, OTHER_PLACES
from articles.sourcing.suggesting.shapes import is_opening_word, is_role
from articles.sourcing.suggesting.words import Token


def name_parts(name: str) -> list[str]:
    return [part.strip(".,").lower().replace("’", "'") for part in name.split()]


def without_titles(name: str) -> str:
    """Cut titles and roles in front of a name, keeping at least one word."""
    parts = name.split()
    while len(parts) > 2 and parts[-1].lower() in words.NAME_SUFFIXES:
        parts = parts[:-1]
    last = max(
        (n for n, part in enumerate(parts[:-1]) if part.lower() in words.TITLES or is_role(part.lower())), default=-1
    )
    if last + 2 == len(parts) and len(parts[-1]) == 1:
        return " ".join(parts[last:])  # “Nurse B”: a letter alone names nobody.
    parts = parts[last + 1 :]
    if len(parts) > 2 and parts[0].lower() in words.NATIONALS and parts[-1].lower() not in words.ORGANISATION_NAMES:
        parts = parts[1:]
    if len(parts) > 2 and gender_of(parts[0]) is None and gender_of(parts[1]) is not None:
        parts = parts[1:]
    return " ".join(parts)


def capital_runs(row: list[Token]) -> list[tuple[list[Token], Token | None, Token | None]]:
    """Rows of capitalised words outside quotations, with the tokens before and behind each."""
    runs = []
    at = 0
    while at < len(row):
        if not row[at].is_capitalised or is_opening_word(row[at]) or row[at].lower in words.DETERMINERS:
            at += 1
            continue
        end = at + 1
        while end < len(row) and (
            row[end].is_capitalised
            or (row[end].lower in words.PARTICLES and end + 1 < len(row) and row[end + 1].is_capitalised)
            or row[end].lower[:3] in ("al-", "el-")
            or (
                row[end].kind == "quote"
                and end + 1 < len(row)
                and row[end + 1].is_capitalised
                and row[end].end - row[end].start < 20
            )
        ):
            end += 1
        runs.append((row[at:end], row[at - 1] if at else None, row[end] if end < len(row) else None))
        at = end
    return runs


def looks_like_person(run: list[Token], before: Token | None, behind: Token | None) -> bool:
    """Is this row of capitals a person's full name? Titles in front have to be cut off first."""
    titled = before is not None and is_role(before.lower)
    while run and (run[0].lower in words.TITLES or is_role(run[0].lower)):
        run, titled = run[1:], True
    lows = [t.lower for t in run]
    if not 1 < len(run) < 6 or any(
        low in words.ORGANISATION_NAMES
        or low in OTHER_PLACES
        or low in ADJECTIVES
        or low in COUNTRIES
        or low in words.TIME_WORDS
        for low in lows
    ):
        return False
    if " ".join(lows) in CAPITALS or any(is_role(low) for low in lows):
        return False
    return is_given_name(lows[0]) or titled


def long_form(printed: str, short: str) -> str | None:
    """The words before a bracket whose initials are the acronym."""
    parts = printed.split()
    letters = [c for c in short.upper() if c.isalpha()]
    for start in range(len(parts)):
        initials = [p[0] for p in parts[start:] if p[0].isupper()]
        if (
            parts[start][0].isupper()
            and initials
            and initials[0] == letters[0]
            and len(initials) <= len(letters) + 1
            and abs(len(initials) - len(letters)) <= 2
        ):
            return " ".join(parts[start:])
    return None
