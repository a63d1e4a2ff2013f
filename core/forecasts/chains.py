"""Whether the record still says what it said: both chains read on from where they were read to, and again from their
beginning.

Rows are numbered from 1 without a gap. The row that a chain was known to reach, and the one that was written last, are
looked for with every reading, so that rows cut off at the end are missed however small the record is, and one written
anew does not pass for what was there.

New rows are read with every question, however many there are before them. What lies before is read again a piece at a
time, so that an edit of any row is found within hours, whoever asks; a small record is read whole with every question.
"""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from core.forecasts.model import Lane
from core.forecasts.owners import What, tell_owners
from core.forecasts.ports import ForecastStore
from core.forecasts.record import Broken, Link
from core.kernel.chain import BEGINNING, first_broken
from core.kernel.clock import MarketClock

CHAINS = ("forecasts", "outcomes")
PAGE = 2_000
SMALL = 4_000
"""A chain up to this row is read whole with every question."""
PIECE = 10_000
"""Rows of a chain that are read again at a time."""
_BELOW_ALL = -(1 << 62)


@dataclass(frozen=True, slots=True)
class Reached:
    """The last row of a chain that was read, and its hash."""

    number: int = 0
    hash: str = BEGINNING


@dataclass(frozen=True, slots=True)
class Checked:
    """The first row that does not fit, None when all do; `whole_since` since when every row was read again, None while
    that has not been done yet by this process; how many rows of each chain are there."""

    broken: Broken | None
    whole_since: datetime | None
    forecasts: int = 0
    outcomes: int = 0


class Chains:
    """Keeps up to where each chain is known, also across a restart."""

    def __init__(self, store: ForecastStore, clock: MarketClock) -> None:
        self._store, self._clock = store, clock
        self._reached: dict[str, Reached] = {}
        self._ends: dict[str, Reached] = {}
        self._again: dict[str, Reached] = {}
        self._begun: datetime | None = None
        self._found = Checked(None, None)
        self._turn = asyncio.Lock()

    async def checked(self) -> Checked:
        """Read what is new, and all of it where that is little; return what is known."""
        async with self._turn:
            await self._recall()
            now, is_small = self._clock.now(), True
            for chain in CHAINS:
                begin = self._reached[chain]
                if begin.number <= SMALL:
                    begin = Reached()
                is_small = is_small and begin.number == 0
                end, broken = await self._read(chain, begin)
                if broken is not None:
                    return Checked(broken, self._found.whole_since)
                self._reached[chain] = end
            if is_small:
                self._found = Checked(None, now)
            forecasts, outcomes = (self._reached[chain].number for chain in CHAINS)
            return replace(self._found, forecasts=forecasts, outcomes=outcomes)

    async def sweep(self) -> bool:
        """Read the next piece of each chain again; return whether that was the last one. Owners are told of a row that
        does not fit."""
        async with self._turn:
            await self._recall()
            if self._begun is None:
                self._begun, self._again = self._clock.now(), {}
            ended = []
            for chain in CHAINS:
                begin = self._again.get(chain, Reached())
                end, broken = await self._read(chain, begin, PIECE)
                if broken is not None:
                    await self._found_broken(broken)
                    return True
                self._again[chain] = end
                if end.number > self._reached[chain].number:
                    self._reached[chain] = end
                ended.append(end.number >= self._reached[chain].number)
            await self._keep()
            if all(ended):
                self._found, self._begun = Checked(None, self._begun), None
            return all(ended)

    async def _read(self, chain: str, begin: Reached, most: int | None = None) -> tuple[Reached, Broken | None]:
        """Return up to where the chain fits from `begin` on, over `most` rows, and the first row that does not."""
        reached, count = begin, 0
        # The row that it was read to is read as well: rows that were cut off, or written anew, show there. At the very
        # beginning whatever stands before the first row is no row of ours.
        after = begin.number - 1 if begin.number else _BELOW_ALL
        while most is None or count < most:
            async with self._store.reading() as work:
                page = await work.forecasts.links(chain, after, PAGE)
            if 0 < after + 1 == begin.number:
                if not page or (page[0].number, page[0].linked.hash) != (begin.number, begin.hash):
                    return reached, Broken(chain, begin.number)
                fitting = Reached(begin.number - 1, page[0].linked.previous)
            else:
                fitting = reached
            position = await asyncio.to_thread(_first_unfit, page, fitting)
            if position is not None:
                return reached, Broken(chain, page[position].number)
            if (missing := self._missing(chain, page, after)) is not None:
                return reached, Broken(chain, missing)
            if page:
                reached = Reached(page[-1].number, page[-1].linked.hash)
            count, after = count + len(page), reached.number
            if len(page) < PAGE:
                break
        return reached, None

    def _missing(self, chain: str, page: Sequence[Link], after: int) -> int | None:
        """Return the number of a row that is to be in this page and is not, or is another one by now."""
        known = (self._reached[chain], self._ends[chain])
        return next((each.number for each in known if _is_missing(each, page, after)), None)

    async def _recall(self) -> None:
        """Read which row of each chain was written last, and up to where it was known when the process ended."""
        async with self._store.reading() as work:
            kept = {chain: await work.memory.recall(_key(chain)) for chain in CHAINS}
            ends = {chain: await work.forecasts.written_to(chain) for chain in CHAINS}
        self._ends = {chain: Reached() if end is None else Reached(*end) for chain, end in ends.items()}
        if not self._reached:
            self._reached = {chain: Reached(*json.loads(text)) if text else Reached() for chain, text in kept.items()}

    async def _keep(self) -> None:
        async with self._store.begin() as work:
            for chain, reached in self._reached.items():
                await work.memory.keep(_key(chain), json.dumps([reached.number, reached.hash]))
            await work.commit()

    async def _found_broken(self, broken: Broken) -> None:
        self._found, self._begun = Checked(broken, None), None
        async with self._store.begin() as work:
            facts = {"because": str(broken.number)}
            await tell_owners(work, What.RECORD, Lane.DAILY, self._clock.now(), broken.chain, facts)
            await work.commit()


def _first_unfit(page: Sequence[Link], before: Reached) -> int | None:
    """Return the position of the first row that does not follow the one before it, by its number and its hash."""
    unfit = first_broken([link.linked for link in page], before.hash)
    rows = enumerate(page[:unfit])
    return next((place for place, link in rows if link.number != before.number + 1 + place), unfit)


def _is_missing(known: Reached, page: Sequence[Link], after: int) -> bool:
    """Whether the row that the chain was known to reach is to be in this page and is not, or is another one by now."""
    is_due = max(after, 0) < known.number and (len(page) < PAGE or page[-1].number >= known.number)
    return is_due and (known.number, known.hash) not in [(link.number, link.linked.hash) for link in page]


def _key(chain: str) -> str:
    return f"forecast-chain:{chain}"
