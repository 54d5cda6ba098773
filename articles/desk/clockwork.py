"""The clockwork: runs of the periodic command, what each did, and whether the desk can rely on the next one."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.desk import autosave
from articles.desk.models import Notice, Tick
from articles.desk.notices import tell
from articles.publishing.announcing import Event, Failure, announce_due
from articles.publishing.models import Edition

logger = logging.getLogger(__name__)
KEPT = timedelta(days=14)  # runs: enough to see when something began to fail
# What else a run does, such as sending mail that waits: given the moment of the run. Registered at the app's start
# (articles/apps.py); each deals with its own items one by one, and one that fails as a whole keeps nobody else's waiting.
ALSO: list[Callable[[datetime], object]] = []
LATE = timedelta(minutes=15)  # it is meant to run every minute; so long a silence is worth a word


def also(task: Callable[[datetime], object]) -> None:
    """Let each run do `task(now)` as well. Once, however often it is registered."""
    if task not in ALSO:
        ALSO.append(task)


def run() -> Tick:
    """One run: announce what went live or ended, and keep a row of how it went. Safe at any time, twice and at once.

    Whoever a failed announcement concerns gets one notice, however often it fails. Then it tidies: old runs and autosaves that nobody came back to.
    """
    tick = Tick.objects.create(started=timezone.now())
    known = known_failures()
    announced, failures = announce_due(tick.started)
    tick.announced = announced
    tick.failures = [*(failure.as_json() for failure in failures), *do_the_rest(tick.started)]
    tick.ended = timezone.now()
    tick.save(update_fields=["announced", "failures", "ended"])
    for failure in failures:
        if (failure.edition, failure.event) not in known:
            tell_of_failure(failure)
    Tick.objects.filter(started__lt=tick.started - KEPT).delete()
    autosave.purge(tick.started)
    return tick


def do_the_rest(now: datetime) -> list[dict]:
    """Every task of ALSO; those that raised, in the form of a failed announcement."""
    failures = []
    for task in ALSO:
        name = f"{task.__module__}.{task.__name__}"
        try:
            task(now)
        except Exception as error:
            logger.exception("a task of the tick failed: %s", name)
            failures.append({"edition": 0, "event": "task", "headline": name, "article": 0, "error": str(error)[:300]})
    return failures


def known_failures() -> set[tuple[int, str]]:
    """(edition, event) of what failed in the last run that came to its end. One query."""
    former = Tick.objects.filter(ended__isnull=False).first()
    return {(failure["edition"], failure["event"]) for failure in former.failures} if former else set()


def tell_of_failure(failure: Failure) -> None:
    """Reporter, editor and publisher of the edition learn that it was not announced, and that readers are served all the same.

    A notice that cannot be written is logged: the run goes on, and its row tells the desk.
    """
    words = {
        Event.LIVE: _("“%s” is live, but announcing it failed. It is tried again each minute."),
        Event.ENDED: _("“%s” has ended, but announcing it failed. It is tried again each minute."),
    }
    try:
        with transaction.atomic():
            edition = Edition.objects.select_related("article", "published_by").get(pk=failure.edition)
            people = [edition.article.reporter, edition.article.editor, edition.published_by]
            for person in {who.pk: who for who in people if who}.values():
                tell(person, Notice.Kind.FAILED, words[Event(failure.event)] % edition.headline[:200], edition.article)
    except Exception:
        logger.exception("nobody was told of a failed announcement", extra={"edition": failure.edition})


def tell_reporter(sender, edition: Edition, event: Event, **kwargs) -> None:
    """A notice to the reporter whose story went live or ended; not for a replaced edition, nor to who did it."""
    if event == Event.ENDED and edition.ending == Edition.Ending.SUPERSEDED:
        return
    reporter = edition.article.reporter
    if reporter is None or reporter.pk == edition.published_by_id:
        return
    words = {
        Event.LIVE: (Notice.Kind.LIVE, _("Edition %(number)d of “%(headline)s” is live.")),
        Event.ENDED: (Notice.Kind.ENDED, _("Readers no longer see “%(headline)s”.")),
    }
    kind, text = words[event]
    said = text % {"number": edition.number, "headline": edition.headline[:200]}
    tell(reporter, kind, said, edition.article)


@dataclass(frozen=True)
class Health:
    """How the clockwork is, in words for the desk's start page; `style` is ok, warning or failed."""

    words: str
    style: str
    failures: list[dict]


def health() -> Health:
    """By the newest run. One query."""
    newest = Tick.objects.first()
    if newest is None:
        return Health(_("Announcements have never run. Stories go live without them."), "warning", [])
    ago = timezone.now() - newest.started
    if newest.ended is None:
        words = _("The last run began %(ago)s ago and did not end.") % {"ago": timesince(newest.started)}
        return Health(words, "warning" if ago > LATE else "ok", [])
    words = ", ".join(
        [
            _("Last run %(ago)s ago") % {"ago": timesince(newest.started)}
            if ago >= timedelta(minutes=1)
            else _("Last run just now"),
            ngettext("%d announced", "%d announced", newest.announced) % newest.announced,
            ngettext("%d failed", "%d failed", len(newest.failures)) % len(newest.failures),
        ]
    )
    late = " " + _("It is late; stories go live all the same.") if ago > LATE else ""
    style = "failed" if newest.failures else "warning" if late else "ok"
    return Health(f"{words}.{late}", style, newest.failures)
