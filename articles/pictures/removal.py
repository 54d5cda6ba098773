"""What goes with a picture that is deleted: its files, after the commit. And files that belong to no picture."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.core.files.storage import Storage
from django.db import transaction
from django.db.models.signals import post_delete
from django.utils import timezone

from articles.pictures.models import Picture, originals
from articles.pictures.renditions import DIGEST_LETTERS, folder_of, public_storage

UPLOADING = timedelta(hours=1)  # a younger file may be of an upload whose row is not written yet


@dataclass(frozen=True)
class Orphan:
    storage: Storage
    name: str


def picture_deleted(sender, instance: Picture, **kwargs) -> None:
    transaction.on_commit(lambda: remove_files(instance), robust=True)


def remove_files(picture: Picture) -> int:
    """Delete master, original and every rendition of a picture whose row is gone; how many. A missing file is no error."""
    if Picture.objects.filter(digest=picture.digest).exists():  # the same bytes were uploaded again meanwhile
        return 0
    public = public_storage()
    names = [(public, name) for name in names_in(public, folder_of(picture))]
    names += [(public, str(picture.master.name)), (picture.original.storage, str(picture.original.name))]
    gone = [(storage, name) for storage, name in names if name and storage.exists(name)]
    for storage, name in gone:
        storage.delete(name)
    return len(gone)


def orphans() -> Iterator[Orphan]:
    """Files of pictures that have no row, of both storages. One query; the names of all pictures are held in memory."""
    digests = Picture.objects.order_by().values_list("digest", flat=True)
    known = {digest[:DIGEST_LETTERS] for digest in digests.iterator()}
    for storage, root in ((public_storage(), "masters"), (originals(), "originals"), (public_storage(), "renditions")):
        for name in files_below(storage, root):
            if digest_in(name) not in known and is_old(storage, name):
                yield Orphan(storage, name)


def digest_in(name: str) -> str:
    """The letters of the digest in the name of a master, an original or a rendition."""
    folder, second, *rest = name.split("/")
    return (second if folder == "renditions" else rest[-1].split(".")[0])[:DIGEST_LETTERS]


def files_below(storage: Storage, folder: str) -> Iterator[str]:
    folders, names = listed(storage, folder)
    yield from (f"{folder}/{name}" for name in names if folder.count("/"))
    for inner in folders:
        yield from files_below(storage, f"{folder}/{inner}")


def names_in(storage: Storage, folder: str) -> list[str]:
    return [f"{folder}/{name}" for name in listed(storage, folder)[1]]


def listed(storage: Storage, folder: str) -> tuple[list[str], list[str]]:
    try:
        folders, names = storage.listdir(folder)
    except FileNotFoundError:
        return [], []
    return sorted(folders), sorted(names)


def is_old(storage: Storage, name: str) -> bool:
    return storage.get_modified_time(name) < timezone.now() - UPLOADING


def connect() -> None:
    post_delete.connect(picture_deleted, sender=Picture, dispatch_uid="pictures.removal")
