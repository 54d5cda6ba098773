"""How a text and its statements stand to each other now: where each stands, and which quotations have nobody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from articles.publishing.models import Article
from articles.sourcing.models import Statement
from articles.sourcing.sweep.anchoring import place
from articles.sourcing.sweep.quotations import Quoted, same_letters, utterances_in
from articles.sourcing.sweep.refresh import former_paragraphs
from articles.sourcing.sweep.renewing import Find, renewals
from articles.text.marking import Body, Passage
from articles.text.sanitise import clean_html

SETTLED = frozenset({Statement.State.ACCEPTED, Statement.State.WAIVED, Statement.State.REJECTED})


@dataclass(frozen=True)
class Standing:
    """The text of an article as it is, its statements in the order of the text, and the place of each, by its key."""

    body: Body
    statements: list[Statement]
    places: dict[int | None, Passage | None]

    def placed(self, *states: str) -> list[tuple[Statement, Passage]]:
        """Statements in one of `states` that stand somewhere, with their places."""
        rows = [row for row in self.statements if row.state in states]
        return [(row, passage) for row in rows if (passage := self.places[row.pk]) is not None]

    def lost(self, *states: str) -> list[Statement]:
        """Statements in one of `states` whose words are not found in the text any more."""
        return [row for row in self.statements if row.state in states and self.places[row.pk] is None]

    @cached_property
    def renewals(self) -> Mapping[int, Find]:
        """By its key, the find that each accepted or waived statement that was lost may be by now."""
        lost = self.lost(Statement.State.ACCEPTED, Statement.State.WAIVED)
        if not lost:
            return {}
        suggested = [
            Find(place, row.words, row.pk) for row, place in self.placed(Statement.State.SUGGESTED) if row.rule
        ]
        bare = [Find(place, words) for row, place, words in self._undecided_quotes() if row is None]
        return renewals(lost, [*suggested, *bare])

    @cached_property
    def renewing(self) -> set[Passage]:
        """The places of the finds that are offered as renewals, and so are nothing to decide on by themselves."""
        return {find.passage for find in self.renewals.values()}

    def unlinked_quotes(self) -> list[tuple[Statement | None, Passage, str]]:
        """Quotations that no person has decided on: (the suggestion or None, the place, the words), in the order of the text.

        Each direct quote that is still suggested, and each quotation that the machine made nothing of; but none that is
        offered to a statement as its words of now. What stands between the marks of one that is decided may stand again
        elsewhere: as a caption, pulled out of the text.
        """
        return [found for found in self._undecided_quotes() if found[1] not in self.renewing]

    def _undecided_quotes(self) -> list[tuple[Statement | None, Passage, str]]:
        decided = self.placed(*SETTLED)
        found: list[tuple[Statement | None, Passage, str]] = [
            (row, passage, row.words)
            for row, passage in self.placed(Statement.State.SUGGESTED)
            if row.kind == Statement.Kind.DIRECT
        ]
        covered = [self.body.bounds(passage) for _row, passage in self.placed(*Statement.State.values)]
        known = [same_letters(row.words) for row, _passage in decided]
        for quoted in utterances_in(self.body):
            first, last = self.body.bounds(quoted.passage)
            if any(start < last and first < end for start, end in covered) or is_repeated(quoted, known):
                continue
            found.append((None, quoted.passage, self.body.words_at(quoted.passage)))
        return sorted(found, key=lambda item: (item[1].paragraph, item[1].start))

    def unlinked_reports(self) -> list[tuple[Statement, Passage]]:
        """Suggested paraphrases and partial quotes that nobody has decided on."""
        return [
            (row, passage)
            for row, passage in self.placed(Statement.State.SUGGESTED)
            if row.kind != Statement.Kind.DIRECT and passage not in self.renewing
        ]


def standing_of(article: Article, statements: Iterable[Statement] | None = None) -> Standing:
    """How `article` as saved stands, without writing anything. One query, and another one when words have moved.

    `statements` may be given, in the order of the text, when they are loaded.
    """
    if statements is None:
        known = article.statements.with_terms().select_related("source", "role", "decided_by")
        statements = known.order_by("paragraph", "start", "pk")
    rows = list(statements)
    body = Body(clean_html(article.body))
    return Standing(body, rows, place(rows, body, lambda: former_paragraphs(article)))


def is_repeated(quoted: Quoted, known: list[str]) -> bool:
    """Whether the words of a quotation stand within a statement that a person has decided on."""
    inner = same_letters(quoted.inner).strip(' .,;:!?…"')
    return bool(inner) and any(inner in words for words in known)
