"""Statements carried by a noun whose source is attached: "US demands to stop", "an order issued by the president to"."""

from __future__ import annotations

from articles.sourcing.suggesting import lexicon as words
from articles.sourcing.suggesting.cues import NOUN_CUES
from articles.sourcing.suggesting.findings import Find, read_mention
from articles.sourcing.suggesting.phrases import phrase_start
from articles.sourcing.suggesting.phrases_ahead import phrase_end
from articles.sourcing.suggesting.places import ADJECTIVES, COUNTRIES
from articles.sourcing.suggesting.sentences import Sentence
from articles.sourcing.suggesting.shapes import is_group

ISSUED = frozenset("issued made given signed sent published delivered released filed by from".split())


class Nouns:
    """Reads one sentence for cue nouns. `text` is the paragraph."""

    def __init__(self, text: str, sentence: Sentence, number: int):
        self.text, self.sentence, self.number = text, sentence, number
        self.row = sentence.tokens

    def find(self, at: int) -> Find | None:
        row = self.row
        links = NOUN_CUES.get(row[at].lower)
        if links is None or (row[at].is_capitalised and at) or at + 1 >= len(row):
            return None
        return self._owned(at, links) or self._issued_by(at, links)

    def _owned(self, at: int, links: frozenset[str]) -> Find | None:
        """`naysayers' predictions that …`, `US demands to stop`, `his claim that …`."""
        row = self.row
        if row[at + 1].lower not in links & {"that", "to"} or at == 0:
            return None
        start = self._owner_start(at)
        if start is None:
            return None
        end = at - 1 if row[at - 1].kind == "possessive" else at
        mention = read_mention(self.text, row, (start, end), None)
        if mention.kind in ("thing", "pronoun"):
            return None
        if mention.name and mention.name.lower() in ADJECTIVES:
            mention.name, mention.kind = ADJECTIVES[mention.name.lower()], "organisation"
        return self._made(at, "noun-owned", start, (at + 1, len(row)), mention, (start, end))

    def _owner_start(self, at: int) -> int | None:
        row = self.row
        if row[at - 1].kind == "possessive":
            return phrase_start(row, at - 2) if at > 1 else None
        low = row[at - 1].lower
        if low in ADJECTIVES or low in COUNTRIES:
            return at - 1
        if at > 1 and f"{row[at - 2].lower} {low}" in ADJECTIVES | COUNTRIES:
            return at - 2
        return at - 1 if is_group(low) and row[at - 1].kind == "word" and row[at].lower.endswith("s") else None

    def _issued_by(self, at: int, links: frozenset[str]) -> Find | None:
        """`an order issued last year by President Hu to …`, `a warning from the bank that …`."""
        row = self.row
        agent = self._agent(at)
        if agent is None or agent + 1 >= len(row):
            return None
        end = phrase_end(row, agent + 1)
        if end <= agent + 1 or end >= len(row) or row[end].lower not in links & {"that", "to"}:
            return None
        mention = read_mention(self.text, row, (agent + 1, end), None)
        if mention.kind in ("thing", "pronoun"):
            return None
        first = phrase_start(row, at)
        return self._made(at, "noun-issued", at if first is None else first, (end, len(row)), mention, (agent + 1, end))

    def _agent(self, at: int) -> int | None:
        for ahead in range(at + 1, min(len(self.row), at + 7)):
            low = self.row[ahead].lower
            if low in ("by", "from"):
                return ahead
            if (
                low not in ISSUED
                and low not in words.TIME_WORDS
                and low not in words.ADVERBS
                and low not in ("last", "this", "in", "on")
            ):
                return None
        return None

    def _made(self, at: int, rule: str, first: int, content: tuple[int, int], mention, source: tuple[int, int]) -> Find:
        row = self.row
        last = next((n for n in range(content[0] + 2, len(row)) if row[n].text in (",", ";", "–", "—")), len(row))
        return Find(
            self.sentence,
            self.number,
            at,
            row[at].text,
            rule,
            first,
            last,
            content,
            mention,
            source=source,
            frame=rule,
            speech=False,
        )
