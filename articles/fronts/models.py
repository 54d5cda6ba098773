"""The front page as the desk composes it: slots (the working copy), launched fronts (what readers see), the banner."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from articles.fronts.querysets import BannerQuerySet, FrontEditionQuerySet
from articles.publishing.querysets import manager_of

USER = settings.AUTH_USER_MODEL


def published_or_planned() -> Q:
    """The stories that can stand on a front page: readers see an edition of them, or will."""
    return Q(pk__in=manager_of("Edition").not_ended().order_by().values("article_id"))


class Slot(models.Model):
    """One place on the draft front page. Without an article it fills itself with the newest story not shown above it.

    `section` null is the top of the page. A pin ends at `pinned_until`; then the slot fills itself again.
    """

    section = models.ForeignKey("articles.Section", models.CASCADE, null=True, blank=True, related_name="slots")
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    article = models.ForeignKey(
        "articles.Article",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="slots",
        verbose_name=_("story"),
        limit_choices_to=published_or_planned,
    )
    headline = models.CharField(
        _("headline here"), max_length=200, blank=True, help_text=_("Only on the front page; the story keeps its own.")
    )
    picture = models.ForeignKey(
        "articles.Picture", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("picture here")
    )
    pinned_until = models.DateTimeField(_("pinned until"), null=True, blank=True)

    class Meta:
        verbose_name = _("slot")
        verbose_name_plural = _("front page")
        ordering = [F("section__position").asc(nulls_first=True), "section", "position", "pk"]

    def __str__(self):
        if self.pk == 0:
            return str(_("draft of the front page"))  # as a whole, in the audit log; see fronts/drafting.py
        return f"{self.section or _('top')} {self.position}"


class FrontEdition(models.Model):
    """A launched front page: the slots as they were, visible while `live_from <= t < live_until`."""

    number = models.PositiveIntegerField(unique=True)
    content = models.JSONField(help_text="The list of slots: section, article, headline, picture, pinned_until.")
    live_from = models.DateTimeField()
    live_until = models.DateTimeField(null=True, blank=True)
    launched_by = models.ForeignKey(USER, models.SET_NULL, null=True, blank=True, related_name="+")
    note = models.CharField(max_length=300, blank=True)
    created = models.DateTimeField(auto_now_add=True)

    objects = FrontEditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("launched front page")
        verbose_name_plural = _("launched front pages")
        ordering = ["-number"]
        indexes = [models.Index(fields=["-live_from"], name="front_newest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(live_until__isnull=True) | Q(live_from__lt=F("live_until")),
                name="front_live_from_before_until",
            ),
            models.UniqueConstraint(fields=["live_from"], name="front_one_start"),
        ]

    def __str__(self):
        return f"{self.number}"

    def cache_tags(self) -> list[str]:
        return ["front"]


class Banner(models.Model):
    """One line across the top of every public page while it lasts. It always has an end."""

    text = models.CharField(_("text"), max_length=160, help_text=_("Example: “Port of Westport closed by storm”."))
    article = models.ForeignKey(
        "articles.Article",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("story"),
        limit_choices_to=published_or_planned,
        help_text=_("Readers get a link to it while they can read it."),
    )
    live_from = models.DateTimeField(_("from"))
    live_until = models.DateTimeField(_("until"))
    made_by = models.ForeignKey(USER, models.SET_NULL, null=True, blank=True, editable=False, related_name="+")

    objects = BannerQuerySet.as_manager()

    class Meta:
        verbose_name = _("breaking banner")
        verbose_name_plural = _("breaking banners")
        ordering = ["-live_from", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="banner_has_a_text"),
            models.CheckConstraint(condition=Q(live_from__lt=F("live_until")), name="banner_from_before_until"),
        ]

    def __str__(self):
        return self.text

    def cache_tags(self) -> list[str]:
        return ["front", "banner"]
