"""How fast we may speak: Telegram's published pace, and the pauses it asks for (`retry_after`)."""

from dataclasses import dataclass

from aiolimiter import AsyncLimiter
from cachetools import LRUCache

from core.kernel.clock import RealClock

_CHATS = 10_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Messages per seconds: over all, in one chat (a small burst is let through), in one group."""

    overall: tuple[float, float] = (30, 1)
    chat: tuple[float, float] = (3, 3)
    group: tuple[float, float] = (20, 60)


@dataclass(slots=True)
class _Pause:
    since: float
    seconds: float

    def left_s(self, now: float) -> float:
        # A wall clock that was set back must not make a pause of seconds one of hours.
        self.since = min(self.since, now)
        return max(0.0, self.since + self.seconds - now)


class Pace:
    """Lets messages through in turn. A chat that Telegram paused waits alone; a second chat paused at the same time
    means that the token is, and then all wait (the answer itself does not say which it is)."""

    def __init__(self, clock: RealClock, limits: Limits = Limits()) -> None:
        self._clock = clock
        self._limits = limits
        self._overall = AsyncLimiter(*limits.overall)
        self._chats: LRUCache[int, tuple[AsyncLimiter, ...]] = LRUCache(_CHATS)
        self._paused: dict[int, _Pause] = {}
        self._all_paused = _Pause(0.0, 0.0)

    def held_s(self, chat: int) -> float:
        """Return for how many more seconds no call may be made to `chat`."""
        now = self._clock.now().timestamp()
        return max(self._all_paused.left_s(now), self._paused[chat].left_s(now) if chat in self._paused else 0.0)

    def hold(self, chat: int, seconds: float) -> None:
        """Telegram wants no call to `chat` for `seconds`."""
        now = self._clock.now().timestamp()
        self._paused = {other: pause for other, pause in self._paused.items() if pause.left_s(now) > 0}
        self._paused[chat] = _Pause(now, max(seconds, self.held_s(chat)))
        if len(self._paused) > 1:
            self._all_paused = _Pause(now, max(pause.left_s(now) for pause in self._paused.values()))

    async def opened(self, chat: int) -> None:
        """Return when `chat` is not paused."""
        while (left := self.held_s(chat)) > 0:
            await self._clock.sleep(left)

    async def turn(self, chat: int, messages: int = 1) -> None:
        """Return when `messages` more may be sent to `chat`; an album counts by its photos."""
        limiters = self._chats.get(chat)
        if limiters is None:
            # Telegram's ids of groups are negative.
            rates = (self._limits.chat, self._limits.group) if chat < 0 else (self._limits.chat,)
            limiters = self._chats[chat] = tuple(AsyncLimiter(*rate) for rate in rates)
        for limiter in (*limiters, self._overall):
            await limiter.acquire(min(messages, limiter.max_rate))
