"""What accepting a statement comes to: source, role, day, terms, and what readers are told of somebody who is not named."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.publishing import rights
from articles.publishing.steps import WorkflowRefused
from articles.sourcing import dates, terms
from articles.sourcing.models import Source, Statement
from articles.sourcing.querysets import PUBLIC_LEVELS
from articles.sourcing.sweep.choosing import Choices, day_of
from articles.sourcing.sweep.sources import NewSource, make_source, role_of, title_in
from articles.sourcing.sweep.steps import Work

ADD_SOURCE, CHANGE_SOURCE = "articles.add_source", "articles.change_source"


@dataclass(frozen=True)
class Told:
    """What readers are told of an unnamed source: why it has no name, and what kind of source it is."""

    reason: str = ""
    described_as: str = ""


NOTHING = Told()


class NotTold(WorkflowRefused):
    """Words of an unnamed source that readers would get without a reason, or without a description."""


def link(
    work: Work, statement: Statement, *, source: Source | None, new: NewSource | None, told: Told = NOTHING
) -> None:
    """Accept `statement` as words of `source`, or of a new one, with the role and the terms they were said on.

    Raises PermissionDenied; WorkflowRefused where a person has to choose; NotTold of an unnamed source without a reason.
    """
    if source is None and new is None:
        choice = Choices(work.article, [statement]).of(statement)
        source, new = choice.the_one()
    title = title_in(statement.words, new.title if new else NewSource.suggested(statement.suggested).title)
    organisation = new.organisation if new else str(statement.suggested.get("affiliation") or "")
    if source is None:
        rights.require_permission(work.by, ADD_SOURCE)
        source = make_source(new or NewSource.suggested(statement.suggested))
        work.has_made(source)
    day = day_of(work.article)
    if statement.role is None or statement.role.source_id != source.pk:
        statement.role, made = role_of(source, title, organisation, on=day)
        if made and statement.role:
            work.has_made(statement.role)
    if not statement.said_when and statement.said_on is None:
        statement.said_on, said_when = dates.said_on(statement.words, day or timezone.localdate())
        statement.said_when = said_when[:100]
        statement.said_on = statement.said_on if day else None
    statement.source, statement.state, statement.waiver_reason = source, Statement.State.ACCEPTED, ""
    terms.settle(statement, source)
    tell(work, statement, told)
    work.write(statement)


def tell(work: Work, statement: Statement, told: Told) -> None:
    """Give readers the reason and the description of an unnamed source; a text that describes it has the description.

    Asked for here, where the words are accepted, and not only when the story is to be published. Raises NotTold; and
    PermissionDenied when the reason is to be written into a record that was there before.
    """
    source = statement.source
    if source is None or source.kind != Source.Kind.UNNAMED or statement.attribution_level not in PUBLIC_LEVELS:
        return
    reason = " ".join(told.reason.split())[:300] or source.anonymity_reason.strip()
    if not reason:
        raise NotTold(
            _("Say why “%s” is not named: readers see the reason. Example: “because she fears for her job”.") % source
        )
    described = " ".join(told.described_as.split()) or statement.described_as
    statement.described_as = (described or str(statement.suggested.get("speaker") or ""))[:200]
    if not statement.described_as:
        raise NotTold(_("Say what kind of source it is, as readers see it. Example: “a senior port official”."))
    if reason != source.anonymity_reason:
        if {"source": source.pk} not in work.made:
            rights.require_permission(work.by, CHANGE_SOURCE)
        source.anonymity_reason = reason
        source.save(update_fields=["anonymity_reason", "modified"])
