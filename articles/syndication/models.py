"""FeedNews: a feed of which the hub has to be told that there is something new in it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class FeedNews(models.Model):
    """One feed, by its path. `next_try` is when the hub is told next; null while it knows all there is.

    `changed` is when the feed last had news, `told` when the hub was last told, `failures` how often in a row it could not be.
    """

    path = models.CharField(max_length=300, unique=True)
    changed = models.DateTimeField()
    told = models.DateTimeField(null=True, blank=True)
    next_try = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0, db_default=0)
    problem = models.CharField(max_length=200, blank=True, default="", db_default="")

    class Meta:
        default_permissions = ()
        verbose_name = "news of a feed"
        verbose_name_plural = "news of feeds"
        ordering = ["next_try", "pk"]
        indexes = [
            models.Index(fields=["next_try", "id"], name="feed_news_due", condition=Q(next_try__isnull=False)),
        ]

    def __str__(self):
        return self.path
