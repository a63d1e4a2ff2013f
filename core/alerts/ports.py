"""What alerts need of the world."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from core.alerts.model import Due, Life, NewRule, Rule, Wish
from core.alerts.spoken import Called
from core.alerts.thresholds import Thresholds
from core.delivery.ports import Held, Outbox
from core.kernel.memory import Memory
from core.kernel.work import UnitOfWork
from core.market.ports import Candles
from core.people.ports import Audit, People


class Rules(Protocol):
    """Rules on disk, how each stands, and what each has told."""

    async def add(self, new: NewRule) -> Rule:
        """Save a rule under the next number of its person (or room)."""

    async def find(self, number: int, person_id: int, room_id: int | None, hold: bool = False) -> Rule | None:
        """Return a person's rule (or a room's) by its spoken number; None for one that is not theirs, or deleted.
        `hold`: nobody else changes it until this unit of work is over."""

    async def of(self, person_id: int, room_id: int | None) -> Sequence[Rule]:
        """Return every rule that is not deleted, of a person's own or of a room, by number."""

    async def by_ids(self, ids: Sequence[int], hold: bool = False) -> Sequence[Rule]:
        """Return rules by id, deleted ones too. `hold`: nobody else changes them until this unit of work is over."""

    async def thresholds(self) -> Sequence[Thresholds]:
        """Return the active rules at rest whose whole condition is one price against one level, as columns: a million
        in seconds."""

    async def beyond_thresholds(self, after: int, limit: int) -> Sequence[Rule]:
        """Return active rules that `thresholds` leaves out, with id > `after`, by id, at most `limit`: both together
        are what is watched at start."""

    async def resting_until(self, until: datetime) -> Sequence[int]:
        """Return the ids of rules that `thresholds` has and that expire until then."""

    async def holders(self, coin: str) -> Sequence[tuple[int, int | None]]:
        """Return whose rules (a person, and the room they are for) are among those that `thresholds` has of `coin`."""

    async def expiring(self, until: datetime, limit: int) -> Sequence[Rule]:
        """Return active and paused rules that expire until then, the first to expire first, at most `limit`."""

    async def change(self, rule: Rule) -> None:
        """Write what may change of a rule: wish, zone, life, snooze, expiry, told."""

    async def tell(self, rule: Rule) -> None:
        """Write what judging changes of a rule: life and told."""

    async def revision(self) -> int:
        """Return a number that grows with everything that people change in rules."""

    async def changed(self, after: int) -> Sequence[Rule]:
        """Return the rules that people changed, deleted ones too, since `revision` returned `after`."""

    async def delete(self, rule_ids: Sequence[int], at: datetime) -> None:
        """End rules at `at` (real clock); what they were is remembered for `restore`."""

    async def restore(
        self, person_id: int, room_id: int | None, since: datetime, one: Called | None = None
    ) -> Sequence[Rule]:
        """Give back what was deleted last, or when that `one` was, if that was at `since` (real clock) or later: every
        rule that went at the same time, as it was."""

    async def states(self, ids: Sequence[int]) -> Mapping[int, str]:
        """Return how rules stand (the evaluator's own JSON), of those that are not at rest."""

    async def keep_state(self, rule_id: int, state: str | None) -> None:
        """Write how a rule stands; None when it is at rest again."""

    async def record(self, rule: Rule, due: Due) -> None:
        """Keep a firing with the text of `rule` as it was judged, for as long as its person is here: why it fired.
        The same message of a rule is kept once. ValueError for a comparison that the rule does not make."""

    async def unrecord(self, rule_id: int, number: int) -> None:
        """Forget a firing that was kept and is not told after all."""

    async def fired(self, rule_id: int, limit: int) -> Sequence[tuple[Due, Wish]]:
        """Return the newest firings of a rule with what it wished then, newest first."""

    async def told_between(
        self, person_id: int, room_id: int | None, coin: str, since: datetime, until: datetime
    ) -> int:
        """Return how many messages of a person's own rules (or a room's) on a coin are of something that happened after
        `since` and up to `until`."""

    async def alive(self, person_id: int) -> int:
        """Return how many active and paused rules somebody has made, for themselves and in rooms."""

    async def listed(self, person_id: int, room_id: int | None) -> Sequence[int]:
        """Return the ids of the rules that somebody was shown last, of their own or of a room, in that order."""

    async def keep_listed(self, person_id: int, room_id: int | None, ids: Sequence[int]) -> None: ...

    async def count(self, life: Life) -> int:
        """Return how many rules there are in this life, of everybody."""


class AlertWork(UnitOfWork, Protocol):
    """The tables that alerts may touch."""

    @property
    def rules(self) -> Rules: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def held(self) -> Held: ...
    @property
    def candles(self) -> Candles: ...
    @property
    def memory(self) -> Memory: ...
    @property
    def people(self) -> People: ...
    @property
    def audit(self) -> Audit: ...


class AlertStore(Protocol):
    """Where units of work come from."""

    def begin(self) -> AlertWork:
        """Return a unit of work that may write."""

    def reading(self) -> AlertWork:
        """Return one that only reads, and waits for no writer."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a rule would have done: `times` its condition came true in the last `days` for which there are candles, and
    whether it `holds` now (None: not known)."""

    times: int
    days: int
    holds: bool | None = None


class Previews(Protocol):
    """Runs rules over stored candles, by the evaluator that judges them live."""

    async def look(self, wish: Wish, zone: str, now: datetime) -> Preview | None:
        """Return what `wish` would have done by `now`; None where there are no candles to tell."""
