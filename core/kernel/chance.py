"""Randomness as a port, so that a seed reproduces a run."""

from typing import Protocol


class Chance(Protocol):
    """Jitter and short ids; never secrets, which come from `secrets` where they are made."""

    def uniform(self, low: float, high: float) -> float:
        """Return a float drawn evenly from [low, high)."""
