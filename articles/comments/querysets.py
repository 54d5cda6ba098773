"""Sets of comments: what readers see, what waits."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce


class CommentQuerySet(models.QuerySet):
    def public(self):
        """Approved, and in a conversation whose first comment is approved: a rejected one takes its answers along.

        They come back with it when it is approved after all. Every page and count for readers starts here.
        """
        return self.filter(Q(thread__isnull=True) | Q(thread__status="approved"), status="approved")

    def waiting(self):
        return self.filter(status="waiting")

    def first_of_threads(self):
        """The comments that began a conversation, oldest first."""
        return self.filter(thread__isnull=True).order_by("posted", "pk")

    def in_reading_order(self):
        """Threads oldest first, each followed by its replies in the order they were posted."""
        return self.annotate(root=Coalesce(F("thread_id"), F("pk"))).order_by(
            "root", F("thread_id").asc(nulls_first=True), "posted", "pk"
        )
