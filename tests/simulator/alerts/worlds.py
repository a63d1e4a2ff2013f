"""A world of alerts, planned from its seed: what prices do, who wants to know, and what goes wrong."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from enum import Enum
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

from tests.oracle import worlds as pasts
from tests.oracle.history import Candle, History
from tests.oracle.judge import Span
from tests.oracle.wanted import DAY, HOUR, MINUTE, SECOND, Both, Either, IndicatorIs, Tree, Wanted, ones
from tests.oracle.wishes import wishes

LATER_RULES = 2
LOOKS = 28
SEEN_MINUTES = 6
PEOPLE = 4
# The last of the people, in their stead, is a room.
ROOM = PEOPLE - 1
LONGEST = 26 * HOUR
# The end is looked at until every coin was waited for in vain.
LAST_LOOKS = tuple(after * SECOND for after in (14, 36, 58, 80, 102, 124))


class Fault(Enum):
    """What a chat platform does instead of showing a message."""

    BUSY = "asks to be left alone"
    DOWN = "does not take it"
    LOST = "takes it and gives no answer"
    DEAF = "shows it and gives no answer"


@dataclass(frozen=True, slots=True)
class Trouble:
    """A fault that one chat may meet during [since, until)."""

    chat: int
    fault: Fault
    since: int
    until: int


@dataclass(frozen=True, slots=True)
class Kept:
    """A rule, whose it is, and when it is saved: just behind the close of a minute."""

    wanted: Wanted
    owner: int
    made_at: int


@dataclass(frozen=True, slots=True)
class Ending:
    """In the look at `at` the house ends: at its step `step`, or in peace behind it. The next one begins `down` later,
    with the minutes that closed meanwhile, unless they come at its second look (`refilled_late`)."""

    at: int
    step: int | None
    down: int
    refilled_late: bool


@dataclass(frozen=True, slots=True)
class Shift:
    """The house's clock is wrong by `by` ms during [since, until)."""

    since: int
    until: int
    by: int


@dataclass(frozen=True, slots=True)
class World:
    """What is planned. Times are ms of true time; `looks` is when the house looks, `quiet` people's quiet hours on the
    clock of `zone`, `blocked` since when somebody's chat refuses everything."""

    seed: int
    zone: str
    history: History
    rules: Sequence[Kept]
    looks: Sequence[int]
    quiet: dict[int, tuple[time, time]]
    endings: Sequence[Ending]
    shifts: Sequence[Shift]
    troubles: Sequence[Trouble]
    blocked: dict[int, int]
    alerts_an_hour: int
    begin: int
    end: int


