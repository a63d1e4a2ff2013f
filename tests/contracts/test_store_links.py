"""core.people.links.Links, line by line."""

from dataclasses import replace

import pytest

from adapters.storage.engine import Database
from core.people.links import Link
from core.people.model import Identity, Person
from tests.databases import MINUTE, NOON, somebody

HERE, THERE = Identity("telegram", "1"), Identity("discord", "7")


@pytest.fixture
async def link(database: Database) -> Link:
    ada: Person = await somebody(database, "1")
    return Link(ada.id, "hashed", HERE, NOON, NOON + MINUTE)


async def kept(database: Database, link: Link) -> None:
    async with database.begin() as work:
        await work.links.keep(link)
        await work.commit()


async def test_a_code_is_open_until_it_is_typed_or_over(database: Database, link: Link) -> None:
    await kept(database, link)
    async with database.reading() as work:
        assert await work.links.open(NOON) == (link,)
        assert await work.links.of(link.person_id, NOON) == link
        assert await work.links.open(NOON + MINUTE) == ()
        assert await work.links.of(link.person_id, NOON + MINUTE) is None


async def test_of_two_who_type_it_one_has_it(database: Database, link: Link) -> None:
    await kept(database, link)
    claimed = replace(link, joiner=THERE, joiner_name="Ada <b>", expires_at=NOON + 2 * MINUTE)
    async with database.begin() as work:
        assert await work.links.claim(claimed)
        assert not await work.links.claim(replace(claimed, joiner=HERE))
        await work.commit()
    async with database.reading() as work:
        assert await work.links.open(NOON) == ()
        assert await work.links.of(link.person_id, NOON) == claimed


async def test_what_somebody_typed_is_theirs_until_it_is_over(database: Database, link: Link) -> None:
    await kept(database, claimed := replace(link, joiner=THERE))
    async with database.reading() as work:
        assert await work.links.claimed_by(THERE, NOON) == (claimed,)
        assert await work.links.claimed_by(HERE, NOON) == ()
        assert await work.links.claimed_by(THERE, NOON + MINUTE) == ()


async def test_a_new_code_ends_the_one_before(database: Database, link: Link) -> None:
    await kept(database, replace(link, joiner=THERE))
    await kept(database, replace(link, hashed="another"))
    async with database.begin() as work:
        assert not await work.links.claim(replace(link, joiner=THERE))
        assert [each.hashed for each in await work.links.open(NOON)] == ["another"]


async def test_what_is_over_is_forgotten_and_what_is_dropped_is_gone(database: Database, link: Link) -> None:
    await kept(database, link)
    async with database.begin() as work:
        assert await work.links.forget_before(NOON + MINUTE) == 0
        assert await work.links.forget_before(NOON + 2 * MINUTE) == 1
        await work.links.keep(link)
        await work.links.drop(link.person_id)
        assert await work.links.open(NOON) == ()
