"""What sourcing adds to a revision: the article's statements, with ids of sources and never their names."""

from __future__ import annotations

from typing import Any

from articles.publishing.models import Article

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
