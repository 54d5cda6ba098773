"""What a source said everywhere, by topic and day, and which two of its statements may contradict each other."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import combinations, islice
from typing import Any

from django.db.models import Count, F, QuerySet
from django.db.models.functions import Coalesce, TruncDate

from articles.sourcing.models import Source, Statement

AT_MOST = 60  # statements compared side by side; pairs grow with the square
SHARED = 3  # telling words two statements must share to be about one thing
WORD = re.compile(r"[^\W\d_]{4,}")
NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
NEGATIONS = re.compile(
    r"\b(?:not|never|no|none|nobody|nothing|neither|nor|without|cannot|denied|denies|false|refused|ruled out)\b|n['’]t\b",
    re.IGNORECASE,
)
EVERYDAY = frozenset(
    "about after again also been before being could does during even from have having here into just like made many more "
    "most much only other over said same says should since some still such than that their them then there these they "
    "this those through told under until very were what when where which while will with would your".split()
)


@dataclass(frozen=True)
class Pair:
    """Two statements about the same thing that differ in `why` (“numbers”, “denial”)."""

    earlier: Statement
    later: Statement
    why: str


@dataclass
class Said:
    """What one source said on one topic: statements by day, and the pairs worth a look."""

    statements: list[Statement]
    pairs: list[Pair] = field(default_factory=list)


def statements_of(source: Source) -> QuerySet[Statement]:
    """Every statement of `source` that a person accepted, newest first, with `headline` and `day` (said, else made)."""
    return (
        Statement.objects.filter(source=source, state=Statement.State.ACCEPTED)
        .select_related("role")
        .defer("suggested")
        .annotate(headline=F("article__headline"), day=Coalesce("said_on", TruncDate("created")))
        .order_by("-day", "-pk")
    )


def topics_of(source: Source, at_most: int = 50) -> list[Any]:
    """The topics that `source` spoke on: pk, name and how many statements, most first. One query."""
    rows = (
        Statement.objects.filter(source=source, state=Statement.State.ACCEPTED, article__topics__isnull=False)
        .values(topic=F("article__topics"), name=F("article__topics__name"))
        .annotate(number=Count("pk"))
        .order_by("-number", "name")
    )
    return list(rows[:at_most])


def said_on(source: Source, topic: int | None) -> Said:
    """What `source` said on `topic` (None: on everything), the newest AT_MOST, oldest first, with pairs. One query."""
    statements = statements_of(source)
    if topic is not None:
        statements = statements.filter(article__topics=topic)
    newest = sorted(statements[:AT_MOST], key=lambda each: (each.day, each.pk))  # type: ignore[attr-defined]  # annotated
    return Said(newest, pairs_among(newest))


def pairs_among(statements: list[Statement], at_most: int = 20) -> list[Pair]:
    """Pairs of `statements` (in order of time) that may contradict each other."""
    told = [(statement, *_told(statement.words)) for statement in statements]
    found = (
        Pair(first[0], second[0], why)
        for first, second in combinations(told, 2)
        if (why := _difference(first[1:], second[1:]))
    )
    return list(islice(found, at_most))


def may_contradict(one: str, other: str) -> str:
    """Why two texts may contradict each other: “numbers”, “denial”, or "" when nothing suggests it.

    A hint for a person and no judgement: they share telling words, and differ in a number or in a negation.
    """
    return _difference(_told(one), _told(other))


def _told(words: str) -> tuple[frozenset[str], frozenset[str], bool]:
    telling = frozenset(word.casefold() for word in WORD.findall(words)) - EVERYDAY
    return telling, frozenset(NUMBER.findall(words)), bool(NEGATIONS.search(words))


def _difference(one: tuple, other: tuple) -> str:
    words, numbers, denies = one
    other_words, other_numbers, other_denies = other
    if len(words & other_words) < SHARED:
        return ""
    if numbers and other_numbers and not numbers & other_numbers:
        return "numbers"
    return "denial" if denies != other_denies else ""
