"""Randomness as a port, so that a seed reproduces a run."""

from typing import Protocol


class Chance(Protocol):
    """Jitter, codes and short ids."""

    def uniform(self, low: float, high: float) -> float:
        """Return a float drawn evenly from [low, high)."""

    def pick(self, letters: str, count: int) -> str:
        """Return `count` characters of `letters`; in service nobody can guess them."""
