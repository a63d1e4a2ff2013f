"""How much a test tries, enough for every day or all of it (`make soak`); and how long it waits before it gives up."""

import os
from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")

SOAKING = bool(os.environ.get("SOAK"))
# CI tries the same each time, so that it says something about the change and nothing about luck.
SAME_EACH_TIME = bool(os.environ.get("CI")) and not SOAKING

# Seconds for what must come sooner or later. A hang is found by it, never slowness: the machine may be busy.
PATIENCE_S = 60.0


def effort(everyday: int, soak: int) -> int:
    """Return how many seeds, cases or kill points to go through."""
    return soak if SOAKING else everyday


def chance(of: str) -> Random:
    """Return what a test draws from, another each time; in CI always the same."""
    return Random(of) if SAME_EACH_TIME else Random()


def some(points: Sequence[T], every: int, of: str) -> Sequence[T]:
    """Return one of `every` points, evenly, beginning anywhere; all of them when soaking."""
    return points if SOAKING else points[chance(of).randrange(every) :: every]
