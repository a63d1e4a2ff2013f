"""What delivery needs of the world."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from core.delivery.model import Attempt, NewNotice, Notice, OutboxDepth, Where
from core.kernel.memory import Memory
from core.kernel.work import UnitOfWork
from core.people.ports import Audit, People


class Outbox(Protocol):
    """Notices on disk. Order is kept per recipient: of one person's or room's notices only the oldest is claimable."""

    async def put(self, notice: NewNotice) -> bool:
        """Write a notice; False if its key was written before."""

    async def claim(self, now: datetime, market_now: datetime, lease_until: datetime, limit: int) -> Sequence[Notice]:
        """Lease at most `limit` notices that are due (market), whose next try has come and whose lease (if any) ran
        out (real); their term and tries have grown by one."""

    async def mark_sent(self, notice: Notice, platform_id: str | None, at: datetime) -> bool:
        """Done; False when the lease was lost meanwhile (the term differs)."""

    async def mark_waiting(self, notice: Notice, next_try_at: datetime, reason: str) -> bool: ...
    async def mark_uncertain(self, notice: Notice, next_try_at: datetime, reason: str) -> bool: ...
    async def mark_dead(self, notice: Notice, reason: str, at: datetime) -> bool: ...
    async def release(self, notice: Notice) -> bool:
        """Hand a leased notice back unsent (shutdown)."""

    async def depth(self) -> OutboxDepth: ...
    async def find(self, key: str) -> Notice | None: ...


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
    def people(self) -> People: ...
    @property
    def audit(self) -> Audit: ...
    @property
    def memory(self) -> Memory: ...


class DeliveryStore(Protocol):
    """Where units of work come from."""

    def begin(self) -> DeliveryWork:
        """Return a unit of work that may write."""

    def reading(self) -> DeliveryWork:
        """Return one that only reads, and waits for no writer."""
