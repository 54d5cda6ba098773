"""The verb `merge`: two records of one source become one; every statement, story and old address leads to the one kept."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from articles.page_cache import purge
from articles.publishing import audit, rights
from articles.publishing.models import Article, Edition
from articles.publishing.steps import WorkflowRefused
from articles.sourcing.models import (
    AnonymityConsent,
    RemovalRequest,
    Role,
    SelfDescription,
    Source,
    SourceAddress,
    SourceIdentity,
    Statement,
)
from articles.sourcing.models.terms import STRICTNESS

CONDUITS = ("conduit", "second_conduit", "third_conduit")


@dataclass(frozen=True)
class Merged:
    """What a merge moved: how many statements (said or carried), and the articles that hold them or came from it."""

    source: Source
    statements: int
    articles: frozenset[int]


def merge(kept: Source, gone: Source, *, by: User | None) -> Merged:
    """Make `gone` part of `kept` and delete its record. Locks both rows. `by` None is an operator.

    Names become aliases, the old address leads to the one kept, and older revisions find it (merged.py). Of what the
    two say differently the more careful holds: hidden, private, the stricter terms.
    Raises PermissionDenied without the rights to merge; WorkflowRefused for one record merged with itself, when both hold
    a sealed identity (only a person who may see both can say which is right), and when only one of them is protected:
    the open record's name, contact and notes would give the other away.
    """
    rights.require(by, "merge")
    if kept.pk == gone.pk:
        raise WorkflowRefused(_("This is one and the same record. Choose the other one."))
    with transaction.atomic():
        rows = {row.pk: row for row in Source.objects.select_for_update().filter(pk__in=[kept.pk, gone.pk])}
        if len(rows) < 2:
            raise WorkflowRefused(_("One of the two records is gone. Perhaps somebody merged them just now."))
        kept, gone = rows[kept.pk], rows[gone.pk]
        if SourceIdentity.objects.filter(source__in=[kept, gone]).count() == 2:
            raise WorkflowRefused(_("Both hold a sealed identity. Somebody who may see both has to remove one first."))
        if kept.protected != gone.protected:
            raise WorkflowRefused(
                _(
                    "One of the two is protected: merged, the name of the other one would tell who that is. "
                    "Protect the other record as well, or end the protection first."
                )
            )
        articles = articles_of(gone)
        moved = _move_statements(kept, gone)
        _move_stories(kept, gone, articles)
        _move_what_is_told(kept, gone)
        _keep_addresses(kept, gone)
        before = {"name": gone.name, "slug": gone.slug, "number": gone.pk}
        _join(kept, gone)
        gone.delete()
        kept.save()
        audit.record(by, "merge", kept, before=before, after={"statements": moved, "articles": len(articles)})
        purge("sources", f"source:{kept.pk}", f"source:{before['number']}", *(f"article:{pk}" for pk in articles))
    return Merged(kept, moved, frozenset(articles))


def articles_of(source: Source) -> set[int]:
    """The articles that `source` speaks in, carries words in, or published first."""
    speaks = Q(source=source)
    for name in CONDUITS:
        speaks |= Q(**{name: source})
    spoken = Statement.objects.filter(speaks).order_by().values_list("article_id", flat=True).distinct()
    return {*spoken, *Article.objects.filter(publisher=source).order_by().values_list("pk", flat=True)}


def _move_statements(kept: Source, gone: Source) -> int:
    moved = Statement.objects.filter(source=gone).update(source=kept)
    for name in CONDUITS:
        moved += Statement.objects.filter(**{name: gone}).update(**{name: kept})
    return moved


def _move_stories(kept: Source, gone: Source, articles: set[int]) -> None:
    """Working copies count one version on, so that a form that was open meanwhile is not saved over this unseen."""
    Article.objects.filter(publisher=gone).update(publisher=kept)
    Article.objects.filter(pk__in=articles).update(version=F("version") + 1)
    Edition.objects.filter(publisher=gone).update(publisher=kept)
    links = Edition.sources.through.objects
    has_both = links.filter(source=kept).values("edition_id")
    links.filter(source=gone, edition_id__in=has_both).delete()
    links.filter(source=gone).update(source=kept)


def _move_what_is_told(kept: Source, gone: Source) -> None:
    """Roles, members, identity, consents, self-descriptions and requests; where both have the same, the kept one's."""
    held = {_key(role): role for role in kept.roles.all()}
    for role in gone.roles.all():
        if same := held.get(_key(role)):
            Statement.objects.filter(role=role).update(role=same)
        else:
            Role.objects.filter(pk=role.pk).update(source=kept)
    Source.objects.filter(affiliation=gone).exclude(pk=kept.pk).update(affiliation=kept)
    if kept.affiliation_id == gone.pk:
        kept.affiliation = None
    SourceIdentity.objects.filter(source=gone).update(source=kept)
    agreed = AnonymityConsent.objects.filter(source=kept).values("article_id")
    AnonymityConsent.objects.filter(source=gone).exclude(article_id__in=agreed).update(source=kept)
    told = SelfDescription.objects.filter(source=kept).values("question")
    SelfDescription.objects.filter(source=gone).exclude(question__in=told).update(source=kept)
    RemovalRequest.objects.filter(source=gone).update(source=kept)


def _key(role: Role) -> tuple:
    return (role.title, role.organisation, role.held_from, role.held_until)


def _keep_addresses(kept: Source, gone: Source) -> None:
    SourceAddress.objects.filter(source=gone).update(source=kept)
    SourceAddress.objects.update_or_create(slug=gone.slug, defaults={"source": kept, "former_key": gone.pk})


def _join(kept: Source, gone: Source) -> None:
    """Names and texts of `gone` where `kept` has none; of two settings the more careful one."""
    kept.aliases = [
        name for name in dict.fromkeys([*kept.aliases, gone.name, *gone.aliases]) if name and name != kept.name
    ]
    for name in ("description", "website", "anonymity_reason"):
        setattr(kept, name, getattr(kept, name) or getattr(gone, name))
    for name in ("contact", "notes"):
        texts = dict.fromkeys(text for text in (getattr(kept, name), getattr(gone, name)) if text)
        setattr(kept, name, "\n".join(texts))
    if kept.affiliation_id is None and gone.affiliation_id != kept.pk:
        kept.affiliation_id = gone.affiliation_id
    kept.public = kept.public and gone.public
    kept.private_individual = kept.private_individual or gone.private_individual
    kept.page_agreed = kept.page_agreed and gone.page_agreed
    kept.attribution_level = max(kept.attribution_level, gone.attribution_level, key=STRICTNESS.index)
