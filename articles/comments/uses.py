"""Which comments that readers see use certain words under certain stories."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from articles.comments.models import Comment


def comments_using(words: str, articles: frozenset[int]) -> Iterator[dict[str, Any]]:
    """Approved comments under `articles` that hold `words`: kind, label, passage, comment. One query."""
    rows = Comment.objects.filter(article__in=articles, status=Comment.Status.APPROVED, text__icontains=words)
    for comment in rows.select_related("article").order_by("pk"):
        label = f"{comment.author_name}: {comment.article.headline}"
        yield {"kind": "comment", "label": label[:300], "passage": comment.text, "comment": comment.pk}
