"""Discussion: what moderators decided about the conversation under one story, and its counts."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Discussion(models.Model):
    """The conversation under one story. A story without a row has one that says nothing (and no public comment).

    The story's own policy (`Article.comment_policy`) belongs to its editors and to its history; this row belongs to the
    moderators, who act in a minute and in nobody's open form. What is in force is the stricter of the two
    (discussions/rules.py). `comment_count` and `thread_count` count what readers see; counts.py alone writes them, in the
    transaction of the change, and a nightly check recounts.
    """

    class State(models.TextChoices):
        AS_STORY = "", _("as the story says")
        SLOWED = "slowed", _("slowed: a reader’s comments keep a distance")
        HELD = "held", _("on hold: every comment waits")
        CLOSED = "closed", _("closed: shown, no new ones")

    article = models.OneToOneField(
        "articles.Article",
        models.CASCADE,
        primary_key=True,
        related_name="discussion",
        verbose_name=_("story"),
    )
    state = models.CharField(_("state"), max_length=10, choices=State, blank=True, default=State.AS_STORY)
    slow_seconds = models.PositiveIntegerField(
        _("distance in seconds"),
        default=120,
        db_default=120,
        validators=[MinValueValidator(10), MaxValueValidator(86_400)],
        help_text=_("While slowed: how long a reader waits between two comments here. For example: 120"),
    )
    first_held = models.PositiveSmallIntegerField(
        _("first comments that wait"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(50)],
        help_text=_("Of each reader, where first comments wait. Empty: 2, as everywhere."),
    )
    close_after_days = models.PositiveSmallIntegerField(
        _("closes after days"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(3650)],
        help_text=_("Counted from first publication. Empty: as the site says. For example: 14"),
    )
    opens_at = models.TimeField(
        _("opens at"), null=True, blank=True, help_text=_("Each day, in the newsroom’s zone. For example: 07:00")
    )
    closes_at = models.TimeField(
        _("closes at"),
        null=True,
        blank=True,
        help_text=_("Each day; before the hour of opening it means past midnight."),
    )
    note = models.CharField(
        _("note to readers"),
        max_length=300,
        blank=True,
        help_text=_("Why, in a sentence. For example: Comments are closed while the trial is on."),
    )
    comment_count = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    thread_count = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    changed_at = models.DateTimeField(null=True, editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("conversation")
        verbose_name_plural = _("conversations")
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True, closes_at__isnull=True)
                | Q(opens_at__isnull=False, closes_at__isnull=False),
                name="discussion_hours_are_two",
            ),
            models.CheckConstraint(
                condition=Q(thread_count__lte=models.F("comment_count")), name="discussion_counts_agree"
            ),
        ]

    def __str__(self):
        """The story's headline: what brings rows of these brings their stories along."""
        return self.article.headline
