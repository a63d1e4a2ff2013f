"""Healing: what was crossed while candles were missing is told when they have come, late, and once."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import replace

from core.alerts.evaluator import Evaluator
from core.alerts.machine import State
from core.alerts.model import Due, Rule, Telling
from core.alerts.replay import minutes_of
from core.alerts.roster import streams_of, watched
from core.alerts.sleepers import Reach
from core.alerts.sources import Source, Sources
from core.alerts.streams import Book, Stream, standing_at
from core.market.gaps import Gap
from core.market.model import to_ms


def healed(
    evaluator: Evaluator, rules: Iterable[Rule], sources: Sources, hole: Gap
) -> tuple[list[Due], Mapping[int, State]]:
    """Return what `rules` on one stream would have told in `hole`, had its candles been there, and how they stand then.

    Only of rules that are at rest now: whoever has told since has told of the same move or a later one. At most one
    message of each rule, marked late.
    """
    resting: dict[int, Rule] = {}
    told: dict[int, int] = {}
    for rule in rules:
        state = evaluator.state(rule.id)
        if state is not None and state.resting:
            resting[rule.id], told[rule.id] = rule, state.told
    if not resting:
        return [], {}
    books = _books({each for rule in resting.values() for each in streams_of(rule)}, sources, hole)
    side = Evaluator(books.__getitem__)
    coming = sorted(resting.values(), key=lambda rule: rule.created_at, reverse=True)
    dues: dict[int, Due] = {}
    for at, rows in minutes_of(books.values(), hole.since_ms, hole.until_ms):
        while coming and to_ms(coming[-1].created_at) < at:
            rule = coming.pop()
            side.add(watched(rule), State(told=told[rule.id]))
        for due in side.closed_rows(at, rows):
            dues.setdefault(due.rule_id, replace(due, telling=Telling.LATE))
    states = {rule_id: side.state(rule_id) or State(told=due.number) for rule_id, due in dues.items()}
    return list(dues.values()), states


def reach_in(filled: Iterable[tuple[Source, Gap]]) -> Reach:
    """Return between which prices each stream moved in holes that are filled."""
    reach: dict[Stream, tuple[float, float]] = {}
    for source, hole in filled:
        minutes = source.book.minutes
        first, last = bisect_left(minutes.opened, hole.since_ms), bisect_left(minutes.opened, hole.until_ms)
        # From where it stood before.
        seen = [*minutes.close[max(0, first - 1) : first], *minutes.low[first:last], *minutes.high[first:last]]
        if seen:
            low, high = reach.get(source.stream, (seen[0], seen[0]))
            reach[source.stream] = (min(low, *seen), max(high, *seen))
    return reach


def _books(streams: Iterable[Stream], sources: Sources, hole: Gap) -> dict[Stream, Book]:
    return {each: standing_at(sources.book(each), hole.since_ms) for each in streams}
