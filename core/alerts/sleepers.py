"""Sleepers: simple rules at rest, as numbers in columns. A price that is not near their level tells them nothing."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from core.alerts.streams import Stream
from core.market.model import Floats, Instants

Place = tuple[Stream, float]
"""Where a simple rule waits: its prices, and the level among them."""
Reach = Mapping[Stream, tuple[float, float]]
"""The lowest and the highest price, both included, between which a stream moves."""

_NOWHERE = (math.inf, -math.inf)
# So many rows of rules that are over stay before the columns are written anew.
_DEAD_KEPT = 1_000


class _Rows:
    """The rules on one stream. `levels`: [n], ascending, in its unit · `ids`: [n] int64 · `free` is a span (both ends
    excluded) in which nobody is known to sleep."""

    __slots__ = ("free", "ids", "levels")

    def __init__(self, levels: Floats, ids: Instants) -> None:
        self.levels, self.ids, self.free = levels, ids, _NOWHERE

    def put(self, levels: Floats, ids: Instants) -> None:
        """Add rows."""
        every = np.concatenate([self.levels, levels])
        order = np.argsort(every, kind="stable")
        self.levels, self.ids, self.free = every[order], np.concatenate([self.ids, ids])[order], _NOWHERE

    def between(self, low: float, high: float) -> tuple[slice, tuple[float, float]]:
        """Return which rows lie between `low` and `high`, both included, and the levels next to them."""
        first, last = int(self.levels.searchsorted(low)), int(self.levels.searchsorted(high, "right"))
        below = float(self.levels[first - 1]) if first else -math.inf
        return slice(first, last), (below, float(self.levels[last]) if last < len(self.levels) else math.inf)


class Sleepers:
    """Who sleeps. A rule that is woken keeps its row until it sleeps again or is gone: a price that swings about a
    level moves no column."""

    def __init__(self) -> None:
        self._rows: dict[Stream, _Rows] = {}
        # By rule id.
        self._asleep: npt.NDArray[np.bool_] = np.zeros(0, dtype=np.bool_)
        self._counts: Counter[Stream] = Counter()
        self._woken: set[int] = set()
        self._dead: set[int] = set()

    def __len__(self) -> int:
        return self._counts.total()

    def __contains__(self, rule_id: int) -> bool:
        return rule_id < len(self._asleep) and bool(self._asleep[rule_id])

    @property
    def streams(self) -> Iterable[Stream]:
        """The streams on which somebody sleeps."""
        return [stream for stream, count in self._counts.items() if count]

    def lay(self, stream: Stream, levels: Floats, ids: Instants) -> None:
        """Let rules fall asleep that are not known yet."""
        if not len(ids):
            return
        rows = self._rows.get(stream)
        if rows is None:
            self._rows[stream] = _Rows(levels, ids)
        else:
            rows.put(levels, ids)
        self._make_room(int(ids.max()))
        self._asleep[ids] = True
        self._counts[stream] += len(ids)

    def rest(self, places: Mapping[int, Place]) -> None:
        """Let rules fall asleep, by id: new ones, and such as were woken."""
        new: dict[Stream, list[tuple[float, int]]] = {}
        for rule_id, (stream, level) in places.items():
            if rule_id in self._woken:
                self._woken.discard(rule_id)
                self._asleep[rule_id] = True
                self._counts[stream] += 1
                self._rows[stream].free = _NOWHERE
            else:
                new.setdefault(stream, []).append((level, rule_id))
        for stream, rows in new.items():
            levels, ids = zip(*sorted(rows), strict=True)
            self.lay(stream, np.array(levels, dtype=np.float64), np.array(ids, dtype=np.int64))

    def within(self, stream: Stream, low: float, high: float) -> Sequence[int]:
        """Return who sleeps at a level between `low` and `high`, both included."""
        rows = self._rows.get(stream)
        if rows is None or (rows.free[0] < low and high < rows.free[1]):
            return ()
        chosen, beside = rows.between(low, high)
        ids = rows.ids[chosen]
        found: list[int] = ids[self._asleep[ids]].tolist()
        if not found:
            rows.free = beside
        return found

    def wake(self, rule_id: int, stream: Stream) -> None:
        """Let a rule sleep no more."""
        self._asleep[rule_id] = False
        self._woken.add(rule_id)
        self._counts[stream] -= 1

    def leave(self, ids: Iterable[int]) -> Mapping[int, Place]:
        """Know these rules no more, whatever they were; return where those slept who did."""
        known = [rule_id for rule_id in ids if rule_id in self or rule_id in self._woken or rule_id in self._dead]
        slept: dict[int, Place] = {}
        if not known:
            return slept
        gone = np.zeros(len(self._asleep), dtype=np.bool_)
        gone[known] = True
        for stream, rows in tuple(self._rows.items()):
            out = gone[rows.ids]
            if not out.any():
                continue
            for level, rule_id in zip(rows.levels[out].tolist(), rows.ids[out].tolist(), strict=True):
                if rule_id in self:
                    slept[rule_id] = (stream, level)
                    self._counts[stream] -= 1
            rows.levels, rows.ids = rows.levels[~out], rows.ids[~out]
            if not len(rows.ids):
                del self._rows[stream], self._counts[stream]
        self._asleep[known] = False
        self._woken.difference_update(known)
        self._dead.difference_update(known)
        return slept

    def end(self, rule_id: int) -> None:
        """Know a rule no more that is awake and over; its row goes with many."""
        if rule_id in self._woken:
            self._woken.discard(rule_id)
            self._dead.add(rule_id)
        if len(self._dead) > _DEAD_KEPT + len(self) // 8:
            self.leave(tuple(self._dead))

    def _make_room(self, rule_id: int) -> None:
        if rule_id >= len(self._asleep):
            more = np.zeros(max(1024, rule_id + rule_id // 8 + 1 - len(self._asleep)), dtype=np.bool_)
            self._asleep = np.concatenate([self._asleep, more])
