"""A world: what outlives every process in it."""

from dataclasses import dataclass
from datetime import timedelta

from tests.simulator.faults import Plan
from tests.simulator.people import Mail, Whisper
from tests.simulator.prices import Prices
from tests.simulator.trace import Trace
from tests.simulator.virtual_time import Timeline

COINS = ("BTC", "SOL")


@dataclass(frozen=True, slots=True)
class World:
    """What outlives every process."""

    seed: int
    plan: Plan
    timeline: Timeline
    prices: Prices
    speed: float
    poll_s: float
    stale_after: timedelta
    mail: Mail
    whispers: list[Whisper]
    rude: list[str]
    trace: Trace
