"""Whether the settings fit a site that readers reach: key, hosts, TLS, time zone, what Django itself objects to."""

from __future__ import annotations

import os
import zoneinfo
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks

from newsroom import environment
from newsroom.doctor.findings import Finding, bad, note, ok, warning

SHORTEST_KEY = 50
KNOWN_BY_EVERYBODY = "django-insecure-"


def secret_key() -> Finding:
    """The real one: a command may run with a throw-away key, so the environment is asked."""
    said = os.environ.get("SECRET_KEY", "").strip()
    path = os.environ.get("SECRET_KEY_FILE", "").strip()
    if not said and not path:
        if settings.DEBUG:
            return note("DEBUG is on: the secret key is one that everybody knows.", "Never serve readers with DEBUG=1.")
        return bad(
            "There is no secret key: the server does not start.",
            "Set SECRET_KEY, or SECRET_KEY_FILE, to 50 random characters that stay the same. Run the doctor with the "
            "environment that the server has.",
        )
    if settings.SECRET_KEY.startswith(KNOWN_BY_EVERYBODY) or len(set(settings.SECRET_KEY)) < 5:
        return bad(
            "The secret key can be guessed.", "Set SECRET_KEY to 50 characters drawn by lot; everybody signs in anew."
        )
    if len(settings.SECRET_KEY) < SHORTEST_KEY:
        return warning(
            f"The secret key has {len(settings.SECRET_KEY)} characters.",
            f"Take {SHORTEST_KEY} or more, and put the present one into SECRET_KEY_FALLBACKS for a day.",
        )
    if path and not said and os.stat(path).st_mode & 0o077:  # noqa: PTH116 - the settings read it already
        return bad(f"Others on this machine can read {path}.", f"chmod 600 {path}")
    return ok("The secret key is set and long enough.")


def debug() -> Finding:
    if settings.DEBUG:
        return bad(
            "DEBUG is on: errors show settings and source code to whoever meets one.", "Unset DEBUG, or set it to 0."
        )
    return ok("DEBUG is off.")


def allowed_hosts() -> Finding:
    host = urlsplit(settings.SITE_URL).hostname or ""
    if "*" in settings.ALLOWED_HOSTS:
        return warning(
            "ALLOWED_HOSTS is “*”: the site answers to any name, and builds links with it.",
            f"Set ALLOWED_HOSTS to {host}.",
        )
    from django.http.request import validate_host

    if not validate_host(host, settings.ALLOWED_HOSTS):
        return bad(
            f"ALLOWED_HOSTS lacks {host}, the host of SITE_URL: readers get 400.", f"Add {host} to ALLOWED_HOSTS."
        )
    if not validate_host("127.0.0.1", settings.ALLOWED_HOSTS):
        return note(
            "ALLOWED_HOSTS lacks 127.0.0.1: /healthz and /readyz answer 400 to the machine itself.", "Add 127.0.0.1."
        )
    return ok(f"The site answers to {', '.join(settings.ALLOWED_HOSTS)}.")


def https() -> Finding:
    host = urlsplit(settings.SITE_URL).hostname
    if not settings.HTTPS:
        if host in environment.LOOPBACK_HOSTS:
            return note(
                f"SITE_URL is {settings.SITE_URL}: this is no site that readers reach.", "Set SITE_URL to its address."
            )
        return bad(
            f"SITE_URL is {settings.SITE_URL}: passwords travel in the clear, and browsers keep passkeys back.",
            "Get a certificate for the proxy in front and set SITE_URL to https.",
        )
    if not settings.BEHIND_PROXY:
        return bad(
            "SITE_URL is https and BEHIND_PROXY is not set: every page redirects to itself.",
            "Let the proxy set X-Forwarded-Proto itself and drop the client's own (deploy/nginx does), then BEHIND_PROXY=1.",
        )
    if not settings.SECURE_HSTS_SECONDS or not settings.SESSION_COOKIE_SECURE:
        return bad("https without HSTS or Secure cookies.", "Take out what overrides newsroom/settings.py.")
    return ok("https, with HSTS and Secure cookies.")


def time_zone() -> Finding:
    try:
        zoneinfo.ZoneInfo(settings.TIME_ZONE)
        zoneinfo.ZoneInfo("America/St_Johns")  # the machine or the tzdata package knows them all, not just its own
    except zoneinfo.ZoneInfoNotFoundError as error:
        return bad(
            f"The time zone data are missing: {error}.", "Install tzdata, as a package of the system or of Python."
        )
    return ok(f"Times are told in {settings.TIME_ZONE}.")


def system_checks() -> Finding:
    """What `check --deploy` says, beyond what the doctor tells in words of its own."""
    told_above = {"security.W009", "security.W018", "security.W020", "newsroom.W002", "security.W004", "security.W008"}
    told_above |= {"security.W012", "security.W016"}
    found = [each for each in checks.run_checks(include_deployment_checks=True) if not each.is_silenced()]
    found = [each for each in found if each.level >= checks.WARNING and each.id not in told_above]
    if not found:
        return ok("Django's own checks object to nothing.")
    words = "; ".join(f"{each.id}: {each.msg}" for each in found)
    make = bad if any(each.level >= checks.ERROR for each in found) else warning
    return make(words, " ".join(each.hint for each in found if each.hint) or "`manage.py check --deploy` says more.")


def metrics() -> Finding:
    if not settings.METRICS_TOKEN:
        return note(
            "METRICS_TOKEN is not set: there is no /metrics to watch the site by.", "Set it where something watches."
        )
    return ok("/metrics answers to whoever has METRICS_TOKEN.")
