"""Proper names inside a source phrase: what is name, what title, role and affiliation."""

from __future__ import annotations

from articles.sourcing.suggesting import lexicon as words
from articles.sourcing.suggesting.mention import Mention, printed
from articles.sourcing.suggesting.places import ADJECTIVES
from articles.sourcing.suggesting.shapes import HONORIFICS, is_role
from articles.sourcing.suggesting.words import Token


def is_proper(tokens: list[Token]) -> bool:
    """A run of capitalised words, with particles, initials, nicknames and numbers between them."""
    if not tokens or not (
        tokens[0].is_capitalised or (tokens[0].lower in words.PARTICLES or tokens[0].lower[:3] in ("al-", "el-"))
    ):
        return False
    inner = ("of", "and", "the", "for", "in", "on")
    return any(t.is_capitalised for t in tokens) and all(
        t.is_capitalised
        or t.kind in ("quote", "number", "point", "possessive")
        or t.lower in words.PARTICLES
        or t.lower[:3] in ("al-", "el-", "ul-")
        or t.lower in inner
        or (t.kind == "word" and any(c.isupper() for c in t.text))
        or (t.kind == "word" and t.text[0].lower() == t.text[0].upper())
        for t in tokens
    )


def after_complement(name: list[Token]) -> list[Token]:
    """Behind a title, drop "of State" before the name; without a name behind it nothing is left."""
    if name[0].lower not in ("of", "for"):
        return name
    proper = [t for t in name[1:] if t.lower != "the"]
    if len(proper) < 3:
        return []
    return proper[1:] if len(proper) == 3 else proper[-2:]


def as_person(text: str, mention: Mention, before: list[Token], name: list[Token]) -> None:
    name = without_suffix(name)
    mention.kind = "person"
    mention.name = clean_name(text, name)
    if len(mention.name) == 1 and before:
        mention.name = f"{before[-1].text} {mention.name}"
    mention.head = name[-1].lower
    role = before
    while role and role[0].lower in HONORIFICS:
        mention.honorific, role = role[0].lower, role[1:]
    if role:
        mention.role = printed(text, role)
        mention.affiliation = affiliation_in(text, role)


def without_suffix(name: list[Token]) -> list[Token]:
    while len(name) > 1 and name[-1].lower in words.NAME_SUFFIXES:
        name = name[:-1]
    return name


def clean_name(text: str, name: list[Token]) -> str:
    while len(name) > 1 and name[-1].kind == "word" and name[-1].lower in ("and", "of", "the", "for", "in", "on"):
        name = name[:-1]
    kept = [t for t in name if t.kind != "quote"]
    parts = [text[t.start : t.end] for t in kept]
    joined = printed(text, name)
    return joined if len(kept) == len(name) else " ".join(parts)


def affiliation_in(text: str, role: list[Token]) -> str | None:
    """The body a role belongs to: the words before the role noun that name one."""
    end = next((at for at, t in enumerate(role) if (is_role(t.lower) or t.lower in words.TITLES)), len(role))
    before = [t for t in role[:end] if t.lower not in words.DETERMINERS]
    while before and before[0].lower in ("former", "deputy", "acting", "senior", "chief", "prime", "foreign", "vice"):
        before = before[1:]
    while before and not before[-1].is_capitalised and before[-1].lower not in words.ORGANISATIONS:
        before = before[:-1]
    if len(before) == 1 and before[0].lower.endswith(("al", "ic", "ive", "ary")) and before[0].lower not in ADJECTIVES:
        return None  # “Political analyst” opens a sentence: no body is named.
    if before and (before[0].is_capitalised or before[-1].lower in words.ORGANISATIONS):
        return ADJECTIVES.get(printed(text, before).lower(), printed(text, before))
    return None
