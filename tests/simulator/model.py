"""Lets every family of invariants look at what the world brings; `broken` says what was not as promised."""

from collections import Counter
from pathlib import Path

from tests.simulator.answers import Answer
from tests.simulator.invariants import FAMILIES
from tests.simulator.world import World


class Model:
    """Judges one world."""

    def __init__(self, world: World) -> None:
        self._families = tuple(family(world) for family in FAMILIES)
        self._answered: Counter[int] = Counter()
        self.broken: list[str] = []

    def judge(self, answer: Answer) -> None:
        """Check one answer: an update has one, however often it is brought."""
        self._answered[answer.post.update] += 1
        if self._answered[answer.post.update] > 1:
            if answer.replies or answer.told.secret:
                self.broken.append(f"an update was answered twice ({answer.post})")
            return
        for family in self._families:
            self.broken += [f"{wrong} ({answer.post})" for wrong in family.heard(answer)]

    def end(self, file: Path, until_ms: int) -> None:
        """Check what is stored when all is over."""
        for family in self._families:
            self.broken += family.over(file, until_ms)
