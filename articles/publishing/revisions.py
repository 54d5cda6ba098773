"""Recording revisions: what a working copy and its inlines hold, as versioned JSON.

Packages above publishing add their own part with `contribute`: sourcing adds an article's statements.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import User
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from articles.publishing.models.article import Article
from articles.publishing.models.revision import Revision

FORMAT = 1
# The columns a snapshot keeps as they are; relations follow by id.
FIELDS = (
    "headline",
    "headline_is_working",
    "slug",
    "kicker",
    "standfirst",
    "body",
    "byline",
    "original_url",
    "original_date",
    "licence",
    "dateline",
    "language",
    "direction",
    "kind",
    "stage",
    "embargo_until",
    "comment_policy",
    "priority",
    "section_id",
    "lead_picture_id",
    "publisher_id",
    "reporter_id",
    "editor_id",
    "due",
    "wanted_length",
    "planned_for",
    "legal_hold",
    "not_for_publication",
)

_contributions: dict[str, Callable[[Article], Any]] = {}


def contribute(name: str, snapshot_part: Callable[[Article], Any]) -> None:
    """Add `snapshot_part(article)` (anything JSON can hold) to every snapshot, under `name`. Called once, at start."""
    _contributions[name] = snapshot_part


def snapshot(article: Article) -> dict[str, Any]:
    """The JSON of `article` as it stands in the database. Queries its authors, topics and what others contribute."""
    content: dict[str, Any] = {"v": FORMAT, **{name: getattr(article, name) for name in FIELDS}}
    content["authors"] = [list(row) for row in article.article_authors.values_list("author_id", "role", "position")]
    content["topics"] = sorted(article.topics.values_list("pk", flat=True))
    content |= {name: part(article) for name, part in _contributions.items()}
    return json.loads(json.dumps(content, cls=DjangoJSONEncoder))


def digest_of(content: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@transaction.atomic
def record(article: Article, *, user: User | None, note: str = "") -> Revision:
    """The revision that holds `article` as saved: a new one, or the newest when nothing changed since. Locks the article.

    To be called after inlines and many-to-many rows are saved.
    """
    locked = Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
    content = snapshot(locked)
    digest = digest_of(content)
    newest = locked.revisions.order_by("-number").first()
    if newest is not None and newest.digest == digest:
        return newest
    return Revision.objects.create(
        article=locked,
        number=newest.number + 1 if newest else 1,
        content=content,
        digest=digest,
        parent=newest,
        user=user,
        note=note[:300],
    )
