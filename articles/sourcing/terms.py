"""On what terms words were given, and what a reader sees of who gave them: decided here, and nowhere else.

| terms               | the words      | who spoke                                                        |
|---------------------|----------------|------------------------------------------------------------------|
| on the record       | printed        | by name, with the role then held; a link when there is a page     |
| on background       | printed        | as described (`described_as`), no name, no link                   |
| not for attribution | may be printed | nothing: no mark, no line                                         |
| off the record      | never printed  | nothing                                                           |

A statement has the stricter of its own and its source's usual terms. Somebody who speaks on background most days may
speak on the record once: an editor then opens that one statement (`open_terms`), and the log remembers who did. Usual
terms that are tightened later hold for what was said before as well, unless it was opened: nothing is printed by mistake.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from articles.page_cache import purge
from articles.publishing import audit, rights
from articles.publishing.steps import WorkflowRefused
from articles.sourcing.models import AttributionLevel, Source, Statement
from articles.sourcing.models.terms import STRICTNESS


@dataclass(frozen=True)
class PublicAttribution:
    """Who said it, as readers may know it. `name` is a name or a description and never empty.

    `role` is the one held then, `url` the source's page; both are "" for whoever is not named. `why_unnamed` is the
    reason readers are given, and may stand with a description only.
    """

    name: str
    is_named: bool
    role: str = ""
    url: str = ""
    why_unnamed: str = ""


def stricter(*levels: str) -> str:
    """The most careful of some terms."""
    return max(levels, key=STRICTNESS.index)


def terms_of(statement: Statement) -> str:
    """The terms that hold: those of `with_terms` when it was asked; else the stricter ones, as if no editor opened any."""
    if (known := getattr(statement, "terms", None)) is not None:
        return known
    return stricter(statement.attribution_level, usual_terms(statement.source))


def usual_terms(source: Source | None) -> str:
    """What a new statement of `source` begins with."""
    return source.attribution_level if source else AttributionLevel.ON_RECORD


def attribution_of(statement: Statement) -> PublicAttribution | None:
    """What a reader sees of who spoke; None for nothing at all. Pure, given `source` and `role` are loaded.

    The rule of `StatementQuerySet.public` for a statement that is already read. A source that is marked as unknown to
    readers (`public` off) and yet spoke on the record is a contradiction, and shown not at all; on background it is
    what background is for.
    """
    source = statement.source
    if source is None or statement.state != Statement.State.ACCEPTED:
        return None
    terms = terms_of(statement)
    if terms == AttributionLevel.ON_RECORD and source.is_nameable():
        role = str(statement.role) if statement.role_id and statement.role else ""
        return PublicAttribution(source.name, True, role, source.get_absolute_url() if source.has_page() else "")
    may_be_described = terms == AttributionLevel.BACKGROUND or (terms == AttributionLevel.ON_RECORD and source.public)
    if may_be_described and statement.described_as:
        return PublicAttribution(statement.described_as, False, why_unnamed=source.anonymity_reason)
    return None


def settle(statement: Statement, source: Source) -> None:
    """Give `statement`, unsaved changes and all, the terms that words of `source` have unless somebody decides."""
    statement.attribution_level = stricter(statement.attribution_level, usual_terms(source))


def open_terms(statement: Statement, *, level: str, by: User | None, why: str) -> Statement:
    """Set the terms of one statement to `level`, which may be more open than its source's usual ones. Locks the row.

    Raises PermissionDenied for whoever is no editor; WorkflowRefused without a reason, without a source, and for a
    protected source, which is never named.
    """
    with transaction.atomic():
        locked = (
            Statement.objects.select_for_update(of=("self",)).select_related("article", "source").get(pk=statement.pk)
        )
        rights.require(by, "open_terms", locked.article)
        if locked.source is None:
            raise WorkflowRefused(_("Choose who said it first: the terms are those of a source."))
        if level == AttributionLevel.ON_RECORD and locked.source.protected:
            raise WorkflowRefused(_("The identity of this source is protected. It is described to readers, not named."))
        if not why.strip():
            raise WorkflowRefused(_("Say what was agreed. Example: “She agreed by phone to be named in this story.”"))
        before = locked.attribution_level
        locked.attribution_level = AttributionLevel(level)
        locked.save(update_fields=["attribution_level"])
        # The source by its key as text: the set of statements compares it so (querysets.py).
        after = {"terms": str(level), "source": str(locked.source_id)}
        audit.record(by, "open_terms", locked, before={"terms": str(before)}, after=after, note=why.strip())
        purge(*locked.cache_tags(), "sources")
    return locked
