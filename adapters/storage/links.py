"""Codes that join doors."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, select, update

from adapters.storage.tables import links
from adapters.storage.transaction import Transaction
from core.people.links import Link
from core.people.model import Identity


class SqlLinks:
    """A Links."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def keep(self, link: Link) -> None:
        what = _values(link)
        statement = self._transaction.insert(links).values(person_id=link.person_id, **what)
        await self._transaction.run(statement.on_conflict_do_update(index_elements=["person_id"], set_=what))

    async def of(self, person_id: int, now: datetime) -> Link | None:
        theirs = select(links).where(links.c.person_id == person_id, links.c.expires_at > now)
        row = (await self._transaction.run(theirs)).one_or_none()
        return None if row is None else _link(row)

    async def open(self, now: datetime) -> Sequence[Link]:
        untyped = links.c.joiner_door.is_(None), links.c.expires_at > now
        found = await self._transaction.run(select(links).where(*untyped).order_by(links.c.person_id))
        return tuple(_link(row) for row in found)

    async def claim(self, link: Link) -> bool:
        same = links.c.person_id == link.person_id, links.c.hashed == link.hashed, links.c.joiner_door.is_(None)
        return await self._transaction.changed(update(links).where(*same).values(_values(link))) == 1

    async def claimed_by(self, joiner: Identity, now: datetime) -> Sequence[Link]:
        theirs = links.c.joiner_door == joiner.door, links.c.joiner_external_id == joiner.external_id
        found = await self._transaction.run(select(links).where(*theirs, links.c.expires_at > now))
        return tuple(_link(row) for row in found)

    async def drop(self, person_id: int) -> None:
        await self._transaction.run(delete(links).where(links.c.person_id == person_id))

    async def forget_before(self, at: datetime) -> int:
        return await self._transaction.changed(delete(links).where(links.c.expires_at < at))


def _values(link: Link) -> dict[str, object]:
    return {
        "hashed": link.hashed,
        "door": link.shown_to.door,
        "external_id": link.shown_to.external_id,
        "made_at": link.made_at,
        "expires_at": link.expires_at,
        "joiner_door": None if link.joiner is None else link.joiner.door,
        "joiner_external_id": None if link.joiner is None else link.joiner.external_id,
        "joiner_name": link.joiner_name,
    }


def _link(row: Row[Any]) -> Link:
    joiner = None if row.joiner_door is None else Identity(row.joiner_door, row.joiner_external_id)
    shown_to = Identity(row.door, row.external_id)
    return Link(row.person_id, row.hashed, shown_to, row.made_at, row.expires_at, joiner, row.joiner_name)
