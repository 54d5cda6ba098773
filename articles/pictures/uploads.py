"""Taking a picture in: its bytes are checked, cleaned and stored, and only then does the library have a Picture."""

from __future__ import annotations

import hashlib
from pathlib import PurePath
from typing import IO, Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from articles.pictures import limited
from articles.pictures.decoding import MAX_FRAMES, MAX_PIXELS, MAX_SIDE, Refused
from articles.pictures.models import Picture
from articles.pictures.renditions import ensure, public_storage, store

MAX_BYTES = 20 * 1024 * 1024
EXTENSIONS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "AVIF": "avif", "GIF": "gif"}
LIMITS = {
    "megapixels": MAX_PIXELS // 1_000_000,
    "side": MAX_SIDE,
    "frames": MAX_FRAMES,
    "megabytes": MAX_BYTES // 2**20,
}

# What an editor is told: what is wrong, and what to do.
REFUSALS = {
    "empty": _("The file is empty. Choose the picture again; the upload may have been cut off."),
    "bytes": _(
        "The file is larger than %(megabytes)s MB. Save it smaller (2,560 pixels on the longer side are enough)."
    ),
    "format": _("This is not a JPEG, PNG, WebP, AVIF or GIF picture. Save it as one of these and upload it again."),
    "broken": _("The picture is damaged and cannot be read to its end. Export it again from where it came."),
    "pixels": _(
        "The picture has more than %(megapixels)s megapixels. Scale it down (2,560 pixels on the longer side)."
    ),
    "side": _("A side of the picture is longer than %(side)s pixels. Crop it or scale it down."),
    "frames": _("The animation has more than %(frames)s frames. Shorten it, or upload one frame as a picture."),
    "memory": _("The picture takes too much memory to open. Scale it down (2,560 pixels on the longer side)."),
    "time": _("The picture takes too long to open. Scale it down or save it as a JPEG."),
}


class DuplicatePicture(ValidationError):
    """The same bytes are in the library already, as `picture`."""

    def __init__(self, picture: Picture):
        self.picture = picture
        super().__init__(
            _("This picture is in the library already: “%(title)s” (no. %(number)s). Use that one."),
            code="duplicate",
            params={"title": picture.title, "number": picture.pk},
        )


def ingest(file: IO[bytes], *, by: User | None = None, cut_now: bool = True, **fields: Any) -> Picture:
    """Take `file` (anything to read bytes from) into the library; `fields` are those of Picture (alt, caption, …).

    Without a title the picture takes its file's name. The content decides what it is, whatever the name says; of an
    animation the first frame is used. Stores the untouched original privately and a clean master, writes the row, and cuts
    every rendition (without `cut_now` they are left to `renditions.ensure`, or to the first reader). Raises DuplicatePicture for bytes that are here already, and ValidationError in an editor's words.
    """
    data = read(file)
    digest = hashlib.sha256(data).hexdigest()
    refuse_duplicate(digest)
    try:
        facts, master = limited.clean(data)
    except Refused as refusal:
        raise refused(refusal.code) from refusal
    master_name = f"masters/{digest[:2]}/{digest[:20]}.{facts['extension']}"
    original_name = f"originals/{digest[:2]}/{digest}.{EXTENSIONS[facts['came_as']]}"
    picture = Picture(
        **{"title": title_of(file), **fields},
        digest=digest,
        fingerprint=facts["fingerprint"],
        found=found_in(facts),
        uploaded_by=by,
        width=facts["width"],
        height=facts["height"],
        master=master_name,
        original=original_name,
    )
    # Cleaning `master` would open the file, which is stored only when all else is right.
    picture.full_clean(exclude={"master", "original"}, validate_unique=False)
    store(picture.original.storage, original_name, data)
    store(public_storage(), master_name, master)
    try:
        with transaction.atomic():
            picture.save()
    except IntegrityError:
        refuse_duplicate(digest)  # someone uploaded the same picture meanwhile
        raise
    if cut_now:
        ensure(picture)
    return picture


def read(file: IO[bytes]) -> bytes:
    """All bytes of `file`, but never more than MAX_BYTES. Raises ValidationError when it is empty or larger."""
    if (getattr(file, "size", 0) or 0) > MAX_BYTES:
        raise refused("bytes")
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise refused("bytes")
    if not data:
        raise refused("empty")
    return data


def refused(code: str) -> ValidationError:
    return ValidationError(REFUSALS[code], code=code, params=LIMITS)


def refuse_duplicate(digest: str) -> None:
    existing = Picture.objects.filter(digest=digest).first()
    if existing is not None:
        raise DuplicatePicture(existing)


def found_in(facts: dict[str, Any]) -> dict[str, Any]:
    """What the file said of itself, for `Picture.found`."""
    return {**facts["said"], **({"credentials": facts["credentials"]} if facts["credentials"] else {})}


def title_of(file: IO[bytes]) -> str:
    """Words for the desk from the file's name: `IMG_2041-pier.JPG` becomes “IMG 2041 pier”."""
    stem = PurePath(str(getattr(file, "name", "") or "").replace("\\", "/")).stem
    words = slugify(stem, allow_unicode=True).replace("-", " ").replace("_", " ").split()
    return " ".join(words)[:200] or "picture"
