"""Statements: who said what in an article, or all that a source said by name."""

from __future__ import annotations

from django.db.models import F, Prefetch, Q

from articles.api import shapes
from articles.api.endpoints import Answer, Endpoint, Question, endpoint, listed, paged
from articles.api.filters import StatementFilter
from articles.api.paging import by_moment
from articles.sourcing.evidence import for_readers
from articles.sourcing.in_print import in_live_editions
from articles.sourcing.models import Evidence, Source, Statement
from articles.sourcing.querysets import StatementQuerySet

PEOPLE = ("source", "role", "conduit", "second_conduit", "third_conduit")


@endpoint(
    Endpoint(
        "/statements/",
        "api_statements",
        "What is said in an article, or what a source said by name; newest article first.",
        "Statements",
        StatementFilter,
        is_list=True,
        required=("article", "source"),
    )
)
def statements(question: Question) -> Answer:
    """Of an article or of a source, so that nobody makes the database read every statement of the archive.

    Four queries at most. By the slug of a source only what it said by name is found: a description leads to nobody.
    """
    found = question.filtered(StatementFilter, in_live_editions(allowed(question), question.at))
    rows = found.qs.annotate(public_id=F("article__public_id")).select_related(*PEOPLE).prefetch_related(shown())
    page = paged(lambda: by_moment(rows, question.asked, moment="first_published"))
    told = [shape for row in page.rows if (shape := shapes.statement(row, row.seen))]
    return listed(page, question, told, ("sources", "feeds"))


def allowed(question: Question) -> StatementQuerySet:
    """What readers may know; of a source, what it said by name, if it has a page."""
    if "source" not in question.parameters:
        return Statement.objects.public()
    return Statement.objects.named().filter(source__in=Source.objects.with_page())


def shown() -> Prefetch:
    """The evidence that readers may see, given that they know who spoke."""
    return Prefetch("evidence", queryset=Evidence.objects.filter(Q(for_readers())), to_attr="seen")
