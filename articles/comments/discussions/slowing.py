"""A conversation that is slowed down: how long until a reader's next comment in it."""

from __future__ import annotations

from datetime import timedelta
from math import ceil

from django.contrib.auth.models import User
from django.db.models import Q
from django.utils import timezone

from articles.comments.models import Comment


def still_to_wait(article_id: int, distance: int, *, email: str, user: User | None) -> int:
    """Seconds until this reader may comment on that story again, 0 for now. `distance`: of the story, 0 for none.

    An account is counted by its number, a guest by the e-mail given. Who works for the newsroom need not wait. One query
    where it is slowed down, else none.
    """
    if not distance or (user is not None and user.is_staff) or (user is None and not email):
        return 0
    now = timezone.now()
    theirs = Q(user=user) if user is not None else Q(user__isnull=True, author_email=email)
    lately = Comment.objects.filter(theirs, article=article_id, posted__gt=now - timedelta(seconds=distance))
    last = lately.order_by("-posted").values_list("posted", flat=True).first()
    return 0 if last is None else max(1, ceil(distance - (now - last).total_seconds()))
