"""Cues before their speaker: `“…,” said the mayor`."""

from __future__ import annotations

from articles.sourcing.suggesting import lexicon as words
from articles.sourcing.suggesting.cues import Cue
from articles.sourcing.suggesting.findings import Find, apposition_after, read_mention
from articles.sourcing.suggesting.phrases_ahead import phrase_end
from articles.sourcing.suggesting.sentence_reader import SentenceReader
from articles.sourcing.suggesting.shapes import is_group, is_role, is_verb_like
from articles.sourcing.suggesting.subject import Subject


class Inversions(SentenceReader):
    """Reads a sentence for inverted cues."""

    def _inverted(self, at: int, cue: Cue, subject: Subject) -> Find | None:
        row = self.row
        before = subject.left - 1
        if at == 0 and row[0].lower in ("said", "says") and len(row) > 3:
            return self._opening(cue)
        if (
            not cue.takes("i")
            or at + 1 >= len(row)
            or (subject.left != at and not self._only_adverbs(subject.left, at))
        ):
            return None
        comma = before >= 0 and row[before].text in (",", "-", "–", "—")
        quoted = before >= 0 and (
            row[before].kind == "quote" or (comma and before > 0 and row[before - 1].kind == "quote")
        )
        if not (quoted or comma) or (subject.link == "subject" and not comma):
            return None
        start = at + 1
        if not self._may_open_source(start):
            return None
        end = phrase_end(row, start)
        if end <= start or not self._closes_source(end, quoted=quoted):
            return None
        behind = apposition_after(row, end)
        if not quoted and (
            not (self._has_clause(0, before) or self._set_in(before, behind)) or subject.link == "subject"
        ):
            return None
        mention = read_mention(self.text, row, (start, end), (end + 1, behind) if behind > end else None)
        if mention.kind == "thing" and not quoted:
            return None
        return self._made(
            at,
            cue,
            "inverted" if quoted else "inverted-clause",
            0,
            len(row),
            (0, before + 1),
            mention,
            (start, end),
            trailing=True,
        )

    def _set_in(self, before: int, behind: int) -> bool:
        """`The bridge, said Nora Vale, would close`: commas on both sides, and a verb behind the second."""
        row = self.row
        verb = behind + 1 < len(row) and row[behind].text == "," and is_verb_like(row[behind + 1])
        return verb and row[before].text == "," and before > 0

    def _opening(self, cue: Cue) -> Find | None:
        """`Said Mr Ash: “I will go.”`"""
        row = self.row
        end = phrase_end(row, 1)
        colon = apposition_after(row, end)
        if end <= 1 or colon + 1 >= len(row) or row[colon].text not in ":," or row[colon + 1].kind != "quote":
            return None
        mention = read_mention(self.text, row, (1, end), (end + 1, colon) if colon > end else None)
        content = (colon + 1, len(row))
        return self._made(0, cue, "inverted", 0, len(row), content, mention, (1, end), trailing=True)

    def _only_adverbs(self, start: int, end: int) -> bool:
        return all(
            t.kind == "word" and (t.lower in words.ADVERBS or t.lower.endswith("ly")) for t in self.row[start:end]
        )

    def _may_open_source(self, at: int) -> bool:
        token = self.row[at]
        low = token.lower
        if low.endswith("-year-old"):
            return at + 1 < len(self.row) and self.row[at + 1].kind == "word"
        if token.kind != "word" or low in ("that", "this", "these", "those", "it", "there", "they"):
            return low in ("it", "they") and at + 1 < len(self.row) and self.row[at + 1].kind == "point"
        return (
            token.is_capitalised
            or low in words.DETERMINERS
            or low in words.PERSON_PRONOUNS
            or is_role(low)
            or is_group(low)
            or low in words.ORGANISATIONS
            or low in words.TITLES
            or self._name_follows(at)
        )

    def _name_follows(self, at: int) -> bool:
        """`said municipal spokesman Vincent Creel`."""
        lead = self.row[at : at + 3]
        if len(lead) == 3 and lead[1].is_capitalised and lead[2].is_capitalised:
            return True
        for token in self.row[at : at + 6]:
            if token.kind != "word" or is_verb_like(token):
                return False
            if is_role(token.lower) or is_group(token.lower):
                return True
        return False

    def _closes_source(self, end: int, *, quoted: bool) -> bool:
        if end >= len(self.row):
            return True
        token = self.row[end]
        if token.kind == "point":
            return True
        if not quoted:
            return token.lower in ("in", "on", "at", "who", "after", "during")
        return not is_verb_like(token)
