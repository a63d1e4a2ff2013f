"""Notices that are held, and the bundles that speak for them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, delete, func, literal, or_, select, update

from adapters.storage.delivery_tables import notices
from adapters.storage.notices import notice_of, notice_values
from adapters.storage.outbox import leased_as
from adapters.storage.transaction import Transaction
from adapters.storage.types import Instant
from core.delivery.model import HELD, NewNotice, Notice, NoticeState, Priority, Why

# How many recipients' held notices are taken up at a time, and how many rows one statement names.
_RECIPIENTS, _NAMED = 20, 500


class SqlHeld:
    """A Held. A notice in a bundle stays held, with the bundle's number and without a time of its own."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def hold(self, notice: Notice, until: datetime, why: Why) -> bool:
        statement = update(notices).where(*leased_as(notice))
        return await self._transaction.changed(statement.values(**_held(until, why), tries=notices.c.tries - 1)) == 1

    async def hold_on(self, notices_: Sequence[Notice], until: datetime, why: Why) -> None:
        await self._set(notices_, held_until=until, held_for=why)

    async def over(self, at: datetime) -> Sequence[Notice]:
        over = _is_held(), notices.c.held_until <= at
        whose = select(notices.c.recipient).where(*over).group_by(notices.c.recipient)
        first = whose.order_by(func.min(notices.c.held_until), notices.c.recipient).limit(_RECIPIENTS)
        found = await self._transaction.run(
            select(notices)
            .where(*over, notices.c.recipient.in_(first))
            .order_by(notices.c.recipient, notices.c.due_at, notices.c.id)
            .with_for_update(skip_locked=True)
        )
        return tuple(notice_of(row) for row in found)

    async def bundle(self, notices_: Sequence[Notice], bundle: NewNotice) -> None:
        made = await self._transaction.run(
            self._transaction.insert(notices).values(notice_values(bundle)).returning(notices.c.id)
        )
        await self._set(notices_, bundle_id=made.scalar_one(), held_until=None)

    async def let_go(self, bundles: Sequence[Notice]) -> None:
        await self._set(bundles, state=NoticeState.WAITING, held_until=None, held_for=None)

    async def inside(self, bundle: Notice) -> Sequence[Notice]:
        found = await self._transaction.run(
            select(notices).where(notices.c.bundle_id == bundle.id).order_by(notices.c.due_at, notices.c.id)
        )
        return tuple(notice_of(row) for row in found)

    async def scatter(self, bundle: Notice, reason: str, at: datetime) -> bool:
        ended = update(notices).where(*leased_as(bundle))
        if not await self._transaction.changed(
            ended.values(state=NoticeState.DEAD, lease_until=None, reason=reason, ended_at=at)
        ):
            return False
        freed: dict[str, Any] = {"state": NoticeState.WAITING, "bundle_id": None, "held_for": None, "again": True}
        # Let through once and for all: the next hour's limit shall not gather them again.
        freed["passed_at"] = func.coalesce(notices.c.passed_at, notices.c.due_at)
        await self._transaction.run(update(notices).where(notices.c.bundle_id == bundle.id).values(freed))
        return True

    async def piled(self, notice: Notice, market_now: datetime) -> Sequence[Notice]:
        found = await self._transaction.run(
            select(notices)
            .where(
                notices.c.recipient == notice.recipient,
                notices.c.state == NoticeState.WAITING,
                notices.c.priority == int(Priority.ALERT),
                notices.c.kind != HELD,
                notices.c.tries == 0,
                notices.c.due_at <= market_now,
            )
            .order_by(notices.c.due_at, notices.c.id)
        )
        return tuple(notice_of(row) for row in found)

    async def pile_up(self, leased: Notice, waiting: Sequence[Notice], at: datetime) -> Sequence[Notice]:
        if not leased.is_bundle:
            await self.hold(leased, at, Why.PRESSURE)
            first: Sequence[Notice] = (leased,)
        else:
            first = await self.inside(leased)
            await self._set(first, bundle_id=None, **_held(at, Why.PRESSURE))
            await self._transaction.run(delete(notices).where(*leased_as(leased)))
        await self._set(waiting, **_held(at, Why.PRESSURE))
        return tuple(sorted((*first, *waiting), key=lambda each: (each.due_at, each.id)))

    async def pass_on(self, notices_: Sequence[Notice], at: datetime) -> None:
        await self._set(notices_, passed_at=at)

    async def passed(self, recipients: Collection[int], since: datetime) -> Mapping[int, int]:
        found = await self._transaction.run(
            select(notices.c.recipient, func.count().label("many"))
            .where(notices.c.recipient.in_(recipients), notices.c.passed_at >= since)
            .group_by(notices.c.recipient)
        )
        return {row.recipient: row.many for row in found}

    async def release_to(self, recipient: int, at: datetime) -> int:
        resting = _is_held(), notices.c.recipient == recipient, notices.c.held_for == Why.QUIET
        return await self._transaction.changed(update(notices).where(*resting).values(held_until=at))

    async def count(self, recipient: int) -> int:
        theirs = select(func.count()).where(_is_held(), notices.c.recipient == recipient)
        return int((await self._transaction.run(theirs)).scalar_one())

    async def snooze(self, rule_id: int, until: datetime) -> int:
        untold = or_(_is_held(), and_(notices.c.state == NoticeState.WAITING, notices.c.tries == 0))
        longer = case((notices.c.held_until > until, notices.c.held_until), else_=literal(until, Instant))
        values = {**_held(until, Why.SNOOZE), "held_until": longer}
        return await self._transaction.changed(
            update(notices).where(notices.c.rule_id == rule_id, untold).values(values)
        )

    async def wake(self, rule_id: int, at: datetime) -> int:
        snoozed = _is_held(), notices.c.rule_id == rule_id, notices.c.held_for == Why.SNOOZE
        return await self._transaction.changed(update(notices).where(*snoozed).values(held_until=at))

    async def _set(self, notices_: Sequence[Notice], **values: Any) -> None:
        for ids in _some(notices_):
            await self._transaction.run(update(notices).where(notices.c.id.in_(ids)).values(values))


def _held(until: datetime, why: Why) -> dict[str, Any]:
    return {
        "state": NoticeState.HELD,
        "held_until": until,
        "held_for": why,
        "lease_until": None,
        "next_try_at": None,
    }


def _is_held() -> ColumnElement[bool]:
    return and_(notices.c.state == NoticeState.HELD, notices.c.held_until.is_not(None))


def _some(notices_: Sequence[Notice]) -> Iterator[list[int]]:
    for start in range(0, len(notices_), _NAMED):
        yield [notice.id for notice in notices_[start : start + _NAMED]]
