"""Reading the environment of syndication: each function turns variables into one setting, or says what to do."""

from __future__ import annotations

import os
import re
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from newsroom import environment

# The properties by which schema.org has a newsroom point to its rules (schema.org/NewsMediaOrganization).
POLICIES = frozenset(
    "publishingPrinciples correctionsPolicy ethicsPolicy diversityPolicy diversityStaffingReport ownershipFundingInfo "
    "unnamedSourcesPolicy verificationFactCheckingPolicy actionableFeedbackPolicy masthead missionCoveragePrioritiesPolicy "
    "noBylinesPolicy".split()
)
ROBOT = re.compile(r"[A-Za-z0-9_.-]{1,60}")


def policies() -> dict[str, str]:
    """POLICY_URLS: where readers find the newsroom's rules, by schema.org's names for them.

    Words such as `correctionsPolicy=/about/corrections/`; a path of this site or an https address.
    """
    found = {}
    for word in environment.words("POLICY_URLS"):
        name, _equals, address = word.partition("=")
        if name not in POLICIES or not (re.match(r"/[^/]|/$", address) or is_web_address(address)):
            raise ImproperlyConfigured(
                f"POLICY_URLS holds “{word}”; write name=address, such as correctionsPolicy=/about/corrections/ or "
                f"ethicsPolicy=https://news.example.org/ethics. The names are {', '.join(sorted(POLICIES))}."
            )
        found[name] = address
    return found


def is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.username is None
    except ValueError:
        return False


def hub() -> str:
    """WEBSUB_HUB: the hub that is told of news. Over https, or on this machine itself; "" for none."""
    url = os.environ.get("WEBSUB_HUB", "").strip()
    if not url:
        return ""
    if is_web_address(url):
        parts = urlsplit(url)
        if parts.scheme == "https" or parts.hostname in {"127.0.0.1", "::1", "localhost"}:
            return url
    raise ImproperlyConfigured(
        f"WEBSUB_HUB is “{url}”; write an address such as https://hub.example.org/. http is for this machine itself."
    )


def security_contacts() -> list[str]:
    """SECURITY_CONTACT: where holes are reported, the best way first: mailto:, tel: or https: addresses."""
    found = environment.words("SECURITY_CONTACT")
    for word in found:
        if not (re.fullmatch(r"mailto:[^@\s]+@[^@\s]+|tel:\+?[0-9.-]+", word) or word.startswith("https://")):
            raise ImproperlyConfigured(
                f"SECURITY_CONTACT holds “{word}”; write mailto:security@news.example.org or an https address."
            )
    return found


def refused_robots() -> list[str]:
    """ROBOTS_REFUSED: the names of robots that robots.txt asks to stay away altogether."""
    found = environment.words("ROBOTS_REFUSED")
    for word in found:
        if not ROBOT.fullmatch(word):
            raise ImproperlyConfigured(
                f"ROBOTS_REFUSED holds “{word}”; write names as robots give them, such as GPTBot."
            )
    return found
