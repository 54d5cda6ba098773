"""Small files at fixed addresses that say how to deal with this site: robots.txt, humans.txt and security.txt."""

from __future__ import annotations

from datetime import UTC

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.page_cache import holds_until, public_page
from articles.syndication.addresses import absolute
from articles.syndication.sitemaps import midnight, next_month

CLOSED_TO_ROBOTS = ("/account/", "/admin/", "/api/", "/oembed/", "/search/", "/comments/*/post/", "/sources/*/removal/")
PLAIN = "text/plain; charset=utf-8"


@public_page
def robots(request: HttpRequest) -> HttpResponseBase:
    """All is open, but for the desk, the endless pages of search, and forms. Those of ROBOTS_REFUSED are asked to stay away."""
    context = {
        "refused": settings.ROBOTS_REFUSED,
        "closed": CLOSED_TO_ROBOTS,
        "sitemaps": [absolute(reverse("sitemap")), absolute(reverse("news_sitemap"))],
    }
    return render(request, "syndication/robots.txt", context, content_type=PLAIN)


@public_page
def humans(request: HttpRequest) -> HttpResponseBase:
    """Who makes this paper, and what with."""
    context = {"contacts": settings.SECURITY_CONTACT, "policies": settings.POLICY_URLS}
    return render(request, "syndication/humans.txt", context, content_type=PLAIN)


@public_page
def security(request: HttpRequest) -> HttpResponseBase:
    """Where holes are reported (RFC 9116). 404 in words where nobody has said so: the file without a contact means nothing.

    It expires with the month after next, so it never has expired, and is the same file for a month.
    """
    if not settings.SECURITY_CONTACT:
        text = _("This site names nobody to report security holes to. Set SECURITY_CONTACT to name somebody.")
        return HttpResponse(f"{text}\n", status=404, content_type=PLAIN)
    this_month = timezone.localdate().replace(day=1)
    changes = midnight(next_month(this_month))
    context = {
        "contacts": settings.SECURITY_CONTACT,
        "expires": midnight(next_month(next_month(next_month(this_month))))
        .astimezone(UTC)
        .strftime("%Y-%m-%dT%H:%M:%SZ"),
        "languages": ", ".join(dict.fromkeys([settings.LANGUAGE_CODE, "en"])),
        "canonical": absolute(reverse("security")),
    }
    return holds_until(render(request, "syndication/security.txt", context, content_type=PLAIN), changes)
