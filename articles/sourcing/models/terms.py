"""AttributionLevel: on what terms words were given to us."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AttributionLevel(models.TextChoices):
    """On what terms words were given; the public may see those on record and on background."""

    ON_RECORD = "on_record", _("on the record")
    BACKGROUND = "background", _("on background")
    NOT_FOR_ATTRIBUTION = "not_for_attribution", _("not for attribution")
    OFF_RECORD = "off_record", _("off the record")


# From the most open to the strictest; of two terms the later one is the more careful.
STRICTNESS: list[str] = list(AttributionLevel)
