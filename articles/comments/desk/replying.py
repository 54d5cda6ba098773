"""A reply by the newsroom, from the queue: under the moderator's name, with the badge that says who speaks."""

from __future__ import annotations

import hashlib

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.comments import badges, moderation, posting
from articles.comments.cleaning import clean_name, clean_text, problem_of_text
from articles.comments.desk import steps
from articles.comments.discussions import counts
from articles.comments.models import Comment
from articles.page_cache import purge
from articles.publishing import rights
from articles.publishing.models import Edition
from articles.publishing.steps import WorkflowRefused
from articles.text.language import direction_of, language_of


def name_of(user: User) -> str:
    """The name readers see: the full one where the account has it."""
    return clean_name(user.get_full_name() or user.get_username())[:80]


def reply(comment: Comment, *, text: str, token: str, by: User) -> Comment:
    """Answer `comment` as the newsroom; readers see it at once. The same `token` again gives the first reply back.

    Raises PermissionDenied; WorkflowRefused when readers do not see the comment or the story, or for a text that is none.
    """
    rights.require(by, "reply_comment", comment.article)
    text = clean_text(text)
    if problem := problem_of_text(text):
        raise WorkflowRefused(problem)
    now = timezone.now()
    with transaction.atomic():
        counts.hold([comment.article_id])  # nobody takes the comment from readers until the answer stands below it
        edition = Edition.objects.live(now).filter(article=comment.article_id).first()
        if edition is None or not Comment.objects.public().filter(pk=comment.pk).exists():
            raise WorkflowRefused(
                _("Readers do not see this comment, so they would not see an answer. Approve it first.")
            )
        made, is_new = posting.insert(built(comment, edition, text, token, by=by))
        if not is_new:
            return made
        moderation.entry(made.pk, "reply_comment", by=by, after={"answers": comment.pk}).save(force_insert=True)
        steps.record(by, "reply_comment", {"reply": made.pk}, count=1, now=now)
        counts.recount([comment.article_id])
        purge(f"comments:{comment.article_id}", f"article:{comment.article_id}")
    return made


def built(comment: Comment, edition: Edition, text: str, token: str, *, by: User) -> Comment:
    language = language_of(text)
    now = timezone.now()
    return Comment(
        article_id=comment.article_id,
        edition=edition,
        parent=comment,
        thread_id=comment.thread_id or comment.pk,
        author_name=name_of(by),
        user=by,
        text=text,
        language=language,
        direction=direction_of(text, language) if language else "auto",
        badge=badges.badge_of(by, comment.article) or Comment.Badge.STAFF,
        status=Comment.Status.APPROVED,
        key=hashlib.sha256(f"reply\x00{by.pk}\x00{comment.pk}\x00{token}".encode()).hexdigest(),
        posted=now,
        decided_at=now,
        decided_by=by,
    )
