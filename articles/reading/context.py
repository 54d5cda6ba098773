"""What every page's frame needs: the site's name and address, its sections and its banner, read only when asked for."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import DateTimeField
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext_lazy as _

from articles.fronts import banners
from articles.page_cache import frame_shows, moment_of
from articles.prepared import prepared
from articles.publishing.models import Section

# What the foot of each page calls the newsroom's rules; POLICY_URLS names them as schema.org does.
POLICIES = {
    "publishingPrinciples": _("Our principles"),
    "ethicsPolicy": _("Ethics"),
    "correctionsPolicy": _("How we correct"),
    "unnamedSourcesPolicy": _("Unnamed sources"),
    "verificationFactCheckingPolicy": _("How we check"),
    "actionableFeedbackPolicy": _("What becomes of your feedback"),
    "noBylinesPolicy": _("Stories without a byline"),
    "masthead": _("Who we are"),
    "missionCoveragePrioritiesPolicy": _("What we cover"),
    "ownershipFundingInfo": _("Who owns and pays us"),
    "diversityPolicy": _("Diversity"),
    "diversityStaffingReport": _("Diversity of our staff"),
}


def site(request: HttpRequest) -> dict[str, object]:
    """`site_name`, `site_url`, `contact`, `policies` (words and address of each), the language and direction of the
    frame, `sections` and `banner` (on first use, one query for both).

    A page in another language sets `page_language` and `page_direction`; its frame keeps the interface's.
    """
    frame = Frame(request)
    return {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "contact": settings.CONTACT_EMAIL,
        "policies": [
            (words, settings.POLICY_URLS[name]) for name, words in POLICIES.items() if name in settings.POLICY_URLS
        ],
        "interface_language": get_language() or settings.LANGUAGE_CODE,
        "interface_direction": "rtl" if get_language_bidi() else "ltr",
        "sections": SimpleLazyObject(frame.sections),
        "banner": SimpleLazyObject(frame.banner),
    }


@prepared(at=DateTimeField())
def sections_and_banner(*, at):
    return banners.joined_to(Section.objects.all(), at)


class Frame:
    """The sections and the banner of the moment, read at most once a page."""

    def __init__(self, request: HttpRequest):
        self.request = request
        self.read: list[Any] | None = None

    def sections(self) -> list[Any]:
        if self.read is None:
            self.read = list(sections_and_banner(at=moment_of(self.request)))
        return self.read

    def banner(self) -> banners.Breaking | None:
        shown = banners.of(self.sections())
        frame_shows(self.request, *shown.tags, until=shown.until)
        return shown.banner
