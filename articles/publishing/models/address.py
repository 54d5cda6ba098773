"""Address: every path an article was ever published at, and every former name of a section in addresses."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Address(models.Model):
    """A path that belongs to one article and is never given to another, even after the story moved on."""

    path = models.CharField(_("path"), max_length=300, unique=True)
    article = models.ForeignKey("articles.Article", models.PROTECT, related_name="addresses")
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("address")
        verbose_name_plural = _("addresses")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(path__startswith="/") & Q(path__endswith="/"), name="address_is_a_path"),
        ]

    def __str__(self):
        return self.path


class SectionAddress(models.Model):
    """A slug that a section had before: `/<slug>/` leads to the section until another one takes the name."""

    slug = models.SlugField(max_length=60, unique=True)
    section = models.ForeignKey("articles.Section", models.CASCADE, related_name="former_addresses")
    since = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return self.slug
