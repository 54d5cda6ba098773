"""Comments whose words went: a fix that named one as a place to look at keeps the place and none of the words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from articles.sourcing.models import FixItem


def forget_comments(ids: list[int]) -> int:
    """Take names and words of these comments from the fixes of statements; from how many places. One query."""
    return FixItem.objects.filter(comment__in=ids).update(label=_("a comment that was removed"), passage="")
