"""The roster: the rules that are watched now, as the store has them."""

import json
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from core.alerts import machine
from core.alerts.evaluator import Evaluator
from core.alerts.language import comparisons
from core.alerts.minutes import MINUTE_MS
from core.alerts.model import Life, Rule
from core.alerts.ports import AlertStore, AlertWork
from core.alerts.sources import Sources
from core.alerts.standing import Watched
from core.alerts.streams import Stream, stream_of
from core.alerts.terms import terms_of
from core.alerts.truth import compiled
from core.market.model import to_ms

AT_ONCE = 2_000
# What is judged late is younger than this.
RECENT_MS = 6 * 60 * MINUTE_MS

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

    def __len__(self) -> int:
        return len(self._rules)

    def __iter__(self) -> Iterator[Rule]:
        return iter(self._rules.values())

    def find(self, rule_id: int) -> Rule | None:
        """Return a rule as it is judged."""
        return self._rules.get(rule_id)

    def on(self, stream: Stream) -> list[Rule]:
        """Return the rules that look at a stream."""
        return [self._rules[rule_id] for rule_id, streams in self._streams.items() if stream in streams]

    @property
    def holders(self) -> Mapping[Stream, Counter[Holder]]:
        """Whose rules look at each stream, and how many of theirs."""
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
        after = 0
        while True:
            async with self._store.reading() as work:
                rules = await work.rules.watched(after, AT_ONCE)
                states = await work.rules.states([rule.id for rule in rules])
            if not rules:
                del self._recent[: bisect_left(self._recent, (judged - RECENT_MS, 0))]
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
        for stream in self._sources.close(self._holders):
            # Whoever asks for it again gets one that knows what was said meanwhile.
            self._evaluator.close(stream)
        return True

    def drop(self, rule_id: int) -> None:
        """Watch a rule no more."""
        rule = self._rules.pop(rule_id, None)
        if rule is None:
            return
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
        before = {rule.id: self._rules.get(rule.id) for rule in changed}
        each = [(rule, watched(rule)) for rule in rules]
        streams = {rule.id: _streams_in(kept) for rule, kept in each}
        await self._sources.open((stream for own in streams.values() for stream in own), judged)
        for rule in changed:
            self.drop(rule.id)
        for rule, kept in each:
            self._rules[rule.id], self._streams[rule.id] = rule, streams[rule.id]
            changed_at = self._looked if rule.id in before and not _is_as(rule, before[rule.id]) else 0
            insort(self._recent, (max(to_ms(rule.created_at), changed_at), rule.id))
            for stream in streams[rule.id]:
                self._holders.setdefault(stream, Counter())[rule.person_id, rule.room_id] += 1
            text = states.get(rule.id)
            self._evaluator.add(kept, machine.State(told=rule.told) if text is None else machine.read(json.loads(text)))


def _is_as(rule: Rule, before: Rule | None) -> bool:
    """Whether a rule goes on as it was watched before."""
    return before is not None and (before.wish, before.told_before) == (rule.wish, rule.told_before)


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
