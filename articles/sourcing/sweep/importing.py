"""Suggestions that come without a save: with an import, by a rerun. And copy published at once, waived by name."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from articles.publishing import audit, conflicts, revisions, rights
from articles.publishing.models import Article
from articles.publishing.steps import lock
from articles.sourcing.models import Statement
from articles.sourcing.sweep.quotations import seen_kind
from articles.sourcing.sweep.refresh import Refreshed, refresh, set_anchor
from articles.sourcing.sweep.standing import standing_of
from articles.sourcing.sweep.steps import step

AS_RECEIVED = _("Imported and published as received")


@cache
def received_words() -> tuple[str, ...]:
    """AS_RECEIVED in every language that an import may have spoken when it was written down."""
    spoken = []
    for code, _name in settings.LANGUAGES:
        with override(code):
            spoken.append(str(AS_RECEIVED))
    return tuple(dict.fromkeys(spoken))


def refresh_imported(sender, article: Article, **kwargs) -> None:
    """For `document_imported`: suggestions stand in the first revision of the article."""
    refresh(article)


def resweep(article: Article, *, by: User | None, write: bool = True) -> Refreshed:
    """`refresh` outside of a save: locks the article, and when anything changed counts it, logs it, records a revision.

    Raises PermissionDenied.
    """
    if not write:
        return refresh(article, write=False)
    rights.require(by, "suggest_statements", article)
    with transaction.atomic():
        locked = lock(article)
        rights.require(by, "suggest_statements", locked)
        outcome = refresh(locked)
        if outcome:
            stale = len(outcome.stale)
            told = {"added": len(outcome.added), "dropped": outcome.dropped, "moved": outcome.moved, "stale": stale}
            audit.record(by, "suggest_statements", locked, after=told)
            conflicts.touch(locked)
            revisions.record(locked, user=by, note=str(_("Statements suggested anew.")))
    return outcome


def waive_unlinked(article: Article, *, by: User | None, reason: str) -> int:
    """Waive every quotation that nobody has decided on, for `reason`; how many. Nothing is accepted, nobody is linked.

    One step, so that one undo takes it back. Locks the article. Raises PermissionDenied.
    """
    if not standing_of(article).unlinked_quotes():
        return 0
    with step(article, "waive_statements", by) as work:
        standing = standing_of(work.article)
        for known, passage, words in standing.unlinked_quotes():
            statement = known or Statement(article=work.article, words=words)
            if known is None:
                statement.kind, statement.quotes = seen_kind(words)
                set_anchor(statement, passage, standing.body)
                statement.save()
                work.before[str(statement.pk)] = None
            else:
                work.keep(statement)
            statement.state, statement.waiver_reason = Statement.State.WAIVED, reason[:300]
            work.write(statement)
        work.told, work.note = {"waived": len(work.statements)}, reason
    return len(work.statements)
