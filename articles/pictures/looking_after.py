"""The library compared with its files, once a night: what is missing, what came back, what nobody has looked at yet."""

from __future__ import annotations

from articles.pictures import limited
from articles.pictures.decoding import Refused
from articles.pictures.models import Picture
from articles.pictures.on_demand import find, lose
from articles.pictures.renditions import is_stored, public_storage


def look_for_files(*, dry_run: bool = False) -> tuple[list[Picture], list[Picture]]:
    """Pictures whose file went missing and those whose file is there again, both noted. A look at the storage for each."""
    lost: list[Picture] = []
    found: list[Picture] = []
    for picture in Picture.objects.order_by("pk").iterator(chunk_size=500):
        if is_stored(picture) == (picture.lost is None):
            continue
        (lost if picture.lost is None else found).append(picture)
        if not dry_run:
            (lose if picture.lost is None else find)(picture)
    return lost, found


def name_fingerprints() -> int:
    """Fingerprints for pictures that were taken in before there were any; how many. A limited process for each."""
    made = 0
    for picture in Picture.objects.filter(fingerprint="", lost=None).order_by("pk").iterator(chunk_size=500):
        try:
            with public_storage().open(str(picture.master.name)) as master:
                facts, _clean = limited.clean(master.read())
        except (Refused, OSError):
            continue
        if facts["fingerprint"]:
            made += Picture.objects.filter(pk=picture.pk).update(fingerprint=facts["fingerprint"])
    return made
