"""A fault of ours is told to the owners: once an hour, with a code, and nothing that is anybody's."""

import json
import logging
from datetime import timedelta

import pytest

from adapters.chance import SeededChance
from adapters.storage.engine import Database
from core.delivery.defect_notices import APART, DEFECT, DefectNotices
from core.delivery.model import Attempt, Notice, Where
from core.kernel.errors import Unavailable
from core.people.model import Identity, Person, Role
from tests.fakes.clock import ManualClock
from tests.fakes.delivery import ScriptedCourier, deliverer, person, to, write
from tests.planted import PLANTED


@pytest.fixture
def notices(store: Database, clock: ManualClock) -> DefectNotices:
    return DefectNotices(store, clock, clock, SeededChance(3))


async def waiting(store: Database, clock: ManualClock) -> list[Notice]:
    """Return what is due, by leasing it."""
    async with store.begin() as work:
        claimed = await work.outbox.claim(clock.now(), clock.now(), clock.now() + timedelta(days=1), 100)
        await work.commit()
    return [notice for notice in claimed if notice.kind == DEFECT]


async def test_every_owner_is_told_where_it_failed_of_what_and_under_which_code(
    store: Database, notices: DefectNotices, clock: ManualClock, caplog: pytest.LogCaptureFixture
) -> None:
    owners = [await person(store, Identity("telegram", str(n))) for n in (1, 2)]
    await person(store, Identity("telegram", "3"), role=Role.MEMBER)
    await notices.report(Where.JOB, "prices", KeyError("BTC"))
    told = await waiting(store, clock)
    assert sorted(notice.person_id or 0 for notice in told) == [owner.id for owner in owners]
    facts = json.loads(told[0].facts)
    assert {**facts, "reference": ""} == {"where": "job", "name": "prices", "fault": "KeyError", "reference": ""}
    (logged,) = [record for record in caplog.records if facts["reference"] in record.getMessage()]
    assert logged.levelno == logging.ERROR
    assert logged.exc_info is not None
    assert logged.exc_info[0] is KeyError


async def test_of_one_kind_there_is_one_in_an_hour_whoever_reports_it(
    store: Database, notices: DefectNotices, clock: ManualClock
) -> None:
    await person(store, Identity("telegram", "1"))
    another_process = DefectNotices(store, clock, clock, SeededChance(4))
    for _ in range(59):
        await notices.report(Where.JOB, "prices", KeyError("BTC"))
        await another_process.report(Where.JOB, "prices", KeyError("ETH"))
        clock.advance(minutes=1)
    assert len(await waiting(store, clock)) == 1
    clock.advance(minutes=1)
    assert await notices.tell(Where.JOB, "prices", "KeyError", "K7QF")
    assert timedelta(hours=1) == APART


async def test_another_error_or_another_place_is_another_kind(
    store: Database, notices: DefectNotices, clock: ManualClock
) -> None:
    await person(store, Identity("telegram", "1"))
    await notices.report(Where.JOB, "prices", KeyError("BTC"))
    assert await notices.tell(Where.JOB, "prices", "ValueError", "K7QF")
    assert await notices.tell(Where.JOB, "candles", "KeyError", "K7QF")
    assert await notices.tell(Where.ANSWER, "prices", "KeyError", "K7QF")
    assert not await notices.tell(Where.JOB, "prices", "KeyError", "K7QF")


async def test_what_is_nobody_s_fault_here_is_not_told(
    store: Database, notices: DefectNotices, clock: ManualClock
) -> None:
    await person(store, Identity("telegram", "1"))
    await notices.report(Where.JOB, "prices", Unavailable("kraken"))
    await notices.report(Where.LOOP, "streams", ExceptionGroup("both", [Unavailable("kraken")]))
    assert await waiting(store, clock) == []


@pytest.mark.parametrize("label", PLANTED)
async def test_no_word_of_the_error_reaches_the_notice(
    store: Database, notices: DefectNotices, clock: ManualClock, label: str
) -> None:
    await person(store, Identity("telegram", "1"))
    secret, text = PLANTED[label]
    await notices.report(Where.ANSWER, "privacy", ValueError(text, "12480.55"))
    (told,) = await waiting(store, clock)
    assert secret not in repr(told)
    assert "12480" not in repr(told)


async def test_without_an_owner_nothing_is_written_and_the_first_one_hears_of_the_next(
    store: Database, notices: DefectNotices, clock: ManualClock
) -> None:
    assert not await notices.tell(Where.JOB, "prices", "KeyError", "K7QF")
    await person(store, Identity("telegram", "1"))
    assert await notices.tell(Where.JOB, "prices", "KeyError", "K7QF")


async def test_a_store_that_is_away_or_broken_itself_fails_nobody_who_reports(
    store: Database, clock: ManualClock, caplog: pytest.LogCaptureFixture
) -> None:
    class Away:
        def __init__(self, error: Exception) -> None:
            self._error = error

        def begin(self) -> object:
            raise self._error

        reading = begin

    for error in (Unavailable("database", "full"), LookupError("no such table")):
        broken = DefectNotices(Away(error), clock, clock, SeededChance(5))  # type: ignore[arg-type]
        assert not await broken.tell(Where.ANSWER, "price", "KeyError", "K7QF")
    assert caplog.text.count("K7QF") >= 2


async def test_what_a_courier_fails_of_is_told(store: Database, ada: Person, bob: Person, clock: ManualClock) -> None:
    await write(store, to(ada))
    await deliverer(store, ScriptedCourier({"n": [ValueError("no such kind")]}), clock).run_once()
    # Ada's own queue stands still until the broken notice is given up.
    (told,) = await waiting(store, clock)
    assert told.person_id == bob.id
    facts = {**json.loads(told.facts), "reference": ""}
    assert facts == {"where": "delivery", "name": "data-stopped", "fault": "ValueError", "reference": ""}


async def test_that_a_defect_cannot_be_told_is_not_told(
    store: Database, ada: Person, notices: DefectNotices, clock: ManualClock
) -> None:
    await notices.report(Where.JOB, "prices", KeyError("BTC"))
    async with store.reading() as work:
        before = await work.outbox.depth(clock.now())

    class Broken(ScriptedCourier):
        async def deliver(self, notice: Notice, again: bool) -> Attempt:
            raise KeyError(notice.kind)

    for _ in range(3):
        await deliverer(store, Broken(), clock).run_once()
        clock.advance(hours=2)
    async with store.reading() as work:
        after = await work.outbox.depth(clock.now())
    assert (before.waiting, after.waiting, after.uncertain, after.dead) == (1, 0, 0, 1)
