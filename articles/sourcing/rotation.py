"""Sealing every identity anew with the newest key, so that an older one can be thrown away."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db import transaction

from articles.publishing import audit
from articles.sourcing import sealing
from articles.sourcing.models import SourceIdentity


@dataclass
class Rotated:
    """How many were sealed anew (or would be), how many had the newest key already, and what did not open, by alias."""

    resealed: int = 0
    already: int = 0
    stuck: list[str] = field(default_factory=list)


def rotate(*, dry_run: bool = False) -> Rotated:
    """Reseal each identity in a transaction of its own; one that does not open is left as it is and named.

    A dry run opens every one and writes nothing. Raises SealingRefused when there is no key at all.
    """
    newest, _fernet = sealing.newest()
    done = Rotated()
    for key in SourceIdentity.objects.order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            sealed = SourceIdentity.objects.select_for_update(of=("self",)).select_related("source").get(pk=key)
            try:
                token, name = sealing.reseal(sealed.sealed, sealed.key_id)
            except sealing.SealingRefused as refusal:
                done.stuck.append(f"{sealed.source}: {refusal}")
                continue
            if sealed.key_id == newest:
                done.already += 1
                continue
            done.resealed += 1
            if not dry_run:
                # The moment and the person of the sealing stay: nobody sealed anything else.
                SourceIdentity.objects.filter(pk=key).update(sealed=token, key_id=name)
                audit.record(
                    None,
                    "rotate_keys",
                    sealed.source,
                    before={"sealed_with": sealed.key_id},
                    after={"sealed_with": name},
                )
    return done
