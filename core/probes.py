"""Probes of `run_bot.py check`: each looks at one thing and says how to mend it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum


class Health(StrEnum):
    """How a probed thing is."""

    GOOD = "ok"
    ODD = "warn"
    BAD = "fail"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a probe found: `found` in one sentence, `mend` what to do about it ("" when good). No secret."""

    name: str
    health: Health
    found: str
    mend: str = ""


@dataclass(frozen=True, slots=True)
class Probe:
    """One look; it never raises what it can say as a finding."""

    name: str
    look: Callable[[], Awaitable[Finding]]
