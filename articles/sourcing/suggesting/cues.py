"""Cues by their printed form: the rows of the cue table, inflected and looked up."""

from __future__ import annotations

from dataclasses import dataclass

from articles.sourcing.suggesting.cue_table import COMPOUND, IRREGULAR, NOUN_LIKE, NOUNS, VERBS

__all__ = ["COMPOUNDS", "CUES", "NOUN_CUES", "NOUN_LIKE", "Cue", "is_cue"]


@dataclass(slots=True, frozen=True)
class Cue:
    """A cue verb: its lemma, its frames, and the prepositions of frame k."""

    lemma: str
    frames: frozenset[str]
    prepositions: frozenset[str] = frozenset()

    def takes(self, *frames: str) -> bool:
        return any(frame in self.frames for frame in frames)


def _rows(table: str) -> list[tuple[str, str]]:
    return [(key.strip(), value.strip()) for key, value in (row.split(":", 1) for row in table.strip().splitlines())]


def _cue(lemma: str, frames: str) -> Cue:
    letters, _, prepositions = frames.partition(":")
    return Cue(lemma, frozenset(letters), frozenset(filter(None, prepositions.split(","))))


def forms_of(verb: str) -> list[str]:
    """Return the verb and its inflected forms."""
    if verb in IRREGULAR:
        return [verb, *IRREGULAR[verb].split()]
    if verb.endswith("e"):
        return [verb, verb + "s", verb + "d", verb[:-1] + "ing"]
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return [verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"]
    plural = verb + "es" if verb.endswith(("s", "sh", "ch", "x")) else verb + "s"
    return [verb, plural, verb + "ed", verb + "ing"]


CUES: dict[str, Cue] = {}
COMPOUNDS: dict[str, list[tuple[tuple[str, ...], Cue]]] = {}
for _verb, _frames in _rows(VERBS):
    for _form in forms_of(_verb):
        CUES[_form] = _cue(_verb, _frames)
for _phrase, _frames in _rows(COMPOUND):
    _verb, *_rest = _phrase.split()
    for _form in forms_of(_verb):
        COMPOUNDS.setdefault(_form, []).append((tuple(_rest), _cue(_phrase, _frames)))
NOUN_CUES: dict[str, frozenset[str]] = {}
for _noun, _links in _rows(NOUNS):
    _plural = _noun[:-1] + "ies" if _noun.endswith("y") else _noun + "s"
    NOUN_CUES[_noun] = NOUN_CUES[_plural] = frozenset(_links.split())


def is_cue(lower: str) -> bool:
    return lower in CUES
