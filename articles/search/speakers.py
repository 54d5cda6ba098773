"""Who is meant by a name that a reader typed: a source by its whole name, by a part of it, or with a letter or two wrong.

The index knows the names of all sources; only those that readers meet in print are ever told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import connections
from django.db.models import BigIntegerField, DateTimeField

from articles.prepared import Several, prepared
from articles.search.index import backend_of, name_words
from articles.search.spelling import MOST_WORDS, SHORTEST, guesses_for
from articles.search.words import words_of
from articles.sourcing.in_print import met_by_readers
from articles.sourcing.models import Source, SourceName
from articles.sourcing.names import folded

SHORTEST_PART, ALIKE = 2, 5  # letters of a name that others are found by, and how many of those
MOST_NAMED = 100  # sources of which it is asked whether readers meet them; where more have the words, the first of them
SLUG = re.compile(r"[-a-zA-Z0-9_]{1,220}")


def speaker_called(words: str, at: datetime) -> Source | None:
    """The source that is meant by a slug or a whole name, if it has a page that readers find. Two queries, one
    when nobody is called so; none without words.
    """
    if not words.strip():
        return None
    names = SourceName.objects.filter(key=folded(words) or "\x01").values_list("source")
    slug = words if SLUG.fullmatch(words) else ""
    # Asked by themselves: beside an “or” PostgreSQL would look at all sources, and most words are nobody's name.
    called = names.order_by().union(Source.objects.filter(slug=slug).order_by().values_list("pk")).order_by()
    meant = [pk for (pk,) in called]
    if not meant:
        return None
    # The address first: it is one source's own, a name may be that of several.
    met = sorted(met_among(keys=meant, at=at), key=lambda source: (source.slug != slug, source.pk))
    return met[0] if met else None


@prepared(keys=Several(BigIntegerField()), at=DateTimeField())
def met_among(*, keys, at):
    return met_by_readers(at).filter(pk__in=keys).order_by()


def speakers_like(words: str, at: datetime) -> list[Source]:
    """Sources with a page whose names hold `words`, for who typed a part of a name. Two queries, one for nobody."""
    part = folded(words)
    if len(part) < SHORTEST_PART:
        return []
    names = SourceName.objects.filter(key__contains=part).values("source")
    if not names.exists():
        return []
    return list(met_by_readers(at).filter(pk__in=names).order_by("name", "pk")[:ALIKE])


def speakers_spelt_like(words: str, at: datetime) -> list[Source]:
    """Sources with a page whose names have each of `words`, as it is or one or two letters away; the nearest first.

    Three queries, none where nothing could be near. Initials and other short words are not looked at.
    """
    typed = [word for word in dict.fromkeys(words_of(folded(words))) if len(word) >= SHORTEST][:MOST_WORDS]
    if not typed:
        return []
    using = Source.objects.all().db
    near: dict[str, dict[str, int]] = {word: {word: 0} for word in typed}
    for guess in guesses_for(typed, using, names=True):
        near[guess.typed][guess.word] = guess.distance
    choices = list(near.values())
    keys = backend_of(using).named(connections[using], choices, limit=MOST_NAMED)
    found = met_among(keys=keys, at=at) if keys else []
    return sorted(found, key=lambda source: (letters_off(source, choices), source.name, source.pk))[:ALIKE]


def letters_off(source: Source, choices: Sequence[Mapping[str, int]]) -> int:
    """How many letters the names of `source` are away from what was typed."""
    known = name_words(source)
    return sum(min((off for word, off in each.items() if word in known), default=0) for each in choices)
