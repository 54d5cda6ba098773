"""Statement: one attribution in one article, as a record."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from articles.sourcing.models.role import Role
from articles.sourcing.models.source import Source
from articles.sourcing.models.terms import AttributionLevel
from articles.sourcing.querysets import StatementQuerySet


class Statement(models.Model):
    """One attribution in one article: who said what, how, to whom, on what terms, and where in the text.

    The anchor is the paragraph's index in the body, `start` and `end` in code points of its plain text, and
    `anchor_digest`, the hash of that paragraph when it was marked (a changed paragraph makes the anchor stale).
    """

    class Kind(models.TextChoices):
        DIRECT = "direct", _("direct quote")
        PARTIAL = "partial", _("partial quote")
        PARAPHRASE = "paraphrase", _("paraphrase")

    class State(models.TextChoices):
        SUGGESTED = "suggested", _("suggested")
        ACCEPTED = "accepted", _("accepted")
        REJECTED = "rejected", _("rejected")
        WAIVED = "waived", _("waived")

    class Tier(models.TextChoices):
        HIGH = "high", _("sure")
        CHECK = "check", _("to be checked")
        UNSURE = "unsure", _("unsure")

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="statements", verbose_name=_("article")
    )
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="statements", verbose_name=_("source")
    )
    role = models.ForeignKey(
        Role, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("role at the time")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.PARAPHRASE)
    cue = models.CharField(_("cue"), max_length=100, blank=True, help_text=_("Example: “said”, “according to”."))
    words = models.TextField(_("the statement as printed"))
    quotes = models.JSONField(_("exact quotes"), default=list, blank=True)
    addressee = models.CharField(_("said to"), max_length=200, blank=True, help_text=_("Example: “reporters”."))
    place = models.CharField(_("said in"), max_length=200, blank=True)
    said_on = models.DateField(_("said on"), null=True, blank=True)
    said_when = models.CharField(
        _("said when, as printed"), max_length=100, blank=True, help_text=_("Example: “on Thursday”.")
    )
    conduit = models.ForeignKey(
        Source,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="carried_statements",
        verbose_name=_("carried by"),
        help_text=_("Who passed the words on. Example: the agency in “told agency Y”."),
    )
    second_conduit = models.ForeignKey(
        Source,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("which had it from"),
        help_text=_("Example: the broadcaster that agency Y quoted."),
    )
    third_conduit = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("which had it from")
    )
    language = models.CharField(
        _("spoken in"), max_length=16, blank=True, help_text=_("A language code, when it was not said in ours: ar, ru.")
    )
    original_words = models.TextField(_("the words as spoken"), blank=True, help_text=_("Before translation."))
    translator = models.CharField(_("translated by"), max_length=200, blank=True)
    attribution_level = models.CharField(
        _("terms"), max_length=20, choices=AttributionLevel, default=AttributionLevel.ON_RECORD
    )
    described_as = models.CharField(
        _("described to readers as"),
        max_length=200,
        blank=True,
        help_text=_("For words on background. Example: “a senior official at the port”."),
    )
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.SUGGESTED)
    waiver_reason = models.CharField(_("reason for the waiver"), max_length=300, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    paragraph = models.PositiveIntegerField(_("paragraph"), default=0)
    start = models.PositiveIntegerField(_("from character"), default=0)
    end = models.PositiveIntegerField(_("to character"), default=0)
    anchor_digest = models.CharField(max_length=64, blank=True, editable=False)
    stale = models.BooleanField(
        _("its words have changed"),
        default=False,
        help_text=_("The text was edited and the words are not found there."),
    )
    confidence = models.FloatField(null=True, blank=True, validators=[MinValueValidator(0), MaxValueValidator(1)])
    rule = models.CharField(_("suggested by"), max_length=60, blank=True, editable=False)
    tier = models.CharField(_("how sure"), max_length=10, choices=Tier, blank=True, editable=False)
    suggested = models.JSONField(
        default=dict,
        blank=True,
        editable=False,
        help_text="What the text says of the speaker: speaker, role, affiliation, source_kind, each a string or null.",
    )
    created = models.DateTimeField(auto_now_add=True)

    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = ["article", "paragraph", "start", "pk"]
        indexes = [
            models.Index(fields=["article", "paragraph", "start"], name="statement_in_article"),
            models.Index(fields=["source", "state", "-id"], name="statement_of_source"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="statement_has_words"),
            models.CheckConstraint(condition=Q(start__lte=F("end")), name="statement_start_before_end"),
            models.CheckConstraint(
                condition=~Q(state="waived") | ~Q(waiver_reason=""), name="statement_waiver_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(second_conduit__isnull=True) | Q(conduit__isnull=False), name="statement_second_conduit"
            ),
            models.CheckConstraint(
                condition=Q(third_conduit__isnull=True) | Q(second_conduit__isnull=False),
                name="statement_third_conduit",
            ),
            models.CheckConstraint(
                condition=~Q(state="accepted") | Q(source__isnull=False), name="statement_accepted_has_a_source"
            ),
        ]

    def __str__(self):
        return self.words[:80]

    def cache_tags(self) -> list[str]:
        return [f"article:{self.article_id}", *([f"source:{self.source_id}", "sources"] if self.source_id else [])]
