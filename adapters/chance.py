"""Chance, seeded and not."""

import random
import secrets


class SystemChance:
    """Differs on every run."""

    def uniform(self, low: float, high: float) -> float:
        return random.uniform(low, high)

    def pick(self, letters: str, count: int) -> str:
        # Codes open doors: they come from the system's own entropy.
        return "".join(secrets.choice(letters) for _ in range(count))


class SeededChance:
    """The same numbers for the same seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def uniform(self, low: float, high: float) -> float:
        return self._random.uniform(low, high)

    def pick(self, letters: str, count: int) -> str:
        return "".join(self._random.choice(letters) for _ in range(count))
