"""The page of a preview link: the newest revision of a working copy, drawn as the article page would draw it.

Nobody needs an account, no cache may keep it, no robot may list it, and its address goes to no other site. Sources are
named by the same rule as on the article page, so one who must stay unknown is unknown here as well.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from articles.desk import previews
from articles.desk.models import PreviewLink
from articles.methods import READ, answers
from articles.page_cache import moment_of
from articles.publishing.models import Author, Correction, Edition, Revision, Topic
from articles.reading.article import draw
from articles.reading.attributions import Spoken
from articles.reading.furniture import Around, corrections_of
from articles.sourcing.evidence import public_evidence
from articles.sourcing.models import Source, Statement
from articles.sourcing.sweep import received_words
from articles.sourcing.sweep.marks import marked
from articles.sourcing.sweep.off_record import holds_words_off_the_record
from articles.text.interface import speak_around
from articles.text.sanitise import clean_html, plain_text

COPIED = (
    "kind", "headline", "kicker", "standfirst", "byline", "dateline", "language", "direction", "original_url", "licence",
    "section_id", "lead_picture_id", "publisher_id",
)  # fmt: skip
READ_AS_TEXT = ("headline", "kicker", "standfirst", "unverified", "how_reported")
STANDS = ("words", "paragraph", "start", "end", "anchor_digest")  # of a statement: where it stands in a revision


class ApproveForm(forms.Form):
    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        error_messages={"required": _("Enter your name, so that the newsroom knows who approved.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**63 - 1)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"label_suffix": "", **kwargs})


def for_holders_of_the_link(referrer: str) -> Callable:
    """A view of `link` for a view of `token`. Whatever is wrong with a link, the answer is the same 404.

    `referrer` is the policy of the answer: an address that is a key goes to no other site.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def opened(request: HttpRequest, token: str) -> HttpResponse:
            link = previews.find(token)
            if link is None:
                response = render(request, "reading/preview_gone.html", status=404)
            else:
                response = view(request, token, link)
            response["Cache-Control"] = "private, no-store"
            response["X-Robots-Tag"] = "noindex, nofollow"
            response["Referrer-Policy"] = referrer
            return response

        return opened

    return decorate


@answers(*READ)
@for_holders_of_the_link("no-referrer")
def preview(request: HttpRequest, token: str, link: PreviewLink) -> HttpResponse:
    at = moment_of(request)
    revision = previews.newest_revision(link)
    if is_withheld(revision):
        # Not 409: Django writes the address of an answer like that into the log, and this address is a key.
        return render(request, "reading/preview_withheld.html")
    if request.method == "GET":
        previews.log_read(link, revision)
    context = context_of(revision, at) | {
        "link": link,
        "revision": revision,
        "approval": previews.approval_by(link, revision) if link.may_approve else None,
        "approve_url": reverse("preview_approve", args=[token]),
    }
    return render(request, "reading/preview.html", context)


# Under no-referrer a browser says “Origin: null” with a form, which the protection against forged forms must refuse. So
# the form has a page of its own, whose address is told to this site only.
@answers(*READ, "POST")
@for_holders_of_the_link("same-origin")
def approve(request: HttpRequest, token: str, link: PreviewLink) -> HttpResponse:
    """GET asks for a name, POST takes it: 303 to the text, 422 without a name, 409 when the text has changed since."""
    address = reverse("preview", args=[token])
    if not link.may_approve:
        return HttpResponseRedirect(address)
    revision = previews.newest_revision(link)
    if is_withheld(revision):
        return HttpResponseRedirect(address)
    status, changed = 200, ""
    form = ApproveForm(request.POST if request.method == "POST" else None, initial={"revision": revision.pk})
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                previews.approve(link, **form.cleaned_data)
                return HttpResponseRedirect(address, status=303)
            except previews.PreviewRefused as refusal:
                status, changed = 409, str(refusal)
    context = {"form": form, "link": link, "revision": revision, "changed": changed, "preview_url": address}
    return render(request, "reading/preview_approve.html", context, status=status)


def context_of(revision: Revision, at: datetime) -> dict[str, Any]:
    """The context of the article page for an edition that `revision` would become, were it published at `at`."""
    rows = spoken_in_revision(revision)
    edition = edition_of(revision, at, rows)
    speak_around(edition.language)
    spoken = Spoken(rows, public_evidence(rows), as_received(revision, edition))
    around = around_revision(revision, corrections_of(edition, at))
    return draw(edition, at, spoken=spoken, around=around) | {"comments": {"is_off": True}}


def spoken_in_revision(revision: Revision) -> list[Statement]:
    """The statements that were accepted in `revision` and that readers may know as somebody's now. One query.

    Who speaks, and on what terms, is what the desk knows today: words that went off the record since are nobody's. Where
    they stand, and in which words, is what the revision holds.
    """
    kept = {row["id"]: row for row in revision.content.get("statements", []) if row.get("state") == "accepted"}
    rows = list(
        Statement.objects.public()
        .filter(article=revision.article_id, pk__in=kept)
        .select_related("source", "role")
        .order_by("paragraph", "start", "pk")
    )
    for row in rows:
        for name in STANDS:
            setattr(row, name, kept[row.pk].get(name, getattr(row, name)))
    return rows


def as_received(revision: Revision, edition: Edition) -> list[str]:
    """The quotations of `revision` that would be published as they came in, each once."""
    waived = (row for row in revision.content.get("statements", []) if row.get("state") == Statement.State.WAIVED)
    words = [row["words"] for row in waived if row.get("waiver_reason") in received_words()]
    return [one for one in dict.fromkeys(words) if one in edition.body_text]


def is_withheld(revision: Revision) -> bool:
    """Whether the text holds words off the record: publication would be refused, and nobody outside is shown it. One query."""
    texts = [revision.content.get(name) or "" for name in READ_AS_TEXT]
    return holds_words_off_the_record(revision.article_id, [*texts, plain_text(revision.content["body"])])


def edition_of(revision: Revision, at: datetime, spoken: list[Statement]) -> Edition:
    """An edition that is never saved. Its body passes the one policy, and gets its marks, as it would on publication."""
    content = revision.content
    former = Edition.objects.filter(article=revision.article_id, live_from__lte=at).order_by("-number").first()
    body = clean_html(marked(revision.article, clean_html(content["body"]), spoken))
    edition = Edition(
        article_id=revision.article_id,
        number=former.number + 1 if former else 1,
        body_html=body,
        body_text=plain_text(body),
        original_date=parse_date(content["original_date"]) if content["original_date"] else None,
        first_published=former.first_published if former else at,
        live_from=at,
        updated=at,
        **{
            name: content.get(name, "") for name in ("unverified", "how_reported", "lead_alt")
        },  # newer than some revisions
        lead_decorative=content.get("lead_decorative", False),
        translation_of_id=content.get("translation_of_id"),
        **{name: content[name] for name in COPIED},
    )
    edition.publisher = Source.objects.filter(pk=content["publisher_id"]).first() if content["publisher_id"] else None
    return edition


def around_revision(revision: Revision, corrections: list[Correction]) -> Around:
    """Authors and topics that the revision names and that still exist, in the byline's order and by name. Two queries."""
    rows = sorted(revision.content["authors"], key=lambda row: row[2])
    known = Author.objects.in_bulk([pk for pk, _role, _position in rows])
    authors = []
    for pk, role, _position in rows:
        if pk in known:
            known[pk].role = role
            authors.append(known[pk])
    topics = list(Topic.objects.filter(pk__in=revision.content["topics"]).order_by("name"))
    return Around(authors, topics, corrections)
