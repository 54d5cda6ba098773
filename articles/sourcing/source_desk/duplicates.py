"""Records that may be one and the same source: those that share a folded name."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from articles.sourcing.models import Source, SourceName

AT_MOST = 100  # groups on a page; merging them brings the next ones


@dataclass(frozen=True)
class Group:
    """Sources that share the name `key`, oldest first, each with `statement_count`."""

    key: str
    sources: list[Source]


def shared_names():
    """Folded names that several sources have, in their order, with `number` of them."""
    return SourceName.objects.values("key").annotate(number=Count("source")).filter(number__gt=1).order_by("key")


def count() -> int:
    """How many names are shared. One query."""
    return shared_names().count()


def groups(at_most: int = AT_MOST) -> list[Group]:
    """Groups of sources under one name, by name. Two queries, whatever the number."""
    keys = [row["key"] for row in shared_names()[:at_most]]
    names = SourceName.objects.filter(key__in=keys).select_related("source").order_by("key", "source_id")
    found: dict[str, list[Source]] = {}
    for name in names:
        found.setdefault(name.key, []).append(name.source)
    return [Group(key, sources) for key, sources in found.items()]


def namesakes(source: Source) -> list[Source]:
    """Other sources under a name of `source`, oldest first. One query."""
    keys = source.names.values("key")
    same = SourceName.objects.filter(key__in=keys).exclude(source=source)
    return list(Source.objects.filter(pk__in=same.values("source_id")).order_by("pk")[:20])
