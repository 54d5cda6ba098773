"""Sources that are named beside the statement: "according to", "in the words of", "quoting", "was quoted as saying"."""

from __future__ import annotations

from articles.sourcing.suggesting import lexicon as words
from articles.sourcing.suggesting.findings import Find, apposition_after, read_mention
from articles.sourcing.suggesting.phrases_ahead import phrase_end
from articles.sourcing.suggesting.sentences import Sentence
from articles.sourcing.suggesting.subjects import subject_of
from articles.sourcing.suggesting.words import Token

FILED = frozenset("filing filings complaint lawsuit report statement release memo study survey poll affidavit".split())
WORDS_OF = (("in", "the", "words", "of"),)


class Carriers:
    """Reads one sentence for carriers. `text` is the paragraph."""

    def __init__(self, text: str, sentence: Sentence, number: int):
        self.text, self.sentence, self.number = text, sentence, number
        self.row = sentence.tokens

    def find(self, at: int) -> list[Find]:
        low = self.row[at].lower
        if low == "according" and self._lower(at + 1) == "to":
            return self._according(at, 2, "according to")
        if low == "per" and self._lower(at + 1) in ("the", "a", "its", "their") and self._is_document(at + 2):
            return self._according(at, 1, "per")
        if low == "in" and [self._lower(at + n) for n in range(4)] == list(WORDS_OF[0]):
            return self._words_of(at)
        if low in ("quoting", "citing"):
            return self._quoting(at)
        if low in ("quoted", "cited", "reported") and not self.row[at].is_capitalised:
            return self._quoted(at)
        return []

    def _is_document(self, at: int) -> bool:
        return any(self._lower(n) in FILED for n in range(at, at + 3))

    def _lower(self, at: int) -> str:
        return self.row[at].lower if at < len(self.row) else ""

    def _source(self, start: int) -> tuple[int, int] | None:
        """The source phrase at `start` and the index behind its apposition."""
        end = phrase_end(self.row, start) if start < len(self.row) else start
        return (end, apposition_after(self.row, end)) if end > start else None

    def _according(self, at: int, width: int, verb: str) -> list[Find]:
        row, start = self.row, at + width
        source = self._source(start)
        if source is None:
            return []
        end, behind = source
        mention = read_mention(self.text, row, (start, end), (end + 1, behind) if behind > end else None)
        if (
            mention.kind == "pronoun"
            and mention.head not in words.PERSON_PRONOUNS
            and mention.head not in ("him", "her", "them")
        ):
            return []
        if mention.kind == "thing" and mention.head in ("plan", "schedule", "law", "need", "size", "age"):
            mention.kind = "document"
        opens = at < 6 and all(_only_leads(t) for t in row[:at])
        first = at if opens else 0
        content = (min(behind + 1, len(row)), len(row)) if opens else (0, at)
        if opens and behind >= len(row) - 1:
            return []
        printed = self.text[row[at].start : row[start - 1].end]
        rule = "according-initial" if opens else "according-final"
        return [
            Find(
                self.sentence,
                self.number,
                at,
                printed,
                rule,
                first,
                len(row),
                content,
                mention,
                carrier=True,
                trailing=not opens,
                source=(start, end),
                frame=rule,
            )
        ]

    def _words_of(self, at: int) -> list[Find]:
        found = self._according(at, 4, "in the words of")
        for find in found:
            find.rule = "in-the-words-of"
            if not find.trailing or any(t.kind == "quote" for t in self.row[at:]):
                find.first, find.last = at, len(self.row)
                quoted = next((n for n in range(at, len(self.row)) if self.row[n].kind == "quote"), at)
                find.content = (quoted, len(self.row))
        return found

    def _quoting(self, at: int) -> list[Find]:
        """`According to Yonhap, quoting KCNA, the army …`: the inner source of words that another passes on."""
        source = self._source(at + 1)
        if source is None or (at == 0 and self.row[at].lower == "citing"):
            return []
        end, behind = source
        mention = read_mention(self.text, self.row, (at + 1, end), (end + 1, behind) if behind > end else None)
        if mention.kind in ("thing", "pronoun"):
            return []
        closes = end >= len(self.row) - 1
        chained = [self._lower(n) for n in range(2)] == ["according", "to"]
        if self.row[at].lower == "citing" and not closes and not chained:
            return []
        first = 0 if closes else at
        content = (0, at) if closes else (min(behind + 1, len(self.row)), len(self.row))
        return [
            Find(
                self.sentence,
                self.number,
                at,
                self.row[at].text,
                "quoting",
                first,
                len(self.row),
                content,
                mention,
                carrier=True,
                trailing=closes,
                source=(at + 1, end),
                frame="quoting",
            )
        ]

    def _quoted(self, at: int) -> list[Find]:
        """`was quoted (by the agency) as saying …`, and `the agency quoted the minister as saying …`."""
        row = self.row
        saying = next(
            (
                n
                for n in range(at + 1, min(len(row) - 1, at + 22))
                if row[n].lower == "as" and row[n + 1].lower in ("saying", "stating", "telling", "adding", "warning")
            ),
            None,
        )
        subject = subject_of(row, at)
        if saying is None:
            return []
        content = (saying + 2, len(row))
        if subject.passive:
            return self._quoted_passive(at, saying, content)
        found: list[Find] = []
        inner = self._source(at + 1)
        if inner is not None and row[at].lower == "quoted":
            span = (at + 1, inner[0])
            found.append(
                Find(
                    self.sentence,
                    self.number,
                    saying + 1,
                    row[saying + 1].text,
                    "quoted-as-saying",
                    at + 1,
                    len(row),
                    content,
                    read_mention(self.text, row, span, None),
                    carrier=False,
                    source=span,
                )
            )
            if subject.link == "subject":
                outer = read_mention(self.text, row, (subject.start, subject.end), subject.apposition)
                found.insert(
                    0,
                    Find(
                        self.sentence,
                        self.number,
                        at,
                        row[at].text,
                        "carrier-quoted",
                        subject.start,
                        len(row),
                        content,
                        outer,
                        carrier=True,
                        source=(subject.start, subject.end),
                    ),
                )
        return found

    def _quoted_passive(self, at: int, saying: int, content: tuple[int, int]) -> list[Find]:
        row, found = self.row, []
        subject = subject_of(row, at)
        trailing = content[0] >= len(row) - 1 or row[content[0]].text in ".,"
        first = 0 if trailing else subject.start
        content = (0, subject.start) if trailing else content
        by = next((n for n in range(at + 1, saying) if row[n].lower == "by"), None)
        if by is not None and (source := self._source(by + 1)):
            agency = read_mention(self.text, row, (by + 1, min(source[0], saying)), None)
            found.append(
                Find(
                    self.sentence,
                    self.number,
                    at,
                    row[at].text,
                    "carrier-by",
                    first,
                    len(row),
                    content,
                    agency,
                    carrier=True,
                    trailing=trailing,
                    source=(by + 1, source[0]),
                )
            )
        if subject.link in ("subject", "relative"):
            mention = read_mention(self.text, row, (subject.start, subject.end), subject.apposition)
            found.append(
                Find(
                    self.sentence,
                    self.number,
                    saying + 1,
                    row[saying + 1].text,
                    "quoted-as-saying",
                    first,
                    len(row),
                    content,
                    mention,
                    carrier=False,
                    trailing=trailing,
                    source=(subject.start, subject.end),
                )
            )
        return found


def _only_leads(token: Token) -> bool:
    """Words that may stand before an opening "according to": However, But on Monday,"""
    low = token.lower
    known = low in words.CONJUNCTIONS or low in words.ADVERBS or low in words.PREPOSITIONS or low in words.TIME_WORDS
    return known or token.text == "," or low in words.SENTENCE_ADVERBS or low in ("last", "this")
