"""Picture: one image in the library, with what must be known before it may be shown; BodyPicture: where texts show it."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.conf import settings
from django.core.files.storage import storages
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def originals():
    """The private storage of originals: never served, they hold camera metadata and places."""
    return storages["originals"]


class MasterField(models.ImageField):
    """An image whose size is kept in its row. One of unknown size is looked at, and may be missing: that breaks no page."""

    width_field: str | None
    height_field: str | None

    def update_dimension_fields(self, instance, *args, **kwargs):
        try:
            super().update_dimension_fields(instance, *args, **kwargs)
        except OSError:
            setattr(instance, str(self.width_field), 0)
            setattr(instance, str(self.height_field), 0)

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.ImageField", args, kwargs


class PictureQuerySet(models.QuerySet):
    def shown(self, at: datetime):
        """Those that readers may see at the moment `at`: the same rule as `Picture.is_shown`."""
        return self.filter(
            Q(licence_until__isnull=True) | Q(licence_until__gte=timezone.localdate(at)),
            lost__isnull=True,
            width__gt=0,
            height__gt=0,
        )


class Picture(models.Model):
    """An uploaded image: a clean master that renditions are cut from, and the private original.

    `width` and `height` are pixels of the master, `focal_x` and `focal_y` fractions of it (0 left/top, 1 right/bottom).
    `found` is what the file said of itself: `caption`, `credit`, `licence` until a person took or refused them, and
    `credentials` (articles/pictures/credentials.py). `lost` is when its file was found missing.
    """

    title = models.CharField(
        _("title"), max_length=200, help_text=_("For the desk only. Example: “Ferry in the harbour, 12 May”.")
    )
    master = MasterField(_("picture"), upload_to="masters", width_field="width", height_field="height", editable=False)
    original = models.FileField(storage=originals, upload_to="originals", editable=False, blank=True)
    digest = models.CharField(max_length=64, unique=True, editable=False, help_text=_("SHA-256 of the original."))
    fingerprint = models.CharField(max_length=32, blank=True, editable=False, db_default="")
    found = models.JSONField(default=dict, blank=True, editable=False, db_default=Value({}, models.JSONField()))
    lost = models.DateTimeField(null=True, blank=True, editable=False)
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
    licence_until = models.DateField(
        _("licence ends"),
        null=True,
        blank=True,
        help_text=_("The last day on which readers may see it. From the next midnight on no page shows it."),
    )
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

    objects = PictureQuerySet.as_manager()

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-created", "-pk"]
        indexes = [
            models.Index(fields=["-created", "-id"], name="picture_newest"),
            models.Index(
                fields=["licence_until"], name="picture_licence_ends", condition=Q(licence_until__isnull=False)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(focal_x__gte=0, focal_x__lte=1, focal_y__gte=0, focal_y__lte=1),
                name="picture_focal_point_inside",
            ),
        ]

    def __str__(self):
        return self.title

    def is_shown(self, at: datetime) -> bool:
        """Whether readers may see it at the moment `at`: its licence lasts, and its file is there as far as we know."""
        ends = self.shown_until
        return self.lost is None and self.width > 0 and self.height > 0 and (ends is None or at < ends)

    @property
    def shown_until(self) -> datetime | None:
        """The midnight after the last day of the licence, by the newsroom's clock; None without an end."""
        if self.licence_until is None:
            return None
        return timezone.make_aware(datetime.combine(self.licence_until + timedelta(days=1), time.min))

    def words(self, alt: str = "", *, decorative: bool = False) -> str:
        """What is read out to those who cannot see it: `alt` and `decorative` are those of the place, if it has its own."""
        if decorative or (self.decorative and not alt):
            return ""
        return alt or self.alt

    def cache_tags(self) -> list[str]:
        return [f"picture:{self.pk}", "pictures"]


class BodyPicture(models.Model):
    """The body of a working copy, or of one of its editions, shows a picture. Kept up by `articles/pictures/uses.py`."""

    picture = models.ForeignKey(Picture, models.PROTECT, related_name="in_bodies")
    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="body_pictures")
    edition = models.ForeignKey("articles.Edition", models.CASCADE, null=True, related_name="body_pictures")

    class Meta:
        default_permissions = ()
        verbose_name = _("picture in a text")
        verbose_name_plural = _("pictures in texts")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "picture"], condition=Q(edition__isnull=True), name="body_picture_once_per_article"
            ),
            models.UniqueConstraint(
                fields=["edition", "picture"],
                condition=Q(edition__isnull=False),
                name="body_picture_once_per_edition",
            ),
        ]

    def __str__(self):
        return f"{self.picture_id} in {self.article_id}"
