"""How much a paper leans on few sources: single-source stories, the share of the ten most heard, the share unnamed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Q
from django.utils import timezone

from articles.publishing.models import Edition
from articles.sourcing.models import Source, Statement

WINDOW = timedelta(days=90)
TOP = 10


@dataclass(frozen=True)
class Reliance:
    """Figures of one section, by name (None: the whole paper) over a window.

    `stories` with at least one accepted statement, `single` of them with one source only; `statements` in all, `top` of
    them by the ten most heard of the `sources` of the section, `unnamed` by sources without a name.
    """

    section: str | None
    stories: int
    single: int
    statements: int
    top: int
    unnamed: int
    sources: int

    def share(self, number: int, of: int) -> float:
        return number / of if of else 0.0

    @property
    def single_share(self) -> float:
        return self.share(self.single, self.stories)

    @property
    def top_share(self) -> float:
        return self.share(self.top, self.statements)

    @property
    def has_top(self) -> bool:
        """Whether the ten most heard are some of the sources: of ten or fewer they would be all, which says nothing."""
        return self.sources > TOP

    @property
    def unnamed_share(self) -> float:
        return self.share(self.unnamed, self.statements)


def heard(since: datetime):
    """Accepted statements in stories that readers see now and first saw at or after `since`, with `in_section`."""
    now = timezone.now()
    live = Edition.objects.live(now).filter(first_published__gte=since)
    return Statement.objects.filter(
        state=Statement.State.ACCEPTED, source__isnull=False, article__in=live.values("article_id")
    ).annotate(in_section=F("article__section"))


def by_section(since: datetime | None = None) -> list[Reliance]:
    """The figures of the whole paper first, then of each section with statements, by name. Two queries."""
    statements = heard(since or timezone.now() - WINDOW).order_by()
    unnamed = Q(source__kind=Source.Kind.UNNAMED)
    pairs = list(
        statements.values("in_section", "source", name=F("article__section__name")).annotate(
            number=Count("pk"), anonymous=Count("pk", filter=unnamed)
        )
    )
    stories = list(statements.values("in_section", "article").annotate(sources=Count("source", distinct=True)))
    sections = sorted({(row["name"], row["in_section"]) for row in pairs})
    return [
        _figures(None, pairs, stories),
        *[
            _figures(
                name,
                [row for row in pairs if row["in_section"] == pk],
                [row for row in stories if row["in_section"] == pk],
            )
            for name, pk in sections
        ],
    ]


def _figures(section: str | None, pairs: list[dict], stories: list[dict]) -> Reliance:
    spoken: dict[int, int] = {}
    for row in pairs:
        spoken[row["source"]] = spoken.get(row["source"], 0) + row["number"]
    return Reliance(
        section=section,
        stories=len(stories),
        single=sum(row["sources"] == 1 for row in stories),
        statements=sum(spoken.values()),
        top=sum(sorted(spoken.values(), reverse=True)[:TOP]),
        unnamed=sum(row["anonymous"] for row in pairs),
        sources=len(spoken),
    )


def most_heard(since: datetime | None = None, section: int | None = None) -> list[dict]:
    """The ten most heard sources: source pk, name, number of statements, stories; most first. One query."""
    statements = heard(since or timezone.now() - WINDOW).order_by()
    if section is not None:
        statements = statements.filter(article__section=section)
    return list(
        statements.values("source", name=F("source__name"))
        .annotate(number=Count("pk"), stories=Count("article", distinct=True))
        .order_by("-number", "name")[:TOP]
    )
