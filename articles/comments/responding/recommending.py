"""The verbs of recommending: once for each reader, and taken back. The count follows the rows, under the comment's lock."""

from __future__ import annotations

from django.db import transaction

from articles.comments.discussions import counts
from articles.comments.models import Comment
from articles.comments.responding.models import Recommendation
from articles.page_cache import purge


class NotShown(Exception):
    """The comment is not one that readers see, or not any more."""


def recommend(comment_id: int, who: str) -> bool:
    """Let `who` recommend the comment; whether that is new. Raises NotShown."""
    return _change(comment_id, who, wanted=True)


def take_back(comment_id: int, who: str) -> bool:
    """Take `who`'s recommendation back; whether there was one. Raises NotShown."""
    return _change(comment_id, who, wanted=False)


def does_recommend(comment_id: int, who: str) -> bool:
    return Recommendation.objects.filter(comment=comment_id, who=who).exists()


def locked(comment_id: int) -> Comment:
    """The public comment of that number, its row locked. Raises NotShown."""
    comment = Comment.objects.public().select_for_update(of=("self",), no_key=True).filter(pk=comment_id).first()
    if comment is None:
        raise NotShown
    return comment


def _change(comment_id: int, who: str, *, wanted: bool) -> bool:
    with transaction.atomic():
        comment = locked(comment_id)
        if does_recommend(comment_id, who) == wanted:
            return False
        if wanted:
            Recommendation.objects.create(comment=comment, who=who)
        else:
            Recommendation.objects.filter(comment=comment, who=who).delete()
        counts.recount_responses([comment_id])
        purge(f"comments:{comment.article_id}", often=True)  # the number stands on the page, so the page follows
    return True
