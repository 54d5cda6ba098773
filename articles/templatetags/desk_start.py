"""The desk's start page: what is this person's, what is late, what waits, what is planned; and their unread notices."""

from __future__ import annotations

from django import template
from django.db.models import Count, Value
from django.utils import timezone

from articles.desk import notices, start
from articles.models import Comment, Edition, ErrorReport, Picture
from articles.pictures.licences import ended, ending
from articles.pictures.uses import used
from articles.publishing.admin.live_state import moment, state_badges

register = template.Library()


@register.simple_tag(takes_context=True)
def unread_notices(context) -> int:
    """How many notices the person has not read, for the head of the page. One query.

    Not over a form: who writes is not to be called away, and the article's form has other questions to ask.
    """
    user = getattr(context.get("request"), "user", None)
    if user is None or not user.is_authenticated or "adminform" in context:
        return 0
    return notices.unread(user)


@register.inclusion_tag("admin/_start.html", takes_context=True)
def desk_start(context):
    """At most six queries, each bounded; what the person may not see is not asked for."""
    user = context["request"].user
    if not user.has_perm("articles.view_article"):
        return {}
    planned = (
        Edition.objects.filter(live_from__gt=timezone.now())
        .order_by("live_from")
        .only("headline", "live_from", "article_id")
    )
    may_moderate = user.has_perm("articles.moderate_comment")
    may_read_errors = user.has_perm("articles.view_errorreport")
    work = start.work_of(user)
    may_change_pictures = user.has_perm("articles.change_picture")
    open_ones = numbers_of(
        may_moderate=may_moderate, may_read_errors=may_read_errors, may_change_pictures=may_change_pictures
    )
    return {
        "perms": context["perms"],
        "may_write": user.has_perm("articles.add_article"),
        "may_import": user.has_perm("articles.add_importeddocument"),
        "may_moderate": may_moderate,
        "in_hand": [{"article": article, "badges": state_badges(article)} for article in start.saved_lately(user)],
        "mine": listed(work.mine),
        "late": listed(work.late),
        "to_edit": listed(work.to_edit),
        "to_approve": listed(start.to_approve(user)),
        "mentions": start.mentions_of(user)[: start.SHOWN],
        "planned": [{"edition": edition, "moment": moment(edition.live_from)} for edition in planned[:6]],
        "may_read_errors": may_read_errors,
        "errors_open": open_ones.get("errors", 0),
        "waiting": open_ones.get("comments", 0),
        "licences_ending": open_ones.get("pictures", 0),
    }


def numbers_of(*, may_moderate: bool, may_read_errors: bool, may_change_pictures: bool) -> dict[str, int]:
    """How many comments wait, errors are reported and licences in use end, of what the person may see. One query, or none."""
    asked = []
    if may_moderate:
        asked.append(Comment.objects.waiting())
    if may_read_errors:
        asked.append(ErrorReport.objects.filter(state=ErrorReport.State.OPEN))
    if may_change_pictures:
        asked.append(Picture.objects.filter(ended() | ending(), used(elsewhere=False)))
    counted = [
        rows.order_by().values(kind=Value(rows.model._meta.model_name)).annotate(number=Count("pk")) for rows in asked
    ]
    found = {row["kind"]: row["number"] for row in (counted[0].union(*counted[1:]).order_by() if counted else ())}
    return {
        "comments": found.get("comment", 0),
        "errors": found.get("errorreport", 0),
        "pictures": found.get("picture", 0),
    }


def listed(stories) -> list[dict]:
    """Stories as the start page shows them: the article, who has it, when it is due, whether that has passed."""
    now = timezone.now()
    return [
        {
            "article": story,
            "due": moment(story.due) if story.due else "",
            "late": bool(story.due and story.due < now),
        }
        for story in stories[: start.SHOWN]
    ]
