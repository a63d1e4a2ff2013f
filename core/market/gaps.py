"""Where candles are missing, and which of the gaps the venues themselves cannot fill."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import numpy as np

from core.market.model import Interval, SeriesKey, from_ms, to_ms

# When a gap that no venue could fill is asked for again; after the last it is left in peace.
ASKED_AGAIN_AFTER = (timedelta(minutes=1), timedelta(hours=1), timedelta(days=1), timedelta(days=7))


@dataclass(frozen=True, slots=True, order=True)
class Gap:
    """Missing candles that would have opened in [since_ms, until_ms), both on the grid."""

    since_ms: int
    until_ms: int

    @property
    def since(self) -> datetime:
        return from_ms(self.since_ms)

    @property
    def until(self) -> datetime:
        return from_ms(self.until_ms)

    def count(self, interval: Interval) -> int:
        """Return how many candles are missing."""
        return (self.until_ms - self.since_ms) // interval.ms


@dataclass(frozen=True, slots=True)
class Absence:
    """A gap that was asked for in vain: `asked` times, last at `asked_at`. Every venue that answered has no candle
    there, so it is the market's gap and not ours."""

    gap: Gap
    asked: int
    asked_at: datetime

    def is_due(self, now: datetime) -> bool:
        """Whether it is time to ask once more."""
        return self.asked <= len(ASKED_AGAIN_AFTER) and now - self.asked_at >= ASKED_AGAIN_AFTER[self.asked - 1]


def find_gaps(opened_ms: Sequence[int], interval: Interval, since: datetime, until: datetime) -> tuple[Gap, ...]:
    """Return the gaps among candles that open in [since, until), given the ascending opening times that are there."""
    offset = interval.floor_ms(0) % interval.ms
    first, last = (-(-(to_ms(at) - offset) // interval.ms) for at in (since, until))
    if last <= first:
        return ()
    there = (np.asarray(opened_ms, dtype=np.int64) - offset) // interval.ms
    there = there[(there >= first) & (there < last)]
    edges = np.concatenate([[first - 1], there, [last]])
    holes = np.flatnonzero(np.diff(edges) > 1)
    return tuple(Gap(int(edges[i] + 1) * interval.ms + offset, int(edges[i + 1]) * interval.ms + offset) for i in holes)


def merged(gaps: Iterable[Gap]) -> tuple[Gap, ...]:
    """Return the same candles as few gaps: those that touch or overlap become one."""
    result: list[Gap] = []
    for gap in sorted(gaps):
        if result and gap.since_ms <= result[-1].until_ms:
            result[-1] = Gap(result[-1].since_ms, max(result[-1].until_ms, gap.until_ms))
        elif gap.until_ms > gap.since_ms:
            result.append(gap)
    return tuple(result)


def without(gaps: Iterable[Gap], taken: Iterable[Gap]) -> tuple[Gap, ...]:
    """Return what of `gaps` lies outside `taken`."""
    left = list(merged(gaps))
    for hole in merged(taken):
        left = [part for gap in left for part in _minus(gap, hole)]
    return tuple(left)


def unexplained(gaps: Iterable[Gap], absences: Iterable[Absence]) -> tuple[Gap, ...]:
    """Return the gaps that nobody has confirmed: those that count as ours."""
    return without(gaps, (a.gap for a in absences))


def to_ask(gaps: Iterable[Gap], absences: Iterable[Absence], now: datetime) -> tuple[Gap, ...]:
    """Return the gaps worth asking for now: unexplained ones, and absences that are due once more."""
    return without(gaps, (a.gap for a in absences if not a.is_due(now)))


def asked_in_vain(absences: Iterable[Absence], gaps: Iterable[Gap], now: datetime) -> tuple[Absence, ...]:
    """Return `absences` after `gaps` were asked for and stayed: known ones count one more try, the rest is new."""
    known, left = [], merged(gaps)
    for absence in absences:
        again = without([absence.gap], left)
        kept = [replace(absence, gap=gap) for gap in again]
        tried = [replace(absence, gap=g, asked=absence.asked + 1, asked_at=now) for g in without([absence.gap], again)]
        known += [*kept, *tried]
        left = without(left, [absence.gap])
    return _coalesced([*known, *(Absence(gap, 1, now) for gap in left)])


def found_after_all(absences: Iterable[Absence], still_missing: Iterable[Gap]) -> tuple[Absence, ...]:
    """Return `absences` reduced to what is still missing."""
    missing = merged(still_missing)
    return tuple(
        replace(absence, gap=gap)
        for absence in absences
        for gap in without([absence.gap], without([absence.gap], missing))
    )


def absences_key(key: SeriesKey) -> str:
    """Return under which name the market's memory keeps the absences of a series."""
    return f"absent:{key.venue}:{key.pair}:{key.interval.value}"


def absences_text(absences: Iterable[Absence]) -> str:
    """Return `absences` as they are kept."""
    return json.dumps([[a.gap.since_ms, a.gap.until_ms, a.asked, to_ms(a.asked_at)] for a in absences])


def read_absences(text: str | None) -> tuple[Absence, ...]:
    """Return what `absences_text` kept."""
    rows: list[list[int]] = json.loads(text) if text else []
    return tuple(Absence(Gap(row[0], row[1]), row[2], from_ms(row[3])) for row in rows)


def unfinished_key(key: SeriesKey) -> str:
    """Return under which name the market's memory keeps which stored candles of a series are not whole yet."""
    return f"unfinished:{key.venue}:{key.pair}:{key.interval.value}"


def read_unfinished(text: str | None) -> frozenset[int]:
    """Return the opening times (ms) that `unfinished_text` kept."""
    return frozenset(json.loads(text) if text else ())


def unfinished_text(opened_ms: Iterable[int]) -> str:
    """Return opening times as they are kept."""
    return json.dumps(sorted(opened_ms))


def _coalesced(absences: Iterable[Absence]) -> tuple[Absence, ...]:
    # A thin market has an absence every other minute; neighbours asked equally often are one.
    result: list[Absence] = []
    for absence in sorted(absences, key=lambda a: a.gap):
        last = result[-1] if result else None
        if last is not None and last.gap.until_ms >= absence.gap.since_ms and last.asked == absence.asked:
            whole = Gap(last.gap.since_ms, absence.gap.until_ms)
            result[-1] = Absence(whole, last.asked, max(last.asked_at, absence.asked_at))
        else:
            result.append(absence)
    return tuple(result)


def _minus(gap: Gap, hole: Gap) -> Iterable[Gap]:
    if gap.since_ms < min(gap.until_ms, hole.since_ms):
        yield Gap(gap.since_ms, min(gap.until_ms, hole.since_ms))
    if max(gap.since_ms, hole.until_ms) < gap.until_ms:
        yield Gap(max(gap.since_ms, hole.until_ms), gap.until_ms)
