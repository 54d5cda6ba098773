"""Where the work of this moment comes from: the network address of the request that is being answered."""

from __future__ import annotations

from contextvars import ContextVar

from django.conf import settings
from django.http import HttpRequest

_origin: ContextVar[str] = ContextVar("origin", default="")


def current_origin() -> str:
    """The address of the present request, for the audit log; "" outside of one (a command, a job)."""
    return _origin.get()


def address_of(request: HttpRequest) -> str:
    """The client's network address. Behind a proxy it is the last one the proxy named: those before it can be forged."""
    if settings.BEHIND_PROXY and (named := request.META.get("HTTP_X_FORWARDED_FOR")):
        return named.rsplit(",", 1)[-1].strip()[:60]
    return request.META.get("REMOTE_ADDR", "")[:60]


class OriginMiddleware:
    """Remembers the address for as long as the request is answered. Nothing else knows the request that low."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest):
        token = _origin.set(address_of(request))
        try:
            return self.get_response(request)
        finally:
            _origin.reset(token)
