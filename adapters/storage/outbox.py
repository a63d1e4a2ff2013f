"""Notices on disk: written once, leased to one sender at a time, marked under that lease only."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Integer,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.sql.dml import ReturningUpdate

from adapters.storage.delivery_tables import UNFINISHED, leased, notices, unfinished
from adapters.storage.notices import notice_of, notice_values
from adapters.storage.sinks import SqlSinks
from adapters.storage.transaction import Transaction
from adapters.storage.types import Instant
from core.delivery.addresses import WEBHOOK
from core.delivery.model import HELD, NewNotice, Notice, NoticeState, OutboxDepth, Priority
from core.delivery.sink_model import Event

# A notice written after its time (a late alert, a bundle) waits since it was written.
_since = case((notices.c.made_at > notices.c.due_at, notices.c.made_at), else_=notices.c.due_at)


class SqlOutbox:
    """An Outbox. `Notice.again` is set where an earlier attempt may have arrived: after `mark_uncertain`, and when a
    lease ran out, for then nobody knows whether its holder had sent."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def put(self, notice: NewNotice) -> bool:
        return await self.put_all((notice,)) == 1

    async def put_all(self, new: Sequence[NewNotice]) -> int:
        keys = await self._write(new)
        await self._copy([notice for notice in new if notice.key in keys and _is_told_to_webhooks(notice)])
        return len(keys)

    async def cancel(self, key: str) -> bool:
        return await self._transaction.changed(delete(notices).where(*_untouched(key))) == 1

    async def claim(self, now: datetime, market_now: datetime, lease_until: datetime, limit: int) -> Sequence[Notice]:
        claimed: list[Notice] = []
        # One after the other: only so an index leads to what is due of each.
        for priority in Priority:
            if len(claimed) < limit:
                claimed += await self._lease(
                    {
                        "rank": int(priority),
                        "now": now,
                        "market_now": market_now,
                        "until": lease_until,
                        "most": limit - len(claimed),
                    }
                )
        return tuple(claimed)

    async def mark_sent(self, notice: Notice, platform_id: str | None, at: datetime) -> bool:
        return await self._end(notice, NoticeState.SENT, platform_id=platform_id, reason=None, ended_at=at)

    async def mark_waiting(self, notice: Notice, next_try_at: datetime, reason: str) -> bool:
        """It certainly did not arrive this time; False when the lease was lost meanwhile."""
        return await self._mark(notice, NoticeState.WAITING, next_try_at=next_try_at, reason=reason)

    async def mark_uncertain(self, notice: Notice, next_try_at: datetime, reason: str) -> bool:
        """It may have arrived; False when the lease was lost meanwhile."""
        return await self._mark(notice, NoticeState.UNCERTAIN, next_try_at=next_try_at, reason=reason, again=True)

    async def mark_dead(self, notice: Notice, reason: str, at: datetime) -> bool:
        """It will not be tried again; False when the lease was lost meanwhile."""
        return await self._end(notice, NoticeState.DEAD, reason=reason, ended_at=at)

    async def release(self, notice: Notice) -> bool:
        """Hand a leased notice back unsent: the try does not count. False when the lease was lost meanwhile."""
        return await self._mark(notice, NoticeState.WAITING, tries=notices.c.tries - 1)

    async def depth(self, market_now: datetime) -> OutboxDepth:
        counted = ("waiting", "uncertain", "held", "later", "dead")
        standing = _standing(market_now)
        rows = await self._transaction.run(
            select(standing.label("stands"), func.count().label("many"), func.min(_since).label("oldest"))
            .where(notices.c.state.in_((*UNFINISHED, NoticeState.DEAD, NoticeState.HELD)), standing.in_(counted))
            .group_by(standing)
        )
        found = {row.stands: row for row in rows}
        many = {name: found[name].many if name in found else 0 for name in counted}
        oldest = min((row.oldest for name, row in found.items() if name in {"waiting", "uncertain"}), default=None)
        return OutboxDepth(**many, oldest_at=oldest)

    async def waiting_since(self, recipient: int, market_now: datetime) -> datetime | None:
        found = await self._transaction.run(
            select(func.min(_since).label("oldest")).where(
                notices.c.recipient == recipient, unfinished(notices.c.state), notices.c.due_at <= market_now
            )
        )
        oldest: datetime | None = found.one().oldest
        return oldest

    async def take_back(self, person_id: int) -> int:
        on_its_way = notices.c.person_id == person_id, notices.c.state == NoticeState.LEASED
        back = {"state": NoticeState.WAITING, "lease_until": None, "term": notices.c.term + 1, "again": True}
        return await self._transaction.changed(update(notices).where(*on_its_way).values(back))

    async def forget_ended(self, before: datetime, limit: int) -> int:
        ended = select(notices.c.id).where(notices.c.ended_at < before).order_by(notices.c.ended_at).limit(limit)
        return await self._transaction.changed(delete(notices).where(notices.c.id.in_(ended)))

    async def find(self, key: str) -> Notice | None:
        row = (await self._transaction.run(select(notices).where(notices.c.key == key))).one_or_none()
        return None if row is None else notice_of(row)

    async def alerts_since(self, recipient: int, since: datetime, limit: int) -> Sequence[Notice]:
        # By the columns that an index leads to.
        theirs = notices.c.person_id == recipient if recipient > 0 else notices.c.room_id == -recipient
        found = await self._transaction.run(
            select(notices)
            .where(
                theirs,
                notices.c.priority == int(Priority.ALERT),
                notices.c.kind != HELD,
                notices.c.door.is_(None),
                notices.c.due_at > since,
                or_(notices.c.state != NoticeState.HELD, notices.c.bundle_id.is_not(None)),
            )
            .order_by(notices.c.due_at, notices.c.id)
            .limit(limit)
        )
        return tuple(notice_of(row) for row in found)

    async def _write(self, new: Sequence[NewNotice]) -> set[str]:
        """Return the keys that were not there before."""
        if not new:
            return set()
        statement = self._transaction.insert(notices).on_conflict_do_nothing(index_elements=["key"])
        # Several rows in one statement, since what comes back is asked for.
        written = statement.returning(notices.c.key)
        found = await self._transaction.run(written, [notice_values(notice) for notice in new])
        return {row.key for row in found}

    async def _copy(self, alerts: Sequence[NewNotice]) -> None:
        """Write them a second time for webhooks that are told of alerts: at once, whatever a rule waits for."""
        if not alerts:
            return
        told = {sink.person_id for sink in await SqlSinks(self._transaction).subscribed(Event.ALERT)}
        copies = {f"{WEBHOOK}:{notice.key}": notice for notice in alerts if notice.person_id in told}
        await self._write(
            [replace(notice, key=key, door=WEBHOOK, rule_id=None, held_until=None) for key, notice in copies.items()]
        )

    async def _lease(self, values: Mapping[str, Any]) -> Sequence[Notice]:
        claimed = await self._transaction.run(_leasing(), values)
        # RETURNING keeps no order of its own.
        return tuple(notice_of(row) for row in sorted(claimed, key=lambda row: (row.due_at, row.id)))

    async def _end(self, notice: Notice, state: NoticeState, **values: Any) -> bool:
        ended = await self._mark(notice, state, **values)
        if ended and notice.is_bundle:
            inside = update(notices).where(notices.c.bundle_id == notice.id)
            await self._transaction.run(inside.values(state=state, **values))
        return ended

    async def _mark(self, notice: Notice, state: NoticeState, **values: Any) -> bool:
        statement = update(notices).where(*leased_as(notice)).values(state=state, lease_until=None, **values)
        return await self._transaction.changed(statement) == 1


