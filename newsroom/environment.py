"""Reading the environment: each function turns variables into one setting, or says in a sentence what to do."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

TRUE_WORDS = {"1", "true", "yes", "on"}
FALSE_WORDS = {"0", "false", "no", "off", ""}
LOOPBACK_HOSTS = ["127.0.0.1", "localhost", "[::1]"]


def metrics_token() -> str:
    """METRICS_TOKEN; "" for none. One that can be guessed is refused."""
    token = os.environ.get("METRICS_TOKEN", "").strip()
    if token and (len(token) < 20 or not token.isascii() or " " in token):
        raise ImproperlyConfigured("METRICS_TOKEN can be guessed: write 20 letters and digits or more, drawn by lot.")
    return token


def serves_nobody() -> bool:
    """Whether this process is a command that nobody's request waits for (see manage.py): it may be slow, and is one thread."""
    return os.environ.get("NEWSROOM_SERVES_NOBODY") == "1"


def boolean(name: str, *, default: bool) -> bool:
    word = os.environ.get(name)
    if word is None:
        return default
    if word.strip().lower() in TRUE_WORDS:
        return True
    if word.strip().lower() in FALSE_WORDS:
        return False
    raise ImproperlyConfigured(f"{name} is “{word}”; write 1 or 0.")


def number(name: str, *, default: int, most: int) -> int:
    """A whole number from 1 to `most`."""
    word = os.environ.get(name, "").strip() or str(default)
    if word.isascii() and word.isdigit() and len(word) <= 9 and 1 <= int(word) <= most:
        return int(word)
    raise ImproperlyConfigured(f"{name} is “{word}”; write a number from 1 to {most}.")


def header(name: str) -> tuple[str, str]:
    """Name and value of an HTTP header, written "Name: value"; ("", "") without the variable."""
    word = os.environ.get(name, "").strip()
    title, colon, value = (part.strip() for part in word.partition(":"))
    if word and not (colon and value and title.replace("-", "").isalnum() and value.isprintable()):
        raise ImproperlyConfigured(f"{name} cannot be read; write a header such as Authorization: Bearer 0123abc.")
    return title, value


def addresses(name: str) -> list[str]:
    """The http addresses of a variable."""
    found = words(name)
    for address in found:
        parts = urlsplit(address)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ImproperlyConfigured(
                f"{name} holds “{address}”; write addresses such as https://cdn.example.org/purge."
            )
    return found


def days(name: str, *, default: int) -> int:
    """A number of days from 0 to 3650."""
    word = os.environ.get(name, "").strip() or str(default)
    if word.isascii() and word.isdigit() and len(word) <= 4 and int(word) <= 3650:
        return int(word)
    raise ImproperlyConfigured(f"{name} is “{word}”; write a number of days from 0 to 3650.")


def one_of(name: str, known: list[str], *, default: str) -> str:
    """One of the `known` words, in any case."""
    word = os.environ.get(name, "").strip().lower() or default
    if word in known:
        return word
    raise ImproperlyConfigured(f"{name} is “{word}”; write one of {', '.join(known)}.")


def words(name: str) -> list[str]:
    """The comma- or space-separated words of a variable."""
    return os.environ.get(name, "").replace(",", " ").split()


def mail_address(name: str) -> str:
    """One e-mail address; "" without the variable."""
    address = os.environ.get(name, "").strip()
    try:
        if address:
            validate_email(address)
    except ValidationError:
        raise ImproperlyConfigured(f"{name} is “{address}”; write an address such as desk@news.example.org.") from None
    return address


def secret_key(*, debug: bool) -> str:
    """The signing key: SECRET_KEY, else the file named by SECRET_KEY_FILE.

    Development gets a fixed one. A command that serves nobody (see manage.py) gets one that dies with it.
    Anything else refuses to start.
    """
    if key := os.environ.get("SECRET_KEY", "").strip():
        return key
    if name := os.environ.get("SECRET_KEY_FILE", "").strip():
        try:
            key = Path(name).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(f"SECRET_KEY_FILE cannot be read: {error}. `make run` creates it.") from error
        if key:
            return key
        raise ImproperlyConfigured(f"SECRET_KEY_FILE {name} is empty. Delete it and let `make run` create it again.")
    if debug:
        return "django-insecure-development-only-never-used-to-serve-readers"
    if os.environ.get("NEWSROOM_THROWAWAY_KEY") == "1" and "SECRET_KEY" not in os.environ:
        return secrets.token_urlsafe(50)
    raise ImproperlyConfigured(
        "SECRET_KEY is not set. Production needs one that stays secret and stays the same: put 50 random characters in "
        "SECRET_KEY, or name a file that holds them in SECRET_KEY_FILE. For development set DEBUG=1."
    )


