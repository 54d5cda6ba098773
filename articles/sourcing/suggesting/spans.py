"""How the finds of one sentence share it: what is nested is left out, what follows cuts what came before."""

from __future__ import annotations

from articles.sourcing.suggesting import lexicon as words
from articles.sourcing.suggesting.carriers import Carriers
from articles.sourcing.suggesting.colons import find_behind_colon
from articles.sourcing.suggesting.findings import Find
from articles.sourcing.suggesting.nominal import Nouns
from articles.sourcing.suggesting.sentences import Sentence
from articles.sourcing.suggesting.verbs import Verbs

SEPARATORS = frozenset("but while though although whereas yet as".split())


def finds_in(text: str, sentence: Sentence, number: int) -> list[Find]:
    """Return the attributions of a sentence, each with its final stretch, in the order of their cues."""
    verbs, carriers, nouns = (
        Verbs(text, sentence, number),
        Carriers(text, sentence, number),
        Nouns(text, sentence, number),
    )
    found: list[Find] = []
    taken: set[int] = set()
    for at, token in enumerate(sentence.tokens):
        if token.kind != "word" or at in taken:
            continue
        new = carriers.find(at)
        if not new:
            single = verbs.find(at, found) or nouns.find(at)
            new = [single] if single else []
        for find in new:
            taken.add(find.cue)
            _place(find, found)
    behind = find_behind_colon(text, sentence, number) if not found else None
    return [behind] if behind else found


def _place(find: Find, found: list[Find]) -> None:
    """Add a find unless it lies inside what another source says; shorten those it follows."""
    before = [f for f in found if not f.carrier]
    if find.shared is not None:
        if not _shares_honestly(find):
            return
        _cut(before, _boundary(find, find.first))
    elif find.trailing and not find.carrier and find.source and find.source[0] < find.cue:
        _cut([f for f in before if f.cue < find.source[0]], _boundary(find, find.source[0]))
    elif not find.carrier and not find.trailing:
        noun = next((f for f in before if f.rule == "noun-owned" and f.cue < find.cue < f.last), None)
        if noun is not None and find.rule == "passive-by" and _has_quote(find):
            find.first = find.cue
            _cut(before, find.cue - (find.row[find.cue - 1].lower in words.AUXILIARIES))
        holder = next((f for f in reversed(before) if _holds(f, find)), None)
        if holder is not None:
            if not _is_separate(holder, find):
                return
            if not find.rule.startswith("noun-"):
                _cut(before, _boundary(find, find.first))
    found.append(find)


def _has_quote(find: Find) -> bool:
    return any(token.kind == "quote" for token in find.row[find.cue : find.last])


def _holds(holder: Find, find: Find) -> bool:
    return holder.cue < find.first < holder.last


def _boundary(find: Find, first: int) -> int:
    """The index at which the words before a find's clause end, its conjunction left out."""
    row = find.row
    at = first
    while (
        at > 0
        and row[at - 1].kind == "word"
        and (
            row[at - 1].lower in words.ADVERBS
            or row[at - 1].lower in words.COORDINATORS
            or row[at - 1].lower in SEPARATORS
            or row[at - 1].lower in ("who", "which")
        )
    ):
        at -= 1
    return at - 1 if at > 1 and row[at - 1].text in (",", ";", "-", "–", "—") else at


def _is_separate(holder: Find, find: Find) -> bool:
    """Does a new main clause begin here, or is it part of what the first source reported?"""
    row, at = find.row, find.first
    while at > 0 and row[at - 1].kind == "word" and row[at - 1].lower in words.ADVERBS - SEPARATORS:
        at -= 1
    if at == 0:
        return True
    before = row[at - 1]
    if find.rule == "noun-owned" and before.lower in (
        "defying",
        "despite",
        "rejecting",
        "ignoring",
        "amid",
        "following",
        "after",
        "over",
        "dismissing",
        "against",
    ):
        return True
    if find.rule == "denied-noun" and before.text == ",":
        return True
    if holder.trailing or before.text in (";", "-", "–", "—"):
        return True
    if before.lower in SEPARATORS:
        comma = at > 1 and row[at - 2].text in (",", ";", "-", "–", "—")
        quoted = at > 1 and row[at - 2].kind == "quote"
        return (comma or quoted or before.lower in ("but", "while", "whereas")) and not find.pluperfect
    if before.lower != "and" or find.pluperfect or find.rule.startswith("relative"):
        return False
    return find.speech or row[at - 2].text == ","


def _cut(before: list[Find], at: int) -> None:
    for find in before:
        if (
            find.first < at < find.last
            and find.cue < at
            and not (find.trailing and find.source and find.source[0] >= at)
        ):
            find.last = at


def _shares_honestly(find: Find) -> bool:
    """After a reported clause, "and told him to go" belongs to the people in that clause, not to the speaker."""
    partner = find.shared
    row = find.row
    if partner is None or row[find.cue].lower.endswith("ing"):
        return partner is not None
    joined = [t.lower for t in row[max(0, find.cue - 3) : find.cue]]
    if "but" in joined or partner.trailing or "," in joined:
        return True
    if find.cue > 1 and row[find.cue - 2].kind == "quote" and _has_quote(find):
        return True
    if partner.frame.split("-")[-1] in ("that", "clause", "question"):
        return find.frame in ("shared-that", "shared-quote") or (find.speech and find.frame == "shared-clause")
    return True
