"""Which requests are for a public page, and that page's one canonical address, however the request spells it.

The key is the path and those parameters of the query that the page's view knows, in one order and one spelling. All else
that is sent is no part of it: a page is built from its key alone (`environ_of`), so nothing that a client sends can change
what others get. The host is none either, once it is known to be one of ours: pages name the site by SITE_URL.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Collection
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.conf import settings
from django.http.request import split_domain_port, validate_host
from django.urls import Resolver404, resolve

Environ = dict[str, Any]
PLAIN_PATH = re.compile(r"/[A-Za-z0-9/._~:@!$&'()*+,;=-]*")
LONGEST_PATH = 300
LONGEST_QUERY = 600  # characters; longer ones are answered, and not kept
MOST_PARAMETERS = 20


@lru_cache(maxsize=4096)
def parameters_of(path: str) -> Collection[str] | bool | None:
    """What the public page at `path` knows of a query: names, or None for all; False when there is no public page.

    Of the code alone, so it never changes while a process runs.
    """
    if len(path) > LONGEST_PATH or not PLAIN_PATH.fullmatch(path):
        return False
    try:
        view = resolve(path).func
    except Resolver404:
        return False
    return getattr(view, "public_parameters", False)


def key_of(path: str, query: str, *, has_session: bool) -> str | None:
    """The canonical address, such as `/archive/?before=…`; None for a request that goes to Django as it is.

    These are: what is no public page; a parameter that is given twice, since views differ in which one counts; and one that
    the view does not know, from somebody with a session: the desk has parameters of its own, on any page.
    """
    known = parameters_of(path)
    if known is False:
        return None
    if not query:
        return path
    if len(query) > LONGEST_QUERY or not query.isascii():
        return None
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=MOST_PARAMETERS)
    except ValueError:
        return None
    names = known if isinstance(known, Collection) else {name for name, _value in pairs}
    kept = sorted((name, value) for name, value in pairs if name in names)
    if len({name for name, _value in kept}) < len(kept):
        return None
    if has_session and (known is None or len(kept) < len(pairs)):
        return None
    return f"{path}?{urlencode(kept)}" if kept else path


@lru_cache(maxsize=256)
def is_our_host(host: str) -> bool:
    """Whether Django would answer a request for `host`, which may name a port."""
    domain, _port = split_domain_port(host)
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)


def is_as_secure(environ: Environ) -> bool:
    """Whether the request came the way that the site's address promises: https is not answered over http."""
    if not settings.SECURE_SSL_REDIRECT:
        return True
    if settings.SECURE_PROXY_SSL_HEADER:
        name, value = settings.SECURE_PROXY_SSL_HEADER
        return environ.get(name, "").split(",", 1)[0].strip() == value
    return environ["wsgi.url_scheme"] == "https"


def environ_of(key: str) -> Environ:
    """The request that a page is built from: its address, and nothing of anybody's."""
    path, _mark, query = key.partition("?")
    site = urlsplit(settings.SITE_URL)
    secure = {settings.SECURE_PROXY_SSL_HEADER[0]: site.scheme} if settings.SECURE_PROXY_SSL_HEADER else {}
    return {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": site.hostname,
        "SERVER_PORT": str(site.port or (443 if site.scheme == "https" else 80)),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "",
        "HTTP_HOST": site.netloc,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": site.scheme,
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        **secure,
    }
