"""How often one reader, and one network, may recommend and report. Counted as postings are, under keys of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from django.conf import settings
from django.db import transaction

from articles.comments.judging import rates
from articles.comments.judging.networks import hash_of, prefix_of
from articles.publishing.origin import current_origin

MINUTE, DAY = rates.MINUTE, rates.DAY
RECOMMEND, REPORT = "recommend", "report"
LIMITS = {
    # Somebody who reads a long thread and likes much of it must not meet them.
    RECOMMEND: (
        rates.Limit("reader", 30, MINUTE),
        rates.Limit("reader", 300, 60 * MINUTE),
        rates.Limit("network", 120, MINUTE),
    ),
    REPORT: (
        rates.Limit("reader", 6, MINUTE),
        rates.Limit("reader", 60, DAY),
        rates.Limit("network", 60, 10 * MINUTE),
    ),
}


class Pace(rates.Rates):
    """The limits of one act. `reader` is the digest of an account, "" for a guest; `network` a prefix, "" for none."""

    def __init__(self, act: str, *, reader: str, network: str):
        self.at = rates.clock()
        day = datetime.fromtimestamp(self.at, UTC)
        whose = {"reader": reader, "network": network}
        wanted = [limit for limit in LIMITS[act] if whose[limit.who]] if settings.COMMENT_RATES else []
        self.limits = {
            hash_of(f"{act} {limit.who} {limit.seconds}", whose[limit.who], at=day): limit for limit in wanted
        }


class TooOften(Exception):
    """A limit is used up. `wait` is how many seconds until one more is taken."""

    def __init__(self, over: rates.Over):
        super().__init__(over.limit)
        self.wait = over.wait


@contextmanager
def kept(act: str, reader: str) -> Iterator[None]:
    """A transaction for one `act` of `reader`, counted. Raises TooOften, and keeps nothing, when a limit is used up."""
    pace = Pace(act, reader=reader, network=prefix_of(current_origin()))
    _refuse(pace.over())
    with transaction.atomic():
        _refuse(pace.count())
        yield


def _refuse(over: rates.Over) -> None:
    if over.wait:
        raise TooOften(over)
