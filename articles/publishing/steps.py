"""The steps that verbs of publication share: locking, refusing, closing, keeping an address, announcing.

Each expects its caller to hold the article's row and to be in a transaction.
"""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import User
from django.dispatch import Signal
from django.utils.translation import gettext as _

from articles.page_cache import purge, tags_of
from articles.publishing.checks import Level, Problem, ticks
from articles.publishing.checks.ticks import Acknowledged
from articles.publishing.models import Address, Article, Edition, Revision
from articles.publishing.times import in_words

edition_changed = Signal()  # sent with `edition`, in the transaction: it went live or ended now, or is planned to


class WorkflowRefused(Exception):
    """A verb that cannot be done now. `messages` say why and what to do, each a sentence for an editor."""

    def __init__(self, *messages: str):
        super().__init__(" ".join(messages))
        self.messages = list(messages)


class ErrorsFound(WorkflowRefused):
    """The pre-publish checks found what blocks publication; `errors` are all of it."""

    def __init__(self, errors: list[Problem]):
        super().__init__(*[str(problem) for problem in errors])
        self.errors = errors


class WarningsToTick(WorkflowRefused):
    """Only warnings of the pre-publish checks stand in the way; `warnings` are all of them, ticked before or not."""

    def __init__(self, warnings: list[Problem]):
        super().__init__(*[str(problem) for problem in warnings])
        self.warnings = warnings


def lock(article: Article) -> Article:
    return Article.objects.select_for_update(of=("self",)).select_related("section").get(pk=article.pk)


def refuse_unless_time_allows(article: Article, *, start: datetime, now: datetime) -> None:
    if start < now:
        raise WorkflowRefused(_("An edition cannot go live in the past. Choose a later moment, or publish now."))
    if article.embargo_until and start < article.embargo_until:
        until = in_words(article.embargo_until)
        raise WorkflowRefused(_("Embargoed until %s. Schedule it for then, or lift the embargo first.") % until)


def refuse_errors(problems: list[Problem]) -> None:
    if errors := [problem for problem in problems if problem.level == Level.ERROR]:
        raise ErrorsFound(errors)


def refuse_the_same(article: Article, revision: Revision, now: datetime) -> None:
    """A second press of the button, or a second editor, finds that readers see this very text already."""
    current = article.editions.live(now).only("number", "revision_id").first()
    if current and current.revision_id == revision.pk and not article.editions.filter(live_from__gt=now).exists():
        raise WorkflowRefused(
            _("Readers see this very text already, as edition %d. Nothing was published.") % current.number
        )


def pass_warnings(
    problems: list[Problem], revision: Revision, acknowledged: Acknowledged, by: User | None
) -> list[Problem]:
    """The warnings among `problems`, kept with the name of who let them pass. Raises WarningsToTick when one was not seen."""
    warnings = [problem for problem in problems if problem.level == Level.WARNING]
    if ticks.unticked(warnings, revision, acknowledged):
        raise WarningsToTick(warnings)
    ticks.keep(warnings, revision, by)
    return warnings


def keep_address(article: Article) -> str:
    """The path of the article as it stands, remembered for ever as its own."""
    path = article.address()
    Address.objects.get_or_create(path=path, defaults={"article": article})
    return path


def drop_planned(article: Article, now: datetime) -> datetime | None:
    """Delete an edition that has not gone live yet and reopen the one it would have replaced. Its start, if any.

    The reopened edition takes back a planned end, which is the story's.
    """
    planned = article.editions.filter(live_from__gt=now).first()
    if planned is None:
        return None
    start = planned.live_from
    planned.delete()
    article.editions.filter(live_until=start, ending=Edition.Ending.SUPERSEDED).update(
        live_until=planned.live_until, ending=planned.ending, ending_reason=planned.ending_reason
    )
    return start


def end_of(article: Article, now: datetime) -> Edition | None:
    """The edition with which the story is planned to end, if an end is planned."""
    planned = article.editions.filter(live_until__gt=now, ending=Edition.Ending.EXPIRED)
    return planned.order_by("-live_from").first()


def take_over_end(edition: Edition, former: Edition | None) -> None:
    """Let `edition` end when `former` was planned to, with its reason, unless it only starts after that."""
    if former is not None and former.live_until is not None and former.live_until > edition.live_from:
        close(edition, former.live_until, Edition.Ending.EXPIRED, former.ending_reason)


def iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def close(edition: Edition, at: datetime, ending: str, reason: str = "") -> None:
    edition.live_until, edition.ending, edition.ending_reason = at, ending, reason[:300]
    edition.save(update_fields=["live_until", "ending", "ending_reason"])


def announce(*editions: Edition | None, gone: bool = False) -> None:
    """Purge what these editions show: themselves, their sections, topics, authors, sources, lists and feeds; for good
    when readers may not see them any more. Tells who listens to `edition_changed`.
    """
    for edition in filter(None, editions):
        shown = [edition, *edition.topics.all(), *edition.authors.all(), *edition.sources.all()]
        purge(*tags_of(shown), gone=gone)
        edition_changed.send(sender=Edition, edition=edition)
