"""Which share picture a story has: its address carries a digest of all that is on it; it is made once and kept on disk.

Made when somebody asks for it, one at a time, and only for the present words of a live story: an address of former words
leads to the present picture, and nothing can be asked for that makes us draw a stranger's words. What is kept is bounded:
one picture for each story, and so many in all.
"""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.page_cache import holds_until, moment_of, public_page, shows
from articles.pictures.models import Picture
from articles.pictures.renditions import fallback, public_storage
from articles.publishing.models import Edition
from articles.syndication.addresses import absolute
from articles.syndication.entries import label_of, lead_of
from articles.syndication.share.drawing import HEIGHT, WIDTH, Card, drawn
from articles.syndication.share.fonts import font_for
from articles.text.sanitise import clean_text

LOOK = 1  # counted up when drawing changes, so that every story gets a new address
KEPT = 5_000  # pictures of some 80 KB
PATIENCE = 5  # seconds that somebody waits while another picture is being made
GROUND_SHAPE, GROUND_WIDTH = "card", 960
# A licence that forbids derivatives forbids words across the picture.
NO_DERIVATIVES = re.compile(r"\bND\b|\bno[- ]?deriv", re.IGNORECASE)
_making = Lock()


def folder() -> Path:
    return Path(settings.VAR_DIR) / "share"


def card_of(edition: Edition) -> Card | None:
    """What the picture of `edition` says; None when its letters cannot be set here. Reads `section`; no query besides."""
    # An opinion in the section “Opinion” says so once.
    above = " · ".join(dict.fromkeys(filter(None, [label_of(edition), edition.section.name])))
    texts = [" ".join(clean_text(text).split()) for text in (edition.headline, above, settings.SITE_NAME)]
    fonts = [font_for(text, edition.direction) for text in texts]
    if None in fonts:
        return None
    headline, above, site = texts
    return Card(headline, above, site, edition.direction, tuple(fonts))  # type: ignore[arg-type]  # three, none of them None


def ground_of(edition: Edition, at: datetime) -> Picture | None:
    """The lead picture, when readers may see it and its licence lets words be set across it."""
    lead = lead_of(edition, at)
    return lead if lead and not NO_DERIVATIVES.search(lead.licence) else None


def digest_of(card: Card, ground: Picture | None) -> str:
    said = [LOOK, card.headline, card.above, card.site, card.direction, [Path(file).name for file in card.fonts]]
    said.append(fallback(ground, GROUND_SHAPE, GROUND_WIDTH).name if ground else "")
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16]


def share_picture(edition: Edition, public_id: str, at: datetime) -> dict[str, Any] | None:
    """The picture's absolute address, size and words, for the page's head; None when there is none. No query, no file."""
    card = card_of(edition)
    if card is None:
        return None
    digest = digest_of(card, ground_of(edition, at))
    url = absolute(reverse("share_picture", args=[public_id, digest]))
    return {"url": url, "width": WIDTH, "height": HEIGHT, "words": f"{card.site}: {card.headline}"}


@public_page
def picture(request: HttpRequest, public_id: str, digest: str) -> HttpResponseBase:
    """The share picture of a live story. One query, and one more when what is planned for it matters."""
    at = moment_of(request)
    live = Edition.objects.live(at).filter(article__public_id=public_id).select_related("section", "lead_picture")
    edition = get_object_or_404(live)
    card = card_of(edition)
    if card is None:
        raise Http404("no font here has these letters")
    ground = ground_of(edition, at)
    present = digest_of(card, ground)
    if digest != present:
        return HttpResponseRedirect(reverse("share_picture", args=[public_id, present]))
    content = kept_or_made(public_id, present, card, ground)
    if content is None:
        response = HttpResponse(_("Too many pictures are being made. Try again in a moment."), status=503)
        response["Retry-After"] = str(PATIENCE)
        return response
    response = HttpResponse(content, content_type="image/jpeg")
    response["Cross-Origin-Resource-Policy"] = "cross-origin"  # it is made to be shown on other people's pages
    response["Content-Encoding"] = "identity"  # compressed already, see pictures/views.py
    shows(response, f"article:{edition.article_id}", "sections")
    holds_until(response, ground.shown_until if ground else None)
    return holds_until(response, Edition.objects.filter(article=edition.article_id).next_change(at))


def kept_or_made(public_id: str, digest: str, card: Card, ground: Picture | None) -> bytes | None:
    """The file as it is kept, or made now; None when others are being made for longer than one waits."""
    file = folder() / f"{public_id}-{digest}.jpg"
    if (content := kept(file)) is not None:
        return content
    if not _making.acquire(timeout=PATIENCE):
        return None
    try:
        if (content := kept(file)) is not None:  # somebody else wanted the same one
            return content
        content = drawn(card, ground_file(ground))
        keep(file, content, public_id)
        return content
    finally:
        _making.release()


def kept(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None


def ground_file(picture: Picture | None) -> bytes | None:
    """The rendition that lies behind the words; None where it is not there (yet): then the card is plain."""
    if picture is None:
        return None
    name = fallback(picture, GROUND_SHAPE, GROUND_WIDTH).name
    try:
        with public_storage().open(name) as file:
            return file.read()
    except OSError:
        return None


def keep(file: Path, content: bytes, public_id: str) -> None:
    """Write the file whole or not at all, then throw away the story's former ones and, of too many, the oldest."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=file.parent, suffix=".part", delete=False) as part:
        part.write(content)
    Path(part.name).replace(file)
    for former in file.parent.glob(f"{public_id}-*.jpg"):
        if former != file:
            former.unlink(missing_ok=True)
    everything = list(file.parent.glob("*.jpg"))
    if len(everything) > KEPT:
        everything.sort(key=lambda each: each.stat().st_mtime)
        for old in everything[: len(everything) - KEPT * 9 // 10]:
            old.unlink(missing_ok=True)
