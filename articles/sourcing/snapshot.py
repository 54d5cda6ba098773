"""What sourcing adds to a revision: the article's statements, with ids of sources and never their names.

And how they are compared, merged and restored, as `publishing.parts.Part` asks.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.publishing.models import Article
from articles.publishing.parts import Part, no_longer_there
from articles.sourcing.models import Role, Source, Statement
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
    "conduit_id",
    "attribution_level",
    "state",
    "waiver_reason",
    "paragraph",
    "start",
    "end",
    "anchor_digest",
)


def statements_of(article: Article) -> list[dict[str, Any]]:
    """The statements of `article` in the order of the text. One query."""
    return list(article.statements.order_by("paragraph", "start", "pk").values(*FIELDS))


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
    """Each statement in a line, by its number: who said it, the words, how it stands. One query for all names."""
    wanted = {row.get("source_id") for value in values for row in value} - {None}
    names = dict(Source.objects.filter(pk__in=wanted).values_list("pk", "name"))

    def line(row: dict[str, Any]) -> str:
        source_id = row.get("source_id")
        name = (names.get(source_id) or no_longer_there(source_id)) if source_id else _("no source yet")
        quotes = " ".join(f"“{words}”" for words in row.get("quotes") or [])
        state = Statement.State(row["state"]).label
        return f"{name}: {row['words']}{f' {quotes}' if quotes else ''} ({Statement.Kind(row['kind']).label}, {state})"

    return [{row["id"]: line(row) for row in value} for value in values]


def restore(article: Article, value: Any, by: User | None) -> list[str]:
    """Make the article's statements those of a snapshot, under their old numbers, which the body refers to.

    One whose source is gone keeps its words and waits for a source; one that is there and unchanged is left alone.
    """
    ids = {row["id"] for row in value}
    article.statements.exclude(pk__in=ids).delete()
    present = {statement.pk: statement for statement in article.statements.all()}
    people = {row.get(name) for row in value for name in ("source_id", "conduit_id")} - {None}
    sources = set(Source.objects.filter(pk__in=people).values_list("pk", flat=True))
    roles = set(Role.objects.filter(pk__in={row.get("role_id") for row in value} - {None}).values_list("pk", flat=True))
    elsewhere = set(Statement.objects.filter(pk__in=ids).exclude(article=article).values_list("pk", flat=True))
    said = []
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
    for name in ("source_id", "conduit_id"):
        if columns.get(name) and columns[name] not in sources:
            said.append(
                _("The statement “%(words)s” has lost a source: %(source)s.")
                % {"words": shorten(columns["words"], 60), "source": no_longer_there(columns[name])}
            )
            columns[name] = None
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
