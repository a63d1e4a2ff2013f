"""What was used of an allowance: counted on the real clock, kept as one small fact, whatever became of the tries."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.kernel.errors import OverBudget
from core.kernel.memory import Memory
from core.market.model import from_ms, to_ms


@dataclass(frozen=True, slots=True)
class Limit:
    """`who` may try `most` times `within` that time."""

    who: str
    most: int
    within: timedelta


@dataclass(frozen=True, slots=True)
class Tries:
    """The tries of one kind, kept under `key` for as `long` as any limit looks back; `what` they are is what an error
    calls them."""

    key: str
    what: str
    long: timedelta

    async def spend(self, memory: Memory, limits: Sequence[Limit], now: datetime) -> None:
        """Count one try for each who is limited; OverBudget, until when, where it would be one too many for any."""
        # Counted first: where several write at once, the counter's row lets one of them in at a time.
        await memory.count(f"{self.key}-turns")
        tries = await self._kept(memory, now)
        for limit in limits:
            recent = [t for t in tries.get(limit.who, ()) if now - from_ms(t) < limit.within]
            if len(recent) >= limit.most:
                raise OverBudget(self.what, until=from_ms(recent[-limit.most]) + limit.within)
        for who in {limit.who: None for limit in limits}:
            tries.setdefault(who, []).append(to_ms(now))
        await memory.keep(self.key, json.dumps(tries))

    async def pass_on(self, memory: Memory, from_who: str, to_who: str) -> None:
        """Count for `to_who` as well what `from_who` has used: nobody is new by having become somebody else."""
        await memory.count(f"{self.key}-turns")
        tries: dict[str, list[int]] = json.loads(await memory.recall(self.key) or "{}")
        if used := tries.get(from_who):
            tries[to_who] = sorted([*tries.get(to_who, ()), *used])
            await memory.keep(self.key, json.dumps(tries))

    async def _kept(self, memory: Memory, now: datetime) -> dict[str, list[int]]:
        tries: dict[str, list[int]] = json.loads(await memory.recall(self.key) or "{}")
        return {
            who: kept for who, times in tries.items() if (kept := [t for t in times if now - from_ms(t) < self.long])
        }
