"""`{% drawn picture shape as set %}`: what `pictures/_picture.html` needs to draw a picture. No queries, no files."""

from __future__ import annotations

from django import template

from articles.pictures.models import Picture
from articles.pictures.renditions import fallback, public_storage, srcset

register = template.Library()


@register.simple_tag
def drawn(picture: Picture, shape: str = "") -> dict[str, str | int]:
    """Addresses, size and words of `picture` in `shape` (default: uncropped)."""
    shape = shape or "full"
    image = fallback(picture, shape)
    return {
        "avif": srcset(picture, "avif", shape),
        "webp": srcset(picture, "webp", shape),
        "src": public_storage().url(image.name),
        "width": image.width,
        "height": image.height,
        "alt": "" if picture.decorative else picture.alt,
    }
