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

    def set(self, at: int, kind: Kind, rule_id: int) -> None:
        """Hand `rule_id` out at `at`, at once if that is past."""
        heapq.heappush(self._heap, (at, kind, rule_id))

    def until(self, until: int) -> Iterator[tuple[int, Kind, int]]:
        """Yield what is due by `until`, in order; what is set meanwhile, too."""
        while self._heap and self._heap[0][0] <= until:
            yield heapq.heappop(self._heap)
        self.now = max(self.now, until)
