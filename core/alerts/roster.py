"""The roster: the rules that are watched now, as the store has them."""

import json
from collections.abc import Iterator, Mapping

from core.alerts import machine
from core.alerts.evaluator import Evaluator
from core.alerts.language import comparisons
from core.alerts.model import Life, Rule
from core.alerts.ports import AlertStore, AlertWork
from core.alerts.sources import Sources
from core.alerts.standing import Watched
from core.alerts.streams import Stream, stream_of
from core.alerts.terms import terms_of
from core.alerts.truth import compiled

AT_ONCE = 2_000


class Roster:
    """Keeps the evaluator at what is saved: all of it at first, then what has changed."""

    def __init__(self, store: AlertStore, evaluator: Evaluator, sources: Sources) -> None:
        self._store, self._evaluator, self._sources = store, evaluator, sources
        self._rules: dict[int, Rule] = {}
        self._revision = 0

    def __len__(self) -> int:
        return len(self._rules)

    def __iter__(self) -> Iterator[Rule]:
        return iter(self._rules.values())

    def find(self, rule_id: int) -> Rule | None:
        """Return a rule as it is judged."""
        return self._rules.get(rule_id)

    async def load(self, judged: int) -> None:
        """Watch everything that is saved, from `judged` (ms) on."""
        async with self._store.reading() as work:
            self._revision = await work.rules.revision()
        after = 0
        while True:
            async with self._store.reading() as work:
                rules = await work.rules.watched(after, AT_ONCE)
                states = await work.rules.states([rule.id for rule in rules])
            if not rules:
                return
            await self._sources.open((stream for rule in rules for stream in streams_of(rule)), judged)
            for rule in rules:
                self._watch(rule, states.get(rule.id))
            after = rules[-1].id

    async def refresh(self, judged: int) -> bool:
        """Take in what people changed since the last time; return whether anything was."""
        async with self._store.reading() as work:
            revision = await work.rules.revision()
            if revision == self._revision:
                return False
            changed = await work.rules.changed(self._revision)
            states = await work.rules.states([rule.id for rule in changed])
        self._revision = revision
        watched = [rule for rule in changed if rule.life is Life.ACTIVE]
        await self._sources.open((stream for rule in watched for stream in streams_of(rule)), judged)
        for rule in changed:
            self.drop(rule.id)
        for rule in watched:
            self._watch(rule, states.get(rule.id))
        self._sources.close({stream for rule in self._rules.values() for stream in streams_of(rule)})
        return True

    def drop(self, rule_id: int) -> None:
        """Watch a rule no more."""
        self._rules.pop(rule_id, None)
        self._evaluator.remove(rule_id)

    def _watch(self, rule: Rule, state: str | None) -> None:
        self._rules[rule.id] = rule
        kept = machine.State(told=rule.told) if state is None else machine.read(json.loads(state))
        self._evaluator.add(watched(rule), kept)


def watched(rule: Rule) -> Watched:
    """Return a rule as the evaluator takes it."""
    terms = terms_of(rule.wish, rule.zone, rule.expires_at, rule.told_before)
    return Watched(rule.id, comparisons(rule.wish.tree, rule.wish.options), terms)


def streams_of(rule: Rule) -> tuple[Stream, ...]:
    """Return the streams of prices that a rule looks at."""
    facts = (each.fact for each in compiled(comparisons(rule.wish.tree, rule.wish.options))[0])
    return tuple(dict.fromkeys(stream for fact in facts if (stream := stream_of(fact)) is not None))


async def keep_states(work: AlertWork, states: Mapping[int, machine.State | None]) -> None:
    """Write how rules stand; what is at rest is not written."""
    for rule_id, state in states.items():
        kept = None if state is None or state.resting else json.dumps(machine.facts(state))
        await work.rules.keep_state(rule_id, kept)
