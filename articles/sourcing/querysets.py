"""Sets of sources and statements: which of them readers may see."""

from __future__ import annotations

from django.db import models

PUBLIC_LEVELS = ("on_record", "background")


class SourceQuerySet(models.QuerySet):
    def public(self):
        """Sources that may be named to readers: marked public, and never an unnamed one."""
        return self.filter(public=True).exclude(kind="unnamed")

    def with_page(self):
        """Public sources that have a page of their own: a private individual only with an editor's yes."""
        return self.public().filter(models.Q(private_individual=False) | models.Q(page_agreed=True))


class StatementQuerySet(models.QuerySet):
    def public(self):
        """Statements that may be shown to readers: accepted, given on terms that allow it, by a public source."""
        return self.filter(state="accepted", attribution_level__in=PUBLIC_LEVELS, source__public=True).exclude(
            source__kind="unnamed"
        )
