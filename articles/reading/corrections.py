"""The corrections page: every correction of a story that readers can still read, newest first."""

from __future__ import annotations

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render

from articles.page_cache import holds_until, moment_of, public_page, shows
from articles.publishing.models import Correction, Edition
from articles.reading.cursors import cursor_of, cut, read_cursor
from articles.reading.moments import next_change


@public_page(parameters=["before", "kind"])
def corrections(request: HttpRequest) -> HttpResponseBase:
    at = moment_of(request)
    key = read_cursor(request.GET.get("before", ""))
    public = Correction.objects.public(at)
    kind = request.GET.get("kind", "")
    if kind:
        if kind not in Correction.Kind.values:
            raise Http404("no such kind of correction")
        public = public.filter(kind=kind)
    if key is not None:
        made, pk = key
        public = public.filter(Q(made__lt=made) | Q(made=made, pk__lt=pk))
    page = cut(public, is_first=key is None, cursor=lambda correction: cursor_of(correction.made, correction.pk))
    response = render(
        request, "reading/corrections.html", {"page": page, "kind": kind, "kinds": Correction.Kind.choices}
    )
    # "front" as well: it is purged by every publication and withdrawal, and a withdrawn story takes its corrections along.
    shows(response, "corrections", "front", "sections")
    holds_until(response, Correction.objects.next_made(at))
    return holds_until(response, next_change(Edition.objects.all(), at))
