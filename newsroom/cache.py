"""The cache in Redis, which nothing depends on: while Redis is away it behaves as if nothing had been kept."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from time import monotonic
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.dummy import DummyCache
from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import RedisError
from redis.retry import Retry

logger = logging.getLogger(__name__)
PATIENCE = 0.5  # seconds that a Redis which hangs may cost a request, once each PAUSE
PAUSE = 5.0  # seconds in which it is not asked again after it failed
# Seconds. A key that could not be deleted while Redis was away (a session that was signed out) is gone soon after.
LONGEST = 300

CONNECTION = {
    "socket_connect_timeout": PATIENCE,
    "socket_timeout": PATIENCE,
    # Once more, at once, for a connection that Redis had closed; redis-py's own way takes seconds.
    "retry": Retry(NoBackoff(), 1, (RedisConnectionError,)),
}


def dispensable(name: str) -> Callable[..., Any]:
    """RedisCache's method `name`; Django's dummy cache, which keeps nothing, answers in its place when Redis does not."""
    ask = getattr(RedisCache, name)

    @wraps(ask)
    def method(self: DispensableRedisCache, *args: Any, **kwargs: Any) -> Any:
        if monotonic() >= self.paused_until:
            try:
                return ask(self, *args, **kwargs)
            except (RedisError, OSError) as error:
                self.paused_until = monotonic() + PAUSE
                logger.warning("Redis does not answer; going on without it for %d s: %s", PAUSE, error)
        return getattr(self.without, name)(*args, **kwargs)

    return method


class DispensableRedisCache(RedisCache):
    """Django's, degrading to its dummy cache. Each thread has its own, so each finds out for itself."""

    def __init__(self, server: str, params: dict[str, Any]):
        super().__init__(server, {**params, "OPTIONS": CONNECTION | params.get("OPTIONS", {})})
        self.without = DummyCache("", params)
        self.paused_until = 0.0

    def get_backend_timeout(self, timeout: Any = DEFAULT_TIMEOUT) -> float:
        wanted = super().get_backend_timeout(timeout)
        return LONGEST if wanted is None else min(wanted, LONGEST)

    add = dispensable("add")
    get = dispensable("get")
    set = dispensable("set")
    touch = dispensable("touch")
    delete = dispensable("delete")
    get_many = dispensable("get_many")
    has_key = dispensable("has_key")
    incr = dispensable("incr")
    set_many = dispensable("set_many")
    delete_many = dispensable("delete_many")
    clear = dispensable("clear")
