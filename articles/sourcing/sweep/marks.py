"""The marks of an edition: every accepted statement that readers may meet as such, where its words stand."""

from __future__ import annotations

from collections.abc import Iterable

from articles.publishing.models import Article
from articles.sourcing.models import Statement
from articles.sourcing.querysets import PUBLIC_LEVELS
from articles.sourcing.sweep.anchoring import place
from articles.sourcing.sweep.refresh import former_paragraphs
from articles.sourcing.terms import terms_of
from articles.text.marking import Body


def mark_statements(article: Article, body_html: str) -> str:
    """`body_html`, sanitised, with a mark of each accepted statement of `article` that has none yet; else as it was.

    Words given not for attribution or off the record get no mark: a mark says that somebody speaks. Two queries at most.
    """
    statements = article.statements.filter(state=Statement.State.ACCEPTED).with_terms().select_related("source")
    return marked(article, body_html, statements.order_by("paragraph", "start", "pk"))


def marked(article: Article, body_html: str, statements: Iterable[Statement]) -> str:
    """The same for statements that are given, such as those a revision holds."""
    rows = [row for row in statements if row.state == Statement.State.ACCEPTED and terms_of(row) in PUBLIC_LEVELS]
    if not rows:
        return body_html
    body = Body(body_html)
    places = place(rows, body, lambda: former_paragraphs(article))
    wanted = [(pk, passage) for pk, passage in places.items() if pk is not None and passage and pk not in body.marks]
    return body.marked(wanted) if wanted else body_html
