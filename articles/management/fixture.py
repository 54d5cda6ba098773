"""The fixture `fixtures/newsroom.json`: what importing, sweeping and publishing the source document makes, with stable
names and times.

Never edited by hand: `manage.py dump_fixture` makes it anew.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.core.management.color import no_style
from django.db import connection, models, transaction

from articles.importing.importer import import_bytes
from articles.models import (
    Address,
    Article,
    AuditEntry,
    Comment,
    Edition,
    ImportedDocument,
    Revision,
    Role,
    Section,
    Source,
    Statement,
    SweepStep,
)
from articles.publishing import workflow
from articles.publishing.checks.ticks import EVERY_WARNING
from articles.publishing.models.article import Stage
from articles.sourcing import sweep
from articles.sourcing.sweep import NewSource

NAME = "newsroom"  # as in `manage.py loaddata newsroom`
PUBLIC_ID = "bbcnws29"
MOMENT = datetime(2026, 1, 5, 7, 0, tzinfo=UTC)
# In the order in which rows refer to each other.
MODELS: tuple[type[models.Model], ...] = (
    Section,
    Source,
    Role,
    Article,
    Statement,
    SweepStep,
    Revision,
    Edition,
    Address,
    ImportedDocument,
    Comment,
    AuditEntry,
)


class NotEmpty(Exception):
    """The fixture can only be made where no story, source or section stands yet."""


def folder() -> Path:
    return Path(settings.FIXTURE_DIRS[0])


def document_path() -> Path:
    return folder() / "source_document.txt"


def fixture_path() -> Path:
    return folder() / f"{NAME}.json"


def fresh_fixture() -> str:
    """Import and publish the source document, take its rows as a fixture, and undo it. Raises NotEmpty."""
    if any(model._default_manager.exists() for model in MODELS):
        raise NotEmpty("The database holds rows already.")
    with transaction.atomic():
        number_from_one()
        article = bring_in()
        if article is None:
            raise RuntimeError("The document was not imported.")
        rows = [row for model in MODELS for row in model._default_manager.order_by("pk")]
        serialized = serializers.serialize("json", rows, ensure_ascii=False)
        transaction.set_rollback(True)
    return stable(serialized.replace(article.public_id, PUBLIC_ID))


def bring_in() -> Article | None:
    """The source document imported, its statements linked to their sources, and published. None when it was in before."""
    path = document_path()
    with transaction.atomic():
        result = import_bytes(path.read_bytes(), file_name=path.name, by=None)
        if result.article is None or result.already:
            return None
        link_statements(result.article)
        article = Article.objects.get(pk=result.article.pk)
        article.stage = Stage.READY
        article.save()
        workflow.publish(article, by=None, acknowledged=EVERY_WARNING)
    return article


def link_statements(article: Article) -> None:
    """The sweep of the source document, as an editor would go through it: each statement that it makes is accepted.

    The machine finds them all and says right who speaks; only “US” is better given its whole name.
    """
    states = NewSource("United States", kind=Source.Kind.ORGANISATION)
    statement = article.statements.filter(suggested__speaker="US").order_by("paragraph", "start")[0]
    sweep.accept(statement, by=None, new=states)
    sweep.accept_all(article, by=None, tiers=Statement.Tier.values)
    if article.statements.exclude(state=Statement.State.ACCEPTED).exists():
        raise RuntimeError("Not every statement of the document could be linked.")


def number_from_one() -> None:
    """Let the keys of the (empty) tables begin at 1 again, whatever stood there before."""
    tables = [{"table": model._meta.db_table, "column": "id"} for model in MODELS]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_by_name_sql(no_style(), tables):
            cursor.execute(statement)


def stable(serialized: str) -> str:
    """The same rows with MOMENT for every moment of the import."""
    rows: list[dict[str, Any]] = json.loads(serialized)
    for row in rows:
        model = apps.get_model(row["model"])
        for name, value in row["fields"].items():
            if value and isinstance(model._meta.get_field(name), models.DateTimeField):
                row["fields"][name] = MOMENT.isoformat()
        if model is AuditEntry and "live_from" in row["fields"]["after"]:
            row["fields"]["after"]["live_from"] = MOMENT.isoformat()
    return json.dumps(rows, indent=1, ensure_ascii=False) + "\n"
