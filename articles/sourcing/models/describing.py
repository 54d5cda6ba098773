"""SelfDescription: what a source says of themselves, asked for the diversity audit, if they wish to say it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.sourcing.models.source import Source


class SelfDescription(models.Model):
    """One answer of one source to one question. No row: not asked. `declined`: asked, and they would rather not say."""

    class Question(models.TextChoices):
        GENDER = "gender", _("gender")
        ETHNICITY = "ethnicity", _("ethnicity")
        DISABILITY = "disability", _("disability")
        AGE = "age", _("age group")
        REGION = "region", _("region")

    source = models.ForeignKey(Source, models.CASCADE, related_name="self_descriptions", verbose_name=_("source"))
    question = models.CharField(_("question"), max_length=20, choices=Question)
    declined = models.BooleanField(_("declined to say"), default=False)
    answer = models.CharField(_("in their own words"), max_length=100, blank=True)
    consent_on = models.DateField(_("agreed on"), help_text=_("The day they agreed that we keep this."))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("self-description")
        verbose_name_plural = _("self-descriptions")
        ordering = ["source", "question"]
        constraints = [
            models.UniqueConstraint(fields=["source", "question"], name="self_description_once"),
            models.CheckConstraint(
                condition=(Q(declined=True) & Q(answer="")) | (Q(declined=False) & ~Q(answer="")),
                name="self_description_answered_or_declined",
            ),
        ]

    def __str__(self):
        return self.get_question_display()
