"""What crosses an edge of the process, in its order: statements, venues' calls, words in and out. One hash for all."""

import hashlib

from tests.simulator.virtual_time import Timeline


class Trace:
    """Two runs with the same hash did the same, in the same order and at the same times. `lines` is what they did,
    where it is `kept` to find out where two runs part."""

    def __init__(self, timeline: Timeline, kept: bool = False) -> None:
        self._timeline, self._kept, self._hash = timeline, kept, hashlib.sha256()
        self.lines: list[str] = []
        self.count = 0

    @property
    def hash(self) -> str:
        return self._hash.hexdigest()

    def note(self, edge: str, what: object) -> None:
        line = f"{self._timeline.now_s:.6f} {edge}: {what}"
        self._hash.update(line.encode())
        self.count += 1
        if self._kept:
            self.lines.append(line)
