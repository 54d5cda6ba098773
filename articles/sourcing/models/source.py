"""Source: a person, organisation, publication, document or unnamed source, and the names it is known by."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.sourcing.models.terms import AttributionLevel
from articles.sourcing.querysets import SourceQuerySet


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
    anonymity_reason = models.CharField(
        _("why unnamed"),
        max_length=300,
        blank=True,
        help_text=_("Readers see it. Example: “because she was not authorised to speak to the press”."),
    )
    protected = models.BooleanField(
        _("protected identity"),
        default=False,
        help_text=_("The real name and how to reach this source are sealed, and shown to the people named there only."),
    )
    private_individual = models.BooleanField(
        _("private individual"),
        default=False,
        help_text=_(
            "Not a public figure. Their words stand in the stories; a page of their own needs an editor's yes."
        ),
    )
    page_agreed = models.BooleanField(
        _("a page is right"), default=False, help_text=_("An editor's yes to a page for a private individual.")
    )
    contact = models.TextField(_("contact details"), blank=True, help_text=_("Private. Never shown to readers."))
    notes = models.TextField(_("notes"), blank=True, help_text=_("Private. Never shown to readers."))
    created = models.DateTimeField(auto_now_add=True)
    modified = models.DateTimeField(auto_now=True)

    objects = SourceQuerySet.as_manager()

    # False of an instance that no live edition names, once `in_print.tell_pages` was asked about it.
    is_met = True

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
        return self.public and not self.protected and self.kind != self.Kind.UNNAMED

    def has_page(self) -> bool:
        """Whether readers find a page of this source. The rule of `SourceQuerySet.with_page`.

        It holds of whoever the live edition at hand names; of all others `in_print.tell_pages` has to be asked first.
        """
        return self.is_met and self.is_nameable() and (not self.private_individual or self.page_agreed)

    def cache_tags(self) -> list[str]:
        return [f"source:{self.pk}", "sources"]


class SourceName(models.Model):
    """A name as it is looked up: folded (see sourcing/names.py), of the name, each alias, each acronym of a source."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="names")
    key = models.CharField(max_length=200)

    class Meta:
        verbose_name = _("name")
        verbose_name_plural = _("names")
        indexes = [models.Index(fields=["key", "source"], name="source_by_folded_name")]
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="source_name_once")]

    def __str__(self):
        return self.key


class SourceAddress(models.Model):
    """A slug that a source once had, by itself or as a record merged into it. Its page answers 301; no one else gets it.

    `former_key` is the key of the record that was merged: revisions kept from before refer to it.
    """

    slug = models.SlugField(max_length=220, unique=True)
    former_key = models.PositiveBigIntegerField(null=True, blank=True, db_index=True)
    source = models.ForeignKey(Source, models.CASCADE, related_name="former_addresses")
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("former address of a source")
        verbose_name_plural = _("former addresses of sources")

    def __str__(self):
        return self.slug
