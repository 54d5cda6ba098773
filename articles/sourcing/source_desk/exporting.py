"""Statements as CSV and JSON: what was said on terms that allow it, cells that no spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import F, OuterRef, QuerySet, Subquery

from articles.publishing.models import Edition
from articles.sourcing.models import AttributionLevel, Source, Statement
from articles.sourcing.querysets import StatementQuerySet
from articles.sourcing.terms import attribution_of, terms_of

COLUMNS = (
    "number",
    "source",
    "source_kind",
    "role",
    "kind",
    "words",
    "quotes",
    "cue",
    "said_on",
    "said_when",
    "addressee",
    "place",
    "language",
    "original_words",
    "translator",
    "carried_by",
    "terms",
    "state",
    "article",
    "article_number",
    "address",
)
# A cell that begins so is run as a formula by Excel, LibreOffice and Google Sheets (OWASP, “CSV Injection”); a leading
# apostrophe makes each of them show it as text.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads UTF-8 as a code page


def exportable(statements: StatementQuerySet) -> QuerySet[Statement]:
    """Those that may leave the house: never what was said off the record, nor what was refused as no statement."""
    live = Edition.objects.live().filter(article=OuterRef("article"))
    return (
        statements.with_terms()
        .exclude(terms=AttributionLevel.OFF_RECORD)
        .exclude(state=Statement.State.REJECTED)
        .select_related("source", "role", "conduit", "second_conduit", "third_conduit")
        .annotate(headline=F("article__headline"), path=Subquery(live.values("path")[:1]))
        .defer("suggested")
        .order_by("pk")
    )


def row_of(statement: Statement) -> dict[str, object]:
    """One statement by COLUMNS. Its source as readers may know it (`attribution_of`): by name, or as described."""
    shown = attribution_of(statement)
    source: Source | None = statement.source if shown is not None and shown.is_named else None
    path = statement.path  # type: ignore[attr-defined]  # annotated by `exportable`
    chain = [statement.conduit, statement.second_conduit, statement.third_conduit]
    return {
        "number": statement.pk,
        "source": shown.name if shown is not None else "",
        "source_kind": source.kind if source else "",
        "role": shown.role if shown is not None else "",
        "kind": statement.kind,
        "words": statement.words,
        "quotes": statement.quotes,
        "cue": statement.cue,
        "said_on": statement.said_on,
        "said_when": statement.said_when,
        "addressee": statement.addressee,
        "place": statement.place,
        "language": statement.language,
        "original_words": statement.original_words,
        "translator": statement.translator,
        "carried_by": [each.name for each in chain if each and each.is_nameable()],
        "terms": terms_of(statement),
        "state": statement.state,
        "article": statement.headline,  # type: ignore[attr-defined]  # annotated by `exportable`
        "article_number": statement.article_id,
        "address": f"{settings.SITE_URL}{path}" if path else "",
    }


def defused(value: object) -> str:
    """`value` as the text of a cell, lists parted by “ | ”, and no formula."""
    text = " | ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text


class _Echo:
    """A file that hands back what is written to it, as Django's documentation streams CSV."""

    def write(self, text: str) -> str:
        return text


def csv_lines(rows: Iterable[dict[str, object]]) -> Iterator[str]:
    writer = csv.writer(_Echo(), lineterminator="\r\n")
    yield BYTE_ORDER_MARK + writer.writerow(COLUMNS)
    for row in rows:
        yield writer.writerow([defused(row[name]) for name in COLUMNS])


def json_lines(rows: Iterable[dict[str, object]]) -> Iterator[str]:
    """One object, `{"statements": […]}`, a statement to a line."""
    yield '{"statements": ['
    between = "\n"
    for row in rows:
        yield between + json.dumps(row, cls=DjangoJSONEncoder, ensure_ascii=False)
        between = ",\n"
    yield "\n]}\n"
