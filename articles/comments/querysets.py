"""Sets of comments: what readers see, what waits."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

# Below a first comment in one of these states its answers stand. A rejected one takes them along.
ANSWERS_STAND = ("approved", "deleted")


class CommentQuerySet(models.QuerySet):
    def public(self):
        """Approved, and in a conversation whose first comment is approved, or was deleted or erased.

        A rejected one takes its answers along; they come back with it when it is approved after all. Every page and
        count for readers starts here, and at `first_of_threads`.
        """
        return self.filter(Q(thread__isnull=True) | Q(thread__status__in=ANSWERS_STAND), status="approved")

    def waiting(self):
        return self.filter(status="waiting")

    def first_of_threads(self):
        """What begins a conversation that readers see: approved, or deleted with answers below it. In no order.

        Goes by `reply_count`, which discussions/counts.py keeps true.
        """
        return self.filter(
            Q(status="approved") | Q(status="deleted", reply_count__gt=0),
            thread__isnull=True,
            status__in=ANSWERS_STAND,  # said once more, so that an index with this condition can be used
        )

    def in_reading_order(self):
        """Threads oldest first, each followed by its replies in the order they were posted."""
        return self.annotate(root=Coalesce(F("thread_id"), F("pk"))).order_by(
            "root", F("thread_id").asc(nulls_first=True), "posted", "pk"
        )
