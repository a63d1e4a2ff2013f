"""One question to a venue: asked at its pace, again when it is busy, and its library's errors made ours, once."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Final, TypeVar

import aiohttp

from adapters.venues.answers import MISSHAPEN, Garbled, Refused, Throttled
from adapters.venues.library import library_errors
from core.kernel.chance import Chance
from core.kernel.clock import RealClock
from core.kernel.errors import Unavailable, UnknownName
from core.market.model import Pair

Answer = TypeVar("Answer")

TRIES: Final = 3
FIRST_WAIT: Final = timedelta(milliseconds=500)


def troubles() -> tuple[type[Exception], ...]:
    """Return every error that asking a venue may raise: ccxt's, aiohttp's, a parser's, and those of `answers`."""
    return (library_errors().BaseError, Throttled, Refused, Garbled, aiohttp.ClientError, OSError, *MISSHAPEN)


class Asking:
    """Puts questions to one venue. When it says that it is asked too often, nothing is sent before it allows.

    `patience` is how long a question may wait for a busy venue in all; it is put at most TRIES times.
    """

    def __init__(self, venue: str, clock: RealClock, chance: Chance, patience: timedelta) -> None:
        self._venue, self._clock, self._chance, self._patience = venue, clock, chance, patience
        self._quiet_until: datetime | None = None

    async def ask(self, question: Callable[[], Awaitable[Answer]], pair: Pair | None = None) -> Answer:
        """Return the answer to `question`, which is about `pair` if it can name an unknown one.

        Raises `Unavailable`, and `UnknownName` where the venue does not know `pair`. A question changes nothing at
        the venue, and must not: aiohttp repeats a GET by itself when a kept-alive connection turns out to be cut.
        """
        deadline = self._clock.now() + self._patience
        tried = 0
        while True:
            self._keep_quiet()
            try:
                return await question()
            except troubles() as error:
                trouble = translated(error, self._venue, pair)
                wait = self._wait(tried, trouble)
                tried += 1
                if wait is None or tried == TRIES or self._clock.now() + wait > deadline:
                    raise trouble from error
            await self._clock.sleep(wait.total_seconds())

    def _keep_quiet(self) -> None:
        """Refuse at once while the venue wants to be left alone: Binance bans who goes on asking."""
        if self._quiet_until is not None and self._clock.now() < self._quiet_until:
            raise Unavailable(self._venue, "busy", self._quiet_until - self._clock.now())

    def _wait(self, tried: int, trouble: Exception) -> timedelta | None:
        """Return how long to wait before the next try, None when another makes no sense."""
        if not isinstance(trouble, Unavailable) or trouble.reason != "busy":
            return None
        jitter = self._chance.uniform(0.0, 1.0)
        if trouble.retry_after is None:
            return FIRST_WAIT * (1 << tried) * (0.5 + jitter)
        self._quiet_until = self._clock.now() + trouble.retry_after
        return trouble.retry_after + FIRST_WAIT * jitter


def translated(error: Exception, venue: str, pair: Pair | None = None) -> UnknownName | Unavailable:
    """Return one of `troubles` as an error of ours, told apart by its type."""
    if isinstance(error, Throttled):
        return Unavailable(venue, "busy", error.retry_after)
    reason = _reason(error)
    if reason == "unknown" and pair is not None:
        return UnknownName("pair", str(pair))
    return Unavailable(venue, "rejected" if reason == "unknown" else reason)


def _reason(error: Exception) -> str:
    theirs = library_errors()
    # A body that was cut half-way is a plain ExchangeError, caused by aiohttp's.
    if isinstance(error, theirs.ExchangeError) and isinstance(error.__cause__, aiohttp.ClientError):
        return "network"
    # The first that fits: a class stands before its parents.
    reasons: tuple[tuple[tuple[type[Exception], ...], str], ...] = (
        ((theirs.BadSymbol,), "unknown"),
        ((theirs.RateLimitExceeded, theirs.DDoSProtection), "busy"),
        ((theirs.RequestTimeout, TimeoutError), "timeout"),
        ((theirs.NetworkError, aiohttp.ClientError, OSError), "network"),
        ((theirs.BadResponse, theirs.NullResponse, Garbled, *MISSHAPEN), "garbled"),
    )
    return next((reason for kinds, reason in reasons if isinstance(error, kinds)), "rejected")
