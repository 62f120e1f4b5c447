"""A cache in Redis whose loss slows the site down and stops nothing."""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

PAUSE = 5.0  # seconds without asking a Redis that didn't answer
# What of a cache talks to Redis; all the rest is made of these.
CALLS = (
    "add",
    "get",
    "set",
    "touch",
    "delete",
    "get_many",
    "has_key",
    "incr",
    "set_many",
    "delete_many",
)


def _forgiving(name: str) -> Callable[..., Any]:
    def call(self: "ForgivingRedisCache", *args: Any, **kwargs: Any) -> Any:
        return self.ask(name, *args, **kwargs)

    call.__name__ = name
    call.__doc__ = f"{name}() of Redis; of this process's memory where Redis doesn't answer."
    return call


class ForgivingRedisCache(RedisCache):
    """Redis; where it doesn't answer, this process's memory, until it does again.

    So limits go on being counted, by each process for itself. The loss is logged once, and so is
    the return. What was kept in memory meanwhile is forgotten then: Redis is what all share.
    """

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._memory = LocMemCache(f"instead-of-{server}", {**params, "OPTIONS": {}})
        loss = Loss("The cache", "each process keeps its own")
        self._loss = _losses.setdefault(server, loss)

    def clear(self) -> None:
        """Forget all that this cache holds, and leave the queue, which lives beside it."""
        self._memory.clear()
        try:
            client = self._cache.get_client(None, write=True)
            for key in client.scan_iter(match=f"{self.key_prefix}:*", count=1000):
                client.delete(key)
        except RedisError as error:
            self._loss.note(error)

    def ask(self, name: str, *args: Any, **kwargs: Any) -> Any:
        """Call a method of Redis, or of memory while Redis is away; wrong arguments still raise."""
        if time.monotonic() >= self._loss.asked_again_at:
            try:
                result = getattr(RedisCache, name)(self, *args, **kwargs)
            except RedisError as error:
                self._loss.note(error)
            else:
                if self._loss.is_lost:
                    self._loss.over()
                    self._memory.clear()
                return result
        return getattr(self._memory, name)(*args, **kwargs)


for _name in CALLS:
    setattr(ForgivingRedisCache, _name, _forgiving(_name))


class Loss:
    """Whether Redis answers, as this process found it; its loss is logged once, and its return."""

    def __init__(self, what: str, meanwhile: str) -> None:
        self.what, self.meanwhile = what, meanwhile
        self.is_lost = False
        self.asked_again_at = 0.0

    def note(self, error: RedisError) -> None:
        """It didn't answer."""
        self.asked_again_at = time.monotonic() + PAUSE
        if not self.is_lost:
            self.is_lost = True
            logger.error(
                "%s in Redis doesn't answer (%s); %s until it does. "
                "Look whether Redis runs and REDIS_URL is right.",
                self.what,
                type(error).__name__,
                self.meanwhile,
            )

    def over(self) -> None:
        """It answered."""
        if self.is_lost:
            self.is_lost = False
            logger.warning("%s in Redis answers again.", self.what)


_losses: dict[str, Loss] = {}
