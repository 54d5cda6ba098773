"""Section, Topic and Author: where a story stands, what it is about, who wrote it."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

# First words of addresses that the site keeps for itself; a section of that name would hide behind them.
RESERVED_SLUGS = frozenset(
    "account admin api archive articles authors comments corrections favicon.ico feeds healthz history media metrics news-sitemap "
    "oembed preview readyz robots search sections sitemap sources static topics well-known".split()
)


def refuse_reserved_slug(slug: str) -> None:
    """Raise ValidationError when `slug` is the first part of one of the site's own addresses."""
    if slug in RESERVED_SLUGS:
        raise ValidationError(
            _("“%(slug)s” is an address of the site itself. Choose another, such as “%(slug)s-news”."),
            code="reserved",
            params={"slug": slug},
        )


class Section(models.Model):
    """A part of the paper with a page of its own at `/<slug>/`."""

    name = models.CharField(_("name"), max_length=80, unique=True, help_text=_("Example: “World”, “Harbour & Sea”."))
    slug = models.SlugField(
        _("slug"), max_length=60, unique=True, validators=[refuse_reserved_slug], help_text=_("Its address: /<slug>/.")
    )
    description = models.CharField(_("what readers find here"), max_length=300, blank=True)
    position = models.PositiveIntegerField(_("order"), default=0, help_text=_("Smaller numbers come first."))
    needs_approval = models.BooleanField(
        _("a second person approves"),
        default=False,
        help_text=_("Ticked, a story of this section is published only after someone else approved it."),
    )

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["position", "name"]
        constraints = [models.CheckConstraint(condition=~Q(name="") & ~Q(slug=""), name="section_has_name_and_slug")]

    def __str__(self):
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("section", args=[self.slug])

    def cache_tags(self) -> list[str]:
        return [f"section:{self.pk}", "sections", "front"]


class Topic(models.Model):
    """What a story is about, across sections, with a page at `/topics/<slug>/`."""

    name = models.CharField(_("name"), max_length=100, unique=True, help_text=_("Example: “Fisheries”."))
    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    description = models.CharField(_("description"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name"]
        constraints = [models.CheckConstraint(condition=~Q(name="") & ~Q(slug=""), name="topic_has_name_and_slug")]

    def __str__(self):
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("topic", args=[self.slug])

    def cache_tags(self) -> list[str]:
        return [f"topic:{self.pk}", "topics"]


class Author(models.Model):
    """A byline with a page at `/authors/<slug>/`; it may belong to an account of the desk."""

    name = models.CharField(_("name"), max_length=120, help_text=_("As printed. Example: “Mara Lindqvist”."))
    slug = models.SlugField(_("slug"), max_length=140, unique=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="author",
        verbose_name=_("account"),
        help_text=_("The account this author signs in with, when there is one."),
    )
    title = models.CharField(_("title"), max_length=120, blank=True, help_text=_("Example: “Shipping correspondent”."))
    biography = models.TextField(
        _("biography"), blank=True, help_text=_("Two or three sentences for the author’s page.")
    )
    email = models.EmailField(
        _("e-mail for readers"), blank=True, help_text=_("Shown on the author’s page and under their stories.")
    )
    website = models.URLField(
        _("page elsewhere"),
        blank=True,
        db_default="",
        help_text=_("Where readers can follow them. Example: “https://social.example/@mara”."),
    )
    picture = models.ForeignKey(
        "articles.Picture",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="portrait_of",
        verbose_name=_("portrait"),
        help_text=_("Shown small beside the name. Its focal point stays in the middle."),
    )

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["name", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(name="") & ~Q(slug=""), name="author_has_name_and_slug")]

    def __str__(self):
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("author", args=[self.slug])

    def cache_tags(self) -> list[str]:
        return [f"author:{self.pk}", "authors"]
