"""What was promised, asked of a world that is over: by the oracle's word, and by what stood in the chats."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from core.alerts.telling import ALERT
from core.delivery.model import Notice
from core.market.model import to_ms
from tests.oracle.history import Candle, History
from tests.oracle.judge import Judge, Span
from tests.oracle.shrinking import clock
from tests.oracle.wanted import HOUR
from tests.simulator.alerts import silences
from tests.simulator.alerts.chats import Shown
from tests.simulator.alerts.playing import Lived
from tests.simulator.alerts.worlds import PEOPLE, Kept


@dataclass(frozen=True, slots=True, order=True)
class Told:
    """A message of a rule (its id; 0 for one that nobody in that chat has), when it was due and when it happened."""

    rule: int
    due: int
    at: int
    coin: str
    price: float
    label: str

    def __str__(self) -> str:
        return f"rule {self.rule} due {clock(self.due)} at {clock(self.at)} {self.coin} {self.price!r} {self.label}"


@dataclass(frozen=True, slots=True)
class Showing:
    """A message as it was shown, and whether that said that it may be a repeat."""

    told: Told
    shown: Shown
    again: bool


def broken(lived: Lived) -> list[str]:
    """Return what is not as promised, a sentence each."""
    showings = [each for shown in lived.chats.shown for each in _showings(lived, shown)]
    by_rule: dict[int, list[Showing]] = defaultdict(list)
    for each in showings:
        by_rule[each.told.rule].append(each)
    return [
        *(f"nobody asked for it: {each.told}" for each in by_rule[0]),
        *(wrong for rule_id, kept in lived.rules.items() for wrong in _of_rule(lived, rule_id, kept, by_rule[rule_id])),
        *(wrong for chat in range(PEOPLE) for wrong in _of_chat(lived, chat, showings)),
        *_of_the_house(lived),
        *silences.broken(lived),
    ]


def _of_the_house(lived: Lived) -> Iterator[str]:
    # By a clock that steps, peace may be over too early.
    if not lived.world.shifts:
        yield from (f"was asked for peace: {rude}" for rude in lived.chats.rude)
    yield from (f"{n} are {name} in the end" for name, n in lived.left.items() if n)


# ---- what was due


def _of_rule(lived: Lived, rule_id: int, kept: Kept, showings: Sequence[Showing]) -> Iterator[str]:
    due, is_sure = expected(lived, rule_id, kept)
    if not is_sure:
        return
    shown = {each.told for each in showings}
    refused = {told: at for at, chat, notice in lived.chats.refused for told, _ in _told_in(lived, chat, notice)}
    paused_at = min((at for told, at in refused.items() if told.rule == rule_id), default=None)
    # Who can not be reached is not told; and the rule is paused, so that nothing is due from it any more.
    reachable = [told for told in due if told not in refused and (paused_at is None or told.due <= paused_at)]
    yield from (f"lost: {told} ({kept.wanted.text})" for told in reachable if told not in shown)
    yield from (f"not due: {told} ({kept.wanted.text})" for told in sorted(shown - set(due)))
    for told in sorted(shown):
        if not all(each.again for each in [each for each in showings if each.told == told][1:]):
            yield f"an unlabelled repeat: {told}"
    if paused_at is not None and rule_id in lived.active:
        yield f"rule {rule_id} could not be told at {clock(paused_at)}, and goes on"
    if paused_at is None and rule_id in lived.paused:
        yield f"rule {rule_id} is paused"


def expected(lived: Lived, rule_id: int, kept: Kept) -> tuple[list[Told], bool]:
    """Return what a rule had to tell, by the whole past, and whether that is sure: no mean was too near to tell. Of the
    time that no house lived it is one message of each rule, told late."""
    span = Span(kept.made_at, lived.ended, lived.world.zone)
    judge = Judge(kept.wanted, heard(lived), span)
    due = [Told(rule_id, m.due, m.at, m.coin, m.price, "still" * m.still) for m in judge.judged()]
    for down in lived.downs:
        missed = [told for told in due if down.since < told.due <= down.until]
        crossings = [replace(told, label="late") for told in missed if not told.label]
        due = [*(told for told in due if told not in missed), *(crossings[:1] or missed[-1:])]
    return sorted(due), not judge.was_close_call


def heard(lived: Lived) -> History:
    """Return the whole past with those prices that a house was told in time and did not forget."""

    def remembered(coin: str, candle: Candle) -> Candle:
        kept = tuple((at, price) for at, price in candle.seen if (coin, at) in lived.heard)
        return candle if kept == candle.seen else replace(candle, seen=kept)

    return {coin: [remembered(coin, each) for each in rows] for coin, rows in lived.world.history.items()}


# ---- what was shown


def _showings(lived: Lived, shown: Shown) -> Iterator[Showing]:
    for told, again in _told_in(lived, shown.chat, shown.notice):
        yield Showing(told, shown, again or shown.labelled)


def _told_in(lived: Lived, chat: int, notice: Notice) -> Iterator[tuple[Told, bool]]:
    facts = json.loads(notice.facts)
    if notice.kind == ALERT:
        yield _told(lived, chat, to_ms(notice.due_at), facts), False
    for inside in facts.get("notices", ()):
        if inside["kind"] == ALERT:
            yield _told(lived, chat, inside["due"], json.loads(inside["facts"])), inside["again"]


def _told(lived: Lived, chat: int, due: int, facts: Mapping[str, Any]) -> Told:
    rule = lived.spoken.get((chat, facts["rule"]["spoken"]), 0)
    return Told(rule, due, facts["at"], facts["coin"], facts["price"], facts["telling"] or "")


def _of_chat(lived: Lived, chat: int, showings: Sequence[Showing]) -> Iterator[str]:
    shown = [each for each in lived.chats.shown if each.chat == chat]
    # By a clock that was ahead something may be held until a later hour than it was meant to be.
    if not any(shift.by > 0 for shift in lived.world.shifts):
        yield from _of_order([each for each in showings if each.shown.chat == chat])
    yield from _of_quiet(lived, chat, shown)
    hindered = any(trouble.chat == chat for trouble in lived.world.troubles)
    if not (hindered or lived.world.endings or lived.world.shifts):
        for each in shown:
            if each.labelled:
                yield f"a label without a reason: {each.notice.key}"
    if not hindered:
        yield from _of_the_limit(lived, chat, shown)


def _of_order(showings: Sequence[Showing]) -> Iterator[str]:
    first = list(dict.fromkeys(each.told for each in showings))
    for before, after in pairwise(first):
        if after.due < before.due:
            yield f"out of order: {before}, and then {after}"


def _of_quiet(lived: Lived, chat: int, shown: Sequence[Shown]) -> Iterator[str]:
    if chat not in lived.world.quiet:
        return
    starts, ends = lived.world.quiet[chat]
    for each in shown:
        local = datetime.fromtimestamp(each.by_clock / 1000, UTC).astimezone(ZoneInfo(lived.world.zone)).time()
        is_quiet = starts <= local < ends if starts < ends else local >= starts or local < ends
        if is_quiet:
            yield f"in the quiet hours of chat {chat}: {each.notice.key} at {local}"


def _of_the_limit(lived: Lived, chat: int, shown: Sequence[Shown]) -> Iterator[str]:
    alerts = {each.notice.id: each.by_clock // HOUR for each in reversed(shown) if each.notice.kind == ALERT}
    for hour, n in Counter(alerts.values()).items():
        if n > lived.world.alerts_an_hour:
            yield f"{n} alerts to chat {chat} in hour {clock(hour * HOUR)}"
