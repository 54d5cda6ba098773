"""How often someone may post: fixed windows for a reader, a network and a story, counted in one statement.

Kept in the database, not in Django's cache: the cache forgets after five minutes, and while Redis is away it forgets at
once (newsroom/cache.py), so its counts are not sure. A flood costs reads only: who is over a limit writes nothing.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings
from django.db import connection
from django.db.models import TextField
from django.utils.translation import gettext as _

from articles.comments.judging.models import PostingRate
from articles.comments.judging.networks import hash_of
from articles.prepared import Several, prepared

MINUTE, DAY = 60, 24 * 60 * 60
KEPT = DAY  # seconds that a row stays after its window
SWEPT = 500  # rows a time
COUNT = """
INSERT INTO articles_postingrate (key, began, hits, expires) VALUES {rows}
ON CONFLICT (key) DO UPDATE SET
    hits = CASE WHEN articles_postingrate.began = excluded.began THEN articles_postingrate.hits + 1 ELSE 1 END,
    began = excluded.began, expires = excluded.expires
RETURNING key, hits
"""


@dataclass(frozen=True)
class Limit:
    """At most `most` in `seconds`. `who` is whose: a word that parts the counters, such as reader, network or story."""

    who: str
    most: int
    seconds: int

    def began(self, at: float) -> int:
        return int(at) // self.seconds * self.seconds


# A lively conversation must not meet them: somebody who answers three people in a minute is no flood.
OF_A_READER = (Limit("reader", 10, MINUTE), Limit("reader", 40, 10 * MINUTE), Limit("reader", 200, DAY))
OF_A_NEW_READER = (Limit("reader", 5, MINUTE), Limit("reader", 20, 10 * MINUTE), Limit("reader", 60, DAY))
OF_A_NETWORK = (Limit("network", 60, 10 * MINUTE),)
OF_A_STORY = (Limit("story", 60, MINUTE),)


@dataclass(frozen=True)
class Over:
    """The limit that was reached: how many seconds to wait, and which it was, for the log of reasons."""

    wait: int = 0
    limit: str = ""


def clock() -> float:
    return time.time()


@prepared(keys=Several(TextField()))
def counted_under(*, keys):
    return PostingRate.objects.filter(pk__in=keys)


class Counters:
    """How often something was done in each window: `limits` are pairs of a limit and of whom it is, "" for nobody.

    `of` parts what is counted here from what others count of the same people.
    """

    def __init__(self, limits: Iterable[tuple[Limit, str]], *, of: str = ""):
        self.at = clock()
        day = datetime.fromtimestamp(self.at, UTC)
        self.limits = {hash_of(f"{of}{one.who} {one.seconds}", whose, at=day): one for one, whose in limits if whose}

    def over(self) -> Over:
        """The longest wait of the limits that are used up already; none when another may come. One query."""
        hits = {row.key: row for row in counted_under(keys=self.limits)} if self.limits else {}
        return self._longest(
            [
                limit
                for key, limit in self.limits.items()
                if key in hits and hits[key].began == limit.began(self.at) and hits[key].hits >= limit.most
            ]
        )

    def count(self) -> Over:
        """Count one more under every key, in one statement; the limits it went over, as two at once both may.

        The rows stay locked until the transaction ends: whoever waits for one then sees the comment that took its place.
        """
        if not self.limits:
            return Over()
        rows: list[str | int] = []
        for key in sorted(self.limits):  # in one order everywhere, so that two comments cannot wait for each other
            began = self.limits[key].began(self.at)
            rows += [key, began, 1, began + self.limits[key].seconds]
        with connection.cursor() as cursor:
            cursor.execute(COUNT.format(rows=", ".join(["(%s, %s, %s, %s)"] * len(self.limits))), rows)
            hits = dict(cursor.fetchall())
        if any(limit.who == "story" and hits[key] == 1 for key, limit in self.limits.items()):
            sweep()  # once a minute at most for each story, so that nobody has to remember it
        return self._longest([limit for key, limit in self.limits.items() if hits[key] > limit.most])

    def told(self, limit: Limit) -> str:
        return ""

    def _longest(self, used_up: list[Limit]) -> Over:
        if not used_up:
            return Over()
        limit = max(used_up, key=lambda each: each.began(self.at) + each.seconds)
        return Over(max(1, int(limit.began(self.at) + limit.seconds - self.at) + 1), self.told(limit))


class Rates(Counters):
    """The limits that one comment has to keep. `reader` is an e-mail address, `network` a prefix; what is empty is not counted."""

    def __init__(self, *, reader: str, network: str, story: int | None, is_known: bool):
        whose = {"reader": reader, "network": network, "story": str(story or "")}
        limits = (*(OF_A_READER if is_known else OF_A_NEW_READER), *OF_A_NETWORK, *OF_A_STORY)
        super().__init__((limit, whose[limit.who]) for limit in limits if settings.COMMENT_RATES)

    def told(self, limit: Limit) -> str:
        whose = {"reader": _("a reader"), "network": _("a network"), "story": _("a story")}[limit.who]
        said = {"most": limit.most, "seconds": limit.seconds, "whose": whose}
        return _("%(most)d in %(seconds)d seconds for %(whose)s") % said


def sweep() -> int:
    """Delete counters a day after their window. Those that someone counts up at this moment are left to the next time."""
    old = PostingRate.objects.filter(expires__lt=int(clock()) - KEPT).order_by("pk")
    found = list(old.select_for_update(skip_locked=connection.features.has_select_for_update_skip_locked)[:SWEPT])
    return PostingRate.objects.filter(pk__in=[row.pk for row in found]).delete()[0] if found else 0
