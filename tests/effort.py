"""How much a test tries: enough for every day, or all of it (`make soak`)."""

import os

SOAKING = bool(os.environ.get("SOAK"))


def effort(everyday: int, soak: int) -> int:
    """Return how many seeds, cases or kill points to go through."""
    return soak if SOAKING else everyday