def _is_told_to_webhooks(notice: NewNotice) -> bool:
    return notice.priority is Priority.ALERT and notice.person_id is not None and notice.door is None


def leased_as(notice: Notice) -> tuple[ColumnElement[bool], ...]:
    """Return that `notice` is still leased under the term that it was claimed under."""
    return notices.c.id == notice.id, notices.c.term == notice.term, notices.c.state == NoticeState.LEASED


def _untouched(key: str) -> tuple[ColumnElement[bool], ...]:
    resting = notices.c.state.in_((NoticeState.WAITING, NoticeState.HELD))
    return notices.c.key == key, resting, notices.c.tries == 0, notices.c.bundle_id.is_(None)


def _standing(market_now: datetime) -> ColumnElement[str]:
    """How a notice counts in the depth: what a bundle speaks for counts as one, but for what never arrived."""
    return case(
        (notices.c.state == NoticeState.UNCERTAIN, "uncertain"),
        (and_(notices.c.state == NoticeState.HELD, notices.c.bundle_id.is_(None)), "held"),
        (and_(notices.c.state == NoticeState.DEAD, notices.c.kind != HELD), "dead"),
        (notices.c.state.not_in((NoticeState.WAITING, NoticeState.LEASED)), "elsewhere"),
        (notices.c.due_at > market_now, "later"),
        else_="waiting",
    )


@cache
def _leasing() -> ReturningUpdate[Any]:
    """The statement that leases what may be claimed. It is asked every second and after every message: building it
    anew would cost more than the database does."""
    held_before = notices.c.state.in_((NoticeState.LEASED, NoticeState.UNCERTAIN))
    return (
        update(notices)
        .where(notices.c.id.in_(select(_claimable().c.id)))
        .values(
            state=NoticeState.LEASED,
            lease_until=bindparam("until", type_=Instant),
            next_try_at=None,
            term=notices.c.term + 1,
            tries=notices.c.tries + 1,
            again=case((held_before, True), else_=notices.c.again),
        )
        .returning(*notices.c)
    )


def _claimable() -> CTE:
    """The ids of what may be leased `now`, locked against other claims where the database has row locks.

    A CTE, since PostgreSQL may run a plain sub-select with LIMIT again for every row and lock more than it returns.
    """
    now = bindparam("now", type_=Instant)
    ready: ColumnElement[bool] = or_(
        and_(
            notices.c.state.in_((NoticeState.WAITING, NoticeState.UNCERTAIN)),
            or_(notices.c.next_try_at.is_(None), notices.c.next_try_at <= now),
        ),
        and_(notices.c.state == NoticeState.LEASED, notices.c.lease_until <= now),
    )
    other = notices.alias("other")
    someone_ahead = exists().where(
        other.c.recipient == notices.c.recipient,
        unfinished(other.c.state),
        tuple_(other.c.due_at, other.c.id) < tuple_(notices.c.due_at, notices.c.id),
    )
    # An older one may come later than a younger one was leased: a bundle, a late alert.
    busy = exists().where(
        other.c.recipient == notices.c.recipient,
        leased(other.c.state),
        other.c.lease_until > now,
        other.c.id != notices.c.id,
    )
    return (
        select(notices.c.id)
        .where(
            unfinished(notices.c.state),
            notices.c.priority == bindparam("rank", type_=Integer),
            notices.c.due_at <= bindparam("market_now", type_=Instant),
            ready,
            ~someone_ahead,
            ~busy,
        )
        .order_by(notices.c.due_at, notices.c.id)
        .limit(bindparam("most", type_=Integer))
        .with_for_update(skip_locked=True, of=notices)
        .cte("due")
    )
