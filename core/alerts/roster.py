"""The roster: the rules that are watched now, as the store has them. Simple ones at rest sleep (`Sleepers`): they are
loaded and watched before a price comes near their level, or their end, and sleep again when they are at rest."""

import json
import math
from bisect import bisect_left, insort
from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from core.alerts import machine
from core.alerts.evaluator import Evaluator
from core.alerts.facts import Price
from core.alerts.language import comparisons
from core.alerts.minutes import MINUTE_MS
from core.alerts.model import Life, Rule
from core.alerts.ports import AlertStore, AlertWork
from core.alerts.sleepers import Place, Reach, Sleepers
from core.alerts.sources import Sources
from core.alerts.standing import Watched
from core.alerts.streams import Stream, stream_of
from core.alerts.terms import terms_of
from core.alerts.thresholds import threshold_of
from core.alerts.truth import compiled
from core.market.model import from_ms, to_ms

AT_ONCE = 2_000
# What is judged late is younger than this.
RECENT_MS = 6 * 60 * MINUTE_MS
# How many of those that are awake are looked at each time whether they may sleep.
_LULLED = 500
# Whoever ends so soon is woken in advance, so that not every round asks the store.
_ENDS_AHEAD_MS = MINUTE_MS
_NOWHERE = (math.inf, -math.inf)

Holder = tuple[int, int | None]
"""Whose a rule is: the person who made it, and the room that it is for."""


