"""Notices on disk: written once, leased to one sender at a time, marked under that lease only."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import CTE, ColumnElement, Row, and_, case, exists, func, or_, select, tuple_, update

from adapters.storage.tables import UNFINISHED, notices, unfinished
from adapters.storage.transaction import Transaction
from core.delivery.model import NewNotice, Notice, NoticeState, OutboxDepth

_EMPTY = {"state": NoticeState.WAITING, "tries": 0, "term": 0, "again": False}


class SqlOutbox:
    """An Outbox. `Notice.again` is set where an earlier attempt may have arrived: after `mark_uncertain`, and when a
    lease ran out, for then nobody knows whether its holder had sent."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def put(self, notice: NewNotice) -> bool:
        values = {
            "key": notice.key,
            "kind": notice.kind,
            "facts": notice.facts,
            "person_id": notice.person_id,
            "room_id": notice.room_id,
            "recipient": _recipient(notice),
            "due_at": notice.due_at,
            "made_at": notice.made_at,
            **_EMPTY,
        }
        statement = self._transaction.insert(notices).values(values).on_conflict_do_nothing(index_elements=["key"])
        return (await self._transaction.run(statement.returning(notices.c.id))).one_or_none() is not None

    async def claim(self, now: datetime, market_now: datetime, lease_until: datetime, limit: int) -> Sequence[Notice]:
        due = _claimable(now, market_now, limit)
        held_before = notices.c.state.in_((NoticeState.LEASED, NoticeState.UNCERTAIN))
        claimed = await self._transaction.run(
            update(notices)
            .where(notices.c.id.in_(select(due.c.id)))
            .values(
                state=NoticeState.LEASED,
                lease_until=lease_until,
                next_try_at=None,
                term=notices.c.term + 1,
                tries=notices.c.tries + 1,
                again=case((held_before, True), else_=notices.c.again),
            )
            .returning(*notices.c)
        )
        # RETURNING keeps no order of its own.
        return tuple(_notice(row) for row in sorted(claimed, key=lambda row: (row.due_at, row.id)))

    async def mark_sent(self, notice: Notice, platform_id: str | None, at: datetime) -> bool:
        return await self._mark(notice, NoticeState.SENT, platform_id=platform_id, reason=None, ended_at=at)

    async def mark_waiting(self, notice: Notice, next_try_at: datetime, reason: str) -> bool:
        """It certainly did not arrive this time; False when the lease was lost meanwhile."""
        return await self._mark(notice, NoticeState.WAITING, next_try_at=next_try_at, reason=reason)

    async def mark_uncertain(self, notice: Notice, next_try_at: datetime, reason: str) -> bool:
        """It may have arrived; False when the lease was lost meanwhile."""
        return await self._mark(notice, NoticeState.UNCERTAIN, next_try_at=next_try_at, reason=reason, again=True)

    async def mark_dead(self, notice: Notice, reason: str, at: datetime) -> bool:
        """It will not be tried again; False when the lease was lost meanwhile."""
        return await self._mark(notice, NoticeState.DEAD, reason=reason, ended_at=at)

    async def release(self, notice: Notice) -> bool:
        """Hand a leased notice back unsent: the try does not count. False when the lease was lost meanwhile."""
        return await self._mark(notice, NoticeState.WAITING, tries=notices.c.tries - 1)

    async def depth(self) -> OutboxDepth:
        found = await self._transaction.run(
            select(notices.c.state, func.count().label("many"), func.min(notices.c.due_at).label("oldest"))
            .where(notices.c.state.in_((*UNFINISHED, NoticeState.DEAD)))
            .group_by(notices.c.state)
        )
        by_state = {NoticeState(row.state): row for row in found}
        many = {state: row.many for state, row in by_state.items()}
        return OutboxDepth(
            waiting=many.get(NoticeState.WAITING, 0) + many.get(NoticeState.LEASED, 0),
            uncertain=many.get(NoticeState.UNCERTAIN, 0),
            dead=many.get(NoticeState.DEAD, 0),
            oldest_due_at=min((row.oldest for state, row in by_state.items() if state in UNFINISHED), default=None),
        )

    async def find(self, key: str) -> Notice | None:
        row = (await self._transaction.run(select(notices).where(notices.c.key == key))).one_or_none()
        return None if row is None else _notice(row)

    async def _mark(self, notice: Notice, state: NoticeState, **values: Any) -> bool:
        leased = (
            notices.c.id == notice.id,
            notices.c.term == notice.term,
            notices.c.state == NoticeState.LEASED,
        )
        statement = update(notices).where(*leased).values(state=state, lease_until=None, **values)
        return await self._transaction.changed(statement) == 1


def _claimable(now: datetime, market_now: datetime, limit: int) -> CTE:
    """The ids of what may be leased now, locked against other claims where the database has row locks.

    A CTE, since PostgreSQL may run a plain sub-select with LIMIT again for every row and lock more than it returns.
    """
    ready: ColumnElement[bool] = or_(
        and_(
            notices.c.state.in_((NoticeState.WAITING, NoticeState.UNCERTAIN)),
            or_(notices.c.next_try_at.is_(None), notices.c.next_try_at <= now),
        ),
        and_(notices.c.state == NoticeState.LEASED, notices.c.lease_until <= now),
    )
    ahead = notices.alias("ahead")
    someone_ahead = exists().where(
        ahead.c.recipient == notices.c.recipient,
        unfinished(ahead.c.state),
        tuple_(ahead.c.due_at, ahead.c.id) < tuple_(notices.c.due_at, notices.c.id),
    )
    return (
        select(notices.c.id)
        .where(unfinished(notices.c.state), notices.c.due_at <= market_now, ready, ~someone_ahead)
        .order_by(notices.c.due_at, notices.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True, of=notices)
        .cte("due")
    )


def _recipient(notice: NewNotice) -> int:
    if notice.room_id is not None:
        return -notice.room_id
    if notice.person_id is None:
        raise ValueError("a notice is to a person or to a room")
    return notice.person_id


def _notice(row: Row[Any]) -> Notice:
    return Notice(
        id=row.id,
        key=row.key,
        kind=row.kind,
        facts=row.facts,
        person_id=row.person_id,
        room_id=row.room_id,
        due_at=row.due_at,
        made_at=row.made_at,
        state=NoticeState(row.state),
        tries=row.tries,
        term=row.term,
        next_try_at=row.next_try_at,
        lease_until=row.lease_until,
        reason=row.reason,
        platform_id=row.platform_id,
        again=row.again,
    )
