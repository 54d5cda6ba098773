"""Who a protected source really is: sealed, and unsealed only for the people named as its keepers, each look logged.

The log says who looked at which alias, when and why; no name and no contact ever stands in it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import NoReturn

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from articles.page_cache import purge
from articles.publishing import audit, rights
from articles.publishing.steps import WorkflowRefused
from articles.sourcing import sealing
from articles.sourcing.forgetting import clear_elsewhere, tells, told_elsewhere
from articles.sourcing.models import Source, SourceIdentity
from articles.sourcing.names import folded


@dataclass(frozen=True, repr=False)
class Identity:
    """What is sealed. Its repr says nothing: it may stand in a traceback."""

    name: str = ""
    contact: str = ""
    notes: str = ""

    def __repr__(self):
        return "<Identity, sealed>"

    def as_record(self) -> dict[str, str]:
        return {"name": self.name, "contact": self.contact, "notes": self.notes}


def is_keeper(identity: SourceIdentity, user: rights.Someone) -> bool:
    """Whether `user` is named. An administrator is not, unless named; nor is an operator."""
    return bool(user and user.pk and user.is_active and identity.keepers.filter(pk=user.pk).exists())


@sensitive_variables()
def protect(
    source: Source, identity: Identity, *, alias: str, keepers: Collection[User], by: User | None
) -> SourceIdentity:
    """Seal `identity`, call the source `alias` from now on and clear what named it elsewhere. Locks the source.

    The alias is also the new address; former names, addresses and the contact fields go. An identity that is sealed
    already is replaced by one of its keepers only. Raises PermissionDenied, WorkflowRefused, SealingRefused; nothing is
    changed then.
    """
    rights.require(by, "seal_identity")
    alias = " ".join(alias.split())
    refuse_telling_alias(alias, identity)
    if not keepers:
        raise WorkflowRefused(_("Name at least one person who may see it, or nobody ever can."))
    with transaction.atomic():
        locked = Source.objects.select_for_update().get(pk=source.pk)
        former = SourceIdentity.objects.select_for_update().filter(source=locked).first()
        if former and not is_keeper(former, by):
            raise PermissionDenied(_("An identity is sealed already. Only the people named there may replace it."))
        whole = with_private(identity, locked)
        whole = Identity(whole.name, whole.contact, joined(whole.notes, told_elsewhere(locked, identity.name)))
        token, key_id = sealing.seal(whole.as_record())
        values = {"sealed": token, "key_id": key_id, "sealed_by": by}
        made, _new = SourceIdentity.objects.update_or_create(source=locked, defaults=values)
        made.keepers.set(keepers)
        make_unknown(locked, alias)
        clear_elsewhere(locked, identity.name, alias)
        named = sorted(person.get_username() for person in keepers)
        audit.record(by, "seal_identity", locked, after={"protected": True, "keepers": named})
        purge(*locked.cache_tags(), gone=True)
    return made


@sensitive_variables("identity")
def refuse_telling_alias(alias: str, identity: Identity) -> None:
    """Raise WorkflowRefused for an alias that is none, or that holds the name it stands for."""
    if not folded(identity.name):
        raise WorkflowRefused(_("Enter the real name: it is what is sealed."))
    if not folded(alias):
        raise WorkflowRefused(_("Enter an alias: it is what everybody at the desk sees. Example: “Dock worker A”."))
    if tells(alias, identity.name):
        raise WorkflowRefused(_("The alias holds a part of the real name. Choose one that tells nothing."))


@sensitive_variables()
def with_private(identity: Identity, source: Source) -> Identity:
    """`identity` with what the open fields of `source` hold besides."""
    return Identity(identity.name, joined(identity.contact, source.contact), joined(identity.notes, source.notes))


@sensitive_variables()
def joined(*texts: str) -> str:
    return "\n".join(dict.fromkeys(text.strip() for text in texts if text.strip()))


def make_unknown(source: Source, alias: str) -> None:
    """Give `source` its alias as name and an address that tells nothing, and take away all that named it.

    Former addresses stay as numbers: older revisions find a merged record by them. What else names it: forgetting.py.
    """
    source.name, source.slug = alias, f"protected-{source.pk}"
    source.aliases, source.contact, source.notes, source.website = [], "", "", ""
    source.description, source.affiliation = "", None
    source.protected = True
    source.save()
    for address in source.former_addresses.all():
        address.slug = f"protected-{source.pk}-{address.pk}"
        address.save(update_fields=["slug"])


@sensitive_variables("contact", "notes")
def take_in(source: Source, *, contact: str, notes: str, by: User | None) -> None:
    """Move the open fields of a protected source into its sealed record. The caller holds the row and saves it.

    Whoever writes need not be a keeper: nothing is shown. Raises SealingRefused; then nothing was moved.
    """
    if not (contact.strip() or notes.strip()):
        return
    known = SourceIdentity.objects.select_for_update().filter(source=source).first()
    record = Identity(**sealing.unseal(known.sealed, known.key_id)) if known else Identity()
    fresh = Identity(record.name, joined(record.contact, contact), joined(record.notes, notes))
    token, key_id = sealing.seal(fresh.as_record())
    values = {"sealed": token, "key_id": key_id}
    made, new = SourceIdentity.objects.update_or_create(source=source, defaults=values)
    if new and by is not None:
        made.keepers.add(by)
        SourceIdentity.objects.filter(pk=made.pk).update(sealed_by=by)
    audit.record(by, "add_to_identity", source)


@sensitive_variables()
def refuse_unless_it_takes_in(source: Source) -> None:
    """Raise SealingRefused when `take_in` would: there is no key, or what is sealed already does not open."""
    sealing.newest()
    known = SourceIdentity.objects.filter(source=source).first() if source.pk else None
    if known:
        sealing.unseal(known.sealed, known.key_id)


def refuse(source: Source, verb: str, *, by: User | None) -> NoReturn:
    """Log that `by` asked for what only keepers may, and raise PermissionDenied. Not to be called in a transaction."""
    asked = "name_keepers" if verb == "keepers" else "seal_identity" if verb == "seal" else "look_identity"
    audit.record(by, "refused", source, after={"verb": asked})
    raise PermissionDenied(_("Only the people named there may see who this is, or change it. Ask one of them."))


def look(source: Source, *, by: User | None, reason: str) -> Identity:
    """The real identity, for a keeper who says why. Each look leaves an entry in the log, and so does each refusal.

    Raises PermissionDenied for everyone else, administrators and operators included; WorkflowRefused without a reason
    or for one that names the source; SealingRefused when the key is not there.
    """
    sealed = SourceIdentity.objects.filter(source=source).first()
    if sealed is None:
        raise WorkflowRefused(_("Nothing is sealed for this source."))
    if not is_keeper(sealed, by):
        refuse(source, "look", by=by)
    if not reason.strip():
        raise WorkflowRefused(
            _("Say why you look. It is kept in the log. Example: “checking a fact before publication”.")
        )
    return opened(sealed, source, by, reason.strip())


@sensitive_variables()
def opened(sealed: SourceIdentity, source: Source, by: User | None, reason: str) -> Identity:
    identity = Identity(**sealing.unseal(sealed.sealed, sealed.key_id))
    if tells(reason, identity.name):
        raise WorkflowRefused(_("The reason names the source, and the log would show it. Put it in other words."))
    audit.record(by, "look_identity", source, note=reason)
    return identity


def name_keepers(source: Source, *, keepers: Collection[User], by: User | None) -> None:
    """Say who may see it. Only a keeper may, or an operator at the command line, where the keys are at hand anyway."""
    if not keepers:
        raise WorkflowRefused(_("Name at least one person who may see it, or nobody ever can."))
    with transaction.atomic():
        sealed = SourceIdentity.objects.select_for_update().filter(source=source).first()
        if sealed is None:
            raise WorkflowRefused(_("Nothing is sealed for this source."))
        if by is not None and not is_keeper(sealed, by):
            raise PermissionDenied(_("Only the people named there may name others. Ask one of them."))
        before = sorted(person.get_username() for person in sealed.keepers.all())
        sealed.keepers.set(keepers)
        after = sorted(person.get_username() for person in keepers)
        if before != after:
            audit.record(by, "name_keepers", source, before={"keepers": before}, after={"keepers": after})
