"""`{% drawn picture shape … as set %}`: what `pictures/_picture.html` needs to draw a picture. No queries, no files."""

from __future__ import annotations

from django import template

from articles.page_cache import drawing_ends
from articles.pictures.models import Picture
from articles.pictures.renditions import fallback, public_storage, srcset

register = template.Library()


@register.simple_tag(takes_context=True)
def drawn(context, picture: Picture, shape: str = "", alt: str = "", decorative: object = "") -> dict[str, str | int]:
    """Addresses, size and words of `picture` in `shape` (default: uncropped), with the words of its place if it has any.

    The page that draws it ends when its licence does.
    """
    drawing_ends(context.get("request"), picture.shown_until)
    shape = shape or "full"
    image = fallback(picture, shape)
    return {
        "avif": srcset(picture, "avif", shape),
        "webp": srcset(picture, "webp", shape),
        "src": public_storage().url(image.name),
        "width": image.width,
        "height": image.height,
        "alt": words_of(picture, alt, decorative),
    }


@register.simple_tag
def words_of(picture: Picture | None, alt: str = "", decorative: object = "") -> str:
    """What is read out for `picture` where a story has `alt` for it, or calls it decorative."""
    return picture.words(alt or "", decorative=decorative is True) if picture else ""
