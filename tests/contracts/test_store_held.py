"""core.delivery.ports.Held and what the outbox does with held notices, line by line."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import pytest

from adapters.storage.engine import Database
from core.delivery.holding import bundle_of
from core.delivery.model import Notice, NoticeState, OutboxDepth, Priority, Why
from core.people.model import Person
from tests.contracts.outbox_steps import DUE, HOUR, MORNING, alert, claim, depth, put
from tests.databases import MINUTE, NOON, somebody


@pytest.fixture
async def ada(database: Database) -> Person:
    return await somebody(database, "1")


@pytest.fixture
async def bob(database: Database) -> Person:
    return await somebody(database, "2")


async def hold(database: Database, until: datetime = MORNING, why: Why = Why.QUIET) -> list[bool]:
    """Claim and hold until nothing is left to be claimed."""
    held: list[bool] = []
    while claimed := await claim(database):
        async with database.begin() as work:
            held += [await work.held.hold(notice, until, why) for notice in claimed]
            await work.commit()
    return held


async def over(database: Database, at: datetime = MORNING) -> Sequence[Notice]:
    async with database.begin() as work:
        return await work.held.over(at)


async def bundled(database: Database) -> Notice:
    """Make a bundle of what is over, claim it and return it."""
    async with database.begin() as work:
        theirs = await work.held.over(MORNING)
        await work.held.bundle(theirs, bundle_of(theirs, MORNING))
        await work.commit()
    (claimed,) = await claim(database, MORNING)
    return claimed


async def found(database: Database, key: str) -> Notice:
    async with database.reading() as work:
        one = await work.outbox.find(key)
    assert one is not None
    return one


async def states(database: Database, *keys: str) -> list[NoticeState]:
    return [(await found(database, key)).state for key in keys]


async def test_what_is_held_did_not_try_and_lets_the_next_pass(database: Database, ada: Person) -> None:
    await put(database, alert("a", ada), alert("b", ada, DUE))
    (first,) = await claim(database)
    async with database.begin() as work:
        assert await work.held.hold(first, MORNING, Why.QUIET)
        await work.commit()
    held = await found(database, "a")
    assert (held.state, held.held_until, held.held_for, held.tries) == (NoticeState.HELD, MORNING, Why.QUIET, 0)
    assert held.lease_until is None
    assert [n.key for n in await claim(database)] == ["b"]


async def test_only_who_has_the_lease_can_hold(database: Database, ada: Person) -> None:
    await put(database, alert("a", ada))
    (lost,) = await claim(database)
    await claim(database, now=NOON + MINUTE)
    async with database.begin() as work:
        assert not await work.held.hold(lost, MORNING, Why.QUIET)


async def test_what_may_have_arrived_before_it_was_held_stays_so(database: Database, ada: Person) -> None:
    await put(database, alert("a", ada))
    (lost,) = await claim(database)
    (again,) = await claim(database, now=NOON + MINUTE)
    async with database.begin() as work:
        await work.held.hold(again, MORNING, Why.QUIET)
        await work.commit()
    assert not lost.again
    assert (await over(database))[0].again


async def test_held_notices_are_over_when_their_time_has_come_and_in_order(
    database: Database, ada: Person, bob: Person
) -> None:
    await put(database, alert("a2", ada), alert("b1", bob), alert("a1", ada, DUE - MINUTE))
    await hold(database)
    assert await over(database, MORNING - MINUTE) == ()
    assert [n.key for n in await over(database)] == ["a1", "a2", "b1"]


async def test_a_held_bundle_that_is_let_go_is_sent_as_it_is(database: Database, ada: Person) -> None:
    await put(database, alert("a", ada), alert("b", ada))
    await hold(database)
    made = await bundled(database)
    async with database.begin() as work:
        assert await work.held.hold(made, MORNING + HOUR, Why.QUIET)
        await work.commit()
    assert not await claim(database, MORNING)
    (held,) = await over(database, MORNING + HOUR)
    async with database.begin() as work:
        await work.held.let_go([held])
        await work.commit()
    (again,) = await claim(database, MORNING + HOUR)
    assert (again.key, again.facts, again.held_until, again.held_for) == (made.key, made.facts, None, None)
    async with database.begin() as work:
        assert [n.key for n in await work.held.inside(again)] == ["a", "b"]
        assert await work.outbox.mark_sent(again, "1", NOON)
        await work.commit()
    assert await states(database, "a", "b") == [NoticeState.SENT] * 2


async def test_held_on_is_held_longer(database: Database, ada: Person) -> None:
    await put(database, alert("a", ada))
    await hold(database)
    async with database.begin() as work:
        await work.held.hold_on(await work.held.over(MORNING), MORNING + HOUR, Why.QUIET)
        await work.commit()
    assert await over(database) == ()
    assert len(await over(database, MORNING + HOUR)) == 1


async def test_a_bundle_speaks_for_what_is_in_it(database: Database, ada: Person) -> None:
    await put(database, alert("a1", ada, DUE - MINUTE), alert("a2", ada))
    await hold(database)
    assert await depth(database) == OutboxDepth(held=2)
    bundle = await bundled(database)
    assert bundle.is_bundle
    assert (bundle.due_at, bundle.person_id, bundle.priority) == (DUE - MINUTE, ada.id, Priority.ALERT)
    assert await depth(database) == OutboxDepth(waiting=1, oldest_at=MORNING)
    assert await over(database) == ()
    async with database.reading() as work:
        assert [n.key for n in await work.held.inside(bundle)] == ["a1", "a2"]
    assert await states(database, "a1", "a2") == [NoticeState.HELD] * 2


async def test_what_is_in_a_bundle_ends_as_it_ends(database: Database, ada: Person, bob: Person) -> None:
    await put(database, alert("a", ada))
    await hold(database)
    sent = await bundled(database)
    async with database.begin() as work:
        assert await work.outbox.mark_sent(sent, "77", NOON)
        assert not await work.outbox.mark_dead(sent, "too late", NOON)
        await work.commit()
    told = await found(database, "a")
    assert (told.state, told.platform_id) == (NoticeState.SENT, "77")
    await put(database, alert("b", bob))
    await hold(database)
    dead = await bundled(database)
    async with database.begin() as work:
        assert await work.outbox.mark_dead(dead, "blocked", NOON)
        await work.commit()
    assert ((await found(database, "b")).state, (await found(database, "b")).reason) == (NoticeState.DEAD, "blocked")
    assert await depth(database) == OutboxDepth(dead=1)


async def test_a_bundle_that_cannot_be_said_comes_apart(database: Database, ada: Person) -> None:
    await put(database, alert("a1", ada), alert("a2", ada))
    await hold(database)
    bundle = await bundled(database)
    async with database.begin() as work:
        assert await work.held.scatter(bundle, "KeyError", NOON)
        assert not await work.held.scatter(bundle, "KeyError", NOON)
        await work.commit()
    (first,) = await claim(database, MORNING)
    assert (first.key, first.again, first.bundle_id) == ("a1", True, None)
    assert first.passed_at is not None
    assert (await found(database, bundle.key)).state is NoticeState.DEAD
    assert (await depth(database)).dead == 0


async def test_what_piles_up_are_the_alerts_behind_that_nobody_tried(database: Database, ada: Person) -> None:
    await put(database, alert("a", ada), alert("b", ada), alert("later", ada, DUE + MINUTE))
    await put(database, replace(alert("news", ada, DUE + MINUTE), priority=Priority.NEWS))
    (first,) = await claim(database)
    async with database.begin() as work:
        behind = await work.held.piled(first, DUE)
        assert [n.key for n in behind] == ["b"]
        together = await work.held.pile_up(first, behind, DUE)
        await work.held.bundle(together, bundle_of(together, DUE, Why.PRESSURE))
        await work.commit()
    (bundle,) = await claim(database)
    async with database.begin() as work:
        assert [n.key for n in await work.held.inside(bundle)] == ["a", "b"]


async def test_a_bundle_takes_in_what_piled_up_behind_it(database: Database, ada: Person) -> None:
    await put(database, alert("a1", ada), alert("a2", ada))
    await hold(database)
    old = await bundled(database)
    await put(database, alert("a3", ada, DUE + MINUTE))
    async with database.begin() as work:
        together = await work.held.pile_up(old, await work.held.piled(old, MORNING), MORNING)
        await work.held.bundle(together, bundle_of(together, MORNING, Why.PRESSURE))
        await work.commit()
    (new,) = await claim(database, MORNING)
    async with database.reading() as work:
        assert [n.key for n in await work.held.inside(new)] == ["a1", "a2", "a3"]
    assert new.id != old.id


async def test_alerts_that_were_let_through_are_counted_since_a_moment(
    database: Database, ada: Person, bob: Person
) -> None:
    await put(database, alert("a1", ada), alert("b1", bob))
    claimed = await claim(database)
    async with database.begin() as work:
        await work.held.pass_on(claimed[:1], DUE)
        await work.commit()
    async with database.reading() as work:
        assert await work.held.passed({ada.id, bob.id}, DUE) == {ada.id: 1}
        assert await work.held.passed({ada.id, bob.id}, DUE + MINUTE) == {}


async def test_what_quiet_hours_hold_is_released_to_its_recipient(database: Database, ada: Person, bob: Person) -> None:
    await put(database, alert("a", ada), alert("b", bob))
    await hold(database)
    await put(database, replace(alert("snoozed", ada), held_until=MORNING))
    async with database.begin() as work:
        assert await work.held.release_to(ada.id, DUE) == 1
        await work.commit()
    assert [n.key for n in await over(database, DUE)] == ["a"]


async def test_a_snoozed_rule_holds_what_it_has_to_say_and_is_woken(database: Database, ada: Person) -> None:
    await put(database, alert("a", ada, rule_id=7), alert("other", ada, rule_id=8))
    async with database.begin() as work:
        assert await work.held.snooze(7, MORNING) == 1
        assert await work.outbox.put(replace(alert("b", ada, rule_id=7), held_until=MORNING))
        await work.commit()
    assert [n.key for n in await claim(database)] == ["other"]
    held = await found(database, "b")
    assert (held.state, held.held_for) == (NoticeState.HELD, Why.SNOOZE)
    async with database.begin() as work:
        assert await work.held.wake(7, DUE) == 2
        await work.commit()
    assert [n.key for n in await over(database, DUE)] == ["a", "b"]


async def test_a_snooze_ends_nobodys_quiet_hours(database: Database, ada: Person) -> None:
    await put(database, alert("a", ada, rule_id=7))
    await hold(database, until=MORNING)
    async with database.begin() as work:
        await work.held.snooze(7, DUE + MINUTE)
        await work.commit()
    assert (await found(database, "a")).held_until == MORNING