class Roster:
    """Keeps the evaluator at what is saved: all of it at first, then what has changed."""

    def __init__(self, store: AlertStore, evaluator: Evaluator, sources: Sources) -> None:
        self._store, self._evaluator, self._sources = store, evaluator, sources
        self._rules: dict[int, Rule] = {}
        self._streams: dict[int, tuple[Stream, ...]] = {}
        self._holders: dict[Stream, Counter[Holder]] = {}
        # Since when it is as it is, ms, and which: oldest first; those that are gone stay until they are old.
        self._recent: list[tuple[int, int]] = []
        self._revision = 0
        # When people's changes were looked for last, ms.
        self._looked = 0
        self._sleepers = Sleepers()
        # Where simple rules wait that are awake, and in which order they are looked at whether they may sleep.
        self._places: dict[int, Place] = {}
        self._awake: deque[int] = deque()
        # When rules were edited or resumed lately, ms.
        self._edited: dict[int, int] = {}
        # Everybody who ends by then (ms) is awake.
        self._ends_known = 0

    def __len__(self) -> int:
        return len(self._rules) + len(self._sleepers)

    @property
    def asleep(self) -> int:
        """How many of them sleep."""
        return len(self._sleepers)

    def find(self, rule_id: int) -> Rule | None:
        """Return a rule as it is judged; None for one that sleeps."""
        return self._rules.get(rule_id)

    def on(self, stream: Stream) -> list[Rule]:
        """Return the rules that look at a stream and are awake."""
        return [self._rules[rule_id] for rule_id, streams in self._streams.items() if stream in streams]

    @property
    def holders(self) -> Mapping[Stream, Counter[Holder]]:
        """Whose rules that are awake look at each stream, and how many of theirs."""
        return self._holders

    @contextmanager
    def as_of(self, at: int) -> Iterator[None]:
        """Judge what was at `at` (ms) only by rules that were there then, as they are now."""
        made_later = self._recent[bisect_left(self._recent, (at + 1, 0)) :]
        later = [rule_id for rule_id in dict.fromkeys(rule_id for _, rule_id in made_later) if rule_id in self._rules]
        states = {rule_id: self._evaluator.state(rule_id) for rule_id in later}
        for rule_id in later:
            self._evaluator.remove(rule_id)
        yield
        for rule_id in later:
            self._evaluator.add(watched(self._rules[rule_id]), states[rule_id])

    async def load(self, judged: int, now: int) -> None:
        """Watch at `now` everything that is saved, from `judged` (ms) on."""
        self._looked = now
        async with self._store.reading() as work:
            self._revision = await work.rules.revision()
            columns = await work.rules.thresholds()
        # Where prices stand is known before anybody sleeps: what is passed from then on wakes.
        await self._sources.open([stream_of_price(each.price) for each in columns], judged)
        for each in columns:
            self._sleepers.lay(stream_of_price(each.price), each.levels, each.rule_ids)
        after = 0
        while True:
            async with self._store.reading() as work:
                rules = await work.rules.beyond_thresholds(after, AT_ONCE)
                states = await work.rules.states([rule.id for rule in rules])
            if not rules:
                return
            await self._watch_all(rules, states, judged)
            after = rules[-1].id

    async def refresh(self, judged: int, now: int) -> bool:
        """Take in at `now` what people changed since the last time; return whether anything was. To a rule that was
        edited or resumed nothing counts that was before."""
        async with self._store.reading() as work:
            revision = await work.rules.revision()
            if revision == self._revision:
                self._looked = now
                return False
            changed = await work.rules.changed(self._revision)
            states = await work.rules.states([rule.id for rule in changed])
        alive = [rule for rule in changed if rule.life is Life.ACTIVE]
        # The revision moves on last: what fails on the way is taken in the next time.
        await self._watch_all(alive, states, judged, changed)
        self._revision, self._looked = revision, now
        del self._recent[: bisect_left(self._recent, (judged - RECENT_MS, 0))]
        self._edited = {rule_id: at for rule_id, at in self._edited.items() if at >= judged - RECENT_MS}
        for stream in self._sources.close([*self._holders, *self._sleepers.streams]):
            # Whoever asks for it again gets one that knows what was said meanwhile.
            self._evaluator.close(stream)
        return True

    async def wake(self, reach: Reach, judged: int, now: int) -> bool:
        """Wake whoever sleeps within `reach`, where prices will go that are judged next, or ends by `now`; return
        whether people's changes were taken in on the way."""
        ids = self._within(reach)
        until = now + _ENDS_AHEAD_MS
        ends = now > self._ends_known
        if ends:
            async with self._store.reading() as work:
                ids += await work.rules.resting_until(from_ms(until))
        changed = False
        while ids and not await self._rouse(ids, judged, self._revision):
            # They may not be any more what slept.
            changed |= await self.refresh(judged, now)
        if ends:
            self._ends_known = until
        return changed

    async def wake_as_saved(self, reach: Reach, judged: int) -> None:
        """As `wake`, in the midst of judging: whoever was changed meanwhile is woken as it is saved by now."""
        await self._rouse(self._within(reach), judged)

    def _within(self, reach: Reach) -> list[int]:
        found: list[int] = []
        for stream, (low, high) in reach.items():
            found += self._sleepers.within(stream, low, high)
        return found

    async def _rouse(self, ids: Sequence[int], judged: int, revision: int | None = None) -> bool:
        """Watch sleepers again; False if the store has another `revision` by now, with nothing done since that."""
        asleep = [rule_id for rule_id in ids if rule_id in self._sleepers]
        for some in (asleep[start : start + AT_ONCE] for start in range(0, len(asleep), AT_ONCE)):
            async with self._store.reading() as work:
                rules = await work.rules.by_ids(some)
                states = await work.rules.states(some)
                if revision not in (None, await work.rules.revision()):
                    return False
            alive = [rule for rule in rules if rule.life is Life.ACTIVE]
            await self._watch_all(alive, states, judged)
            for rule in alive:
                self._sleepers.wake(rule.id, self._streams[rule.id][0])
            self._sleepers.leave(set(some).difference(rule.id for rule in alive))
        return True

    def lull(self, reach: Reach, judged: int) -> None:
        """Let simple rules sleep that are at rest, unless they are within `reach` of what waits to be judged: some of
        them each time."""
        tired: dict[int, Place] = {}
        for _ in range(min(len(self._awake), _LULLED)):
            rule_id = self._awake.popleft()
            place = self._places.get(rule_id)
            if place is None:
                continue
            if self._is_busy(rule_id, place, reach) or not self._evaluator.rests(rule_id, judged - MINUTE_MS):
                self._awake.append(rule_id)
            else:
                tired[rule_id] = place
        for rule_id in tired:
            self._forget(rule_id)
        self._sleepers.rest(tired)

    def _is_busy(self, rule_id: int, place: Place, reach: Reach) -> bool:
        """Whether a rule at rest has to stay awake."""
        stream, level = place
        low, high = reach.get(stream, _NOWHERE)
        # To what was edited lately not everything counts that is judged late.
        lately = rule_id in self._edited or to_ms(self._rules[rule_id].expires_at) <= self._ends_known
        return lately or low <= level <= high

    def drop(self, rule_id: int) -> None:
        """Watch a rule no more."""
        self._forget(rule_id)
        self._sleepers.end(rule_id)

    def _forget(self, rule_id: int) -> None:
        rule = self._rules.pop(rule_id, None)
        if rule is None:
            return
        self._places.pop(rule_id, None)
        self._evaluator.remove(rule_id)
        for stream in self._streams.pop(rule_id):
            holders = self._holders[stream]
            holders[rule.person_id, rule.room_id] -= 1
            self._holders[stream] = +holders
            if not self._holders[stream]:
                del self._holders[stream]

    async def _watch_all(
        self, rules: Sequence[Rule], states: Mapping[int, str], judged: int, changed: Sequence[Rule] = ()
    ) -> None:
        """Watch `rules` as they are saved, and those `changed`, since people's changes were looked for last, no more as
        they were."""
        each = [(rule, watched(rule)) for rule in rules]
        streams = {rule.id: _streams_in(kept) for rule, kept in each}
        await self._sources.open((stream for own in streams.values() for stream in own), judged)
        before = {rule.id: self._rules.get(rule.id) for rule in changed}
        rested = {rule_id: self._places.get(rule_id) for rule_id in before if self._evaluator.rests(rule_id, judged)}
        rested |= self._sleepers.leave(before)
        for rule in changed:
            self.drop(rule.id)
        for rule, kept in each:
            place = place_of(rule)
            goes_on = _is_as(rule, before.get(rule.id)) or (place is not None and rested.get(rule.id) == place)
            since = to_ms(rule.created_at)
            if rule.id in before and not goes_on and self._looked > since:
                self._edited[rule.id] = self._looked
            since = max(since, self._edited.get(rule.id, 0))
            if since >= judged - RECENT_MS:
                insort(self._recent, (since, rule.id))
            if place is not None:
                self._places[rule.id] = place
                self._awake.append(rule.id)
            self._rules[rule.id], self._streams[rule.id] = rule, streams[rule.id]
            for stream in streams[rule.id]:
                self._holders.setdefault(stream, Counter())[rule.person_id, rule.room_id] += 1
            text = states.get(rule.id)
            self._evaluator.add(kept, machine.State(told=rule.told) if text is None else machine.read(json.loads(text)))


