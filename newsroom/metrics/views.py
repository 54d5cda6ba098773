"""/metrics: for whoever has the token, and to everybody else as if it were not there."""

from __future__ import annotations

import hmac

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from articles.methods import READ, answers
from newsroom.metrics import gauges
from newsroom.metrics.text import CONTENT_TYPE, exposition


@answers(*READ)
def metrics(request: HttpRequest) -> HttpResponse:
    """404 without METRICS_TOKEN, 401 without `Authorization: Bearer <METRICS_TOKEN>`. Never cached."""
    if not settings.METRICS_TOKEN:
        raise Http404
    if not is_known(request.headers.get("Authorization", "")):
        response = HttpResponse("Send Authorization: Bearer and the METRICS_TOKEN.\n", "text/plain", 401)
        response["WWW-Authenticate"] = 'Bearer realm="metrics"'
    else:
        response = HttpResponse(exposition(gauges.families()), CONTENT_TYPE)
    response["Cache-Control"] = "no-store"
    return response


def is_known(said: str) -> bool:
    """Compared in a time that tells nothing of how much was right."""
    scheme, _, token = said.partition(" ")
    is_bearer = scheme.lower() == "bearer"
    return hmac.compare_digest(token.strip().encode(), settings.METRICS_TOKEN.encode()) and is_bearer
