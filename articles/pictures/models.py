"""Picture: one image in the library, with what must be known before it may be shown."""

from __future__ import annotations

from django.conf import settings
from django.core.files.storage import storages
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


def originals():
    """The private storage of originals: never served, they hold camera metadata and places."""
    return storages["originals"]


class Picture(models.Model):
    """An uploaded image: a clean master that renditions are cut from, and the private original.

    `width` and `height` are pixels of the master, `focal_x` and `focal_y` fractions of it (0 left/top, 1 right/bottom).
    """

    title = models.CharField(
        _("title"), max_length=200, help_text=_("For the desk only. Example: “Ferry in the harbour, 12 May”.")
    )
    master = models.ImageField(
        _("picture"), upload_to="masters", width_field="width", height_field="height", editable=False
    )
    original = models.FileField(storage=originals, upload_to="originals", editable=False, blank=True)
    digest = models.CharField(max_length=64, unique=True, editable=False, help_text=_("SHA-256 of the original."))
    width = models.PositiveIntegerField(editable=False, default=0)
    height = models.PositiveIntegerField(editable=False, default=0)
    alt = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_("What the picture shows, for those who cannot see it. Example: “Passengers queue on a wet pier”."),
    )
    decorative = models.BooleanField(
        _("decorative"),
        default=False,
        help_text=_("Tick only when the picture adds nothing that the text does not say."),
    )
    caption = models.CharField(_("caption"), max_length=400, blank=True)
    credit = models.CharField(
        _("credit"), max_length=200, blank=True, help_text=_("Who made it. Example: “Mara Lindqvist / Harbour Post”.")
    )
    licence = models.CharField(_("licence"), max_length=200, blank=True, help_text=_("Example: “CC BY 4.0”, “agency”."))
    licence_until = models.DateField(_("licence ends"), null=True, blank=True)
    focal_x = models.FloatField(
        _("focal point, across"), default=0.5, validators=[MinValueValidator(0), MaxValueValidator(1)]
    )
    focal_y = models.FloatField(
        _("focal point, down"), default=0.5, validators=[MinValueValidator(0), MaxValueValidator(1)]
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-created", "-pk"]
        indexes = [models.Index(fields=["-created", "-id"], name="picture_newest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(focal_x__gte=0, focal_x__lte=1, focal_y__gte=0, focal_y__lte=1),
                name="picture_focal_point_inside",
            ),
        ]

    def __str__(self):
        return self.title

    def cache_tags(self) -> list[str]:
        return [f"picture:{self.pk}"]
