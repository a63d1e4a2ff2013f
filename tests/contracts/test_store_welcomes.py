"""core.people.welcome.Welcomes, line by line."""

from dataclasses import replace

from adapters.storage.engine import Database
from core.people.welcome import Step, Welcome
from tests.databases import NOON, somebody


async def of(database: Database, person_id: int) -> Welcome | None:
    async with database.reading() as work:
        return await work.welcomes.of(person_id)


async def test_a_welcome_comes_back_as_it_was_kept_last(database: Database) -> None:
    ada, bob = await somebody(database, "1"), await somebody(database, "2")
    first = Welcome(ada.id, frozenset({Step.LANGUAGE}), Step.ZONE, NOON, "pt-BR")
    last = replace(first, answered=frozenset({Step.LANGUAGE, Step.ZONE}), waits=None, until=None, locale=None)
    for welcome in (first, last):
        async with database.begin() as work:
            await work.welcomes.keep(welcome)
            await work.commit()
        assert await of(database, ada.id) == welcome
    assert await of(database, bob.id) is None
