"""Who a suggestion means: what is offered for it, and the one source that accepting takes when none was chosen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.publishing.models import Article
from articles.publishing.steps import WorkflowRefused
from articles.sourcing.models import Source, Statement
from articles.sourcing.sweep.linking import Candidate, Speaker, candidates_of_all, preselected
from articles.sourcing.sweep.sources import NewSource


@dataclass(frozen=True)
class Choice:
    """What is offered for one statement. `source` is preselected; `new` is what would be made where none is known.

    `is_sure`: it may be accepted unseen, by a known source or a new one, since nobody else can be meant.
    """

    candidates: list[Candidate] = field(default_factory=list)
    source: Source | None = None
    new: NewSource | None = None
    is_sure: bool = False

    def the_one(self) -> tuple[Source | None, NewSource | None]:
        """The source, or else the new one, that accepting takes. Raises WorkflowRefused when a person has to choose."""
        if self.source is not None:
            return self.source, None
        if len(self.candidates) == 1:
            name = self.candidates[0].source
            raise WorkflowRefused(_("“%s” may be meant. Choose it if it is, or make a new source.") % name)
        if self.candidates:
            names = ", ".join(f"“{candidate.source}”" for candidate in self.candidates)
            raise WorkflowRefused(_("These sources may be meant: %s. Choose one of them, or make a new one.") % names)
        if self.new is None:
            raise WorkflowRefused(_("The text names nobody for this. Choose who said it, or make a new source."))
        return None, self.new


class Choices:
    """The choices for some statements of one article, asked for together: four queries for any number."""

    def __init__(self, article: Article, statements: Iterable[Statement]):
        rows = list(statements)
        self.here = sources_here(article)
        found = candidates_of_all([row.suggested for row in rows], on=day_of(article))
        self.found = {row.pk: candidates for row, candidates in zip(rows, found, strict=True)}

    def of(self, statement: Statement) -> Choice:
        """What is offered for it. Who is linked to the same name in this very text comes first, and is preselected."""
        speaker = Speaker.of(statement.suggested)
        candidates = self.found.get(statement.pk, [])
        known = self.here.get(key_of(speaker)) if speaker.key else None
        if known is not None:
            others = [candidate for candidate in candidates if candidate.source.pk != known.pk]
            first = Candidate(known, _("Linked to the same name in this story."), exact=True)
            return Choice([first, *others], known, is_sure=speaker.kind != Source.Kind.UNNAMED)
        source = preselected(candidates)
        new = NewSource.suggested(statement.suggested) if speaker.key else None
        sure = source is not None or (not candidates and new is not None and speaker.is_full)
        return Choice(candidates, source, new, is_sure=sure)

    def remember(self, statement: Statement) -> None:
        """That `statement` was linked: the same name in this text is the same source."""
        speaker = Speaker.of(statement.suggested)
        if speaker.key and statement.source is not None:
            self.here[key_of(speaker)] = statement.source


def key_of(speaker: Speaker) -> tuple[str, str]:
    return speaker.kind, speaker.key


def sources_here(article: Article) -> dict[tuple[str, str], Source]:
    """The source of each name that was linked in this article to one source and no other. One query."""
    found: dict[tuple[str, str], Source | None] = {}
    accepted = article.statements.filter(state=Statement.State.ACCEPTED, source__isnull=False).select_related("source")
    for statement in accepted:
        speaker = Speaker.of(statement.suggested)
        if speaker.key:
            known = found.setdefault(key_of(speaker), statement.source)
            if known != statement.source:
                found[key_of(speaker)] = None
    return {key: source for key, source in found.items() if source is not None}


def day_of(article: Article) -> date | None:
    """The day that “on Thursday” counts from: the one the original bears, today for a story of our own, else unknown."""
    if article.original_date:
        return article.original_date
    return None if article.publisher_id or article.original_url else timezone.localdate()
