"""What delivery needs of the world."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from core.delivery.model import Aside, Attempt, Digest, NewNotice, Notice, OutboxDepth, Paused, Where, Why
from core.delivery.quiet import QuietHours
from core.kernel.memory import Memory
from core.kernel.work import UnitOfWork
from core.people.ports import Audit, People, Rooms

Work = TypeVar("Work", bound="DeliveryWork")
Work_co = TypeVar("Work_co", covariant=True)


class Outbox(Protocol):
    """Notices on disk. Order is kept per recipient: of one person's or room's notices only the oldest is claimable, and
    none while another one is leased."""

    async def put(self, notice: NewNotice) -> bool:
        """Write a notice, held if it says until when; False if its key was written before. An alert to somebody whose
        webhook is told of alerts is written for that as well, in the same transaction."""

    async def put_all(self, new: Sequence[NewNotice]) -> int:
        """Write many as `put` writes one, in their order, and return how many were not there before."""

    async def cancel(self, key: str) -> bool:
        """Take a notice back that nobody has tried to send; False for one that is not there or may be seen already.
        Its key may be written again."""

    async def claim(self, now: datetime, market_now: datetime, lease_until: datetime, limit: int) -> Sequence[Notice]:
        """Lease at most `limit` notices that are due (market), whose next try has come and whose lease (if any) ran
        out (real), the most urgent first; their term and tries have grown by one."""

    async def mark_sent(self, notice: Notice, platform_id: str | None, at: datetime) -> bool:
        """Done, and with a bundle all that is in it; False when the lease was lost meanwhile (the term differs)."""

    async def mark_waiting(self, notice: Notice, next_try_at: datetime, reason: str) -> bool: ...
    async def mark_uncertain(self, notice: Notice, next_try_at: datetime, reason: str) -> bool: ...
    async def mark_dead(self, notice: Notice, reason: str, at: datetime) -> bool:
        """It will not be tried again, nor what is in a bundle; False when the lease was lost meanwhile."""

    async def release(self, notice: Notice) -> bool:
        """Hand a leased notice back unsent (shutdown)."""

    async def depth(self, market_now: datetime) -> OutboxDepth: ...
    async def waiting_since(self, recipient: int, market_now: datetime) -> datetime | None:
        """Return since when the oldest of a recipient's due notices waits; None when none does. What is held does not
        wait."""

    async def take_back(self, person_id: int) -> int:
        """Let what is on its way to a person be claimed anew, as what may have arrived: who sends it now is not heard
        any more. Return how many there are."""

    async def forget_ended(self, before: datetime, limit: int) -> int:
        """Remove at most `limit` notices that ended (sent, or dead) before then (real); return how many."""

    async def find(self, key: str) -> Notice | None: ...
    async def alerts_since(self, recipient: int, since: datetime, limit: int) -> Sequence[Notice]:
        """Return the alerts to a person, or to a room (its number below zero), that were due after `since` (market) and
        are no longer held, oldest first."""


class Held(Protocol):
    """Notices that are held, and the bundles that speak for them. All instants are market time."""

    async def hold(self, notice: Notice, until: datetime, why: Why) -> bool:
        """Hold a leased notice: the try does not count. False when the lease was lost meanwhile."""

    async def hold_on(self, notices: Sequence[Notice], until: datetime, why: Why) -> None:
        """Hold what is held for longer."""

    async def over(self, at: datetime) -> Sequence[Notice]:
        """Return what is held no longer than until `at`, by recipient and in their order. Of one recipient all, however
        many; of recipients a few at a time."""

    async def bundle(self, notices: Sequence[Notice], bundle: NewNotice) -> None:
        """Write `bundle`, which speaks for these held notices from now on."""

    async def let_go(self, bundles: Sequence[Notice]) -> None:
        """Let held bundles be sent, as they are."""

    async def inside(self, bundle: Notice) -> Sequence[Notice]:
        """Return what a bundle speaks for, in order."""

    async def scatter(self, bundle: Notice, reason: str, at: datetime) -> bool:
        """End a leased bundle that cannot be said (dead at `at`, real): each of its notices is tried by itself, as one
        that may have arrived. False when the lease was lost meanwhile."""

    async def piled(self, notice: Notice, market_now: datetime) -> Sequence[Notice]:
        """Return the alerts that are due to the same recipient and were never tried, in order."""

    async def pile_up(self, leased: Notice, waiting: Sequence[Notice], at: datetime) -> Sequence[Notice]:
        """Hold `leased` (of a bundle: what is in it, the bundle is gone) together with `waiting`; return all of them,
        in order."""

    async def pass_on(self, notices: Sequence[Notice], at: datetime) -> None:
        """Remember that these were let through."""

    async def passed(self, recipients: Collection[int], since: datetime) -> Mapping[int, int]:
        """Return how many alerts were let through since then, by recipient; bundles are not counted."""

    async def release_to(self, recipient: int, at: datetime) -> int:
        """Let what quiet hours hold be judged anew at `at`; return how many there are."""

    async def count(self, recipient: int) -> int:
        """Return how many notices to this recipient are held."""

    async def snooze(self, rule_id: int, until: datetime) -> int:
        """Hold what a rule has to say and nobody has tried to send yet; return how many there are."""

    async def wake(self, rule_id: int, at: datetime) -> int:
        """Let what was held by a snooze be said from `at` on; return how many there are."""


class Quiet(Protocol):
    """Quiet hours on disk, by recipient: a person's number, a room's below zero. The zone is the recipient's own."""

    async def of(self, recipients: Collection[int]) -> Mapping[int, QuietHours]: ...
    async def keep(self, recipient: int, hours: QuietHours) -> None: ...
    async def end(self, recipient: int) -> bool:
        """Forget them; False if there were none."""


