"""Badges: who speaks, beyond the name. Found once, when a comment is posted, and taken back when it turns out wrong.

That a reader is a source of the story is for `sourcing` to say, which this package does not import: it registers its
answer by `ask` at the app's start.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.contrib.auth.models import User
from django.db import transaction

from articles.comments.discussions import counts
from articles.comments.models import Comment
from articles.page_cache import purge
from articles.publishing.models import Article, EditionAuthor

Quoted = Callable[[User, int], bool]
QUOTED: list[Quoted] = []


def ask(quoted: Quoted) -> None:
    """Register who says whether a reader's account belongs to somebody quoted in the live story with that id."""
    if quoted not in QUOTED:
        QUOTED.append(quoted)


def badge_of(user: User | None, article: Article) -> str:
    """The badge of a comment by `user` under `article`: who wrote the story, who is quoted in it, who is of the newsroom.

    The first of these that is true. "" for guests, without a query; three queries at most for others.
    """
    if user is None or not user.is_active:
        return ""
    if wrote(user, article):
        return Comment.Badge.AUTHOR
    if any(quoted(user, article.pk) for quoted in QUOTED):
        return Comment.Badge.SOURCE
    return Comment.Badge.STAFF if user.is_staff else ""


def wrote(user: User, article: Article) -> bool:
    """Whether readers see `user`'s byline on the story. One query."""
    return EditionAuthor.objects.filter(edition__in=article.editions.live(), author__user=user).exists()


def look_again(*, users: Iterable[int] | None = None, article: int | None = None) -> int:
    """Find the badges of sources anew, on the comments of these readers or under that story; how many changed.

    One query where there is none, as nearly always.
    """
    bearing = Comment.objects.filter(badge=Comment.Badge.SOURCE)
    bearing = bearing.filter(article=article) if users is None else bearing.filter(user__in=list(users))
    articles = set(bearing.order_by().values_list("article_id", flat=True))
    if not articles:
        return 0
    changed = 0
    with transaction.atomic():
        counts.hold(articles)
        for comment in bearing.select_related("user", "article"):
            badge = badge_of(comment.user, comment.article)
            if badge != comment.badge:
                changed += Comment.objects.filter(pk=comment.pk).update(badge=badge)
                purge(f"comments:{comment.article_id}", f"article:{comment.article_id}")
    return changed


def taken_back(sender, users: Iterable[int], **kwargs) -> None:
    """Hears that these readers' identity was taken back (connected at the app's start)."""
    look_again(users=users)


def said_otherwise(sender, article: int, **kwargs) -> None:
    """Hears that a statement in that story is another one now, or on other terms (connected at the app's start)."""
    look_again(article=article)
