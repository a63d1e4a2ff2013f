"""core.people.ports.People, line by line."""

import asyncio
from dataclasses import replace

import pytest

from adapters.storage.engine import Database
from core.kernel.errors import NotAllowed, UnknownName
from core.people.model import Identity, Person, Preferences, Role
from tests.databases import MINUTE, NOON, somebody

ADA = Identity("telegram", "1")


async def test_who_was_never_met_is_not_found(database: Database) -> None:
    async with database.reading() as work:
        assert await work.people.find(ADA) is None
        assert await work.people.by_id(1) is None
        assert await work.people.everyone() == ()


async def test_a_person_is_found_by_identity_and_by_number_as_added(database: Database) -> None:
    likes = Preferences("de", "Europe/Berlin", "EUR", plain=True, emoji=False, numbers="en", theme="dark", llm=False)
    async with database.begin() as work:
        added = await work.people.add(ADA, "Ada", Role.OWNER, likes, NOON)
        await work.commit()
    assert added == Person(added.id, Role.OWNER, "Ada", NOON, likes)
    async with database.reading() as work:
        assert await work.people.find(ADA) == added
        assert await work.people.by_id(added.id) == added
        assert await work.people.find(Identity("discord", "1")) is None


async def test_whoever_was_quicker_is_returned(database: Database) -> None:
    first = await somebody(database)
    async with database.begin() as work:
        assert await work.people.add(ADA, "Somebody else", Role.OWNER, Preferences(), NOON) == first
        await work.commit()


async def test_of_many_who_add_the_same_person_at_once_all_get_the_one(database: Database) -> None:
    people = await asyncio.gather(*(somebody(database) for _ in range(10)))
    assert len({person.id for person in people}) == 1
    async with database.reading() as work:
        assert len(await work.people.everyone()) == 1


async def test_a_person_may_have_several_identities(database: Database) -> None:
    person = await somebody(database)
    other = Identity("discord", "77")
    async with database.begin() as work:
        await work.people.link(person.id, other, NOON + MINUTE)
        await work.people.link(person.id, other, NOON + MINUTE)
        await work.commit()
    async with database.reading() as work:
        assert await work.people.find(other) == person
        assert await work.people.identities(person.id) == (ADA, other)


async def test_an_identity_is_never_taken_from_somebody(database: Database) -> None:
    first, second = await somebody(database, "1"), await somebody(database, "2")
    async with database.begin() as work:
        with pytest.raises(NotAllowed):
            await work.people.link(second.id, ADA, NOON)
    async with database.reading() as work:
        assert await work.people.find(ADA) == first


async def test_role_and_preferences_change_for_that_person_alone(database: Database) -> None:
    first, second = await somebody(database, "1"), await somebody(database, "2")
    likes = Preferences(language="pt", zone="America/Sao_Paulo")
    async with database.begin() as work:
        await work.people.set_role(first.id, Role.OWNER)
        await work.people.set_preferences(first.id, likes)
        await work.commit()
    async with database.reading() as work:
        assert await work.people.everyone() == (replace(first, role=Role.OWNER, preferences=likes), second)
        assert await work.people.with_role(Role.MEMBER) == (second,)


async def test_a_name_is_what_it_was_set_to(database: Database) -> None:
    async with database.begin() as work:
        ada = await work.people.add(Identity("telegram", "1"), "Ada", Role.MEMBER, Preferences(), NOON)
        await work.people.set_name(ada.id, "")
        renamed = await work.people.by_id(ada.id)
    assert renamed == replace(ada, name="")


async def test_nobody_cannot_be_changed(database: Database) -> None:
    async with database.begin() as work:
        with pytest.raises(UnknownName):
            await work.people.set_role(4711, Role.OWNER)
        with pytest.raises(UnknownName):
            await work.people.set_preferences(4711, Preferences())
