"""The verb `move_section`: a section takes another slug, and its stories and its page get new addresses at once.

Every former address stays the story's own and leads straight to the present one, however often the section moves.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import batched

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat, Substr
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.page_cache import purge
from articles.publishing import audit, rights
from articles.publishing.models import Address, Article, Edition, Section, SectionAddress
from articles.publishing.steps import WorkflowRefused

BATCH = 500  # rows a statement; SQLite takes a bounded number of parameters


def move_section(section: Section, *, slug: str, by: User | None) -> int:
    """Give `section` the address `/<slug>/`, and each of its stories that readers see or will see one below it.

    Returns how many editions moved. Locks the section and the articles of those editions, in the order of their keys.
    Raises PermissionDenied; WorkflowRefused for a slug that is taken, reserved, malformed or the present one.
    """
    rights.require(by, "move_section")
    with transaction.atomic():
        locked = Section.objects.select_for_update(of=("self",)).get(pk=section.pk)
        former = locked.slug
        refuse_unless_free(locked, slug)
        editions = Edition.objects.filter(section=locked, path__startswith=f"/{former}/").not_ended(timezone.now())
        articles = Article.objects.filter(pk__in=editions.values("article")).order_by("pk")
        list(articles.select_for_update(of=("self",)).values_list("pk", flat=True))
        rows = list(editions.values_list("pk", "path", "article_id"))
        below = {pk: f"/{slug}/{path.removeprefix(f'/{former}/')}" for pk, path, _article in rows}
        keep_addresses((below[pk], article_id) for pk, _path, article_id in rows)
        for pks in batched(below, BATCH):
            Edition.objects.filter(pk__in=pks).update(path=Concat(Value(f"/{slug}/"), Substr("path", len(former) + 3)))
        locked.slug = slug
        locked.save(update_fields=["slug"])
        SectionAddress.objects.filter(slug=slug).delete()
        SectionAddress.objects.create(slug=former, section=locked)
        audit.record(by, "move_section", locked, before={"slug": former}, after={"slug": slug, "editions": len(rows)})
        purge(*locked.cache_tags(), "feeds", *{f"article:{article_id}" for _pk, _path, article_id in rows})
    section.slug = slug
    return len(rows)


def refuse_unless_free(section: Section, slug: str) -> None:
    if slug == section.slug:
        raise WorkflowRefused(_("The section stands at /%s/ already.") % slug)
    try:
        Section._meta.get_field("slug").clean(slug, section)
    except ValidationError as error:
        raise WorkflowRefused(*error.messages) from error
    if Section.objects.filter(slug=slug).exists():
        raise WorkflowRefused(_("Another section stands at /%s/. Choose a slug of its own.") % slug)


def keep_addresses(rows: Iterable[tuple[str, int]]) -> None:
    """Remember each (path, article) for ever. A path ends with the story's own id, so no other story can have it."""
    Address.objects.bulk_create(
        [Address(path=path, article_id=article_id) for path, article_id in rows],
        batch_size=BATCH,
        ignore_conflicts=True,
    )
