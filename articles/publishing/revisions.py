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
from articles.publishing.parts import AUTHORS, Part

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
    "unverified",
    "how_reported",
    "section_id",
    "lead_picture_id",
    "lead_alt",
    "lead_decorative",
    "publisher_id",
    "translation_of_id",
    "reporter_id",
    "editor_id",
    "due",
    "wanted_length",
    "planned_for",
    "legal_hold",
    "not_for_publication",
)

_contributions: dict[str, Callable[[Article], Any]] = {}
_parts: dict[str, Part] = {"authors": AUTHORS}


def contribute(name: str, snapshot_part: Callable[[Article], Any], part: Part | None = None) -> None:
    """Add `snapshot_part(article)` (anything JSON can hold) to every snapshot, under `name`. Called once, at start.

    `part` says how these rows are merged, compared and restored; without it they are kept and nothing more.
    """
    _contributions[name] = snapshot_part
    if part is not None:
        _parts[name] = part


def parts() -> dict[str, Part]:
    """What of an article stands in rows of their own, by its name in a snapshot."""
    return dict(_parts)


def snapshot(article: Article) -> dict[str, Any]:
    """The JSON of `article` as it stands in the database. Queries its authors, topics and what others contribute."""
    content: dict[str, Any] = {"v": FORMAT, **{name: getattr(article, name) for name in FIELDS}}
    content["authors"] = AUTHORS.snapshot(article)
    content["topics"] = sorted(article.topics.values_list("pk", flat=True))
    content |= {name: part(article) for name, part in _contributions.items()}
    return json.loads(json.dumps(content, cls=DjangoJSONEncoder))


def working_copy_of(article: Article, content: dict[str, Any]) -> Article:
    """An unsaved Article with the columns of a snapshot, for reading: to compare with, or to show as it was."""
    held = Article(pk=article.pk, public_id=article.public_id)
    for name in FIELDS:
        column: Any = Article._meta.get_field(name)
        if name in content:
            setattr(held, name, column.to_python(content[name]))
    held._state.adding = False
    return held


def base_of(article: Article, version: int) -> Revision | None:
    """The revision of what a form opened at `version` began with; None when it is not known any more. One query."""
    return article.revisions.filter(version__lte=version).order_by("-number").first()


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
        version=locked.version,
        content=content,
        digest=digest,
        parent=newest,
        user=user,
        note=note[:300],
    )
