"""A venue that wanted to be left alone is."""

from collections.abc import Iterator
from pathlib import Path

from tests.simulator.invariants.base import Invariant


class Manners(Invariant):
    """Repeats what the venues complain of."""

    def over(self, file: Path, until_ms: int) -> Iterator[str]:
        for rude in self._world.rude:
            yield f"a venue that wanted to be left alone was asked: {rude}"
