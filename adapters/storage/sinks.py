"""Addresses besides the chats, proved and waiting."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, select, update

from adapters.storage.delivery_tables import sink_claims, sinks
from adapters.storage.transaction import Transaction
from core.delivery.addresses import WEBHOOK
from core.delivery.sink_model import Claim, Sink


class SqlSinks:
    """A SinkTable."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def of(self, person_id: int) -> Sequence[Sink]:
        theirs = select(sinks).where(sinks.c.person_id == person_id).order_by(sinks.c.door)
        return tuple(_sink(row) for row in await self._transaction.run(theirs))

    async def find(self, person_id: int, door: str) -> Sink | None:
        found = await self._transaction.run(select(sinks).where(sinks.c.person_id == person_id, sinks.c.door == door))
        row = found.one_or_none()
        return None if row is None else _sink(row)

    async def keep(self, sink: Sink) -> None:
        what = {
            "address": sink.address,
            "proved_at": sink.proved_at,
            "events": ",".join(sink.events),
            "secret": sink.secret,
        }
        statement = self._transaction.insert(sinks).values(person_id=sink.person_id, door=sink.door, **what)
        await self._transaction.run(statement.on_conflict_do_update(index_elements=["person_id", "door"], set_=what))

    async def drop(self, person_id: int, door: str) -> None:
        await self._transaction.run(delete(sinks).where(sinks.c.person_id == person_id, sinks.c.door == door))

    async def claims(self, person_id: int) -> Sequence[Claim]:
        theirs = select(sink_claims).where(sink_claims.c.person_id == person_id).order_by(sink_claims.c.door)
        return tuple(_claim(row) for row in await self._transaction.run(theirs))

    async def try_claims(self, person_id: int, now: datetime) -> Sequence[Claim]:
        tried = await self._transaction.run(
            update(sink_claims)
            .where(sink_claims.c.person_id == person_id, sink_claims.c.expires_at > now, sink_claims.c.tries_left > 0)
            .values(tries_left=sink_claims.c.tries_left - 1)
            .returning(*sink_claims.c)
        )
        return tuple(sorted((_claim(row) for row in tried), key=lambda claim: claim.door))

    async def keep_claim(self, claim: Claim) -> None:
        what = {
            "address": claim.address,
            "hashed": claim.hashed,
            "expires_at": claim.expires_at,
            "tries_left": claim.tries_left,
            "secret": claim.secret,
        }
        statement = self._transaction.insert(sink_claims).values(person_id=claim.person_id, door=claim.door, **what)
        await self._transaction.run(statement.on_conflict_do_update(index_elements=["person_id", "door"], set_=what))

    async def drop_claim(self, person_id: int, door: str) -> None:
        await self._transaction.run(
            delete(sink_claims).where(sink_claims.c.person_id == person_id, sink_claims.c.door == door)
        )

    async def subscribed(self, event: str) -> Sequence[Sink]:
        found = await self._transaction.run(select(sinks).where(sinks.c.door == WEBHOOK).order_by(sinks.c.person_id))
        return tuple(sink for row in found if event in (sink := _sink(row)).events)


def _sink(row: Row[Any]) -> Sink:
    events = tuple(row.events.split(",")) if row.events else ()
    return Sink(row.person_id, row.door, row.address, row.proved_at, events, row.secret)


def _claim(row: Row[Any]) -> Claim:
    return Claim(row.person_id, row.door, row.address, row.hashed, row.expires_at, row.tries_left, row.secret)
