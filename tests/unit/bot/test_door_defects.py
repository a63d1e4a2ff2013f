"""bot.door — faults of our own: an apology with a code, a log entry under it, a notice for the owners."""

import json
from collections.abc import Iterator

import pytest
from structlog.contextvars import merge_contextvars
from structlog.testing import capture_logs
from structlog.typing import EventDict

from adapters.storage.engine import Database
from core.delivery.model import Notice
from core.kernel.errors import Defect
from core.people.model import Person, Role
from tests.fakes.house import ADA, OWNER, SmallHouse, words

ROOM = "-100"


@pytest.fixture
def house(database: Database) -> SmallHouse:
    return SmallHouse(database)


@pytest.fixture
def logs() -> Iterator[list[EventDict]]:
    with capture_logs(processors=[merge_contextvars]) as captured:
        yield captured


async def test_a_defect_leaves_as_an_apology_with_the_code_that_the_log_has(
    house: SmallHouse, logs: list[EventDict]
) -> None:
    told = await house.tell("slip", OWNER)
    assert told.to_person is not None
    assert told.to_person.error is not None
    assert told.to_person.error.kind == "defect"
    (entry,) = [entry for entry in logs if entry["event"] == "defect"]
    assert f"code {entry['reference']} for the owner" in (words(told.to_person) or "")
    assert isinstance(entry["exc_info"], ZeroDivisionError)
    assert len(entry["ask"]) == 8
    assert entry["door"] == "local"
    assert "ZeroDivisionError" not in repr(told)
    assert told.to_person.understood is not None
    assert told.to_person.understood.name == "slip"


async def test_the_owners_are_told_of_a_defect_by_a_notice_of_its_own(house: SmallHouse) -> None:
    await house.met(ADA, Role.MEMBER)
    await house.invited(ROOM)
    owner = await house.met(OWNER, Role.OWNER)
    told = [await house.tell("slip"), await house.tell("slip", room=ROOM)]
    facts = json.loads((await notice(house, owner)).facts)
    assert {**facts, "reference": ""} == {
        "where": "answer",
        "name": "slip",
        "fault": "ZeroDivisionError",
        "reference": "",
    }
    assert f"code {facts['reference']} for the owner" in (words(told[0].to_person) or "")


async def test_a_defect_of_the_database_has_a_code_too(house: SmallHouse, logs: list[EventDict]) -> None:
    house.doings.fails = Defect("database")
    told = await house.tell("slip", OWNER)
    (entry,) = [entry for entry in logs if entry["event"] == "defect"]
    assert f"code {entry['reference']} for the owner" in (words(told.to_person) or "")
    assert entry["reference"] != "database"


async def notice(house: SmallHouse, owner: Person) -> Notice:
    """Return the one notice that waits for the owner."""
    async with house.database.begin() as work:
        (waiting,) = await work.outbox.claim(house.clock.now(), house.clock.now(), house.clock.now(), 9)
        await work.commit()
    assert waiting.person_id == owner.id
    return waiting
