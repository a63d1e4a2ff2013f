"""Stops: of the time that we were down a rule tells once: its first crossing, or that it still holds if there was none.

Catching up may take several pages. A crossing is told with the page that finds it. A "still" is put by until all of the
stop is judged, since a later page may find a crossing.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from core.alerts.model import Due, Life, Rule, Telling
from core.alerts.ports import AlertWork
from core.market.model import to_ms

Stop = tuple[int, int]
"""From when to when we were down, ms."""
_KEY = "alerts-put-by"


def is_within(due: Due, down: Stop | None) -> bool:
    """Whether `due` fell due while we were down."""
    return down is not None and down[0] < to_ms(due.due) <= down[1]


def collapsed(dues: Sequence[Due], down: Stop | None) -> list[Due]:
    """Return `dues` with at most one of each rule from the time that we were down, labelled late: its first crossing,
    else its last "still"; further crossings are counted in it."""
    kept: dict[int, int] = {}
    result: list[Due] = []
    for due in dues:
        if not is_within(due, down):
            result.append(due)
            continue
        place = kept.get(due.rule_id)
        if place is None:
            kept[due.rule_id] = len(result)
            result.append(due if due.telling is Telling.STILL else replace(due, telling=Telling.LATE))
        else:
            result[place] = _both(result[place], due)
    return result


def _both(first: Due, second: Due) -> Due:
    if second.telling is Telling.STILL:
        return second if first.telling is Telling.STILL else first
    if first.telling is Telling.STILL:
        return replace(second, telling=Telling.LATE)
    return replace(first, number=second.number, merged=first.merged + 1 + second.merged)


class PutBy:
    """What waits for the end of a stop: of each rule the number of a firing that was recorded and is not told yet."""

    def __init__(self, work: AlertWork, down: Stop, numbers: Mapping[int, int]) -> None:
        self._work, self._down = work, down
        self._numbers = dict(numbers)

    @classmethod
    async def of(cls, work: AlertWork, down: Stop) -> "PutBy":
        """Return what earlier pages put by."""
        return cls(work, down, dict(json.loads(await work.memory.recall(_KEY) or "[]")))

    async def takes(self, rule: Rule, due: Due) -> bool:
        """Record what is due from `rule` of the stop, and return whether that is all for now: it waits, or an earlier
        page has told of the same stop."""
        waiting = self._numbers.pop(rule.id, None)
        if waiting is not None:
            await self._work.rules.unrecord(rule.id, waiting)
        elif await self._is_told(rule):
            return True
        await self._work.rules.record(rule, due)
        if due.telling is not Telling.STILL:
            return False
        self._numbers[rule.id] = due.number
        return True

    async def released(self) -> list[tuple[Rule, Due]]:
        """Return what has waited, now that all of the stop is judged, and how its rules stand: each that is as it was
        and that nobody stopped. What is of others was never told."""
        told = []
        for rule in await self._work.rules.by_ids(sorted(self._numbers)):
            for due, wish in await self._work.rules.fired(rule.id, 1):
                if rule.wish == wish and rule.life in {Life.ACTIVE, Life.DONE, Life.EXPIRED}:
                    told.append((rule, due))
                else:
                    await self._work.rules.unrecord(rule.id, due.number)
        self._numbers.clear()
        return told

    async def keep(self) -> None:
        """Write down what waits from here on."""
        await self._work.memory.keep(_KEY, json.dumps([*self._numbers.items()]))

    async def _is_told(self, rule: Rule) -> bool:
        if rule.told_at is None or to_ms(rule.told_at) <= self._down[0]:
            return False
        return any(is_within(last, self._down) for last, _ in await self._work.rules.fired(rule.id, 1))
