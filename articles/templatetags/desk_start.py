"""The desk's start page: what this person has in hand, what waits, what is planned."""

from __future__ import annotations

from django import template
from django.utils import timezone

from articles.models import Article, Comment, Edition, Revision
from articles.publishing.admin.live_state import moment, state_badges

register = template.Library()
RECENT_SAVES = 200  # as far back as "in hand" reaches; by the index of a user's revisions


@register.inclusion_tag("admin/_start.html", takes_context=True)
def desk_start(context):
    """At most four queries, each bounded; what the person may not see is not asked for."""
    user = context["request"].user
    if not user.has_perm("articles.view_article"):
        return {}
    saves = Revision.objects.filter(user=user).order_by("-pk").values_list("article_id", flat=True)[:RECENT_SAVES]
    in_hand = Article.objects.filter(pk__in=list(dict.fromkeys(saves))[:30]).with_live_state().order_by("-modified")
    planned = (
        Edition.objects.filter(live_from__gt=timezone.now())
        .order_by("live_from")
        .only("headline", "live_from", "article_id")
    )
    may_moderate = user.has_perm("articles.moderate_comment")
    return {
        "may_write": user.has_perm("articles.add_article"),
        "may_import": user.has_perm("articles.add_importeddocument"),
        "may_moderate": may_moderate,
        "in_hand": [{"article": article, "badges": state_badges(article)} for article in in_hand[:6]],
        "planned": [{"edition": edition, "moment": moment(edition.live_from)} for edition in planned[:6]],
        "waiting": Comment.objects.waiting().count() if may_moderate else 0,
    }
