"""Where a picture is used: which texts show it, and what else of the desk. What is used cannot be deleted.

Packages above add places of their own with `look_in`, once, at start (articles/apps.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.page_cache import tags_of
from articles.pictures.models import BodyPicture, Picture
from articles.text.blocks import picture_keys


@dataclass(frozen=True)
class Use:
    """One place that shows a picture: what it is, how the desk calls it, and its address at the desk (may be empty)."""

    kind: str
    label: str
    address: str = ""

    def __str__(self):
        return f"{self.kind}: {self.label}"


Finder = Callable[[Picture], Iterable[Use]]
Condition = Callable[[], Q]
_finders: list[Finder] = []
_conditions: list[Condition] = []


def look_in(finder: Finder, condition: Condition) -> None:
    """Let `finder(picture)` name places, and `condition()` say which pictures (by `pk`) have one, for the library's list."""
    if finder not in _finders:
        _finders.append(finder)
        _conditions.append(condition)


def uses_of(picture: Picture) -> list[Use]:
    """Every place, stories first. Three queries, and those of the finders."""
    return [*in_stories(picture), *portraits(picture), *(use for find in _finders for use in find(picture))]


def in_stories(picture: Picture) -> Iterator[Use]:
    """Each story once, however often it shows the picture and in however many of its editions."""
    article: Any = BodyPicture._meta.get_field("article").related_model
    in_body = picture.in_bodies.order_by()
    told = (
        article._base_manager.filter(
            Q(lead_picture=picture)
            | Q(pk__in=picture.editions.order_by().values("article"))
            | Q(pk__in=in_body.values("article"))
        )
        .annotate(
            leads_copy=Exists(article._base_manager.filter(pk=OuterRef("pk"), lead_picture=picture)),
            in_copy=Exists(in_body.filter(article=OuterRef("pk"), edition=None)),
        )
        .order_by("-pk")
    )
    for pk, headline, leads, stands in told.values_list("pk", "headline", "leads_copy", "in_copy"):
        kind = _("lead picture") if leads else _("in the text") if stands else _("in a published edition")
        yield Use(kind, headline, reverse("admin:articles_article_change", args=[pk]))


def portraits(picture: Picture) -> Iterator[Use]:
    for author in picture.portrait_of.order_by("name"):
        yield Use(_("portrait"), str(author), reverse("admin:articles_author_change", args=[author.pk]))


def used(*, elsewhere: bool = True) -> Q:
    """The condition on pictures that at least one place shows: for lists, in the same query.

    `elsewhere` asks the packages above too, each of which may look something up; without it stories and portraits count.
    """
    relations: Sequence[models.ForeignObjectRel] = [
        each
        for each in Picture._meta.get_fields()
        if isinstance(each, models.ManyToOneRel) and each.on_delete is models.PROTECT
    ]
    shown = Q(pk__in=[])
    for each in relations:
        shown |= Q(Exists(each.related_model._base_manager.filter(**{each.field.name: OuterRef("pk")})))
    for condition in _conditions if elsewhere else ():
        shown |= condition()
    return shown


def tags_where_shown(pictures: Iterable[Picture]) -> list[str]:
    """The tags of every page that shows one of `pictures`, or would if it might: to be purged when that changes.

    A page that leaves a picture out does not name it, so the stories that use it are named. Two queries a picture.
    """
    edition: Any = BodyPicture._meta.get_field("edition").related_model
    tags: dict[str, None] = {}
    for picture in pictures:
        using = edition.objects.not_ended().filter(
            Q(lead_picture=picture)
            | Q(pk__in=picture.in_bodies.filter(edition__isnull=False).order_by().values("edition"))
        )
        showing = [picture, *using.order_by().defer("body_html", "body_text"), *picture.portrait_of.order_by()]
        tags.update(dict.fromkeys(tags_of(showing)))
    return list(tags)


def keep_count(article_id: int, body: str, edition_id: int | None = None) -> None:
    """Note which pictures `body` shows, of the working copy or of an edition. One query when nothing changed."""
    kept = BodyPicture.objects.filter(article=article_id, edition=edition_id)
    before, now = set(kept.values_list("picture_id", flat=True)), set(picture_keys(body))
    if gone := before - now:
        kept.filter(picture__in=gone).delete()
    if new := now - before:
        BodyPicture.objects.bulk_create(
            [
                BodyPicture(article_id=article_id, edition_id=edition_id, picture_id=key)
                for key in Picture.objects.filter(pk__in=new).values_list("pk", flat=True)
            ],
            ignore_conflicts=True,
        )


def article_saved(sender, instance, *, raw=False, update_fields=None, **kwargs) -> None:
    """Heard on each save of a working copy whose body may have changed."""
    if not raw and (update_fields is None or "body" in update_fields):
        keep_count(instance.pk, instance.body)


def edition_made(sender, instance, *, created=False, raw=False, **kwargs) -> None:
    """An edition's body never changes after it was made."""
    if created and not raw:
        keep_count(instance.article_id, instance.body_html, instance.pk)


def connect(article: type[models.Model], edition: type[models.Model]) -> None:
    """Called once, at start, with the two models whose rows hold texts."""
    models.signals.post_save.connect(article_saved, sender=article, dispatch_uid="pictures.article_saved")
    models.signals.post_save.connect(edition_made, sender=edition, dispatch_uid="pictures.edition_made")