class Digests(Protocol):
    """Who wants a digest, and which was told last: persons, or rooms, by their number."""

    async def of(self, holder: int) -> Digest | None: ...
    async def everyone(self) -> Sequence[Digest]: ...
    async def keep(self, digest: Digest) -> None:
        """Write what is wanted, replacing what was."""

    async def end(self, holder: int) -> bool:
        """Forget it; False if there was none."""


class Asides(Protocol):
    """What is said on top of somebody's next answer, once."""

    async def add(self, person_id: int, kind: str, facts: str, at: datetime) -> None: ...
    async def waiting(self, person_id: int) -> Sequence[Aside]:
        """Return a person's, oldest first."""

    async def drop(self, asides: Sequence[Aside]) -> None: ...


class Courier(Protocol):
    """Says a notice to whom it is for. `again` asks for the label of a possible repeat."""

    async def deliver(self, notice: Notice, again: bool) -> Attempt: ...


class Defects(Protocol):
    """Hears of our own faults, for the owners."""

    async def report(self, where: Where, name: str, error: BaseException) -> None:
        """Tell of `error` at `name` if it is a fault of ours; never fails."""


class DeliveryWork(UnitOfWork, Protocol):
    """The tables that delivery may touch."""

    @property
    def outbox(self) -> Outbox: ...
    @property
    def held(self) -> Held: ...
    @property
    def quiet(self) -> Quiet: ...
    @property
    def digests(self) -> Digests: ...
    @property
    def room_digests(self) -> Digests: ...
    @property
    def asides(self) -> Asides: ...
    @property
    def people(self) -> People: ...
    @property
    def rooms(self) -> Rooms: ...
    @property
    def audit(self) -> Audit: ...
    @property
    def memory(self) -> Memory: ...


class Store(Protocol[Work_co]):
    """Where units of work come from."""

    def begin(self) -> Work_co:
        """Return a unit of work that may write."""

    def reading(self) -> Work_co:
        """Return one that only reads, and waits for no writer."""


class DeliveryStore(Store[DeliveryWork], Protocol):
    """Where delivery's units of work come from."""


Refused = Callable[[Work, Notice], Awaitable[Paused | None]]
"""Told, in the transaction that gives a notice up, that nobody can be reached with it: pauses the rule it came from.
None where nothing was paused."""
