"""Persons and their identities."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, select, update

from adapters.storage.preferences import preference_values, preferences_of
from adapters.storage.tables import identities, people
from adapters.storage.transaction import Transaction
from core.kernel.errors import NotAllowed, UnknownName
from core.people.model import Identity, Person, Preferences, Role

# Made once: it is asked for every message, and making a statement costs more than running it.
_OF_IDENTITY = (
    select(people)
    .join(identities)
    .where(identities.c.door == bindparam("of"), identities.c.external_id == bindparam("id"))
)


class SqlPeople:
    """A People. Changes to a person who does not exist are an `UnknownName` (what="person")."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def find(self, identity: Identity) -> Person | None:
        found = await self._transaction.run(_OF_IDENTITY, {"of": identity.door, "id": identity.external_id})
        row = found.one_or_none()
        return None if row is None else _person(row)

    async def by_id(self, person_id: int) -> Person | None:
        row = (await self._transaction.run(select(people).where(people.c.id == person_id))).one_or_none()
        return None if row is None else _person(row)

    async def add(self, identity: Identity, name: str, role: Role, preferences: Preferences, at: datetime) -> Person:
        already = await self.find(identity)
        if already is not None:
            return already
        values = {"role": role, "name": name, "created_at": at, **preference_values(preferences)}
        made = (await self._transaction.run(people.insert().values(values).returning(*people.c))).one()
        if not await self._claimed(made.id, identity, at):
            await self._transaction.run(delete(people).where(people.c.id == made.id))
            return await self.add(identity, name, role, preferences, at)
        return _person(made)

    async def link(self, person_id: int, identity: Identity, at: datetime) -> None:
        """Give `identity` to the person, who may have it already.

        Raises
        ------
        NotAllowed
            If it is somebody else's (what="identity-taken").
        """
        if await self._claimed(person_id, identity, at):
            return
        found = await self._transaction.run(select(identities.c.person_id).where(*_is(identity)))
        if found.scalar_one_or_none() != person_id:
            raise NotAllowed("identity-taken", identity.door)

    async def unlink(self, person_id: int, identity: Identity) -> None:
        theirs = identities.c.person_id == person_id
        await self._transaction.run(delete(identities).where(theirs, *_is(identity)))

    async def hold(self, person_ids: Sequence[int]) -> None:
        held = select(people.c.id).where(people.c.id.in_(person_ids)).order_by(people.c.id).with_for_update()
        await self._transaction.run(held)

    async def note_role(self, person_id: int) -> None:
        now = select(people.c.role).where(people.c.id == person_id).scalar_subquery()
        theirs = identities.c.person_id == person_id, identities.c.role_before.is_(None)
        await self._transaction.run(update(identities).where(*theirs).values(role_before=now))

    async def role_before(self, identity: Identity) -> Role | None:
        found = await self._transaction.run(select(identities.c.role_before).where(*_is(identity)))
        role = found.scalar_one_or_none()
        return None if role is None else Role(role)

    async def set_role(self, person_id: int, role: Role) -> None:
        await self._set(person_id, {"role": role})

    async def set_preferences(self, person_id: int, preferences: Preferences) -> None:
        await self._set(person_id, preference_values(preferences))

    async def set_name(self, person_id: int, name: str) -> None:
        await self._set(person_id, {"name": name})

    async def identities(self, person_id: int) -> Sequence[Identity]:
        found = await self._transaction.run(
            select(identities.c.door, identities.c.external_id)
            .where(identities.c.person_id == person_id)
            .order_by(identities.c.linked_at, identities.c.door, identities.c.external_id)
        )
        return tuple(Identity(row.door, row.external_id) for row in found)

    async def everyone(self) -> Sequence[Person]:
        found = await self._transaction.run(select(people).order_by(people.c.id))
        return tuple(_person(row) for row in found)

    async def with_role(self, role: Role) -> Sequence[Person]:
        found = await self._transaction.run(select(people).where(people.c.role == role).order_by(people.c.id))
        return tuple(_person(row) for row in found)

    async def _claimed(self, person_id: int, identity: Identity, at: datetime) -> bool:
        values = {
            "door": identity.door,
            "external_id": identity.external_id,
            "person_id": person_id,
            "linked_at": at,
        }
        statement = self._transaction.insert(identities).values(values).on_conflict_do_nothing()
        return (await self._transaction.run(statement.returning(identities.c.person_id))).one_or_none() is not None

    async def _set(self, person_id: int, values: dict[str, object]) -> None:
        if not await self._transaction.changed(update(people).where(people.c.id == person_id).values(values)):
            raise UnknownName("person", str(person_id))


def _is(identity: Identity) -> tuple[Any, Any]:
    return identities.c.door == identity.door, identities.c.external_id == identity.external_id


def _person(row: Row[Any]) -> Person:
    return Person(row.id, Role(row.role), row.name, row.created_at, preferences_of(row))
