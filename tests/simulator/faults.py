"""What goes wrong, when, and for how long: drawn from the seed before anything starts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from random import Random

VENUES = ("binance", "kraken", "kucoin")

# Nobody asks a venue about the past before it has calmed down.
SETTLING_S = 120.0
# What no venue could give is asked for again within the hour; the last process finds it.
REST_S = 3_900.0
CALM_S = 150.0


class Fault(Enum):
    """Ways in which a venue fails."""

    DOWN = "no connection"
    HANGS = "no answer at all"
    SLOW = "answers after seconds"
    GARBLED = "answers that cannot be read"
    BUSY = "wants to be left alone for a while"
    LIES = "prices tenfold"
    FROZEN = "the same old prices"
    HOLED = "candles that it will have later"
    LATE = "candles that come a while after their close"
    DELISTED = "a pair is no longer traded"
    RENAMED = "a pair goes on under another name"
    POISON = "an answer over which our own code stumbles"


FOR_EVER: tuple[Fault, ...] = (Fault.DELISTED, Fault.RENAMED)


@dataclass(frozen=True, slots=True)
class Trouble:
    """One venue's fault during [since_s, until_s) of the timeline."""

    fault: Fault
    venue: str
    since_s: float
    until_s: float


@dataclass(frozen=True, slots=True)
class Ending:
    """A process ends at `at_s` in peace, or is killed at the `step`th step of the database after it; the next one
    starts `down_s` later."""

    at_s: float
    killed: bool
    step: int
    down_s: float


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that goes wrong before `calm_s`; nothing does from then on to `over_s`. In `blackout` every venue is
    down and every process lives."""

    troubles: tuple[Trouble, ...]
    endings: tuple[Ending, ...]
    blackout: tuple[float, float] | None
    calm_s: float
    over_s: float

    def find(self, venue: str, now_s: float, *faults: Fault) -> Trouble | None:
        """Return what troubles `venue` now."""
        for trouble in self.troubles:
            if trouble.venue == venue and trouble.fault in faults and trouble.since_s <= now_s < trouble.until_s:
                return trouble
        return None

    def poisoned(self, now_s: float) -> bool:
        """Whether our own code may stumble, or has just done so."""
        return any(t.fault is Fault.POISON and t.since_s <= now_s < t.until_s + SETTLING_S for t in self.troubles)

    def is_well(self, venue: str, now_s: float) -> bool:
        """Whether `venue` has been well for a while."""
        return not any(
            t.venue == venue and t.since_s <= now_s < t.until_s + SETTLING_S and t.fault not in FOR_EVER
            for t in self.troubles
        )


def drawn(chance: Random, unrest_s: float) -> Plan:
    """Return a plan with `unrest_s` of troubles, a rest without a process, and a calm end."""
    lie = _window(chance, unrest_s, 60, 400) if chance.random() < 0.5 else None
    blackout = _window(chance, unrest_s, 420, 600) if chance.random() < 0.4 else None
    if lie and blackout and _meet(lie, blackout):
        blackout = None
    rest = Ending(unrest_s + CALM_S, killed=False, step=0, down_s=REST_S)
    endings = (*_endings(chance, unrest_s, blackout), rest)
    troubles = list(_troubles(chance, unrest_s, [w for w in (lie, blackout) if w], lie is not None))
    if lie:
        troubles.append(Trouble(Fault.LIES, chance.choice(VENUES), *lie))
    if blackout:
        troubles += [Trouble(Fault.DOWN, venue, *blackout) for venue in VENUES]
    return Plan(tuple(troubles), endings, blackout, unrest_s, rest.at_s + REST_S + 2 * CALM_S)


def _troubles(chance: Random, unrest_s: float, quiet: Sequence[tuple[float, float]], lies: bool) -> Iterator[Trouble]:
    passing = [f for f in Fault if f not in FOR_EVER and f is not Fault.LIES]
    for _ in range(chance.randint(3, 8)):
        fault, venue, window = chance.choice(passing), chance.choice(VENUES), _window(chance, unrest_s, 40, 600)
        # While one venue lies, the others are its witnesses; a blackout is a blackout.
        if not any(_meet(window, other) for other in quiet):
            yield Trouble(fault, venue, *window)
    # Two witnesses are needed against a liar, for every pair.
    if chance.random() < 0.4 and not lies:
        fault = chance.choice((Fault.DELISTED, Fault.RENAMED))
        yield Trouble(fault, chance.choice(VENUES[:2]), chance.uniform(0.2, 0.8) * unrest_s, float("inf"))


def _endings(chance: Random, unrest_s: float, blackout: tuple[float, float] | None) -> Iterator[Ending]:
    at_s = 0.0
    for _ in range(chance.randint(1, 3)):
        at_s += chance.uniform(0.15, 0.45) * unrest_s
        ending = Ending(at_s, chance.random() < 0.7, chance.randint(1, 400), chance.choice((2.0, 40.0, 400.0)))
        until_s = at_s + ending.down_s + 2 * SETTLING_S
        if until_s < unrest_s and not (blackout and _meet((at_s - SETTLING_S, until_s), blackout)):
            yield ending
            at_s = until_s


def _window(chance: Random, unrest_s: float, shortest_s: float, longest_s: float) -> tuple[float, float]:
    length = chance.uniform(shortest_s, longest_s)
    since = chance.uniform(SETTLING_S, unrest_s - length)
    return since, since + length


def _meet(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[0] < other[1] + SETTLING_S and other[0] < one[1] + SETTLING_S
