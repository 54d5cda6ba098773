"""Reporting an error: the words are found in what readers see, and one report is made, however often it is sent."""

from __future__ import annotations

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.dispatch import Signal
from django.utils import timezone

from articles.comments.errors.models import ErrorReport
from articles.publishing.models import Edition
from articles.text.anchors import fold
from articles.text.sanitise import plain_paragraphs

reported = Signal()  # sent with `report`, in the transaction that made it

HOUR = timedelta(hours=1)
MOST_BY_ONE, MOST_ABOUT_ONE = 5, 30  # reports an hour by one address, and on one story
# One letter for each, so that places stay the same. A reader's keyboard has the straight ones only.
PLAIN_MARKS = str.maketrans("“”„«»‘’‚‹›–—\u00a0", "\"\"\"\"\"'''''-- ")


class NotInTheStory(Exception):
    """The words are in no paragraph of the story as readers see it."""


class TooMany(Exception):
    """Too many reports within the hour, by one address or on one story."""


def found_in(edition: Edition, words: str) -> tuple[int | None, str]:
    """(paragraph, the words as the story has them) of `words`; the paragraph is None for headline and standfirst.

    Quotation marks, dashes and white space may differ, capital letters may not. Raises NotInTheStory.
    """
    wanted = fold(words).translate(PLAIN_MARKS)
    if not wanted:
        raise NotInTheStory
    for number, paragraph in enumerate(plain_paragraphs(edition.body_html)):
        place = paragraph.translate(PLAIN_MARKS).find(wanted)
        if place >= 0:
            return number, paragraph[place : place + len(wanted)]
    for line in (fold(edition.headline), fold(edition.standfirst)):
        place = line.translate(PLAIN_MARKS).find(wanted)
        if place >= 0:
            return None, line[place : place + len(wanted)]
    raise NotInTheStory


def report(edition: Edition, *, passage: str, words: str, name: str, email: str, key: str) -> ErrorReport:
    """The report that was made, now or by the same form before. Raises NotInTheStory and TooMany, and makes none then."""
    if earlier := ErrorReport.objects.filter(key=key).first():
        return earlier
    paragraph, as_printed = found_in(edition, passage)
    refuse_too_many(edition, email)
    made = ErrorReport(
        article_id=edition.article_id,
        edition=edition,
        passage=as_printed,
        paragraph=paragraph,
        words=words,
        name=name,
        email=email,
        key=key,
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
            reported.send(ErrorReport, report=made)
    except IntegrityError:
        if earlier := ErrorReport.objects.filter(key=key).first():
            return earlier
        raise
    return made


def refuse_too_many(edition: Edition, email: str) -> None:
    """By what was sent and not by where it came from: no network address is kept of anybody who reports an error."""
    lately = ErrorReport.objects.filter(created__gt=timezone.now() - HOUR)
    about_one = lately.filter(article=edition.article_id)[:MOST_ABOUT_ONE]
    by_one = lately.filter(email=email)[:MOST_BY_ONE] if email else lately.none()
    if len(about_one) >= MOST_ABOUT_ONE or len(by_one) >= MOST_BY_ONE:
        raise TooMany
