"""What must be right about who said what before publication. Registered with publishing.checks in articles/apps.py.

A quotation that nobody has decided on is an error; so are words that are not the source's any more, and words or names
that were given on other terms. Reported speech without a source is a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.publishing.checks import Problem
from articles.publishing.checks.problem import warning
from articles.publishing.models import Article
from articles.sourcing.models import AttributionLevel, Source, Statement, StatementFix
from articles.sourcing.names import names_of, surname
from articles.sourcing.sweep import off_record
from articles.sourcing.sweep.off_record import folded_text
from articles.sourcing.sweep.quotations import same_letters
from articles.sourcing.sweep.standing import Standing, standing_of
from articles.sourcing.terms import terms_of
from articles.text.excerpt import shorten
from articles.text.marking import Passage

MOST_TOLD = 10  # quotations that are told one by one
SHOWN = 80  # letters of a quotation in a message
MARKS = '“”"«»„‘’'
SHORT = 40
OTHER_TEXTS = ("headline", "kicker", "standfirst", "unverified", "how_reported")


def words_have_their_sources(article: Article) -> Iterator[Problem]:
    """Every problem of the statements of `article` with its text as saved. At most three queries."""
    standing = standing_of(article)
    yield from quotations_without_a_source(article, standing)
    yield from words_that_were_edited(standing)
    yield from quotes_that_differ(standing)
    yield from off_the_record(article, standing)
    yield from names_that_were_not_given(standing)
    yield from reports_without_a_source(article, standing)


def quotations_without_a_source(article: Article, standing: Standing) -> Iterator[Problem]:
    """An error for each, and one for all beyond the tenth."""
    unlinked = standing.unlinked_quotes()
    for statement, passage, words in unlinked[:MOST_TOLD]:
        yield Problem(
            "quote.unlinked",
            _("The quotation %(words)s (paragraph %(paragraph)d) has no source.")
            % {"words": in_marks(words), "paragraph": passage.paragraph + 1},
            _("Say who said it in the sweep beside the text, or waive it there with a reason."),
            object=statement or article,
        )
    if (rest := len(unlinked) - MOST_TOLD) > 0:
        yield Problem(
            "quote.unlinked",
            ngettext("%d more quotation has no source.", "%d more quotations have no source.", rest) % rest,
            _("The sweep beside the text lists them in order."),
            object=article,
        )


def words_that_were_edited(standing: Standing) -> Iterator[Problem]:
    """An error for each accepted statement whose words stand in the text no more.

    One that a fix is open for is decided on there, and its right words are what the text has now. One query, or none.
    """
    lost = standing.lost(Statement.State.ACCEPTED)
    being_fixed = set(
        StatementFix.objects.filter(statement__in=lost, closed_at=None).values_list("statement", flat=True)
    )
    for statement in lost:
        if statement.pk in being_fixed:
            continue
        yield Problem(
            "quote.stale",
            _("The words %(words)s, accepted as said by %(source)s, do not stand in the text as they did.")
            % {"words": in_marks(statement.words), "source": called(statement.source)},
            _("In the sweep, let it stand for the words as they are now, or take it out if they are gone."),
            object=statement,
        )


def quotes_that_differ(standing: Standing) -> Iterator[Problem]:
    """An error for each accepted quote that the text does not have letter for letter; marks and white space are alike."""
    for statement, passage in standing.placed(Statement.State.ACCEPTED):
        printed = same_letters(standing.body.words_at(passage))
        for quote in statement.quotes:
            if isinstance(quote, str) and same_letters(quote) not in printed:
                yield Problem(
                    "quote.differs",
                    _("%(source)s is on record with %(quote)s, and paragraph %(paragraph)d has other words.")
                    % {
                        "source": called(statement.source),
                        "quote": in_marks(quote),
                        "paragraph": passage.paragraph + 1,
                    },
                    _("Print the words as they were said, or correct the exact quote on the page of the statement."),
                    object=statement,
                )


def off_the_record(article: Article, standing: Standing) -> Iterator[Problem]:
    """An error for each statement off the record whose words stand anywhere in what readers get."""
    whole = folded_text([*(getattr(article, name) for name in OTHER_TEXTS), *standing.body.paragraphs])
    for statement in standing.statements:
        if statement.state == Statement.State.REJECTED or terms_of(statement) != AttributionLevel.OFF_RECORD:
            continue
        placed = standing.places[statement.pk]
        if placed or off_record.stands_in(statement, whole):
            yield Problem(
                "terms.off_record",
                _("Words given off the record stand in the text%s.") % place_in_words(placed),
                _(
                    "Take them out. If they were cleared since, an editor changes the terms on the page of the statement."
                ),
                object=statement,
            )


def names_that_were_not_given(standing: Standing) -> Iterator[Problem]:
    """An error where the name of somebody who must not be named stands beside their words; a surname alone warns."""
    for statement, passage in standing.placed(Statement.State.ACCEPTED):
        source = statement.source
        unnamed = terms_of(statement) in {AttributionLevel.BACKGROUND, AttributionLevel.NOT_FOR_ATTRIBUTION}
        if source is None or not unnamed or source.kind == Source.Kind.UNNAMED:
            continue
        beside = standing.body.paragraphs[passage.paragraph]
        where = {"paragraph": passage.paragraph + 1}
        if any(stands_in(name, beside) for name in names_of(source) if " " in name.strip()):
            yield Problem(
                "terms.named",
                _("Paragraph %(paragraph)d names a source whose words there were not given for a name.") % where,
                _("Take the name out of the paragraph, or have the terms cleared on the page of the statement."),
                object=statement,
            )
        elif any(stands_in(name, beside) for name in [surname(source.name), *names_of(source)] if name):
            yield warning(
                "terms.named",
                _("Paragraph %(paragraph)d may name a source whose words there were not given for a name.") % where,
                _("If the name there is somebody else's, tick this."),
                statement,
            )


def reports_without_a_source(article: Article, standing: Standing) -> Iterator[Problem]:
    """One warning for all reported speech that is suggested and not decided on."""
    if unlinked := standing.unlinked_reports():
        first, passage = unlinked[0]
        yield warning(
            "report.unlinked",
            ngettext(
                "%(number)d passage that reports what somebody said has no source: %(words)s (paragraph %(paragraph)d).",
                "%(number)d passages that report what somebody said have no source; the first is %(words)s (paragraph %(paragraph)d).",
                len(unlinked),
            )
            % {"number": len(unlinked), "words": in_marks(first.words, SHORT), "paragraph": passage.paragraph + 1},
            _("Decide on them in the sweep beside the text, or tick this."),
            article,
        )


def stands_in(name: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name.strip())}(?!\w)", text, re.IGNORECASE) is not None


def in_marks(words: str, limit: int = SHOWN) -> str:
    """The words between quotation marks of ours, without their own."""
    return f"“{shorten(words.strip().strip(MARKS), limit)}”"


def place_in_words(passage: Passage | None) -> str:
    return _(" (paragraph %d)") % (passage.paragraph + 1) if passage else ""


def called(source: Source | None) -> str:
    """How the desk calls a source; one that is protected by its alias."""
    return str(source) if source else _("nobody")
