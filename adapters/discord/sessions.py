"""Where our session at the gateway stands, kept for the next process."""

import json
import logging
from dataclasses import asdict
from datetime import timedelta

from adapters.discord.gateway import Session
from core.kernel.clock import RealClock
from core.kernel.errors import CandlewickError
from core.kernel.memory import Memory

log = logging.getLogger(__name__)

_APART = timedelta(seconds=1)


class Sessions:
    """Keeps the last session of each bot."""

    def __init__(self, memory: Memory, clock: RealClock) -> None:
        self._memory, self._clock = memory, clock
        self._kept_at = clock.now()

    async def last_of(self, bot: str) -> Session | None:
        """Return the session of before, None where there is none that can be read."""
        text = await self._memory.recall(_key(bot))
        try:
            return Session(**json.loads(text)) if text else None
        except (ValueError, TypeError):
            return None

    async def keep(self, bot: str, session: Session | None, handled: int | None, now: bool) -> None:
        """Keep it with the last event that is `handled`; unless `now`, once a second at most."""
        at = self._clock.now()
        if session is None or handled is None or not (now or abs(at - self._kept_at) >= _APART):
            return
        self._kept_at = at
        try:
            await self._memory.keep(_key(bot), json.dumps({**asdict(session), "seq": handled}))
        except CandlewickError as error:
            log.info("where the session stands could not be kept: %s", error.kind)


def _key(bot: str) -> str:
    return f"discord.session.{bot}"