def world(seed: int) -> World:
    """Return the world of a seed; it is the same each time."""
    chance = Random(f"alerts {seed}")
    past = _past(chance)
    begin = -(-past.span.start // MINUTE) * MINUTE
    last = max(candles[-1].closed for candles in past.history.values())
    end = max(min(last, begin + LONGEST), begin + 10 * MINUTE)
    history: History = {coin: tuple(_cut(candles, end)) for coin, candles in past.history.items()}
    seen = {coin for coin in sorted(history) if chance.random() < 0.5}
    history = {coin: _seen(chance, c, Span(begin, end)) if coin in seen else c for coin, c in history.items()}
    closes = sorted({c.closed for candles in history.values() for c in candles if c.closed > begin})
    made = sorted({begin, *chance.sample(closes, min(LATER_RULES, len(closes)))})
    rules = _rules(chance, past, made, seen)
    always = (*(at + 500 for at in made), *(end + after for after in LAST_LOOKS))
    looks = sorted({*_looks(chance, history, closes, begin), *always})
    return World(
        seed,
        past.span.zone,
        history,
        rules,
        looks,
        _quiet(chance, begin, past.span.zone),
        tuple(_endings(chance, looks)),
        tuple(_shifts(chance, looks)),
        tuple(_troubles(chance, begin, end)),
        {0: chance.randrange(begin, end)} if chance.random() < 0.25 else {},
        chance.choice((30, 30, 8)),
        begin,
        end,
    )


def _past(chance: Random) -> pasts.World:
    """Return a past of which enough is left to live through."""
    while True:
        past = pasts.world(chance.randrange(1 << 40))
        since, until = past.span.start, past.span.start + LONGEST
        if sum(since <= c.opened < until for candles in past.history.values() for c in candles) >= LOOKS:
            return past


def _cut(candles: Sequence[Candle], end: int) -> Iterator[Candle]:
    """Yield what is lived through, and the first candles in any case: a coin without a past cannot be wanted."""
    for number, candle in enumerate(candles):
        if candle.closed <= end or number < 2:
            yield candle


def _seen(chance: Random, candles: Sequence[Candle], span: Span) -> Sequence[Candle]:
    """Let some prices of some minutes be seen before the minute closes, in the order in which they were."""
    lived = [row for row, candle in enumerate(candles) if span.start <= candle.opened < span.end]
    found = list(candles)
    for row in chance.sample(lived, min(SEEN_MINUTES, len(lived) // 4)):
        candle, number = candles[row], chance.choice((1, 1, 2, 3))
        turns = sorted(chance.choices(range(4), k=number))
        at = sorted(chance.sample(range(2_000, 57_000), number))
        seen = tuple((candle.opened + ms, candle.prices[turn]) for ms, turn in zip(at, turns, strict=True))
        found[row] = replace(candle, seen=seen)
    return tuple(found)


def _rules(chance: Random, past: pasts.World, made: Sequence[int], seen: set[str]) -> Sequence[Kept]:
    found = [Kept(wanted, chance.randrange(PEOPLE), made[0]) for wanted in past.rules]
    for at in made[1:]:
        wanted = next(wishes(chance, past.history, past.levels, Span(at, at + DAY, past.span.zone)))
        found.append(Kept(wanted, chance.randrange(PEOPLE), at))
    return tuple(replace(kept, wanted=_plainer(kept.wanted, seen, past.span)) for kept in found)


def _plainer(wanted: Wanted, seen: set[str], span: Span) -> Wanted:
    """Return a rule that can be saved: whose last day does not end before the first minute begins."""
    last = datetime.fromtimestamp(span.start / 1000, UTC).astimezone(ZoneInfo(span.zone)).date()
    until = None if wanted.until == last else wanted.until
    return replace(wanted, tree=_closed(wanted.tree, seen), until=until)


def _closed(tree: Tree, seen: set[str]) -> Tree:
    """Let indicators on prices that are seen be of closed candles: what counts as the running one is told by those."""
    if isinstance(tree, Both | Either):
        return replace(tree, parts=tuple(_closed(part, seen) for part in tree.parts))
    return replace(tree, live=False) if isinstance(tree, IndicatorIs) and tree.coin in seen else tree


def _looks(chance: Random, history: History, closes: Sequence[int], begin: int) -> Iterator[int]:
    """Yield when there may be something to see: behind some of the closes, behind every price, and in silences."""
    yield begin + 300
    for at in chance.sample(closes, min(LOOKS, len(closes))):
        yield at + chance.randrange(600, 9_000)
    silent = [at for before, after in pairwise(closes) for at in range(before + MINUTE, after, MINUTE)]
    for at in chance.sample(silent, min(LOOKS // 2, len(silent))):
        yield at + chance.randrange(600, 59_000)
    for candles in history.values():
        for candle in candles:
            for at, _ in candle.seen:
                yield at + chance.randrange(900)


def _quiet(chance: Random, begin: int, zone: str) -> dict[int, tuple[time, time]]:
    """Return quiet hours that begin in the world, of some; none begins or ends in an hour that a clock may skip."""
    found = {}
    for person in range(PEOPLE):
        if chance.random() < 0.35:
            local = datetime.fromtimestamp(begin / 1000, UTC).astimezone(ZoneInfo(zone))
            first = (local.hour + chance.randrange(3)) % 24
            last = (first + chance.randrange(1, 9)) % 24
            hours = [hour if hour not in (1, 2, 3) else hour + 3 for hour in (first, last)]
            if hours[0] != hours[1]:
                found[person] = (time(hours[0]), time(hours[1]))
    return found


def _endings(chance: Random, looks: Sequence[int]) -> Iterator[Ending]:
    rows = sorted(chance.sample(range(1, len(looks) - len(LAST_LOOKS)), chance.choice((1, 2, 2, 3))))
    for row in rows:
        step = chance.randrange(1, 14) if chance.random() < 0.75 else None
        down = chance.choice((SECOND, 40 * SECOND, chance.randrange(2, 40) * MINUTE))
        # The last looks see a house that lives.
        down = down if looks[row] + down < looks[-len(LAST_LOOKS)] - SECOND else SECOND
        yield Ending(looks[row], step, down, chance.random() < 0.2)


def _shifts(chance: Random, looks: Sequence[int]) -> Iterator[Shift]:
    if chance.random() < 0.3:
        back, row = chance.random() < 0.7, chance.randrange(2, len(looks) - len(LAST_LOOKS) - 6)
        until = row + (chance.randrange(1, 6) if back else 1)
        yield Shift(looks[row], looks[until], chance.choice((HOUR, DAY)) * (-1 if back else 1))


def _troubles(chance: Random, begin: int, end: int) -> Iterator[Trouble]:
    for chat in range(PEOPLE):
        for _ in range(chance.choice((0, 0, 1, 3))):
            since = chance.randrange(begin, end)
            yield Trouble(chat, chance.choice(tuple(Fault)), since, since + chance.randrange(MINUTE, 40 * MINUTE))


def names_of(kept: Kept) -> tuple[str, ...]:
    """Return the coins that a rule looks at."""
    return tuple(sorted({one.coin for one in ones(kept.wanted.tree)}))
