"""Where the ticks stand: round values on a value axis, round local times on a time axis. Pure."""

import math
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from core.market.model import from_ms, to_ms

HOUR_S = 3_600
DAY_S = 24 * HOUR_S
MONTH_S = 30 * DAY_S
YEAR_S = 365 * DAY_S

_MINUTE_STEPS = (60, 120, 300, 600, 900, 1_800)
_HOUR_STEPS = tuple(h * HOUR_S for h in (1, 2, 3, 4, 6, 12))
_DAY_STEPS = tuple(d * DAY_S for d in (1, 2, 4, 7, 14))
_MONTH_STEPS = tuple(m * MONTH_S for m in (1, 2, 3, 6))
_YEAR_STEPS = tuple(y * YEAR_S for y in (1, 2, 5, 10))
TIME_STEPS_S = _MINUTE_STEPS + _HOUR_STEPS + _DAY_STEPS + _MONTH_STEPS + _YEAR_STEPS

# Below this price the axis is written in powers of ten.
TINY = 1e-3

_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def round_ticks(low: float, high: float, most: int, text: Callable[[float], str]) -> tuple[tuple[float, str], ...]:
    """Return at most `most` round values in [low, high] with their words, no two worded alike.

    Steps are 1, 2, 2.5 or 5 times a power of ten, or 4 times where those leave less than `most` − 1 ticks: the finest
    that keeps to `most` and that `text` tells apart.
    """
    if not high > low:
        return ()
    exponent = math.floor(math.log10((high - low) / most))
    powers = [10.0**e for e in range(exponent, exponent + 4)]
    ticks = _finest([m * power for power in powers for m in (1, 2, 2.5, 5)], (low, high), most, text)
    if len(ticks) < most - 1:
        by_four = _finest([4 * power for power in powers], (low, high), most, text)
        return max(ticks, by_four, key=len)
    return ticks


def _finest(
    steps: Sequence[float], ends: tuple[float, float], most: int, text: Callable[[float], str]
) -> tuple[tuple[float, str], ...]:
    for step in steps:
        first, last = math.ceil(ends[0] / step - 1e-9), math.floor(ends[1] / step + 1e-9)
        if last - first + 1 > most:
            continue
        ticks = tuple((n * step, text(n * step)) for n in range(first, last + 1))
        if len({words for _, words in ticks}) == len(ticks):
            return ticks
    return ()


def power_of_ten(largest: float) -> int:
    """Return the exponent that an axis up to `largest` is written in: 0, or −3, −6, … for tiny values."""
    if not 0 < largest < TINY:
        return 0
    return 3 * math.floor(math.log10(largest) / 3)


def power_text(exponent: int) -> str:
    """Return "×10⁻⁶"."""
    return "×10" + str(exponent).translate(_SUPERSCRIPT)


def time_ticks(since_ms: int, until_ms: int, zone: str, least_s: int, most: int = 5) -> tuple[int, tuple[int, ...]]:
    """Return the step in s and at most `most` instants (ms) in [since, until] at round local times of `zone`.

    Steps shorter than `least_s` are not used; months count as 30 days and years as 365 in the returned step. A local
    time that a clock change skips has no tick, one that it repeats has two.
    """
    local = ZoneInfo(zone)
    span_s = (until_ms - since_ms) / 1000
    for step in TIME_STEPS_S:
        if step < least_s or span_s / step > most + 1:
            continue
        ticks = tuple(ms for ms in _round_times(since_ms, until_ms, local, step) if since_ms <= ms <= until_ms)
        if len(ticks) <= most:
            return step, ticks
    return YEAR_S, ()


def _round_times(since_ms: int, until_ms: int, zone: ZoneInfo, step_s: int) -> Iterator[int]:
    since, until = (from_ms(ms).astimezone(zone) for ms in (since_ms, until_ms))
    if step_s >= DAY_S:
        days = _days if step_s < MONTH_S else _months
        yield from (to_ms(datetime.combine(day, time(), zone)) for day in days(since.date(), until.date(), step_s))
    elif since.utcoffset() == until.utcoffset():
        offset_ms = round((since.utcoffset() or timedelta()).total_seconds() * 1000)
        step_ms = step_s * 1000
        yield from range(-(-(since_ms + offset_ms) // step_ms) * step_ms - offset_ms, until_ms + 1, step_ms)
    else:
        for day in _days(since.date(), until.date(), DAY_S):
            yield from _clock_times(day, zone, step_s)


def _clock_times(day: date, zone: ZoneInfo, step_s: int) -> list[int]:
    instants = set()
    for second in range(0, DAY_S, step_s):
        clock = datetime.combine(day, time()) + timedelta(seconds=second)
        for fold in (0, 1):
            ms = to_ms(clock.replace(tzinfo=zone, fold=fold))
            if from_ms(ms).astimezone(zone).replace(tzinfo=None) == clock:
                instants.add(ms)
    return sorted(instants)


def _days(first: date, last: date, step_s: int) -> Iterator[date]:
    # Ordinal 1 is a Monday: weeks, and two weeks, begin on one.
    step = step_s // DAY_S
    start = first.toordinal() + (1 - first.toordinal()) % step
    yield from (date.fromordinal(n) for n in range(start, last.toordinal() + 1, step))


def _months(first: date, last: date, step_s: int) -> Iterator[date]:
    step = step_s // YEAR_S * 12 if step_s >= YEAR_S else step_s // MONTH_S
    for month in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        if month % step == 0:
            yield date(month // 12, month % 12 + 1, 1)


def spread_out(spans: Sequence[tuple[float, float]], taken: Sequence[tuple[float, float]], apart: float) -> list[bool]:
    """Tell for each span (from, to), in order, whether it stands at least `apart` from those kept and those taken."""
    kept: list[tuple[float, float]] = list(taken)
    verdicts = []
    for start, end in spans:
        free = all(end + apart <= other[0] or start >= other[1] + apart for other in kept)
        verdicts.append(free)
        if free:
            kept.append((start, end))
    return verdicts


def runs(opened_ms: Sequence[int], length_ms: int) -> list[tuple[int, int]]:
    """Return [first, end) of each stretch of candles that follow each other without a hole."""
    breaks = [i + 1 for i, (a, b) in enumerate(pairwise(opened_ms)) if b - a > length_ms]
    return list(pairwise([0, *breaks, len(opened_ms)]))
