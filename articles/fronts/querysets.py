"""Sets of launched fronts and banners: which of them readers see at a moment."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.utils import timezone

from articles.publishing.querysets import live_condition


class FrontEditionQuerySet(models.QuerySet):
    def live(self, at: datetime | None = None):
        """The front page readers see at `at` (default: now): one row, or none before the first launch."""
        return self.filter(live_condition(at or timezone.now())).order_by("-live_from")


class BannerQuerySet(models.QuerySet):
    def live(self, at: datetime | None = None):
        return self.filter(live_condition(at or timezone.now())).order_by("-live_from")
