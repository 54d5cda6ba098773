"""Addresses of sources: one that was given up leads to the source for ever, and no other source is given it."""

from __future__ import annotations

from django.db.models.signals import post_save, pre_save

from articles.sourcing.models import Source, SourceAddress


def is_anothers(slug: str, source: Source) -> bool:
    """Whether `slug` was once the address of another source, and so leads there. One query."""
    return SourceAddress.objects.filter(slug=slug).exclude(source=source.pk).exists()


def _remember(sender, instance: Source, using: str, raw: bool = False, **kwargs) -> None:
    """Before it is saved: what the slug is so far, when this save may change it. One query."""
    given = kwargs.get("update_fields")
    if instance.pk and not raw and (given is None or "slug" in given):
        known = Source.objects.using(using).filter(pk=instance.pk).values_list("slug", flat=True).first()
        instance._former_slug = known  # type: ignore[attr-defined]  # until it is saved, below


def _keep(sender, instance: Source, using: str, **kwargs) -> None:
    former = instance.__dict__.pop("_former_slug", None)
    if former and former != instance.slug and not instance.protected:  # the words of that address may be the name
        rows = SourceAddress.objects.using(using)
        rows.filter(slug=instance.slug, source=instance).delete()  # it came back to an address of its own
        rows.get_or_create(slug=former, defaults={"source": instance})


def connect() -> None:
    pre_save.connect(_remember, sender=Source, dispatch_uid="sourcing.addresses.remember")
    post_save.connect(_keep, sender=Source, dispatch_uid="sourcing.addresses.keep")
