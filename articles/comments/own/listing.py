"""A reader's own comments as their page lists them: what each says, and in words where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.comments.judging import WHY_IT_WAITS
from articles.comments.judging.cases import IN_GENERAL
from articles.comments.models import Comment
from articles.comments.own.changing import may_edit
from articles.comments.own.readers import Reader
from articles.publishing.models import Edition

A_PAGE = 25


@dataclass(frozen=True)
class Own:
    """One comment of a reader's list. `url` is "" when nobody sees it, `edit_url` when it cannot be changed any more."""

    comment: Comment
    state: str
    about: str
    url: str
    edit_url: str
    delete_url: str


@dataclass(frozen=True)
class Listing:
    """A page of the list, newest first; `next_before` leads to older ones, None on the last page."""

    rows: list[Own]
    next_before: int | None


def listing(reader: Reader, before: int | None = None) -> Listing:
    """Two queries for any number of comments."""
    chosen = reader.comments().select_related("article", "thread").defer("article__body").order_by("-pk")
    if before is not None:
        chosen = chosen.filter(pk__lt=before)
    found = list(chosen[: A_PAGE + 1])
    live = Edition.objects.live().filter(article__in={comment.article_id for comment in found[:A_PAGE]})
    public = set(live.values_list("article_id", flat=True)) if found else set()
    rows = [own(comment, has_story=comment.article_id in public) for comment in found[:A_PAGE]]
    return Listing(rows, found[A_PAGE - 1].pk if len(found) > A_PAGE else None)


def own(comment: Comment, *, has_story: bool) -> Own:
    state, about = in_words(comment, has_story=has_story)
    args = [comment.article.public_id, comment.pk]
    return Own(
        comment=comment,
        state=state,
        about=about,
        url=reverse("comment_thread", args=args) if is_shown(comment, has_story=has_story) else "",
        edit_url=reverse("own_edit", args=args) if may_edit(comment, timezone.now()) else "",
        delete_url=reverse("own_delete", args=args),
    )


def is_shown(comment: Comment, *, has_story: bool) -> bool:
    hidden = comment.thread is not None and comment.thread.status in {Comment.Status.REJECTED, Comment.Status.WAITING}
    return has_story and comment.status == Comment.Status.APPROVED and not hidden


def in_words(comment: Comment, *, has_story: bool) -> tuple[str, str]:
    """Where a comment stands, and why as far as it is told: in general terms, which teach nobody the way around a rule."""
    if comment.status == Comment.Status.WAITING:
        told = [WHY_IT_WAITS[rule] for each in comment.reasons if (rule := each.get("rule")) in WHY_IT_WAITS]
        return _("Waits for a moderator; nobody else sees it yet."), str(told[0] if told else IN_GENERAL)
    if comment.status == Comment.Status.REJECTED:
        return _("Not shown."), _("A moderator found that it does not keep to our rules for comments.")
    if not has_story:
        return _("Not shown."), _("The story it stands under is not public any more.")
    if not is_shown(comment, has_story=has_story):
        return _("Not shown."), _("The conversation that it answers in is not shown any more.")
    return _("Shown."), ""
