"""Cues that share a subject: `… and said`, `…, saying`."""

from __future__ import annotations

from articles.sourcing.suggesting import lexicon as words
from articles.sourcing.suggesting.cues import NOUN_LIKE, Cue
from articles.sourcing.suggesting.findings import Find, apposition_after, read_mention
from articles.sourcing.suggesting.frames import Content
from articles.sourcing.suggesting.main_subjects import main_subject
from articles.sourcing.suggesting.phrases_ahead import phrase_end
from articles.sourcing.suggesting.sentence_reader import SentenceReader
from articles.sourcing.suggesting.shapes import is_verb_like
from articles.sourcing.suggesting.subject import Subject

NOT_AS_PARTICIPLE = frozenset(
    "find show read see feel determine project rule post begin continue reflect report command order document mention calculate hope believe think want consider fear intend indicate".split()
)


class SharedSubjects(SentenceReader):
    """Reads a sentence for cues without a subject of their own."""

    def _without_subject(
        self, at: int, cue: Cue, subject: Subject, content: Content, earlier: list[Find]
    ) -> Find | None:
        row, low = self.row, self.row[at].lower
        if content.frame == "none" or (low == cue.lemma and low not in ("put", "set")):
            return None
        if (subject.link == "participle" and cue.lemma in NOT_AS_PARTICIPLE) or (
            low in NOUN_LIKE and content.frame not in ("that", "quote", "infinitive")
        ):
            return None
        if (
            row[subject.left - 1].text == ","
            and not low.endswith("ing")
            and low.endswith(("ed", "told"))
            and not cue.takes("i")
        ):
            return None
        if row[subject.left - 1].text == "," and low in ("asked", "told", "warned", "advised"):
            return None
        partner = next((f for f in reversed(earlier) if f.mention is not None or f.shared is not None), None)
        if partner is not None and not (partner.carrier and partner.rule.startswith("according")):
            find = self._made(at, cue, "shared-" + content.frame, at, len(row), (content.start, len(row)), None, None)
            find.shared = partner
            return find
        return self._of_main_clause(at, cue, content)

    def _joined_subject(self, at: int) -> tuple[int, int] | None:
        """`Tarn fell 8%, and the firm Keel cut its rating, citing …`: the subject of the clause joined last."""
        row = self.row
        for back in range(at - 1, 1, -1):
            if row[back].kind == "quote":
                return None
            if row[back].lower in ("and", "but", "while") and row[back - 1].text == ",":
                end = phrase_end(row, back + 1)
                verb = back + 1 < end < at and is_verb_like(row[end])
                return (back + 1, end) if verb else None
        return None

    def _of_main_clause(self, at: int, cue: Cue, content: Content) -> Find | None:
        span = self._joined_subject(at) or main_subject(self.row)
        if span is None or span[1] >= at or not cue.takes("s", "t", "p", "k", "q", "m"):
            return None
        behind = apposition_after(self.row, span[1])
        mention = read_mention(self.text, self.row, span, (span[1] + 1, behind) if behind > span[1] else None)
        if mention.kind == "thing" or (mention.kind == "pronoun" and mention.head not in words.PERSON_PRONOUNS):
            return None
        declined = any(t.lower in ("declined", "refused", "declines", "refuses") for t in self.row[span[1] : at])
        return self._made(
            at,
            cue,
            "main-subject-" + content.frame,
            at if declined else span[0],
            len(self.row),
            (content.start, len(self.row)),
            mention,
            span,
        )
