"""core.people.gate — each update once, also when a process is killed in the middle."""

import asyncio

import pytest

from adapters.storage.engine import Database
from core.kernel.errors import Unavailable
from core.people.gate import DAY, TURN_LASTS, Gate, Pace
from core.people.model import Turn
from tests.databases import somebody
from tests.effort import PATIENCE_S
from tests.fakes.clock import ManualClock


def gate(database: Database, clock: ManualClock | None = None) -> Gate:
    """Return a gate as after a start: the database has a memory, it has none."""
    return Gate(database, clock or ManualClock(), Pace())


async def handled(one: Gate, update_id: str | None, door: str = "telegram") -> bool:
    async with one.once(door, update_id) as first:
        return first


async def test_an_update_is_handled_once_also_across_a_restart(database: Database) -> None:
    before = gate(database)
    assert [await handled(before, "7"), await handled(before, "7"), await handled(gate(database), "7")] == [
        True,
        False,
        False,
    ]


async def test_what_comes_again_while_it_is_answered_is_left_alone(database: Database) -> None:
    one = gate(database)
    async with one.once("telegram", "7") as first:
        assert first
        assert not await handled(one, "7")
        assert await handled(one, "8")
    assert not await handled(one, "7")


async def test_of_ten_deliveries_at_once_one_is_answered(database: Database) -> None:
    one = gate(database)
    assert sum(await asyncio.gather(*(handled(one, "7") for _ in range(10)))) == 1


async def test_an_update_that_was_not_answered_is_answered_when_it_comes_again(database: Database) -> None:
    """A killed process leaves nothing behind; a failure or a cancellation in mid-answer is no other."""
    one = gate(database)
    with pytest.raises(asyncio.CancelledError):
        async with one.once("telegram", "7"):
            raise asyncio.CancelledError
    assert await handled(one, "7")


async def test_a_process_killed_in_mid_answer_has_not_answered(database: Database) -> None:
    async with gate(database).once("telegram", "7") as first:
        assert first
        assert await handled(gate(database), "7")


async def test_a_burst_is_marked_together_and_nothing_of_it_is_lost(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = 0
    begin = database.begin

    def counted() -> object:
        nonlocal begun
        begun += 1
        return begin()

    one, ids = gate(database), [str(n) for n in range(50)]
    monkeypatch.setattr(database, "begin", counted)
    assert all(await asyncio.gather(*(handled(one, each) for each in ids)))
    assert begun < 2 * len(ids)
    assert not any([await handled(gate(database), each) for each in ids])


async def test_what_could_not_be_marked_is_not_marked_by_another(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> None:
        raise Unavailable("database", "locked")

    one = gate(database)
    with monkeypatch.context() as broken, pytest.raises(Unavailable):
        async with one.once("telegram", "7"):
            broken.setattr(database, "begin", away)
    assert await handled(one, "8")
    assert [await handled(gate(database), update) for update in ("7", "8")] == [True, False]


async def test_who_is_cancelled_while_waiting_to_be_marked_is_not(database: Database) -> None:
    one, ready, go = gate(database), asyncio.Semaphore(0), asyncio.Event()

    async def answered(update: str) -> None:
        async with one.once("telegram", update):
            ready.release()
            await go.wait()

    first, second = (asyncio.ensure_future(answered(update)) for update in ("7", "8"))
    for _ in range(2):
        await ready.acquire()
    async with one._marking:
        go.set()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        second.cancel()
        await asyncio.wait({second})
    await first
    assert [await handled(gate(database), update) for update in ("7", "8")] == [False, True]


async def test_doors_count_their_updates_by_themselves(database: Database) -> None:
    one = gate(database)
    assert [await handled(one, "7", door) for door in ("telegram", "discord")] == [True, True]


async def test_what_has_no_id_is_always_new(database: Database) -> None:
    one = gate(database)
    async with one.once("local", None) as first:
        assert first
        assert await handled(one, None)


async def test_updates_are_forgotten_after_two_days(database: Database) -> None:
    clock = ManualClock()
    one = gate(database, clock)
    await handled(one, "7")
    clock.advance(hours=47)
    await handled(one, "8")
    assert await one.forget_old() == 0
    clock.advance(hours=2)
    assert await one.forget_old() == 1
    assert [await handled(one, update) for update in ("7", "8")] == [True, False]


async def test_a_line_of_the_day_is_said_once_a_day_also_across_a_restart(database: Database) -> None:
    clock = ManualClock()
    assert await gate(database, clock).first_in("stranger person 1", DAY)
    assert not await gate(database, clock).first_in("stranger person 1", DAY)
    clock.advance(hours=24)
    assert await gate(database, clock).first_in("stranger person 1", DAY)


async def test_who_keeps_knocking_keeps_nobody_from_writing(database: Database) -> None:
    one = gate(database)
    await one.first_in("stranger person 1", DAY)
    async with database.begin() as work:
        await work.memory.keep("some", "thing")
        assert not await asyncio.wait_for(one.first_in("stranger person 1", DAY), PATIENCE_S)


async def test_the_pace_is_kept_by_the_gate(database: Database) -> None:
    one = gate(database)
    assert [one.pause(1) for _ in range(10)] == [None] * 10
    assert one.pause(1) is not None


async def test_a_turn_is_written_with_the_mark_of_its_update_and_goes_stale(database: Database) -> None:
    ada, clock = await somebody(database), ManualClock()
    one = gate(database, clock)
    async with one.once("telegram", "7"):
        one.note(Turn(ada.id, 0, "price", "{}", clock.now()))
        assert await one.last_turn(ada.id, 0) is not None
    assert await gate(database, clock).last_turn(ada.id, 0) == Turn(ada.id, 0, "price", "{}", clock.now())
    assert await gate(database, clock).last_turn(ada.id, 5) is None
    clock.advance(TURN_LASTS.total_seconds() + 1)
    assert await gate(database, clock).last_turn(ada.id, 0) is None


async def test_a_turn_from_a_door_without_update_ids_is_written_as_well(database: Database) -> None:
    ada, clock = await somebody(database), ManualClock()
    one = gate(database, clock)
    async with one.once("local", None):
        one.note(Turn(ada.id, 0, "market", "{}", clock.now()))
    assert await gate(database, clock).last_turn(ada.id, 0) is not None
