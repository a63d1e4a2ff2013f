"""How much a test tries, enough for every day or all of it (`make soak`); and how long it waits before it gives up."""

import os

SOAKING = bool(os.environ.get("SOAK"))

# Seconds for what must come sooner or later. A hang is found by it, never slowness: the machine may be busy.
PATIENCE_S = 60.0


def effort(everyday: int, soak: int) -> int:
    """Return how many seeds, cases or kill points to go through."""
    return soak if SOAKING else everyday
