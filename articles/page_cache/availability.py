"""Whether the database answers: one word for all workers of the machine, so that only the first of them waits for it.

Who finds that it does not calls `failed`; from then on nobody asks it, known pages are served as they are and all else is
refused at once, until a thread in the background finds it back. The word runs out by itself should that thread die.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from articles.page_cache.generations import DOWN_SINCE, DOWN_UNTIL, here, now

logger = logging.getLogger(__name__)
SAID_FOR = 6.0  # seconds that the word holds; longer than one try takes
BETWEEN_TRIES = 0.5

_patience: ContextVar[float | None] = ContextVar("patience", default=None)
_probing = threading.Lock()


@contextmanager
def waiting_at_most(seconds: float) -> Iterator[None]:
    """Within, one query may take `seconds`; then the database counts as down. Kept by newsroom/postgresql."""
    token = _patience.set(seconds)
    try:
        yield
    finally:
        _patience.reset(token)


def patience() -> float | None:
    """Seconds that a query of this request may take; None where nobody said."""
    return _patience.get()


def is_down() -> bool:
    """A word from further ahead than anybody says it is from before the clock was set back, and counts for nothing."""
    try:
        return 0 < here().read_time(DOWN_UNTIL) - now() <= SAID_FOR
    except OSError:
        return False


def down_for() -> float:
    """Seconds since the database was found down; 0 while it is up."""
    return max(0.0, now() - here().read_time(DOWN_SINCE)) if is_down() else 0.0


def failed(ask: Callable[[], None]) -> None:
    """Say that the database is down, and look in the background when `ask`, which raises while it is, finds it back."""
    try:
        say_down()
    except OSError:
        return
    suspected(ask)


def suspected(ask: Callable[[], None]) -> None:
    """Look in the background whether the database answers; should it not, it is said to be down."""
    if _probing.acquire(blocking=False):
        threading.Thread(target=look_for_it, args=(ask,), name="database-probe", daemon=True).start()


def say_down() -> None:
    generations, moment = here(), now()
    if generations.read_time(DOWN_UNTIL) <= moment:
        logger.error("the database is down; pages that are known are served as they are")
        generations.tell_time(DOWN_SINCE, moment)
    generations.tell_time(DOWN_UNTIL, moment + SAID_FOR)


def look_for_it(ask: Callable[[], None]) -> None:
    """Until it is back. It is asked at once: one query that took too long does not mean that the database is down."""
    try:
        while True:
            try:
                ask()
            except Exception as error:  # noqa: BLE001 - whatever it says, it does not answer
                logger.info("the database is still down: %s", error)
                say_down()
            else:
                here().tell_time(DOWN_UNTIL, 0)
                logger.warning("the database is back")
                return
            threading.Event().wait(BETWEEN_TRIES)
    except OSError:
        logger.exception("the state of the database cannot be told")
    finally:
        _probing.release()
