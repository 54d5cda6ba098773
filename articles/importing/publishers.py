"""The publisher line of a document as a Source: one that is known already, or a new publication."""

from __future__ import annotations

from django.utils.text import slugify

from articles.sourcing.models import Source

SLUG_LENGTH = 200
# A publisher line names an outlet or an office, never a person, a report or someone unnamed.
PUBLISHING_KINDS = (Source.Kind.PUBLICATION, Source.Kind.ORGANISATION)


def find_publisher(name: str) -> Source | None:
    """The known source of that name or alias, in any case; publications before organisations. One query.

    Compared in Python: SQLite folds the case of ASCII letters only, and aliases are a JSON list.
    """
    wanted = _folded(name)
    matches = [
        (PUBLISHING_KINDS.index(kind), pk)
        for pk, kind, known, aliases in Source.objects.filter(kind__in=PUBLISHING_KINDS)
        .order_by("pk")
        .values_list("pk", "kind", "name", "aliases")
        if wanted in {_folded(known), *(_folded(alias) for alias in aliases if isinstance(alias, str))}
    ]
    return Source.objects.get(pk=min(matches)[1]) if matches else None


def publisher_named(name: str) -> Source:
    """`find_publisher`, or a new publication of that name (at most 200 characters) with a slug of its own."""
    return find_publisher(name) or Source.objects.create(kind=Source.Kind.PUBLICATION, name=name, slug=free_slug(name))


def free_slug(name: str) -> str:
    """A slug that no source has: the words of `name`, else “publication”, with a number where it is taken."""
    words = slugify(name)[:SLUG_LENGTH].strip("-") or "publication"
    taken = set(Source.objects.filter(slug__startswith=words).values_list("slug", flat=True))
    number, slug = 1, words
    while slug in taken:
        number += 1
        slug = f"{words}-{number}"
    return slug


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
