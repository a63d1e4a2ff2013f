"""The stores of the market room in memory."""

from collections.abc import Sequence
from copy import deepcopy
from datetime import datetime
from types import TracebackType

from core.kernel.errors import Unavailable
from core.market.model import CandleSeries, SeriesKey, from_ms, to_ms
from core.market.resample import joined, masked


class MemoryCandles:
    """Candles in a dictionary."""

    def __init__(self) -> None:
        self.series: dict[SeriesKey, CandleSeries] = {}

    async def read(self, key: SeriesKey, since: datetime, until: datetime) -> CandleSeries:
        return self._of(key).between(since, until)

    async def newest(self, key: SeriesKey, count: int, until: datetime) -> CandleSeries:
        before = self._of(key).between(from_ms(0), until)
        return before.sliced(slice(max(0, len(before) - count), None))

    async def append(self, series: CandleSeries) -> int:
        before = self._of(series.key)
        after = joined(before, series)
        known = {c.opened_at: c for c in before.between(*_reach(series))} if len(series) else {}
        changed = sum(known.get(c.opened_at) != c for c in series)
        if changed:
            self.series[series.key] = after
        return changed

    async def opened_between(self, key: SeriesKey, since: datetime, until: datetime) -> Sequence[int]:
        found: list[int] = self._of(key).between(since, until).opened_ms.tolist()
        return found

    async def span(self, key: SeriesKey) -> tuple[datetime, datetime] | None:
        series = self._of(key)
        return (from_ms(int(series.opened_ms[0])), from_ms(int(series.opened_ms[-1]))) if len(series) else None

    async def keys(self) -> Sequence[SeriesKey]:
        return sorted((k for k, s in self.series.items() if len(s)), key=str)

    def forget(self, key: SeriesKey, since: datetime, until: datetime) -> None:
        """Lose candles, as a crash or a deletion would."""
        series = self.series[key]
        inside = (series.opened_ms >= to_ms(since)) & (series.opened_ms < to_ms(until))
        self.series[key] = masked(series, ~inside)

    def _of(self, key: SeriesKey) -> CandleSeries:
        return self.series.get(key) or CandleSeries.empty(key)


class MemoryWatchlists:
    """Watch lists in a dictionary."""

    def __init__(self) -> None:
        self.lists: dict[int, list[str]] = {}

    async def of(self, person_id: int) -> Sequence[str]:
        return tuple(self.lists.get(person_id, ()))

    async def add(self, person_id: int, coin_ids: Sequence[str]) -> Sequence[str]:
        mine = self.lists.setdefault(person_id, [])
        new = [c for c in dict.fromkeys(coin_ids) if c not in mine]
        mine.extend(new)
        return tuple(new)

    async def remove(self, person_id: int, coin_ids: Sequence[str]) -> Sequence[str]:
        mine = self.lists.get(person_id, [])
        gone = [c for c in dict.fromkeys(coin_ids) if c in mine]
        self.lists[person_id] = [c for c in mine if c not in gone]
        return tuple(gone)

    async def everyone(self) -> Sequence[str]:
        return tuple(dict.fromkeys(c for mine in self.lists.values() for c in mine))


class MemoryFacts:
    """The market's memory in a dictionary."""

    def __init__(self) -> None:
        self.facts: dict[str, str] = {}

    async def recall(self, key: str) -> str | None:
        return self.facts.get(key)

    async def keep(self, key: str, text: str) -> None:
        self.facts[key] = text

    async def count(self, key: str, by: int = 1) -> int:
        self.facts[key] = str(int(self.facts.get(key, "0")) + by)
        return int(self.facts[key])


class MemoryMarketWork:
    """A unit of work over the three stores: what is not committed is undone."""

    def __init__(self, store: "MemoryMarket") -> None:
        self._store = store
        self._before: tuple[dict[SeriesKey, CandleSeries], dict[int, list[str]], dict[str, str]] | None = None

    @property
    def candles(self) -> MemoryCandles:
        return self._store.candles

    @property
    def watchlists(self) -> MemoryWatchlists:
        return self._store.watchlists

    @property
    def memory(self) -> MemoryFacts:
        return self._store.memory

    async def __aenter__(self) -> "MemoryMarketWork":
        if self._store.broken:
            raise Unavailable("database", "locked")
        store = self._store
        self._before = dict(store.candles.series), deepcopy(store.watchlists.lists), dict(store.memory.facts)
        self._store.open_works += 1
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._store.open_works -= 1
        if self._before is not None:
            self._store.candles.series, self._store.watchlists.lists, self._store.memory.facts = self._before

    async def commit(self) -> None:
        self._before = None
        self._store.commits += 1


class MemoryMarket:
    """The tables of the market room; call `begin()` for a unit of work. `broken` refuses it."""

    def __init__(self) -> None:
        self.candles, self.watchlists, self.memory = MemoryCandles(), MemoryWatchlists(), MemoryFacts()
        self.broken = False
        self.open_works = self.commits = 0

    def begin(self) -> MemoryMarketWork:
        return MemoryMarketWork(self)

    def reading(self) -> MemoryMarketWork:
        return MemoryMarketWork(self)


def _reach(series: CandleSeries) -> tuple[datetime, datetime]:
    return from_ms(int(series.opened_ms[0])), from_ms(int(series.opened_ms[-1]) + 1)