def site_url() -> str:
    """SITE_URL without a trailing slash; default the address of `make run`."""
    url = (os.environ.get("SITE_URL") or f"http://127.0.0.1:{os.environ.get('PORT') or 8000}").rstrip("/")
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query:
        raise ImproperlyConfigured(f"SITE_URL is “{url}”; write an address such as https://news.example.org.")
    return url


def hosts_of(url: str) -> list[str]:
    """The host of the site's own address, and the loopback names for health checks from the machine itself."""
    return list(dict.fromkeys([urlsplit(url).hostname or "", *LOOPBACK_HOSTS]))


def cache(redis_url: str) -> dict[str, Any]:
    if not redis_url:
        return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    return {
        "BACKEND": "newsroom.cache.DispensableRedisCache",
        "LOCATION": redis_url,
        "KEY_PREFIX": "newsroom",
    }


def outside_check() -> tuple[str, str]:
    """Address and key of a service that is asked about comments; ("", "") for none. The key never goes out unencrypted."""
    url, key = os.environ.get("OUTSIDE_CHECK_URL", "").strip(), os.environ.get("OUTSIDE_CHECK_KEY", "").strip()
    if not url:
        return "", ""
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        parts, host = urlsplit(""), ""
    is_private = parts.scheme == "https" or (parts.scheme == "http" and host in {"127.0.0.1", "localhost", "::1"})
    if not host or not is_private or parts.username:
        raise ImproperlyConfigured(
            "OUTSIDE_CHECK_URL cannot be used. Write https://service.example.org/1.1/comment-check; http is for this "
            "machine itself. The key belongs in OUTSIDE_CHECK_KEY."
        )
    if not key:
        raise ImproperlyConfigured("OUTSIDE_CHECK_KEY is not set. The service named in OUTSIDE_CHECK_URL wants one.")
    return url, key


def mailer(*, or_console: bool = False) -> dict[str, Any]:
    """An entry of MAILERS from EMAIL_URL. Without one no mail is sent and none is tried; or it is printed.

    `smtp://user:password@host:587` (STARTTLS; `?tls=0` for none), `smtps://user:password@host` (TLS from the start),
    `console:` (mail is printed).
    """
    url = os.environ.get("EMAIL_URL", "").strip()
    backends = "django.core.mail.backends"
    if not url:
        return {"BACKEND": f"{backends}.{'console' if or_console else 'dummy'}.EmailBackend"}
    try:
        parts = urlsplit(url)
        port, host, scheme = parts.port, parts.hostname, parts.scheme
    except ValueError:
        port = host = scheme = None
    if scheme == "console":
        return {"BACKEND": f"{backends}.console.EmailBackend"}
    if scheme not in {"smtp", "smtps"} or not host:
        raise ImproperlyConfigured(
            "EMAIL_URL cannot be read. Write smtp://user:password@mail.example.org:587, smtps://… or console:."
        )
    options = {
        "host": host,
        "port": port or (465 if scheme == "smtps" else 587),
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_ssl": scheme == "smtps",
        "use_tls": scheme == "smtp" and parse_qs(parts.query).get("tls") != ["0"],
        "timeout": 5,  # seconds; without a worker a person at the desk waits for it
    }
    return {"BACKEND": f"{backends}.smtp.EmailBackend", "OPTIONS": options}


def logging(*, readable: bool) -> dict[str, Any]:
    """JSON lines in production (one event a line, whatever it holds), plain lines in development."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": "pythonjsonlogger.json.JsonFormatter",
                "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
                "rename_fields": {"asctime": "time", "levelname": "level", "name": "logger"},
            },
            "readable": {"format": "{levelname:<7} {name}: {message}", "style": "{"},
        },
        "filters": {"refusals": {"()": "newsroom.refusals.WithoutTraceback"}},
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "formatter": "readable" if readable else "json",
                "filters": ["refusals"],
            },
        },
        "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL") or "INFO"},
        "loggers": {
            "django": {"level": "INFO", "propagate": True, "handlers": []},
            "django.server": {"level": "INFO", "propagate": True, "handlers": []},
        },
    }
