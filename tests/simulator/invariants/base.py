"""What a family of invariants is."""

from collections.abc import Iterator
from pathlib import Path

from tests.simulator.answers import Answer
from tests.simulator.world import World


class Invariant:
    """A family of promises about one world, judged by what the world was like and not by our own code. Each look yields
    sentences that say what is not as promised; a family looks where it has something to see."""

    def __init__(self, world: World) -> None:
        self._world = world

    def heard(self, answer: Answer) -> Iterator[str]:
        """Look at the first answer to an update."""
        return iter(())

    def over(self, file: Path, until_ms: int) -> Iterator[str]:
        """Look at what is stored in the end; the market is judged up to `until_ms` of its own time."""
        return iter(())
