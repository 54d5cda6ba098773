"""StageMove: which moves between the stages of a working copy a group may make. An administrator edits the table."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from articles.publishing.models.article import Stage


class StageMove(models.Model):
    """One allowed move. Whoever is in no group with a row for it is refused, superusers excepted."""

    group = models.ForeignKey("auth.Group", models.CASCADE, related_name="+", verbose_name=_("group"))
    from_stage = models.CharField(_("from"), max_length=20, choices=Stage)
    to_stage = models.CharField(_("to"), max_length=20, choices=Stage)

    class Meta:
        verbose_name = _("allowed move")
        verbose_name_plural = _("allowed moves between stages")
        ordering = ["group", "from_stage", "to_stage"]
        constraints = [
            models.UniqueConstraint(fields=["group", "from_stage", "to_stage"], name="stage_move_once"),
            models.CheckConstraint(condition=~Q(from_stage=F("to_stage")), name="stage_move_goes_somewhere"),
        ]

    def __str__(self):
        return f"{self.group}: {self.get_from_stage_display()} → {self.get_to_stage_display()}"
