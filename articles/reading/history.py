"""The history of a story, for readers: every edition they could see, and what changed from each to the next, by word.

Shown are editions that have been live by now, and of these the words of those since the story was last taken away:
what was withdrawn, or ended as planned, is not brought back by its history. Nothing of the desk is shown: no revision,
no planned edition, no note of an editor (what readers are told stands in corrections), no key of a statement.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby, pairwise
from typing import Any

from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.page_cache import holds_until, moment_of, public_page, shows
from articles.publishing.models import Correction, Edition, EditionAuthor
from articles.reading.moments import next_change
from articles.text.diff import Change, Paragraph, Piece, paragraph_diff, word_diff
from articles.text.interface import speak_around
from articles.text.joining import joined

PAGE = 10  # editions; each shows what it changed
TEXTS = ("headline", "kicker", "standfirst")
TAKEN_AWAY = frozenset({Edition.Ending.WITHDRAWN, Edition.Ending.EXPIRED})


@dataclass
class Told:
    """One edition as the page tells of it. `runs` is its text against the one before: (unchanged, paragraphs)."""

    edition: Edition
    corrections: list[Correction] = field(default_factory=list)
    compared: bool = False
    fields: list[tuple[str, list[Piece]]] = field(default_factory=list)
    runs: list[tuple[bool, list[Paragraph]]] = field(default_factory=list)
    new_picture: bool = False

    @property
    def changed(self) -> bool:
        return bool(self.fields or self.new_picture or any(not unchanged for unchanged, _some in self.runs))


@public_page(parameters=["before"])
def history(request: HttpRequest, public_id: str) -> HttpResponseBase:
    at = moment_of(request)
    before = number(request.GET.get("before", ""))
    live = Edition.objects.live(at).filter(article__public_id=public_id).select_related("section", "article").first()
    if live is None:
        return gone(request, public_id, at)
    speak_around(live.language)
    seen = Edition.objects.filter(article=live.article_id, live_from__lte=at).order_by("-number")
    if before is not None:
        seen = seen.filter(number__lt=before)
    found = list(seen.prefetch_related(named_authors()).defer("body_html")[: PAGE + 1])
    if not found:
        raise Http404("no edition is that old")
    told = tell(
        found, list(Correction.objects.filter(article=live.article_id, made__lte=at).order_by("-made", "-pk")), live
    )
    context = {
        "edition": live,
        "section": live.section,
        "told": told[:PAGE],
        "older": found[PAGE - 1].number if len(found) > PAGE else None,
        "is_first": before is None,
    }
    response = render(request, "reading/history.html", context)
    shows(response, f"article:{live.article_id}", "sections", *author_tags(found))
    holds_until(response, Correction.objects.filter(article=live.article_id).next_made(at))
    return holds_until(response, next_change(Edition.objects.filter(article=live.article_id), at))


def gone(request: HttpRequest, public_id: str, at: datetime) -> HttpResponseBase:
    """410 for a story that was public and is no more; Http404 for one that never was, planned ones included."""
    last = Edition.objects.filter(article__public_id=public_id, live_from__lte=at).order_by("-live_from").first()
    if last is None:
        raise Http404("no such story was ever public")
    speak_around(last.language)
    return shows(render(request, "410.html", {"edition": last}, status=410), f"article:{last.article_id}", "sections")


def tell(editions: list[Edition], corrections: list[Correction], live: Edition) -> list[Told]:
    """Each of `editions` (newest first) against the next one, for as long as no words were taken away in between."""
    told = [Told(edition) for edition in editions]
    allowed = not taken_away_since(live, editions[0])
    for newer, older in pairwise(told):
        allowed = allowed and older.edition.ending not in TAKEN_AWAY
        if allowed:
            compare(newer, older.edition)
    for correction in corrections:
        first = next((each for each in told if each.edition.live_from <= correction.made), None)
        if first is not None and (first is not told[0] or is_newest_at(first.edition, correction)):
            first.corrections.append(correction)
    return told


def taken_away_since(live: Edition, newest: Edition) -> bool:
    """Whether readers lost the story between the newest edition of a page and the one they see now."""
    if newest.number == live.number:
        return False
    later = Edition.objects.filter(article=live.article_id, number__gte=newest.number, number__lt=live.number)
    return later.filter(ending__in=TAKEN_AWAY).exists()


def is_newest_at(edition: Edition, correction: Correction) -> bool:
    """Whether `edition`, the first of a page, is the one that readers saw when the correction was made."""
    return edition.live_until is None or correction.made < edition.live_until


def compare(newer: Told, older: Edition) -> None:
    edition = newer.edition
    newer.compared = True
    for name in TEXTS:
        former, present = getattr(older, name), getattr(edition, name)
        if former != present:
            column: Any = Edition._meta.get_field(name)
            newer.fields.append((capfirst(str(column.verbose_name)), word_diff(former, present)))
    bylines = [byline(each) for each in (older, edition)]
    if bylines[0] != bylines[1]:
        newer.fields.append((_("By"), word_diff(*bylines)))
    newer.new_picture = older.lead_picture_id != edition.lead_picture_id
    paragraphs = paragraph_diff(older.body_text.split("\n"), edition.body_text.split("\n"))
    runs = groupby(paragraphs, key=lambda each: each.kind == Change.SAME)
    newer.runs = [(unchanged, list(some)) for unchanged, some in runs]


def byline(edition: Edition) -> str:
    """The authors by the names they have now; else the byline as printed."""
    return joined(row.author.name for row in edition.edition_authors.all()) or edition.byline


def named_authors() -> Prefetch:
    return Prefetch("edition_authors", queryset=EditionAuthor.objects.select_related("author"))


def author_tags(editions: list[Edition]) -> list[str]:
    rows = [row for edition in editions for row in edition.edition_authors.all()]
    return list(dict.fromkeys(f"author:{row.author_id}" for row in rows))


def number(text: str) -> int | None:
    """The cursor of a page; None for the first. Raises Http404 for anything that no page of ours links to."""
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise Http404("no such page of the history")
    return int(text)
