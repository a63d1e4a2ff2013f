"""How long and how fast a network is trained."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pace:
    """`patience` epochs without gain on the later span end a training of at most `epochs`."""

    epochs: int = 40
    patience: int = 6
    batch: int = 1024
    rate: float = 2e-3
    decay: float = 0.3
