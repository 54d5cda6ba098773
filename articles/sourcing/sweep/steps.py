"""What every verb of the sweep goes through: right, lock, change, step, audit entry, version, revision."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.page_cache import purge, tags_of
from articles.publishing import audit, conflicts, revisions, rights
from articles.publishing.models import Article
from articles.publishing.steps import WorkflowRefused, lock
from articles.sourcing.forgetting import forget_speakers
from articles.sourcing.models import Role, Source, Statement, SweepStep
from articles.sourcing.sweep.columns import columns_of


@dataclass(frozen=True)
class Done:
    """What a verb did. `statements` as they are now; the article's version `before` and now; `message` for the editor."""

    step: SweepStep
    statements: list[Statement]
    before: int
    version: int
    message: str


@dataclass
class Work:
    """The article, locked, and what has been changed of it so far. `keep` a statement before you change it."""

    article: Article
    by: User | None
    verb: str
    before: dict[str, Any] = field(default_factory=dict)
    made: list[dict[str, int]] = field(default_factory=list)  # {"source": key} and {"role": key}
    statements: list[Statement] = field(default_factory=list)
    told: dict[str, Any] = field(default_factory=dict)  # for the audit entry: numbers, never words or names
    note: str = ""
    message: str = ""
    done: Done | None = None

    def keep(self, statement: Statement) -> None:
        self.before.setdefault(str(statement.pk), columns_of(statement))

    def write(self, statement: Statement) -> None:
        """Save a decided statement under the name of who decided, and drop the pages that show it."""
        statement.decided_by, statement.decided_at = self.by, timezone.now()
        statement.save()
        self.statements.append(statement)

    def has_made(self, row: Source | Role) -> None:
        self.made.append({row._meta.model_name or "": row.pk})


@contextmanager
def step(article: Article, verb: str, by: User | None) -> Iterator[Work]:
    """A verb's transaction: yields the Work with the article's row locked, and finishes it. `work.done` is its result.

    Raises PermissionDenied; whatever the block raises undoes everything.
    """
    require(by, verb, article)
    with transaction.atomic():
        locked = lock(article)
        require(by, verb, locked)
        work = Work(locked, by, verb)
        yield work
        if not work.before:
            raise WorkflowRefused(_("There is nothing to do: every statement stands as it should."))
        made = SweepStep.objects.create(article=locked, user=by, verb=verb, before=work.before, made=work.made)
        finish(work, made)


def finish(work: Work, made: SweepStep) -> None:
    """Audit entry, version and revision of a step; and the pages that show these statements are drawn anew."""
    article = work.article
    numbers = [int(key) for key in work.before]
    audit.record(
        work.by,
        work.verb,
        article,
        before={"statements": numbers},
        after={**work.told, "step": made.pk},
        note=work.note,
    )
    forget_speakers(article.statements.all())
    conflicts.touch(article)
    before, article.version = article.version, article.version + 1
    revisions.record(article, user=work.by)
    purge(*tags_of([article, *work.statements]))
    work.done = Done(made, work.statements, before, article.version, work.message)


def require(by: User | None, verb: str, article: Article) -> None:
    rights.require(by, verb, article)


def locked_statement(work: Work, statement: Statement, seen: str) -> Statement:
    """The statement as it stands under the lock, its columns kept. Raises WorkflowRefused when it is not as it was seen.

    `seen` is the token of what the person saw; without one, the instance is what was seen.
    """
    present = (
        Statement.objects.filter(pk=statement.pk, article=work.article).select_related("source", "decided_by").first()
    )
    if present is None:
        raise WorkflowRefused(_("This statement is not there any more: the text was edited. Look at the list again."))
    if token(present) != (seen or token(statement)):
        if present.state == Statement.State.ACCEPTED and present.decided_by == work.by:
            raise WorkflowRefused(
                _("You have accepted this statement already: it is what %s said. Nothing has changed.") % present.source
            )
        raise WorkflowRefused(
            _("%(who)s decided on this statement in the meantime: it is %(state)s. Look at it again.")
            % {"who": who_decided(present), "state": present.get_state_display().lower()}
        )
    present.article = work.article
    work.keep(present)
    return present


def token(statement: Statement) -> str:
    """What a person who decides has seen of a statement: how it stood, whose it was, in which words."""
    return f"{statement.state}:{statement.source_id or 0}:{statement.waiver_reason}:{statement.words}"


def who_decided(statement: Statement) -> str:
    return statement.decided_by.get_username() if statement.decided_by else _("Somebody")
