"""When prices were last looked at, as anybody may read it, from whichever process."""

from datetime import timedelta

from core.people.model import Person, Role
from core.status.service import service_status
from tests.fakes.clock import NOON, ManualClock
from tests.fakes.jobs import RunsKept

ADA = Person(1, Role.MEMBER, "Ada", NOON)


async def test_where_no_service_ran_nothing_is_said_of_one() -> None:
    assert await service_status(RunsKept(), ManualClock())(ADA) == ()


async def test_the_last_good_look_counts() -> None:
    store, clock = RunsKept(), ManualClock()
    for name, outcome, ago in (("prices", "done", 4), ("candles", "done", 60), ("gaps", "done", 1)):
        await store.started(name, NOON - timedelta(seconds=ago))
        await store.finished(name, NOON - timedelta(seconds=ago), outcome)
    (line,) = await service_status(store, clock)(ADA)
    assert line.facts == {"age": timedelta(seconds=4)}


async def test_a_look_that_failed_is_none() -> None:
    store, clock = RunsKept(), ManualClock()
    await store.started("prices", NOON)
    await store.finished("prices", NOON, "unavailable")
    assert await service_status(store, clock)(ADA) == ()
