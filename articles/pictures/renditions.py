"""Renditions: the sizes and formats readers get of a picture, their names, and making those that are missing.

A name follows from the picture's digest, the shape, the width and, where a shape crops, the focal point; so moving the
focal point makes new files and pages from before stay whole. Widths and shapes come from closed lists, never from an address.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages

from articles.pictures import limited
from articles.pictures.models import Picture

EXTENSIONS = ("avif", "webp", "jpg")
# Each shape has its ratio of width to height (None: the picture's own) and its widths in pixels.
SHAPES: dict[str, tuple[float | None, tuple[int, ...]]] = {
    "full": (None, (320, 640, 960, 1280, 1900)),
    "card": (3 / 2, (320, 640, 960)),
    "wide": (16 / 9, (320, 640, 960, 1280)),
    "classic": (4 / 3, (320, 640, 960, 1280)),
    "square": (1, (160, 320, 640, 960)),
    "tall": (2 / 3, (320, 640, 960)),
}
# What most pages draw is cut when a picture comes in; the rest when it is asked for first, one file at a time.
CUT_AT_ONCE = ("full", "card")
FALLBACK_WIDTH = 960  # what a browser without AVIF, WebP and srcset gets
DIGEST_LETTERS = 20  # 80 bits of the digest name a picture
NAME = re.compile(r"renditions/(?P<digest>[0-9a-f]{20})/[a-z0-9-]{1,40}\.(?:avif|webp|jpg)")


@dataclass(frozen=True)
class Rendition:
    """One file for readers: `box` is what it shows of the master, in its pixels; `width` and `height` are its own."""

    name: str
    extension: str
    width: int
    height: int
    box: tuple[float, float, float, float]


def public_storage() -> Storage:
    return storages["default"]


def renditions_of(picture: Picture, shape: str = "full") -> list[Rendition]:
    """Every rendition of `picture` in `shape`, narrow to wide in each format; none is wider than what it is cut from.

    Reads nothing but the instance. Raises KeyError for a shape that is not in SHAPES.
    """
    ratio, fixed_widths = SHAPES[shape]
    box = crop(picture, ratio)
    box_width, box_height = max(box[2] - box[0], 1), box[3] - box[1]  # a picture whose file is lost has no size
    widths = [width for width in fixed_widths if width <= box_width] or [max(1, int(box_width))]
    stem = f"{folder_of(picture)}/{focus(picture, shape)}"
    return [
        Rendition(f"{stem}{width}.{extension}", extension, width, max(1, round(width * box_height / box_width)), box)
        for extension in EXTENSIONS
        for width in widths
    ]


def folder_of(picture: Picture) -> str:
    """Where all renditions of `picture` stand, those of former focal points included."""
    return f"renditions/{picture.digest[:DIGEST_LETTERS]}"


def crop(picture: Picture, ratio: float | None) -> tuple[float, float, float, float]:
    """The largest box of `ratio` within the master whose middle is as near to the focal point as the edges allow."""
    width, height = float(picture.width), float(picture.height)
    if ratio is None:
        return (0, 0, width, height)
    box_width, box_height = min(width, height * ratio), min(height, width / ratio)
    left = min(max(picture.focal_x * width - box_width / 2, 0), width - box_width)
    top = min(max(picture.focal_y * height - box_height / 2, 0), height - box_height)
    return (left, top, left + box_width, top + box_height)


def focus(picture: Picture, shape: str) -> str:
    """The part of a name that says the shape and, for one that crops, the focal point in hundredths."""
    if SHAPES[shape][0] is None:
        return ""
    return f"{shape}-{round(picture.focal_x * 100)}-{round(picture.focal_y * 100)}-"


def srcset(picture: Picture, extension: str, shape: str = "full") -> str:
    """The value of `srcset` for one format: addresses with their widths."""
    chosen = [rendition for rendition in renditions_of(picture, shape) if rendition.extension == extension]
    return ", ".join(f"{public_storage().url(rendition.name)} {rendition.width}w" for rendition in chosen)


def fallback(picture: Picture, shape: str = "full", width: int = FALLBACK_WIDTH) -> Rendition:
    """The widest JPEG not beyond `width`: for `img src`, feeds and share cards."""
    chosen = [rendition for rendition in renditions_of(picture, shape) if rendition.extension == "jpg"]
    return max(
        (rendition for rendition in chosen if rendition.width <= width), key=lambda r: r.width, default=chosen[0]
    )


def address(picture: Picture, shape: str = "full", width: int = 1280) -> str:
    """The address (a path, without host) of the widest JPEG not beyond `width`."""
    return public_storage().url(fallback(picture, shape, width).name)


def ensure(picture: Picture, shapes: Iterable[str] = CUT_AT_ONCE) -> list[str]:
    """Make the renditions of `picture` in `shapes` that its storage lacks, in one limited process; returns the names made.

    Costs a look per name when nothing is missing, about a second when all are. Raises `decoding.Refused` when the master
    itself cannot be read, FileNotFoundError when it is gone.
    """
    wanted = [rendition for shape in shapes for rendition in renditions_of(picture, shape)]
    missing = [rendition for rendition in wanted if not public_storage().exists(rendition.name)]
    make(picture, missing)
    return [rendition.name for rendition in missing]


def make(picture: Picture, renditions: Sequence[Rendition]) -> None:
    """Cut `renditions` from the master in one limited process, and keep them. Raises as `ensure`."""
    if not renditions:
        return
    storage = public_storage()
    with storage.open(str(picture.master.name)) as master:
        plan = [{"box": one.box, "size": (one.width, one.height), "extension": one.extension} for one in renditions]
        files = limited.cut(master.read(), plan)
    for rendition, content in zip(renditions, files, strict=True):
        store(storage, rendition.name, content)


def is_stored(picture: Picture) -> bool:
    """Whether the master of `picture` is there. One look at the storage."""
    return bool(picture.master.name) and public_storage().exists(str(picture.master.name))


def store(storage: Storage, name: str, content: bytes) -> None:
    """Keep `content` under exactly `name`. Names follow from content: a file that is there already is the same file."""
    if storage.exists(name):
        return
    saved = storage.save(name, ContentFile(content))
    if saved != name:  # another process was faster, and the storage found a free name instead
        storage.delete(saved)
