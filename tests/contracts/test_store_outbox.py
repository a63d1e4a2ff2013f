"""core.delivery.ports.Outbox, line by line."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import pytest

from adapters.storage.engine import Database
from core.delivery.model import NewNotice, Notice, NoticeState, OutboxDepth
from core.people.model import Person
from tests.databases import MINUTE, NOON, somebody

SOON = NOON + MINUTE
# The market's time, far from the real one as in a replay, so that one taken for the other is seen.
DUE = datetime.fromisoformat("2021-04-18T09:00:00+00:00")


def notice(key: str, person: Person, due_at: datetime = DUE) -> NewNotice:
    return NewNotice(key, "data-stopped", '{"venue": "kraken"}', due_at, DUE - MINUTE, person_id=person.id)


async def put(database: Database, *notices: NewNotice) -> list[bool]:
    async with database.begin() as work:
        written = [await work.outbox.put(each) for each in notices]
        await work.commit()
    return written


async def claim(
    database: Database, now: datetime = NOON, market_now: datetime = DUE, limit: int = 50
) -> Sequence[Notice]:
    async with database.begin() as work:
        claimed = await work.outbox.claim(now, market_now, now + MINUTE, limit)
        await work.commit()
    return claimed


async def claim_one(database: Database, now: datetime = NOON) -> Notice:
    (claimed,) = await claim(database, now)
    return claimed


async def found(database: Database, key: str) -> Notice:
    async with database.reading() as work:
        one = await work.outbox.find(key)
    assert one is not None
    return one


async def mark(database: Database, how: str, claimed: Notice, *facts: object) -> bool:
    async with database.begin() as work:
        marked: bool = await getattr(work.outbox, how)(claimed, *facts)
        await work.commit()
    return marked


@pytest.fixture
async def ada(database: Database) -> Person:
    return await somebody(database, "1")


@pytest.fixture
async def bob(database: Database) -> Person:
    return await somebody(database, "2")


async def test_a_notice_is_found_as_written_and_waits(database: Database, ada: Person) -> None:
    await put(database, notice("a", ada))
    assert await found(database, "a") == Notice(
        id=(await found(database, "a")).id,
        key="a",
        kind="data-stopped",
        facts='{"venue": "kraken"}',
        person_id=ada.id,
        room_id=None,
        due_at=DUE,
        made_at=DUE - MINUTE,
        state=NoticeState.WAITING,
        tries=0,
        term=0,
    )


async def test_a_key_is_written_once_for_ever(database: Database, ada: Person, bob: Person) -> None:
    assert await put(database, notice("a", ada), notice("a", bob)) == [True, False]
    await mark(database, "mark_sent", await claim_one(database), "77", NOON)
    assert await put(database, notice("a", ada)) == [False]
    assert (await found(database, "a")).person_id == ada.id


async def test_of_many_who_write_a_key_at_once_one_does(database: Database, ada: Person) -> None:
    written = await asyncio.gather(*(put(database, notice("a", ada)) for _ in range(10)))
    assert sum(map(sum, written)) == 1


async def test_a_notice_is_to_somebody(database: Database, ada: Person) -> None:
    async with database.begin() as work:
        with pytest.raises(ValueError, match="person or to a room"):
            await work.outbox.put(replace(notice("a", ada), person_id=None))


async def test_claiming_leases_and_counts_the_try(database: Database, ada: Person) -> None:
    await put(database, notice("a", ada))
    claimed = await claim_one(database)
    assert (claimed.state, claimed.tries, claimed.term) == (NoticeState.LEASED, 1, 1)
    assert claimed.lease_until == SOON
    assert not claimed.again
    assert await found(database, "a") == claimed
    assert await claim(database) == ()


async def test_what_is_not_due_on_the_markets_clock_is_not_claimed(database: Database, ada: Person) -> None:
    await put(database, notice("a", ada, DUE + MINUTE))
    assert await claim(database) == ()
    assert len(await claim(database, market_now=DUE + MINUTE)) == 1


async def test_only_the_oldest_of_a_recipient_is_claimable(database: Database, ada: Person, bob: Person) -> None:
    await put(database, notice("late", ada), notice("early", ada, DUE - MINUTE), notice("other", bob))
    assert [each.key for each in await claim(database)] == ["early", "other"]
    assert await claim(database) == ()


@pytest.mark.parametrize(
    ("how", "facts"), [("mark_sent", ("77", NOON)), ("mark_dead", ("blocked", NOON))], ids=["sent", "dead"]
)
async def test_what_is_finished_lets_the_next_pass(
    database: Database, ada: Person, how: str, facts: tuple[object, ...]
) -> None:
    await put(database, notice("a", ada), notice("b", ada))
    assert await mark(database, how, await claim_one(database), *facts)
    assert (await claim_one(database)).key == "b"


async def test_what_waits_for_its_next_try_keeps_the_order(database: Database, ada: Person) -> None:
    await put(database, notice("a", ada), notice("b", ada))
    await mark(database, "mark_waiting", await claim_one(database), SOON, "429")
    assert await claim(database) == ()
    assert (await claim_one(database, now=SOON)).key == "a"


async def test_what_is_due_later_does_not_hold_up_what_is_due_now(database: Database, ada: Person) -> None:
    await put(database, notice("at seven", ada, DUE + 60 * MINUTE), notice("now", ada))
    assert (await claim_one(database)).key == "now"


async def test_a_room_and_a_person_of_the_same_number_stand_in_two_queues(database: Database, ada: Person) -> None:
    async with database.begin() as work:
        room = await work.rooms.add("telegram", "-100", invited=True)
        await work.commit()
    assert room.id == ada.id
    to_room = [replace(notice(key, ada), person_id=None, room_id=room.id) for key in ("r1", "r2")]
    await put(database, notice("p1", ada), *to_room)
    assert [each.key for each in await claim(database)] == ["p1", "r1"]


async def test_no_more_than_the_limit_and_the_oldest_first(database: Database) -> None:
    people = [await somebody(database, str(number)) for number in range(5)]
    await put(database, *(notice(f"n{5 - i}", who, DUE - i * MINUTE) for i, who in enumerate(people)))
    assert [each.key for each in await claim(database, limit=2)] == ["n1", "n2"]
    assert [each.key for each in await claim(database, limit=2)] == ["n3", "n4"]


async def test_a_certain_failure_waits_for_its_next_try_on_the_real_clock(database: Database, ada: Person) -> None:
    await put(database, notice("a", ada))
    assert await mark(database, "mark_waiting", await claim_one(database), SOON, "429")
    waiting = await found(database, "a")
    assert (waiting.state, waiting.next_try_at, waiting.reason) == (NoticeState.WAITING, SOON, "429")
    assert waiting.lease_until is None
    claimed = await claim_one(database, now=SOON)
    assert (claimed.tries, claimed.term, claimed.again) == (2, 2, False)


async def test_what_may_have_arrived_is_said_again_with_its_label_for_good(database: Database, ada: Person) -> None:
    await put(database, notice("a", ada))
    assert await mark(database, "mark_uncertain", await claim_one(database), SOON, "timeout")
    assert (await found(database, "a")).state is NoticeState.UNCERTAIN
    claimed = await claim_one(database, now=SOON)
    assert claimed.again
    await mark(database, "mark_waiting", claimed, SOON, "refused")
    assert (await claim_one(database, now=SOON)).again


async def test_a_lease_that_ran_out_is_claimed_again_as_a_possible_repeat(database: Database, ada: Person) -> None:
    """Its holder may have died between sending and marking."""
    await put(database, notice("a", ada))
    lost = await claim_one(database)
    assert await claim(database, now=SOON - MINUTE / 2) == ()
    second = await claim_one(database, now=SOON)
    assert (second.term, second.again) == (2, True)
    assert not await mark(database, "mark_sent", lost, "77", NOON)
    assert not await mark(database, "release", lost)
    assert await mark(database, "mark_sent", second, "78", NOON)
    assert (await found(database, "a")).platform_id == "78"


async def test_a_mark_counts_once(database: Database, ada: Person) -> None:
    await put(database, notice("a", ada))
    claimed = await claim_one(database)
    assert await mark(database, "mark_sent", claimed, "77", NOON)
    assert not await mark(database, "mark_waiting", claimed, SOON, "429")
    sent = await found(database, "a")
    assert (sent.state, sent.platform_id, sent.reason) == (NoticeState.SENT, "77", None)


async def test_the_dead_keep_their_reason_and_are_never_claimed(database: Database, ada: Person) -> None:
    await put(database, notice("a", ada))
    assert await mark(database, "mark_dead", await claim_one(database), "blocked", NOON)
    dead = await found(database, "a")
    assert (dead.state, dead.reason) == (NoticeState.DEAD, "blocked")
    assert await claim(database, now=NOON + 9_999 * MINUTE) == ()


async def test_what_is_handed_back_is_claimable_at_once_and_did_not_try(database: Database, ada: Person) -> None:
    await put(database, notice("a", ada))
    assert await mark(database, "release", await claim_one(database))
    again = await claim_one(database)
    assert (again.tries, again.term, again.again) == (1, 2, False)


async def test_depth_counts_what_is_in_the_outbox(database: Database) -> None:
    async with database.reading() as work:
        assert await work.outbox.depth(DUE) == OutboxDepth()
    people = [await somebody(database, str(number)) for number in range(5)]
    await put(database, *(notice(f"n{i}", who, DUE - i * MINUTE) for i, who in enumerate(people)))
    dead, uncertain, sent = await claim(database, limit=3)
    await mark(database, "mark_dead", dead, "blocked", NOON)
    await mark(database, "mark_uncertain", uncertain, SOON, "timeout")
    await mark(database, "mark_sent", sent, "77", NOON)
    async with database.reading() as work:
        assert await work.outbox.depth(DUE) == OutboxDepth(waiting=2, uncertain=1, dead=1, oldest_at=DUE - MINUTE)


async def test_fifty_claims_at_once_give_each_notice_once(database: Database) -> None:
    people = [await somebody(database, str(number)) for number in range(20)]
    await put(database, *(notice(f"{turn}:{who.id}", who) for turn in range(2) for who in people))
    rounds = await asyncio.gather(*(claim(database, limit=3) for _ in range(50)))
    claimed = [each.key for one in rounds for each in one]
    assert sorted(claimed) == sorted(f"0:{who.id}" for who in people)
