"""A rendition that is not there yet, made for the reader who asks for it: once, whoever else asks, and never for long.

Only names of the closed lists are made (articles/pictures/renditions.py), only from our own clean master, and one file
for one request. Many requests for the same file wait for the one that makes it; at most MAKERS files are made at a time
in all processes of this machine, so that readers of a page with many new pictures leave it the processors.
"""

from __future__ import annotations

import fcntl
import logging
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from zlib import crc32

from django.conf import settings
from django.utils import timezone

from articles.page_cache import purge
from articles.pictures.decoding import Refused
from articles.pictures.models import Picture
from articles.pictures.renditions import NAME, SHAPES, Rendition, make, public_storage, renditions_of
from articles.pictures.uses import tags_where_shown

logger = logging.getLogger(__name__)

MAKERS = 2
PATIENCE = 4.0  # seconds that a request waits for its turn
LOOKS_EVERY = 0.05  # seconds
DRAWERS = 256  # locks for all names there are: files whose names share one wait for each other


class Busy(Exception):
    """Too many renditions are being made. Asking again in a moment will do."""


def made_now(name: str) -> bool:
    """Whether the file `name` is there now: it was a rendition that could be made. Raises Busy. One query for a good name."""
    parts = NAME.fullmatch(name)
    picture = Picture.objects.filter(digest__startswith=parts["digest"], lost=None).first() if parts else None
    rendition = rendition_called(name, picture) if picture else None
    if picture is None or rendition is None:
        return False
    with turn_at(name):
        if public_storage().exists(name):
            return True  # made while we waited
        try:
            make(picture, [rendition])
        except FileNotFoundError:
            lose(picture)
            return False
        except (Refused, OSError):
            logger.exception("A rendition of picture %s could not be made", picture.pk)
            return False
    return True


def rendition_called(name: str, picture: Picture) -> Rendition | None:
    return next((one for shape in SHAPES for one in renditions_of(picture, shape) if one.name == name), None)


def lose(picture: Picture) -> None:
    """Note that the file of `picture` is missing: from now on pages leave it out and the desk says so."""
    logger.error("The file of picture %s is missing: %s. Pages leave it out.", picture.pk, picture.master.name)
    picture.lost = timezone.now()
    Picture.objects.filter(pk=picture.pk, lost=None).update(lost=picture.lost)
    purge(*tags_where_shown([picture]))


def find(picture: Picture) -> None:
    """Note that the file of `picture` is there again."""
    picture.lost = None
    Picture.objects.filter(pk=picture.pk).update(lost=None)
    purge(*tags_where_shown([picture]))


@contextmanager
def turn_at(name: str) -> Iterator[None]:
    """The turn to make `name`: nobody else of this machine makes it meanwhile. Raises Busy after PATIENCE seconds.

    Locks of the kernel, which a killed process gives back. Machines that share a storage may make a file twice, alike.
    """
    until = time.monotonic() + PATIENCE
    with (
        first_free([f"name-{crc32(name.encode()) % DRAWERS}"], until),
        first_free([f"maker-{number}" for number in range(MAKERS)], until),
    ):
        yield


@contextmanager
def first_free(names: Sequence[str], until: float) -> Iterator[None]:
    """Hold the first of these locks that nobody holds."""
    folder = Path(settings.MEDIA_ROOT) / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    while True:
        for name in names:
            with (folder / name).open("w") as file:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    continue
                yield
                return
        if time.monotonic() > until:
            raise Busy
        time.sleep(LOOKS_EVERY)
