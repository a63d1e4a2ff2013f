"""The tape: every price seen of the pairs that somebody follows closely, in the order they came."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from core.market.model import Pair

# As much as is kept for a reader that does not come; beyond it only the extremes of each pair stay.
LONGEST = 50_000


@dataclass(frozen=True, slots=True)
class Seen:
    """A price that `venue` said of `pair` (in its quote), `at` by the venue's time, UTC."""

    venue: str
    pair: Pair
    price: float
    at: datetime


class Tape:
    """Written by whoever hears prices, read by one reader, who loses no high and no low by being slow."""

    def __init__(self, longest: int = LONGEST) -> None:
        self._longest = longest
        self._followed: frozenset[tuple[str, Pair]] = frozenset()
        self._seen: list[Seen] = []
        self._stirred = asyncio.Event()

    def follow(self, streams: Iterable[tuple[str, Pair]]) -> None:
        """Keep prices of these (venue, pair) from now on, and no others."""
        self._followed = frozenset(streams)

    @property
    def followed(self) -> frozenset[tuple[str, Pair]]:
        return self._followed

    def note(self, seen: Seen) -> None:
        """Write a price; one of a pair that nobody follows is passed over."""
        if (seen.venue, seen.pair) not in self._followed:
            return
        self._seen.append(seen)
        if len(self._seen) > self._longest:
            self._seen = _extremes(self._seen)
        self._stirred.set()

    def take(self) -> tuple[Seen, ...]:
        """Return what was seen since the last time, in order."""
        taken, self._seen = tuple(self._seen), []
        self._stirred.clear()
        return taken

    async def wait(self) -> None:
        """Return when there is something to take."""
        await self._stirred.wait()


def _extremes(seen: Iterable[Seen]) -> list[Seen]:
    """Return of each pair the first, the lowest, the highest and the last price, in order."""
    streams: dict[tuple[str, Pair], list[tuple[int, Seen]]] = {}
    for numbered in enumerate(seen):
        streams.setdefault((numbered[1].venue, numbered[1].pair), []).append(numbered)
    kept: dict[int, Seen] = {}
    for prices in streams.values():
        low, high = (pick(prices, key=lambda each: each[1].price) for pick in (min, max))
        kept |= dict((prices[0], low, high, prices[-1]))
    return [kept[number] for number in sorted(kept)]
