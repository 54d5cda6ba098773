"""What every page's frame needs: the site's name and address, and its sections, read only when a template asks."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, get_language_bidi

from articles.publishing.models import Section


def site(request: HttpRequest) -> dict[str, object]:
    """`site_name`, `site_url`, the language and direction of the frame, and `sections` (one query, on first use).

    A page in another language sets `page_language` and `page_direction`; its frame keeps the interface's.
    """
    return {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "interface_language": get_language() or settings.LANGUAGE_CODE,
        "interface_direction": "rtl" if get_language_bidi() else "ltr",
        "sections": SimpleLazyObject(lambda: list(Section.objects.all())),
    }
