"""Articles: a list of what is live, each in full, and as ninjs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import F, Prefetch
from django.http import Http404
from django.utils.translation import gettext as _

from articles.api import ninjs, shapes
from articles.api.endpoints import Answer, Endpoint, Question, endpoint, listed, paged
from articles.api.filters import ArticleFilter
from articles.api.paging import by_moment, page_of
from articles.api.problems import Problem
from articles.pictures.models import Picture
from articles.publishing.models import Correction, Edition, EditionAuthor
from articles.publishing.querysets import EditionQuerySet
from articles.reading.cursors import cursor_of, read_cursor
from articles.search import index
from articles.search.backend import Order
from articles.search.query import read_query
from articles.syndication.entries import lead_of, next_end_of_licence
from articles.syndication.feed_body import feed_body, pictures_of

TAGS = ("feeds", "sections", "topics", "authors", "sources")
MOST_TRANSLATIONS = 30


@endpoint(
    Endpoint(
        "/articles/",
        "api_articles",
        "What is live, newest first, without bodies.",
        "Articles",
        ArticleFilter,
        is_list=True,
    )
)
def articles(question: Question) -> Answer:
    """Seven queries at most."""
    found = question.filtered(ArticleFilter, Edition.objects.live(question.at))
    words = read_query(found.form.cleaned_data["text"])
    editions: EditionQuerySet = found.qs
    page = paged(
        lambda: (
            search(editions, words, question)
            if words.text
            else by_moment(rows(editions), question.asked, moment="first_published")
        )
    )
    answer = listed(page, question, [shapes.article(row, question.at) for row in page.rows], TAGS)
    answer.until = first_of(answer.until, next_end_of_licence(lead_of(row, question.at) for row in page.rows))
    return answer


def search(editions: EditionQuerySet, words: Any, question: Question) -> Any:
    """The page of those that hold all `words`, newest first. With words of very many stories it is filled all the same."""
    asked = question.asked
    found = index.search(Edition.objects.live(question.at), words, order=Order.NEWEST)
    older = editions.before(read_cursor(asked.before))
    if found.capped:
        holding = Edition.objects.filter(pk__in=index.in_order(older, words, limit=asked.limit + 1))
    else:
        holding = older.filter(pk__in=[hit.edition_id for hit in found.hits])
    return page_of(rows(holding).newest_first(), asked, lambda row: cursor_of(row.first_published, row.pk))


def rows(editions: EditionQuerySet) -> EditionQuerySet:
    """With all that `shapes.article` says, without bodies. Three queries."""
    return whole(editions).defer("body_html", "body_text", "unverified", "how_reported")


def whole(editions: EditionQuerySet) -> EditionQuerySet:
    authors = EditionAuthor.objects.select_related("author")
    return (
        editions.select_related("section", "publisher", "lead_picture")
        .prefetch_related(Prefetch("edition_authors", queryset=authors), "topics")
        .annotate(public_id=F("article__public_id"))
    )


@endpoint(Endpoint("/articles/{public_id}/", "api_article", "An article in full.", "WholeArticle"))
def article(question: Question, public_id: str) -> Answer:
    """Eight queries at most."""
    at = question.at
    edition = live_or_gone(public_id, question)
    pictures = pictures_of([edition.body_html], at)
    corrections = list(Correction.objects.filter(article=edition.article_id, made__lte=at).order_by("-made", "-pk"))
    others = Edition.objects.live(at).of_story(edition.story_id).exclude(article=edition.article_id)
    translations = others.exclude(language="").only("language", "path").order_by("language", "pk")[:MOST_TRANSLATIONS]
    body = feed_body(edition.body_html, pictures)
    data = shapes.whole_article(edition, at, body, corrections, translations)
    return Answer(data, tags_of(edition, pictures.values(), question), until(edition, pictures.values(), question))


@endpoint(
    Endpoint(
        "/articles/{public_id}/ninjs.json",
        "api_ninjs",
        "An article as IPTC ninjs 3.1.",
        "Ninjs",
        media_type="application/json",
    )
)
def as_ninjs(question: Question, public_id: str) -> Answer:
    """Eight queries at most."""
    edition = live_or_gone(public_id, question)
    pictures = pictures_of([edition.body_html], question.at)
    sources = ninjs.speakers_of(edition, question.at)
    data = ninjs.item_of(edition, question.at, body=feed_body(edition.body_html, pictures), speakers=sources)
    return Answer(data, tags_of(edition, pictures.values(), question), until(edition, pictures.values(), question))


def live_or_gone(public_id: str, question: Question) -> Any:
    """The edition that readers see. Three queries; one more when there is none: Http404, or a Problem if it was withdrawn."""
    editions = Edition.objects.filter(article__public_id=public_id)
    found = whole(editions.live(question.at)).first()
    if found is not None:
        return found
    last = editions.filter(live_from__lte=question.at).order_by("-live_from").first()
    if last is None:
        raise Http404
    raise Problem(410, gone(last))


def gone(edition: Edition) -> str:
    said = _("This article can no longer be read.")
    return f"{said} {_('Reason:')} {edition.ending_reason}" if edition.ending_reason else said


def tags_of(edition: Edition, pictures: Any, question: Question) -> tuple[str, ...]:
    shown = [*pictures, *([lead] if (lead := lead_of(edition, question.at)) else [])]
    own = (f"article:{edition.article_id}", f"translations:{edition.story_id}")
    return (*own, *TAGS, *(f"picture:{each.pk}" for each in shown))


def until(edition: Edition, pictures: Iterable[Picture], question: Question) -> datetime | None:
    """When something of the story or of its translations changes by itself, a correction is told or a picture goes."""
    planned = Edition.objects.of_story(edition.story_id).next_change(question.at)
    told = Correction.objects.filter(article=edition.article_id).next_made(question.at)
    return first_of(planned, told, next_end_of_licence([*pictures, lead_of(edition, question.at)]))


def first_of(*moments: datetime | None) -> datetime | None:
    return min((moment for moment in moments if moment), default=None)
