"""Cues that close a sentence (`…, the mayor said`), and where a report ends."""

from __future__ import annotations

from articles.sourcing.suggesting.cues import Cue
from articles.sourcing.suggesting.findings import Find
from articles.sourcing.suggesting.frames import Content
from articles.sourcing.suggesting.mention import Mention
from articles.sourcing.suggesting.phrases import phrase_start
from articles.sourcing.suggesting.sentence_reader import SentenceReader
from articles.sourcing.suggesting.shapes import is_verb_like
from articles.sourcing.suggesting.subject import Subject

ANSWERABLE = frozenset("deny reject refute dispute rebut".split())
DENIABLE = frozenset(
    "charge charges claim claims allegation allegations accusation accusations suggestion suggestions assertion assertions report reports".split()
)
GLOSSES = frozenset("reference allusion nod dig swipe jibe echo phrase remark comment word line".split())
UNDER = frozenset("since after when because although though if while before whereas once until".split())


class Closings(SentenceReader):
    """Reads a sentence for cues behind their content."""

    def _trailing(
        self, at: int, cue: Cue, subject: Subject, content: Content, mention: Mention, span: tuple[int, int]
    ) -> Find | None:
        row, start = self.row, span[0]
        if start == 0 or not cue.takes("f", "i", "q"):
            return None
        before = row[start - 1]
        point = before.text in (",", "-", "–", "—")
        quote = (
            start - 1
            if before.kind == "quote"
            else (start - 2 if point and start > 1 and row[start - 2].kind == "quote" else None)
        )
        if quote is not None:
            inner = row[quote].quotation
            ends = inner.inner.rstrip()[-1:] if inner else ""
            complete = (
                ends in tuple(",?!.—–-…")
                or (quote == 0 and content.frame in ("none", "quote"))
                or content.frame == "none"
            )
            if complete and (content.frame != "quote" or quote == 0 or ends in tuple(",?!.—–-…")):
                return self._made(
                    at, cue, "trailing-quote", 0, self._end_of_trailing(at), (0, start), mention, span, trailing=True
                )
            return None
        if (
            content.frame == "none"
            and (point or before.lower == "as")
            and cue.takes("f")
            and mention.kind != "thing"
            and self._may_close(at + 1)
            and (self._has_clause(0, start - 1) or self._inserted(at, start))
        ):
            return self._made(
                at, cue, "trailing-clause", 0, self._end_of_trailing(at), (0, start), mention, span, trailing=True
            )
        if content.frame == "none" and before.lower == "as" and cue.takes("f"):
            comma = next((n for n in range(at, len(row)) if row[n].text == ","), None)
            if comma is not None and comma + 2 < len(row):
                return self._made(at, cue, "as-clause", start, len(row), (comma + 1, len(row)), mention, span)
        return None

    def _inserted(self, at: int, start: int) -> bool:
        """`In that time, she said, costs had doubled`: commas on both sides, and more to come."""
        behind = self.row[at + 1 : at + 3]
        return start > 1 and len(behind) == 2 and behind[0].text in (",", ";") and behind[1].kind in ("word", "number")

    def _may_close(self, at: int) -> bool:
        """Behind "…, agents found" a sum of money is an object: nothing is closed."""
        token = self.row[at] if at < len(self.row) else None
        return token is None or (token.text not in ("$", "£", "€", "¥") and token.kind != "number")

    def _end_of_trailing(self, at: int) -> int:
        """A new clause behind "…, she said" is not hers: `, but refused to answer`. Quoted words behind it are."""
        row = self.row
        for n in range(at + 1, len(row) - 1):
            if row[n].text in (",", ";") and row[n + 1].lower in (
                "but",
                "and",
                "while",
                "although",
                "though",
                "before",
            ):
                return len(row) if any(t.kind == "quote" for t in row[n:]) else n
        return len(row)

    def _denied_noun(self, at: int, cue: Cue, subject: Subject, mention: Mention, span: tuple[int, int]) -> Find | None:
        """`charges Russia has strongly denied`: the content is the noun before the subject."""
        start = span[0]
        if cue.lemma not in ANSWERABLE or start == 0:
            return None
        noun = start - 1
        if self.row[noun].lower in ("that", "which"):
            noun -= 1
        if noun < 0 or self.row[noun].lower not in DENIABLE:
            return None
        first = phrase_start(self.row, noun)
        first = noun if first is None else first
        return self._made(at, cue, "denied-noun", first, self._stop_after(at), (first, start), mention, span)

    def _stop_after(self, at: int) -> int:
        return next((n for n in range(at, len(self.row)) if self.row[n].text in ",;.!?-–—"), len(self.row))

    def _end_of_clause(self, start: int, content: Content, *, relative: bool) -> int:
        """Where the report ends: relative clauses and clauses under "since" or "when" end at their comma."""
        row = self.row
        if content.frame == "object" and not relative and row[max(start - 1, 0)].lower not in UNDER:
            return next((n for n in range(content.start + 2, len(row)) if self._leaves_object(n)), len(row))
        subordinate = start and row[start - 1].lower in UNDER
        opening = subordinate and (start == 1 or (start == 2 and row[0].kind == "word"))
        if not (opening or relative):
            return self._before_gloss(content.start)
        after = content.start + 1
        return next((n for n in range(after, len(row)) if row[n].text in (",", "–", "—")), len(row))

    def _before_gloss(self, start: int) -> int:
        """`“… as well”, a reference to the arrest of his minister`: the reporter explains, nobody says it."""
        row = self.row
        for at in range(start + 1, len(row) - 2):
            behind = [t.lower for t in row[at + 1 : at + 5]]
            article = row[at].text in (",", "–", "—") and behind[0] in ("a", "an", "the", "in")
            if article and row[at - 1].kind == "quote" and any(low in GLOSSES for low in behind[1:]):
                return at
        return len(row)

    def _leaves_object(self, at: int) -> bool:
        """Behind `hailed his players`, "after …" or "but asked …" is no longer reported."""
        low = self.row[at].lower
        if low in ("after", "when", "before", "while", "following"):
            return True
        behind = self.row[at + 1] if at + 1 < len(self.row) else None
        return low in ("but", "and") and behind is not None and is_verb_like(behind)