def _is_as(rule: Rule, before: Rule | None) -> bool:
    """Whether a rule goes on as it was watched before. One at rest goes on also where it waits for the same."""
    return before is not None and (before.wish, before.told_before) == (rule.wish, rule.told_before)


def place_of(rule: Rule) -> Place | None:
    """Return where a rule waits if its whole condition is one price against one level, else None."""
    threshold = threshold_of(rule.wish)
    return None if threshold is None else (stream_of_price(threshold.price), threshold.level)


def stream_of_price(price: Price) -> Stream:
    return Stream(price.coin, price.unit, price.venue)


def watched(rule: Rule) -> Watched:
    """Return a rule as the evaluator takes it."""
    terms = terms_of(rule.wish, rule.zone, rule.expires_at, rule.told_before)
    return Watched(rule.id, comparisons(rule.wish.tree, rule.wish.options), terms)


def streams_of(rule: Rule) -> tuple[Stream, ...]:
    """Return the streams of prices that a rule looks at."""
    return _streams_in(watched(rule))


def _streams_in(rule: Watched) -> tuple[Stream, ...]:
    facts = (each.fact for each in compiled(rule.tree)[0])
    return tuple(dict.fromkeys(stream for fact in facts if (stream := stream_of(fact)) is not None))


async def keep_states(work: AlertWork, states: Mapping[int, machine.State | None]) -> None:
    """Write how rules stand; what is at rest is not written."""
    for rule_id, state in states.items():
        kept = None if state is None or state.resting else json.dumps(machine.facts(state))
        await work.rules.keep_state(rule_id, kept)
