"""The market's tendency for alerts: looked at once after each hourly close, as long as a rule waits for it."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Protocol

from core.kernel.clock import MarketClock
from core.market.model import Interval
from core.market.overview import MarketTendency
from core.market.tendency import Tendency


class Listener(Protocol):
    """Who waits for the tendency."""

    @property
    def follows_tendency(self) -> bool: ...

    def tell(self, tendencies: Sequence[Tendency]) -> None:
        """Take in how the market tended at its last closes, oldest first; those known already are passed over."""


class Shifts:
    """Asks how the market tends when an hour has closed, until its close has been judged."""

    def __init__(
        self, tendency: Callable[[], Awaitable[MarketTendency | None]], listener: Listener, clock: MarketClock
    ) -> None:
        self._tendency, self._listener, self._clock = tendency, listener, clock
        self._judged: datetime | None = None

    async def look(self) -> None:
        """Look if there is something new to see. Raises `Unavailable` when BTC's candles are not to be had."""
        hour = Interval.H1.floor(self._clock.now())
        if not self._listener.follows_tendency or self._judged == hour:
            return
        found = await self._tendency()
        if found is None:
            return
        self._listener.tell((*found.past, found.now))
        self._judged = found.now.as_of
