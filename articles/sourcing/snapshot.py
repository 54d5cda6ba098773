"""What sourcing adds to a revision: the article's statements, with ids of sources and never their names.

And how they are compared, merged and restored, as `publishing.parts.Part` asks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import zip_longest
from typing import Any

from django.contrib.auth.models import User
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.publishing.models import Article
from articles.publishing.parts import Part, no_longer_there
from articles.sourcing.forgetting import forget_speakers
from articles.sourcing.merged import present_keys
from articles.sourcing.models import AttributionLevel, Role, Source, Statement
from articles.text.excerpt import shorten

FIELDS = (
    "id",
    "source_id",
    "role_id",
    "kind",
    "cue",
    "words",
    "quotes",
    "addressee",
    "place",
    "said_on",
    "said_when",
    "conduit_id",
    "second_conduit_id",
    "third_conduit_id",
    "language",
    "original_words",
    "translator",
    "attribution_level",
    "described_as",
    "state",
    "waiver_reason",
    "paragraph",
    "start",
    "end",
    "anchor_digest",
    "stale",
    "tier",
    "confidence",
    "rule",
    "suggested",
)
PEOPLE = ("source_id", "conduit_id", "second_conduit_id", "third_conduit_id")


def statements_of(article: Article) -> list[dict[str, Any]]:
    """The statements of `article` in the order of the text. One query.

    What the machine read of the speaker stands with those that wait for a source: beside its key it would be its name.
    """
    rows = list(article.statements.order_by("paragraph", "start", "pk").values(*FIELDS))
    for row in rows:
        if row["source_id"]:
            del row["suggested"]
    return rows


def rows_of(article: Article, value: Any) -> list[models.Model]:
    """The statements of a snapshot as unsaved instances."""
    dates = Statement._meta.get_field("said_on")
    return [
        Statement(article=article, **{**known_columns(row), "said_on": dates.to_python(row.get("said_on"))})
        for row in value
    ]


def known_columns(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in FIELDS if name in row}


def describe(values: list[Any]) -> list[dict[Any, str]]:
    """Each statement in a line, by its number: who said it, the words, how it stands. Two queries for all names."""
    wanted = people_of(row for value in values for row in value)
    merged = present_keys(wanted)
    names = dict(Source.objects.filter(pk__in={*wanted, *merged.values()}).values_list("pk", "name"))

    def named(key: Any) -> str:
        return names.get(merged.get(key, key)) or no_longer_there(key)

    def line(row: dict[str, Any]) -> str:
        source = named(row["source_id"]) if row.get("source_id") else _("no source yet")
        quotes = "".join(f" “{words}”" for words in row.get("quotes") or [])
        return f"{source}: {row['words']}{quotes} ({', '.join(details(row, named))})"

    return [{row["id"]: line(row) for row in value} for value in values]


def people_of(rows: Iterable[dict[str, Any]]) -> set[int]:
    """The keys of all sources that rows of a snapshot refer to."""
    return {row[name] for row in rows for name in PEOPLE if row.get(name)}


def details(row: dict[str, Any], named: Callable[[Any], str]) -> Iterator[str]:
    """What else a line says of a statement: its kind and state, and whatever is not as it mostly is."""
    yield str(Statement.Kind(row["kind"]).label)
    yield str(Statement.State(row["state"]).label)
    if row.get("waiver_reason"):
        yield row["waiver_reason"]
    if row.get("attribution_level") not in {None, AttributionLevel.ON_RECORD}:
        yield str(AttributionLevel(row["attribution_level"]).label)
    if row.get("described_as"):
        yield _("described as “%s”") % row["described_as"]
    if carried := [named(row[name]) for name in PEOPLE[1:] if row.get(name)]:
        yield _("carried by %s") % ", ".join(carried)
    if row.get("said_when") or row.get("said_on"):
        yield " ".join(filter(None, [row.get("said_when"), row.get("said_on")]))
    if row.get("original_words"):
        yield " ".join(filter(None, [row.get("language"), f"“{row['original_words']}”", row.get("translator")]))
    if row.get("stale"):
        yield _("its words have changed")


def restore(article: Article, value: Any, by: User | None) -> list[str]:
    """Make the article's statements those of a snapshot, under their old numbers, which the body refers to.

    One whose source was merged into another is that one's; one whose source is gone keeps its words and waits for a
    source; one that is there and unchanged is left alone, and
    so is one with evidence or a fix, which no restoring may destroy.
    """
    ids = {row["id"] for row in value}
    said = drop_the_others(article, ids)
    present = {statement.pk: statement for statement in article.statements.all()}
    merged = present_keys(people_of(value))
    value = [row | {name: merged.get(row[name], row[name]) for name in PEOPLE if name in row} for row in value]
    people = people_of(value)
    sources = set(Source.objects.filter(pk__in=people).values_list("pk", flat=True))
    roles = set(Role.objects.filter(pk__in={row.get("role_id") for row in value} - {None}).values_list("pk", flat=True))
    elsewhere = set(Statement.objects.filter(pk__in=ids).exclude(article=article).values_list("pk", flat=True))
    for row in value:
        columns = known_columns(row)
        if row["id"] in elsewhere:
            del columns["id"]
        said += _without_the_missing(columns, sources, roles)
        statement = present.get(row["id"]) or Statement(article=article)
        if _set(statement, columns):
            if "state" in columns and columns["state"] != Statement.State.SUGGESTED:
                statement.decided_by, statement.decided_at = by, timezone.now()
            statement.save(force_insert=statement._state.adding)
    forget_speakers(article.statements.all())
    return said


def drop_the_others(article: Article, ids: set[int]) -> list[str]:
    """Delete the statements that are not among `ids`; a sentence for each that has to stay."""
    others = article.statements.exclude(pk__in=ids)
    kept = others.filter(Q(evidence__isnull=False) | Q(fixes__isnull=False)).distinct()
    said = [
        _("The statement “%s” stays: it has evidence, or a fix was opened for it.") % shorten(statement.words, 60)
        for statement in kept
    ]
    others.filter(evidence__isnull=True, fixes__isnull=True).delete()
    return said


def _set(statement: Statement, columns: dict[str, Any]) -> bool:
    """Write `columns` on the instance; whether that changed anything."""
    changed = statement._state.adding
    for name, stored in columns.items():
        column: Any = Statement._meta.get_field(name)
        value = column.to_python(stored)
        changed = changed or getattr(statement, name) != value
        setattr(statement, name, value)
    return changed


def _without_the_missing(columns: dict[str, Any], sources: set[int], roles: set[int]) -> list[str]:
    """Drop from `columns` what can no longer be referred to; a sentence for each person that is gone."""
    said = []
    for name in PEOPLE:
        if columns.get(name) and columns[name] not in sources:
            said.append(
                _("The statement “%(words)s” has lost a source: %(source)s.")
                % {"words": shorten(columns["words"], 60), "source": no_longer_there(columns[name])}
            )
            columns[name] = None
    carried = [columns[name] for name in PEOPLE[1:] if columns.get(name)]
    for name, carrier in zip_longest(PEOPLE[1:], carried):  # who is left moves up: none is second without a first
        if name in columns:
            columns[name] = carrier
    if columns.get("source_id") is None and columns.get("state") == Statement.State.ACCEPTED:
        columns["state"] = Statement.State.SUGGESTED
    if columns.get("role_id") not in roles:
        columns["role_id"] = None
    return said


STATEMENTS = Part(
    label=gettext_lazy("Statements"),
    model=Statement,
    snapshot=statements_of,
    rows=rows_of,
    describe=describe,
    restore=restore,
)
