"""What the clock has to do for rules, and when."""

import heapq
from collections.abc import Iterator
from enum import IntEnum


class Kind(IntEnum):
    """What is over; at one instant in this order: `for`, then D after a message, then the last day."""

    LASTED = 0
    COOLED = 1
    ENDS = 2


class Timers:
    """Instants (ms) at which rules are looked at. `now` is up to when all of them have been handed out."""

    def __init__(self, now: int) -> None:
        self.now = now
        self._heap: list[tuple[int, Kind, int]] = []
        # A rule that is watched again and again, and ends when it always would, is one entry.
        self._set: set[tuple[int, Kind, int]] = set()

    def set(self, at: int, kind: Kind, rule_id: int) -> None:
        """Hand `rule_id` out at `at`, at once if that is past."""
        entry = (at, kind, rule_id)
        if entry not in self._set:
            self._set.add(entry)
            heapq.heappush(self._heap, entry)

    def until(self, until: int) -> Iterator[tuple[int, Kind, int]]:
        """Yield what is due by `until`, in order; what is set meanwhile, too."""
        while self._heap and self._heap[0][0] <= until:
            entry = heapq.heappop(self._heap)
            self._set.discard(entry)
            yield entry
        self.now = max(self.now, until)
