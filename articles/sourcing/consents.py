"""Unnamed sources: the reason readers are given, the yes of a second editor, and how often we do it.

Unnamed to readers is whoever is described instead of named: a source of that kind, a protected one, words on background.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Count, F, Q
from django.db.models.functions import TruncMonth
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.publishing import audit, rights
from articles.publishing.checks import Problem
from articles.publishing.models import Article
from articles.publishing.querysets import live_condition
from articles.publishing.steps import WorkflowRefused, lock
from articles.sourcing.models import AnonymityConsent, Source, Statement
from articles.sourcing.querysets import PUBLIC_LEVELS, StatementQuerySet, nameable


def unnamed_statements(statements: StatementQuerySet) -> StatementQuerySet:
    """Those of `statements` that are accepted and would be printed without a name, with `terms`, sources loaded."""
    accepted = statements.with_terms().filter(printed_without_name(), state="accepted", source__isnull=False)
    return accepted.select_related("source")


def printed_without_name() -> Q:
    """The condition of `unnamed_statements`, for rows of `with_terms`.

    Who spoke on the record and was taken out of readers' sight later (`public` off) is no unnamed source: nothing is
    shown of them in a description's place.
    """
    return Q(terms="background") | (Q(terms="on_record", source__public=True) & ~nameable("source__"))


def unnamed_sources(article: Article) -> dict[Source, list[Statement]]:
    """The sources that `article` prints without a name, with their statements in the order of the text. One query."""
    found: dict[Source, list[Statement]] = {}
    for statement in unnamed_statements(article.statements.all()).order_by("paragraph", "start", "pk"):
        found.setdefault(statement.source, []).append(statement)
    return found


def agree(article: Article, source: Source, *, by: User, note: str = "") -> AnonymityConsent:
    """The yes of `by` to printing words of `source` in `article` without its name. Locks the article.

    Raises PermissionDenied without the right; WorkflowRefused when readers get no reason, when `by` is the article's
    reporter, one of its authors, or decided on a statement of the source there, and when it was agreed before.
    """
    rights.require(by, "agree_unnamed", article)
    with transaction.atomic():
        locked = lock(article)
        if not source.anonymity_reason.strip():
            raise WorkflowRefused(_("Write down first why “%s” is not named: readers see the reason.") % source)
        if problem := why_not(locked, source, by):
            raise WorkflowRefused(problem)
        made, new = AnonymityConsent.objects.get_or_create(
            article=locked, source=source, defaults={"user": by, "note": note.strip()[:300]}
        )
        if not new:
            raise WorkflowRefused(_("%s agreed to it already.") % (made.user or _("Somebody whose account is gone")))
        audit.record(by, "agree_unnamed", locked, after={"source": str(source)}, note=note.strip())
    return made


def take_back(article: Article, source: Source, *, by: User, why: str) -> None:
    """Take the consent back, one's own or another's; what is published stays so. Locks the article."""
    rights.require(by, "agree_unnamed", article)
    if not why.strip():
        raise WorkflowRefused(_("Say why the consent is taken back."))
    with transaction.atomic():
        locked = lock(article)
        gone, _rows = AnonymityConsent.objects.filter(article=locked, source=source).delete()
        if not gone:
            raise WorkflowRefused(_("There is no consent to take back."))
        audit.record(by, "take_back_unnamed", locked, before={"source": str(source)}, note=why.strip())


def why_not(article: Article, source: Source, by: User) -> str:
    """Why `by` cannot be the second person, as a sentence; "" when they can."""
    if article.reporter_id == by.pk:
        return _("You are the reporter of this story. A second editor has to agree.")
    if article.authors.filter(user=by).exists():
        return _("You are an author of this story. A second editor has to agree.")
    if article.statements.filter(source=source, decided_by=by).exists():
        return _("You accepted what this source says. A second editor has to agree.")
    return ""


@dataclass(frozen=True)
class ToBeAgreed:
    """What the check points at: the page of the article where a second editor agrees."""

    article: Article
    source: Source

    def __str__(self):
        return _("Unnamed sources")

    def get_desk_url(self) -> str:
        return reverse("admin:articles_article_unnamed", args=[self.article.pk])


def unnamed_sources_are_agreed(article: Article) -> Iterator[Problem]:
    """Errors for a source without a name that has no reason for readers, no description, or no second editor's yes."""
    unnamed = unnamed_sources(article)
    if not unnamed:
        return
    agreed = {row.source_id: row for row in article.anonymity_consents.all()}
    for source, statements in unnamed.items():
        if not source.anonymity_reason.strip():
            yield Problem(
                "unnamed.reason",
                _("“%s” is not named, and readers are not told why.") % source,
                _("Write the reason into the record of the source. Example: “because she fears for her job”."),
                object=source,
            )
        if any(not statement.described_as.strip() for statement in statements):
            yield Problem(
                "unnamed.description",
                _("Readers are not told what kind of source “%s” is.") % source,
                _("Fill in “described to readers as” in each of its statements. Example: “a senior port official”."),
                object=source,
            )
        if not holds(agreed.get(source.pk), article, statements):
            yield Problem(
                "unnamed.consent",
                _("No second editor has agreed to print words of “%s” without a name.") % source,
                _(
                    "Ask an editor who is neither the reporter nor accepted the statement to agree on “Unnamed sources”."
                ),
                object=ToBeAgreed(article, source),
            )


def holds(consent: AnonymityConsent | None, article: Article, statements: list[Statement]) -> bool:
    """Whether it is still the yes of a second person: who agreed may have become the reporter, or accepted words since."""
    if consent is None:
        return False
    first = {article.reporter_id, *(statement.decided_by_id for statement in statements)} - {None}
    return consent.user_id not in first


@dataclass(frozen=True)
class Share:
    """Of the statements that stories of `section`, first published in the month of `month`, attribute: how many unnamed."""

    section: str
    month: date
    unnamed: int
    statements: int

    @property
    def share(self) -> float:
        return self.unnamed / self.statements


def unnamed_shares(since: date, until: date) -> list[Share]:
    """By section and month (its first day), of stories that are live now and were first published from `since` to
    `until`, both included; sections by name, the newest month first. One query.
    """
    seen = live_condition(timezone.now(), "article__editions__")
    rows = (
        Statement.objects.with_terms()
        .filter(seen, article__editions__first_published__date__range=(since, until))
        .filter(state="accepted", source__isnull=False, terms__in=PUBLIC_LEVELS)
        .annotate(section=F("article__editions__section__name"), month=TruncMonth("article__editions__first_published"))
        .values("section", "month")
        .annotate(statements=Count("pk"), unnamed=Count("pk", filter=printed_without_name()))
        .order_by("section", "-month")
    )
    return [Share(row["section"], row["month"].date(), row["unnamed"], row["statements"]) for row in rows]
