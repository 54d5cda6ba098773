"""The sweep as a page shows it: every attribution of one article with its words, what stands around them, and the offers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy

from articles.publishing.models import Article
from articles.sourcing.models import AttributionLevel, Source, Statement, SweepStep
from articles.sourcing.sweep.choosing import Choice, Choices
from articles.sourcing.sweep.standing import Standing, standing_of
from articles.sourcing.sweep.steps import token
from articles.sourcing.sweep.undo import newest_step
from articles.sourcing.terms import terms_of
from articles.text.anchors import Anchor, Passages
from articles.text.marking import Passage

AROUND = 90  # letters that are shown on either side
LINKED, SUGGESTED, UNLINKED, STALE, WAIVED, REJECTED = "linked suggested unlinked stale waived rejected".split()
LABELS = {
    LINKED: gettext_lazy("linked"),
    SUGGESTED: gettext_lazy("suggested"),
    UNLINKED: gettext_lazy("unlinked"),
    STALE: gettext_lazy("words changed"),
    WAIVED: gettext_lazy("waived"),
    REJECTED: gettext_lazy("not a quote"),
}
OPEN = frozenset({SUGGESTED, UNLINKED, STALE})


@dataclass(frozen=True)
class Row:
    """One attribution. `statement` is None for a quotation that has no record yet: `mark` makes one of its place.

    `passage` is where it stands now, None for one that is stale; then `passage_now` is the passage of the text that is
    most like it, to be offered to `renew`. `paragraph` counts from 1.
    """

    number: int
    standing: str
    words: str
    before: str
    after: str
    passage: Passage | None
    statement: Statement | None = None
    choice: Choice = field(default_factory=Choice)
    passage_now: Passage | None = None
    words_now: str = ""
    refuses: bool = False

    @property
    def place(self) -> str:
        """What tells the row from all others on the page."""
        return str(self.statement.pk) if self.statement else f"at-{self.number}"

    @property
    def paragraph(self) -> int | None:
        return self.passage.paragraph + 1 if self.passage else None

    @property
    def tier(self) -> str:
        return self.statement.tier if self.statement else ""

    @property
    def speaker(self) -> str:
        """Who speaks, as the text has it; "" when it names nobody."""
        return str(self.statement.suggested.get("speaker") or "") if self.statement else ""

    @property
    def role(self) -> str:
        return str(self.statement.suggested.get("role") or "") if self.statement else ""

    @property
    def terms(self) -> str:
        """On what terms the words were given, in words; "" on the record, and where nobody is linked."""
        if self.statement is None or self.statement.source is None:
            return ""
        terms = AttributionLevel(terms_of(self.statement))
        return "" if terms == AttributionLevel.ON_RECORD else str(terms.label)

    @property
    def candidates(self):
        return self.choice.candidates

    @property
    def preselected(self) -> Source | None:
        return self.choice.source

    @property
    def is_unnamed(self) -> bool:
        """Whether accepting it, as it is offered, prints the words of somebody without a name."""
        meant = self.preselected or self.choice.new
        return self.is_open and meant is not None and meant.kind == Source.Kind.UNNAMED

    @property
    def described_as(self) -> str:
        """The description that readers get, or would get: the one it has, else the words of the text."""
        return (self.statement.described_as if self.statement else "") or self.speaker

    @property
    def token(self) -> str:
        return token(self.statement) if self.statement else ""

    @property
    def label(self) -> str:
        """How it stands, in a word."""
        return str(LABELS[self.standing])

    @property
    def is_open(self) -> bool:
        return self.standing in OPEN


@dataclass(frozen=True)
class Sweep:
    """The rows in the order of the text, those that stand nowhere first. `high`: how many “accept all sure” would take."""

    rows: list[Row]
    high: int
    step: SweepStep | None
    version: int

    @property
    def open(self) -> list[Row]:
        return [row for row in self.rows if row.is_open]

    @property
    def counts(self) -> dict[str, int]:
        found = Counter(row.standing for row in self.rows)
        return {standing: found[standing] for standing in LABELS}

    @property
    def tally(self) -> list[tuple[int, str]]:
        """How many stand how, without those there are none of."""
        return [(number, str(LABELS[standing])) for standing, number in self.counts.items() if number]


def sweep_of(article: Article, by: User | None = None) -> Sweep:
    """The sweep of `article` as saved; `step` is what `by` could take back. At most seven queries, for any number of rows."""
    standing = standing_of(article)
    undecided = [row for row in standing.statements if row.state == Statement.State.SUGGESTED]
    choices = Choices(article, undecided)
    unlinked = {row.pk for row, _passage, _words in standing.unlinked_quotes() if row}
    rows = [row_of(each, standing, choices, unlinked) for each in standing.statements if is_shown(each, standing)]
    rows += [bare_row(standing, passage, words) for row, passage, words in standing.unlinked_quotes() if row is None]
    rows.sort(key=order)
    sure = [row for row in rows if row.standing == SUGGESTED and row.tier == Statement.Tier.HIGH and row.choice.is_sure]
    numbered = [replace(row, number=number) for number, row in enumerate(rows, 1)]
    return Sweep(numbered, len(sure), newest_step(article, by), article.version)


def is_shown(statement: Statement, standing: Standing) -> bool:
    """What nobody quoted, or no machine suggests any more, and stands nowhere is nobody's business; a suggestion that is
    offered to a statement as its words of now has no row of its own.
    """
    passage = standing.places[statement.pk]
    if passage is not None:
        return statement.state != Statement.State.SUGGESTED or passage not in standing.renewing
    return statement.state in {Statement.State.ACCEPTED, Statement.State.WAIVED} or not statement.rule


def row_of(statement: Statement, standing: Standing, choices: Choices, unlinked: set[int]) -> Row:
    passage = standing.places[statement.pk]
    choice = choices.of(statement) if statement.state == Statement.State.SUGGESTED else Choice()
    if passage is None:
        find = standing.renewals.get(statement.pk)
        now = find.passage if find else nearest(statement, standing)
        words_now = standing.body.words_at(now) if now else ""
        accepted = statement.state == Statement.State.ACCEPTED
        return Row(0, STALE, statement.words, "", "", None, statement, choice, now, words_now, refuses=accepted)
    before, after = around(standing, passage)
    return Row(
        0,
        standing_in_words(statement),
        statement.words,
        before,
        after,
        passage,
        statement,
        choice,
        refuses=statement.pk in unlinked,
    )


def bare_row(standing: Standing, passage: Passage, words: str) -> Row:
    return Row(0, UNLINKED, words, *around(standing, passage), passage, refuses=True)


def standing_in_words(statement: Statement) -> str:
    if statement.state == Statement.State.SUGGESTED:
        return SUGGESTED if statement.suggested.get("speaker") else UNLINKED
    return {Statement.State.ACCEPTED: LINKED, Statement.State.WAIVED: WAIVED}.get(
        Statement.State(statement.state), REJECTED
    )


def around(standing: Standing, passage: Passage) -> tuple[str, str]:
    """What stands before and behind a passage in its paragraph, cut between words, with “…” where there is more."""
    text = standing.body.paragraphs[passage.paragraph]
    before, after = text[: passage.start], text[passage.end :]
    if len(before) > AROUND:
        before = "… " + before[-AROUND:].partition(" ")[2]
    if len(after) > AROUND:
        after = after[:AROUND].rpartition(" ")[0] + " …"
    return before, after


def nearest(statement: Statement, standing: Standing) -> Passage | None:
    """The passage of the text that is most like the words that were lost, in their own paragraph or the next ones to it.

    It is an offer to a person and never taken unasked.
    """
    texts = standing.body.paragraphs
    numbers = sorted(range(len(texts)), key=lambda number: abs(number - statement.paragraph))
    for number in numbers[:3]:
        place = Passages(texts[number]).find(Anchor(statement.words))
        if place is not None:
            return Passage(number, place.start, place.end)
    return None


def order(row: Row) -> tuple[int, int, int]:
    return (1, row.passage.paragraph, row.passage.start) if row.passage else (0, 0, 0)
