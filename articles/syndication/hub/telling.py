"""Telling the hub, from the tick: each feed by itself and once, however many ticks run; again later when it fails.

Nobody waits for it: no transaction is open while the hub is asked, a run spends a bounded time on it, and when the hub is
away the first failure ends the run.
"""

from __future__ import annotations

import logging
import time
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from articles.syndication.addresses import absolute
from articles.syndication.hub import asking
from articles.syndication.models import FeedNews

logger = logging.getLogger(__name__)
MOST = 60  # feeds in a run
SECONDS = 20.0  # of a run; what is left waits for the next one
CLAIM = timedelta(minutes=5)  # after which a run that died is taken to be dead
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=6)
GIVEN_UP = 12  # failures in a row: about two days


def tell_due(now: datetime) -> int:
    """Tell the hub of every feed that is due. How many it was told of. A task of the tick."""
    if not settings.WEBSUB_HUB:
        return 0
    now = max(now, timezone.now())  # what this run itself announced a moment ago is due as well
    ends, told = time.monotonic() + SECONDS, 0
    for news in FeedNews.objects.filter(next_try__lte=now)[:MOST]:
        if time.monotonic() >= ends:
            break
        if not claimed(news, now):
            continue
        try:
            asking.tell(settings.WEBSUB_HUB, absolute(news.path))
        except asking.Untold as error:
            put_off(news, now, str(error))
            break
        done(news, now)
        told += 1
    return told


def claimed(news: FeedNews, now: datetime) -> bool:
    """Whether this run is the one that tells; another one finds it claimed."""
    mine = FeedNews.objects.filter(pk=news.pk, next_try=news.next_try).update(next_try=now + CLAIM)
    return bool(mine)


def done(news: FeedNews, now: datetime) -> None:
    """The hub knows. News that came meanwhile stays due."""
    FeedNews.objects.filter(pk=news.pk, changed=news.changed).update(next_try=None, told=now, failures=0, problem="")


def put_off(news: FeedNews, now: datetime, problem: str) -> None:
    """Try again later, each time twice as late; after a dozen times not at all, until there is news again."""
    failures = news.failures + 1
    wait = min(FIRST_WAIT * 2 ** min(failures - 1, 12), LONGEST_WAIT)
    next_try = None if failures >= GIVEN_UP else now + wait
    FeedNews.objects.filter(pk=news.pk, changed=news.changed).update(
        next_try=next_try, failures=F("failures") + 1, problem=problem[:200]
    )
    logger.warning("the hub was not told of %s: %s", news.path, problem)
