"""What the demo's readers wrote, posted and decided on by the verbs, and the corrections they were told of."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from articles.comments import moderation
from articles.comments.posting import Submission, post
from articles.models import Article, Comment, Correction, Edition


def make_corrections(rows: list[dict[str, Any]], articles: dict[str, Article], by: User | None) -> None:
    for row in rows:
        fields = {name: value for name, value in row.items() if name not in {"story", "hours ago"}}
        Correction.objects.create(article=articles[row["story"]], made=ago(row), made_by=by, **fields)


def make_comments(rows: list[dict[str, Any]], articles: dict[str, Article], by: User | None) -> int:
    """Post each comment and its replies, then approve or reject where the row says so; the others wait. How many."""
    count = 0
    for row in rows:
        article = articles.get(row["story"])
        edition = article.editions.live().first() if article else None
        if article is None or edition is None:
            continue
        comment = make_comment(row, article, edition, by)
        for reply in row.get("replies", []):
            make_comment(reply, article, edition, by, parent=comment)
        count += 1 + len(row.get("replies", []))
    return count


def make_comment(
    row: dict[str, Any], article: Article, edition: Edition, by: User | None, parent: Comment | None = None
) -> Comment:
    email = "reader-" + "".join(letter for letter in row["name"].lower() if letter.isascii() and letter.isalnum())
    submission = Submission(
        name=row["name"],
        email=f"{email}@westport.example",
        text=row["text"],
        parent_id=parent.pk if parent else None,
    )
    comment, _new = post(article, edition, submission)
    if row["verdict"] == "approve":
        moderation.approve(comment, by=by)
    elif row["verdict"] == "reject":
        moderation.reject(comment, by=by, reason=row.get("reason", ""))
    Comment.objects.filter(pk=comment.pk).update(posted=ago(row), created=ago(row))
    return comment


def ago(row: dict[str, Any]) -> datetime:
    return timezone.now() - timedelta(hours=row["hours ago"])
