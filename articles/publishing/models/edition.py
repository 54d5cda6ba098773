"""Edition: what readers see of an article, and from when until when."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from articles.publishing.models.article import Direction, Kind
from articles.publishing.querysets import EditionQuerySet


class Edition(models.Model):
    """An immutable, numbered freeze of a revision, visible while `live_from <= t < live_until`.

    It carries every column that lists, feeds and search need, so that no public query reads a working copy.
    Only `live_until` and the two fields that say how it ended are written after it was made.
    """

    class Ending(models.TextChoices):
        SUPERSEDED = "superseded", _("replaced by a later edition")
        WITHDRAWN = "withdrawn", _("withdrawn")
        EXPIRED = "expired", _("ended as planned")

    article = models.ForeignKey("articles.Article", models.PROTECT, related_name="editions")
    revision = models.ForeignKey("articles.Revision", models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField(_("number"))
    path = models.CharField(_("address"), max_length=300)
    section = models.ForeignKey("articles.Section", models.PROTECT, related_name="editions")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.NEWS)
    headline = models.CharField(_("headline"), max_length=200)
    kicker = models.CharField(_("kicker"), max_length=60, blank=True)
    standfirst = models.CharField(_("standfirst"), max_length=400, blank=True)
    byline = models.CharField(_("byline as printed"), max_length=200, blank=True)
    dateline = models.CharField(_("dateline"), max_length=100, blank=True)
    language = models.CharField(_("language"), max_length=16, blank=True)
    direction = models.CharField(_("direction"), max_length=3, choices=Direction, default=Direction.LTR)
    translation_of = models.ForeignKey(
        "articles.Article", models.SET_NULL, null=True, blank=True, related_name="editions_of_translations"
    )
    body_html = models.TextField(help_text="Sanitised; statement marks, pictures and embeds are left as references.")
    body_text = models.TextField(help_text="The plain words of the body, for search and excerpts.")
    authors = models.ManyToManyField("articles.Author", through="articles.EditionAuthor", related_name="editions")
    topics = models.ManyToManyField("articles.Topic", related_name="editions")
    sources = models.ManyToManyField("articles.Source", related_name="editions")
    publisher = models.ForeignKey(
        "articles.Source", models.PROTECT, null=True, blank=True, related_name="published_editions"
    )
    original_url = models.URLField(blank=True)
    original_date = models.DateField(null=True, blank=True)
    licence = models.CharField(max_length=200, blank=True)
    lead_picture = models.ForeignKey("articles.Picture", models.PROTECT, null=True, blank=True, related_name="editions")
    lead_alt = models.CharField(max_length=300, blank=True, db_default="")
    lead_decorative = models.BooleanField(default=False, db_default=False)
    priority = models.PositiveSmallIntegerField(default=0)
    unverified = models.TextField(blank=True)
    how_reported = models.TextField(blank=True)
    first_published = models.DateTimeField(_("first published"))
    live_from = models.DateTimeField(_("live from"))
    live_until = models.DateTimeField(_("live until"), null=True, blank=True)
    updated = models.DateTimeField(_("updated"), help_text="When the newest substantive edition so far went live.")
    substantive = models.BooleanField(_("substantive"), default=True, help_text=_("Does this move “updated”?"))
    ending = models.CharField(max_length=20, choices=Ending, blank=True)
    ending_reason = models.CharField(_("reason"), max_length=300, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    announced = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="When purges and notices told that it went live."
    )
    end_announced = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="When purges and notices told that it ended."
    )
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    created = models.DateTimeField(auto_now_add=True)

    objects = EditionQuerySet.as_manager()
    columnist: str = ""  # of an opinion, in lists that asked for it: articles/publishing/columnists.py

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["-first_published", "-pk"]
        indexes = [
            models.Index(fields=["-first_published", "-id"], name="edition_newest"),
            models.Index(fields=["section", "-first_published", "-id"], name="edition_newest_of_section"),
            models.Index(fields=["kind", "-first_published", "-id"], name="edition_newest_of_kind"),
            models.Index(fields=["publisher", "-first_published", "-id"], name="edition_newest_of_publisher"),
            models.Index(fields=["article", "-live_from"], name="edition_history"),
            models.Index(fields=["path"], name="edition_path"),
            models.Index(fields=["live_from"], name="edition_goes_live"),
            models.Index(fields=["live_from"], name="edition_to_announce", condition=Q(announced__isnull=True)),
            models.Index(fields=["live_until"], name="edition_ends", condition=Q(live_until__isnull=False)),
            models.Index(
                fields=["live_until"],
                name="edition_end_to_announce",
                condition=Q(live_until__isnull=False, end_announced__isnull=True),
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="edition_number_once"),
            models.UniqueConstraint(
                fields=["article"], condition=Q(live_until__isnull=True), name="edition_one_open_per_article"
            ),
            models.CheckConstraint(
                condition=Q(live_until__isnull=True) | Q(live_from__lt=F("live_until")),
                name="edition_live_from_before_until",
            ),
            models.CheckConstraint(
                condition=Q(first_published__lte=F("live_from")), name="edition_first_published_not_after_live_from"
            ),
            models.CheckConstraint(condition=~Q(headline="") & ~Q(body_text=""), name="edition_has_headline_and_body"),
            models.CheckConstraint(
                condition=(Q(live_until__isnull=True) & Q(ending="")) | (Q(live_until__isnull=False) & ~Q(ending="")),
                name="edition_ending_is_named",
            ),
        ]

    def __str__(self):
        return f"{self.headline} ({self.number})"

    def get_absolute_url(self) -> str:
        return self.path

    def is_live(self, at) -> bool:
        """Whether readers see this edition at the moment `at`; the same rule as `Edition.objects.live(at)`."""
        return self.live_from <= at and (self.live_until is None or at < self.live_until)

    @property
    def story_id(self) -> int:
        """The article that this story was first written as: one key for all its translations, itself included."""
        return self.translation_of_id or self.article_id

    def cache_tags(self) -> list[str]:
        own = [f"article:{self.article_id}", f"section:{self.section_id}", f"translations:{self.story_id}"]
        return [*own, "front", "feeds"]


class EditionAuthor(models.Model):
    """One author's place in the byline of an edition."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="edition_authors")
    author = models.ForeignKey("articles.Author", models.PROTECT, related_name="edition_authors")
    role = models.CharField(max_length=60, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["edition", "author"], name="edition_author_once")]

    def __str__(self):
        return str(self.author)
