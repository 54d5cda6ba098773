"""Objects that name what was voiced: `expressed concern that …`, `dismissed claims that …`, `put the cost at £4m`."""

from __future__ import annotations

from articles.sourcing.suggesting import lexicon as words
from articles.sourcing.suggesting.cues import Cue
from articles.sourcing.suggesting.words import Token

VOICED = frozenset(
    """concern concerns fear fears doubt doubts alarm hope hopes regret regrets confidence disappointment surprise dismay
    outrage anger frustration sympathy support opposition objection objections reservations misgivings view opinion
    warning warnings plea pleas appeal appeals call calls demand demands claim claims charge charges allegation
    allegations accusation accusations assertion assertions suggestion suggestions criticism criticisms complaint
    complaints report reports rumours rumors speculation assurance assurances promise promises pledge pledges vow""".split()
)
OPENING = frozenset("that about over to of for as whether".split())
FELT = frozenset("anger outrage dismay surprise disappointment alarm frustration regret".split())
REACH = 6  # words between the cue and the noun
FIGURES = frozenset("£ $ € ¥".split())
NEARLY = frozenset("about around roughly nearly almost over under between up just more less at least than well".split())


def voices(row: list[Token], at: int, cue: Cue) -> bool:
    """Does the object at `at` say that something was put into words, and is it plain what?

    True for `expressed serious concern about the delay`; not for `raised concerns` alone.
    """
    if not cue.takes("v"):
        return False
    for n in range(at, min(at + REACH, len(row) - 1)):
        token = row[n]
        if token.kind == "quote" and n == at + 1 and row[at].lower in words.ARTICLES:
            continue
        if token.kind != "word" or token.lower in words.CONJUNCTIONS or token.lower in words.PREPOSITIONS:
            return False
        if token.lower in VOICED and not token.is_capitalised:
            behind = row[n + 1]
            felt = token.lower in FELT and behind.lower in ("at", "with")
            return felt or behind.lower in OPENING or behind.kind == "quote"
    return False


def puts_a_figure(row: list[Token], at: int, end: int) -> bool:
    """`put the cost at £4m`: "at" behind the object, and a figure behind "at"."""
    place = next((n for n in range(at, min(end, len(row))) if row[n].lower == "at"), None)
    if place is None:
        return False
    behind = [t for t in row[place + 1 : place + 6] if t.lower not in NEARLY]
    return bool(behind) and (behind[0].kind == "number" or behind[0].text in FIGURES)
