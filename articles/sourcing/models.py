"""Source, Role and Statement: who speaks, as what, and each attributed statement as a record."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.sourcing.querysets import SourceQuerySet, StatementQuerySet


class AttributionLevel(models.TextChoices):
    """On what terms words were given; the public may see those on record and on background."""

    ON_RECORD = "on_record", _("on the record")
    BACKGROUND = "background", _("on background")
    NOT_FOR_ATTRIBUTION = "not_for_attribution", _("not for attribution")
    OFF_RECORD = "off_record", _("off the record")


class Source(models.Model):
    """A person, organisation, publication, document or unnamed source. Readers see it only when `public`."""

    class Kind(models.TextChoices):
        PERSON = "person", _("person")
        ORGANISATION = "organisation", _("organisation")
        PUBLICATION = "publication", _("publication")
        DOCUMENT = "document", _("document")
        UNNAMED = "unnamed", _("unnamed source")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.PERSON)
    name = models.CharField(
        _("name"), max_length=200, help_text=_("As readers should see it. Example: “Harbour Post”, “Ines Calder”.")
    )
    slug = models.SlugField(_("slug"), max_length=220, unique=True, help_text=_("Its address: /sources/<slug>/."))
    aliases = models.JSONField(
        _("other names"), default=list, blank=True, help_text=_("A list of other spellings and short forms.")
    )
    affiliation = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="members",
        verbose_name=_("belongs to"),
        help_text=_("The organisation this source speaks for, when that has a record of its own."),
    )
    description = models.CharField(
        _("who this is"), max_length=300, blank=True, help_text=_("One line for readers. Example: “Daily of Westport”.")
    )
    website = models.URLField(_("website"), blank=True)
    public = models.BooleanField(
        _("readers may see this source"),
        default=True,
        help_text=_("Untick for anyone who must stay unknown: every page drops the name at once."),
    )
    attribution_level = models.CharField(
        _("usual terms"), max_length=20, choices=AttributionLevel, default=AttributionLevel.ON_RECORD
    )
    contact = models.TextField(_("contact details"), blank=True, help_text=_("Private. Never shown to readers."))
    notes = models.TextField(_("notes"), blank=True, help_text=_("Private. Never shown to readers."))
    created = models.DateTimeField(auto_now_add=True)
    modified = models.DateTimeField(auto_now=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["name", "id"], name="source_by_name")]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="source_has_a_name"),
            models.CheckConstraint(
                condition=Q(affiliation__isnull=True) | ~Q(affiliation=F("id")), name="source_not_its_own_affiliation"
            ),
        ]
        permissions = [("view_source_private", _("Can see contact details and notes of sources"))]

    def __str__(self):
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("source", args=[self.slug])

    def is_nameable(self) -> bool:
        """The rule of `SourceQuerySet.public` for a source that is already read."""
        return self.public and self.kind != self.Kind.UNNAMED

    def cache_tags(self) -> list[str]:
        return [f"source:{self.pk}", "sources"]


class Role(models.Model):
    """A title a source held from one day to another, so that an old quote keeps the old title."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="roles", verbose_name=_("source"))
    title = models.CharField(_("title"), max_length=200, help_text=_("Example: “harbour master”, “Foreign Minister”."))
    organisation = models.CharField(_("of"), max_length=200, blank=True, help_text=_("Example: “Port of Westport”."))
    held_from = models.DateField(_("from"), null=True, blank=True)
    held_until = models.DateField(_("until"), null=True, blank=True, help_text=_("Empty while still held."))

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = [F("held_from").desc(nulls_last=True), "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="role_has_a_title"),
            models.CheckConstraint(
                condition=Q(held_from__isnull=True) | Q(held_until__isnull=True) | Q(held_from__lte=F("held_until")),
                name="role_from_before_until",
            ),
        ]

    def __str__(self):
        return f"{self.title}, {self.organisation}" if self.organisation else self.title

    def cache_tags(self) -> list[str]:
        return [f"source:{self.source_id}", "sources"]


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
    conduit = models.ForeignKey(
        Source,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="carried_statements",
        verbose_name=_("carried by"),
        help_text=_("Who passed the words on. Example: the agency in “told agency Y”."),
    )
    attribution_level = models.CharField(
        _("terms"), max_length=20, choices=AttributionLevel, default=AttributionLevel.ON_RECORD
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
    confidence = models.FloatField(null=True, blank=True, validators=[MinValueValidator(0), MaxValueValidator(1)])
    rule = models.CharField(_("suggested by"), max_length=60, blank=True, editable=False)
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
                condition=~Q(state="accepted") | Q(source__isnull=False), name="statement_accepted_has_a_source"
            ),
        ]

    def __str__(self):
        return self.words[:80]

    def cache_tags(self) -> list[str]:
        return [f"article:{self.article_id}", *([f"source:{self.source_id}"] if self.source_id else [])]
