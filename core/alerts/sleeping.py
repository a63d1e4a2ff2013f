"""Armed thresholds that nobody has come near: a million of them as columns, without an object each.

A rule whose whole condition is one price against one level, and which is at rest, needs nothing but its level until a
price comes to it. It is then loaded and watched as any other.
"""

import math

import numpy as np

from core.market.model import Floats, Instants

# Those that fell asleep one by one are kept apart until there are this many, or a part this large of all.
_FEW, _PART = 256, 16


class Sleepers:
    """Rules by their level, on one stream of prices. Levels strictly between `low` and `high` belong to nobody."""

    __slots__ = ("_ids", "_levels", "_young", "high", "low")

    def __init__(self) -> None:
        self._levels: Floats = np.zeros(0)
        self._ids: Instants = np.zeros(0, dtype=np.int64)
        self._young: dict[int, float] = {}
        self.low, self.high = -math.inf, math.inf

    def __len__(self) -> int:
        return int(np.count_nonzero(self._ids)) + len(self._young)

    def lay_down(self, levels: Floats, rule_ids: Instants) -> None:
        """Add rules, [n] each: levels in the stream's unit, ids above zero."""
        levels = np.concatenate([self._levels[self._ids > 0], levels])
        rule_ids = np.concatenate([self._ids[self._ids > 0], rule_ids])
        order = np.argsort(levels, kind="stable")
        self._levels, self._ids = levels[order], rule_ids[order]
        self.low, self.high = math.inf, -math.inf

    def fall_asleep(self, rule_id: int, level: float) -> None:
        """Add one rule."""
        self._young[rule_id] = level
        if len(self._young) > max(_FEW, self._levels.size // _PART):
            young, self._young = self._young, {}
            self.lay_down(np.fromiter(young.values(), np.float64, len(young)), np.fromiter(young, np.int64, len(young)))
        self.low, self.high = math.inf, -math.inf

    def wake(self, rule_id: int, level: float) -> bool:
        """Take a rule out and say whether it was here."""
        if self._young.pop(rule_id, None) is not None:
            return True
        first, last = np.searchsorted(self._levels, level), np.searchsorted(self._levels, level, side="right")
        for row in range(int(first), int(last)):
            if self._ids[row] == rule_id:
                # Taking the row out would move all that follow.
                self._ids[row] = 0
                return True
        return False

    def between(self, price: float, other: float) -> list[int]:
        """Return the rules whose level lies between two prices, both included."""
        low, high = min(price, other), max(price, other)
        if self.low < low and high < self.high:
            return []
        first = int(np.searchsorted(self._levels, low))
        last = int(np.searchsorted(self._levels, high, side="right"))
        found = [rule_id for rule_id in self._ids[first:last].tolist() if rule_id]
        found += [rule_id for rule_id, level in self._young.items() if low <= level <= high]
        if not found:
            self._look_around(first, last, low, high)
        return found

    def _look_around(self, first: int, last: int, low: float, high: float) -> None:
        """Remember the nearest levels on both sides, so that prices between them cost nothing."""
        below, above = first - 1, last
        while below >= 0 and not self._ids[below]:
            below -= 1
        while above < self._levels.size and not self._ids[above]:
            above += 1
        self.low = float(self._levels[below]) if below >= 0 else -math.inf
        self.high = float(self._levels[above]) if above < self._levels.size else math.inf
        for level in self._young.values():
            if level < low:
                self.low = max(self.low, level)
            elif level > high:
                self.high = min(self.high, level)
