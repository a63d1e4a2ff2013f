"""core.alerts.ports.Rules, line by line."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from adapters.storage.engine import Database
from adapters.storage.unit_of_work import SqlUnitOfWork
from core.alerts.model import Life, Rule
from core.alerts.spoken import Called
from core.people.model import Room
from tests.databases import MINUTE, NOON, somebody
from tests.fakes.alerts import a_new_rule, a_wish, saved


async def a_room(work: SqlUnitOfWork, external_id: str = "-100") -> Room:
    return await work.rooms.add("telegram", external_id, True)


async def test_a_rule_is_found_as_saved(database: Database) -> None:
    ada = await somebody(database)
    text = "btc < 60000 usd every 4h note <b>ñ 🕯</b> & so"
    rule = await saved(database, text, ada.id)
    assert rule == Rule(rule.id, 1, ada.id, None, a_wish(text), "UTC", NOON, NOON + timedelta(days=90))
    assert rule.spoken == "a1"
    async with database.reading() as work:
        assert await work.rules.find(1, ada.id, None) == rule
        assert await work.rules.by_ids([rule.id]) == (rule,)
        assert await work.rules.by_ids([]) == ()


async def test_numbers_count_for_each_person_and_each_room_and_are_never_given_twice(database: Database) -> None:
    ada, bob = await somebody(database, "1"), await somebody(database, "2")
    async with database.begin() as work:
        room = await a_room(work)
        await work.commit()
    mine = [await saved(database, "btc < 60000 usd", ada.id) for _ in range(2)]
    theirs = [await saved(database, "btc < 60000 usd", person.id, room.id) for person in (ada, bob)]
    his = await saved(database, "btc < 60000 usd", bob.id)
    assert [rule.number for rule in (*mine, *theirs, his)] == [1, 2, 1, 2, 1]
    async with database.begin() as work:
        await work.rules.delete([mine[1].id], NOON)
        await work.commit()
    assert (await saved(database, "btc < 60000 usd", ada.id)).number == 3
    async with database.reading() as work:
        assert [rule.id for rule in await work.rules.of(ada.id, None)] == [mine[0].id, mine[1].id + 4]
        assert [rule.id for rule in await work.rules.of(ada.id, room.id)] == [rule.id for rule in theirs]


async def test_rules_saved_at_once_get_numbers_of_their_own(database: Database) -> None:
    ada = await somebody(database)
    rules = await asyncio.gather(*(saved(database, "btc < 60000 usd", ada.id) for _ in range(10)))
    assert sorted(rule.number for rule in rules) == list(range(1, 11))


async def test_anothers_number_answers_as_an_unknown_one(database: Database) -> None:
    ada, bob = await somebody(database, "1"), await somebody(database, "2")
    async with database.begin() as work:
        room, other = await a_room(work), await a_room(work, "-200")
        await work.commit()
    await saved(database, "btc < 60000 usd", ada.id)
    await saved(database, "btc < 60000 usd", ada.id, room.id)
    async with database.begin() as work:
        assert await work.rules.find(1, bob.id, None) is None
        assert await work.rules.find(1, ada.id, other.id) is None
        assert await work.rules.find(2, ada.id, None) is None
        # A room's rule is everybody's there.
        assert await work.rules.find(1, bob.id, room.id) is not None


async def test_what_may_change_is_changed_and_the_rest_stays(database: Database) -> None:
    ada = await somebody(database)
    rule = await saved(database, "btc < 60000 usd", ada.id)
    other = await saved(database, "btc < 60000 usd", ada.id)
    changed = replace(
        rule,
        wish=a_wish("eth > 3000 eur"),
        zone="Europe/Berlin",
        expires_at=NOON + timedelta(days=1),
        life=Life.PAUSED,
        snoozed_until=NOON + MINUTE,
        told=3,
        told_at=NOON,
        told_before=2,
    )
    async with database.begin() as work:
        held = await work.rules.find(1, ada.id, None, hold=True)
        assert held == rule
        await work.rules.change(changed)
        await work.commit()
    async with database.reading() as work:
        assert await work.rules.of(ada.id, None) == (changed, other)


async def test_what_holds_a_rule_is_alone_with_it(database: Database) -> None:
    ada = await somebody(database)
    rule = await saved(database, "btc < 60000 usd", ada.id)

    async def tell_once_more() -> None:
        async with database.begin() as work:
            (held,) = await work.rules.by_ids([rule.id], hold=True)
            await work.rules.change(replace(held, told=held.told + 1))
            await work.commit()

    await asyncio.gather(*(tell_once_more() for _ in range(10)))
    async with database.reading() as work:
        assert [found.told for found in await work.rules.by_ids([rule.id])] == [10]


async def test_rules_are_counted_by_their_life(database: Database) -> None:
    ada = await somebody(database)
    rules = [await saved(database, "btc < 60000 usd", ada.id) for _ in range(5)]
    async with database.begin() as work:
        await work.rules.change(replace(rules[1], life=Life.PAUSED))
        await work.rules.delete([rules[3].id], NOON)
        await work.commit()
    async with database.reading() as work:
        assert await work.rules.count(Life.ACTIVE) == 3
        assert await work.rules.count(Life.DELETED) == 1


async def test_states_are_of_rules_that_are_not_at_rest(database: Database) -> None:
    ada = await somebody(database)
    first, second = [await saved(database, "btc < 60000 usd", ada.id) for _ in range(2)]
    async with database.begin() as work:
        await work.rules.keep_state(first.id, '{"phase": "pending"}')
        await work.rules.keep_state(second.id, '{"phase": "fired"}')
        await work.rules.keep_state(second.id, None)
        assert await work.rules.states([first.id, second.id, 999]) == {first.id: '{"phase": "pending"}'}


async def test_one_deletion_is_taken_back_whatever_was_deleted_after_it(database: Database) -> None:
    ada = await somebody(database)
    first, second, third = [await saved(database, "btc < 60000 usd", ada.id) for _ in range(3)]
    async with database.begin() as work:
        await work.rules.delete([first.id, second.id], NOON)
        await work.rules.delete([third.id], NOON + MINUTE)
        assert await work.rules.restore(ada.id, None, NOON, Called(9, 999)) == ()
        assert await work.rules.restore(ada.id + 1, None, NOON, Called(2)) == ()
        assert await work.rules.restore(ada.id, None, NOON + MINUTE, Called(2)) == ()
        assert await work.rules.restore(ada.id, None, NOON, Called(9, second.id)) == (first, second)
        assert await work.rules.restore(ada.id, None, NOON, Called(third.number)) == (third,)


async def test_a_deleted_rule_is_nobodys_until_it_is_restored_as_it_was(database: Database) -> None:
    ada = await somebody(database)
    first, second, third = [await saved(database, "btc < 60000 usd", ada.id) for _ in range(3)]
    paused = replace(second, life=Life.PAUSED, told=2, told_at=NOON)
    async with database.begin() as work:
        await work.rules.change(paused)
        await work.rules.keep_state(first.id, '{"phase": "fired"}')
        await work.rules.delete([third.id], NOON - MINUTE)
        await work.rules.delete([first.id, second.id], NOON)
        await work.rules.delete([first.id], NOON + MINUTE)
        assert await work.rules.of(ada.id, None) == ()
        assert await work.rules.find(1, ada.id, None) is None
        assert [rule.life for rule in await work.rules.by_ids([first.id, second.id])] == [Life.DELETED, Life.DELETED]
        assert await work.rules.restore(ada.id, None, NOON + MINUTE) == ()
        assert await work.rules.restore(ada.id + 1, None, NOON) == ()
        assert await work.rules.restore(ada.id, None, NOON) == (first, paused)
        assert await work.rules.restore(ada.id, None, NOON) == ()
        assert await work.rules.of(ada.id, None) == (first, paused)
        assert await work.rules.states([first.id]) == {first.id: '{"phase": "fired"}'}


async def test_what_expires_comes_in_order(database: Database) -> None:
    ada = await somebody(database)
    async with database.begin() as work:
        late, soon, paused, done = [
            await work.rules.add(a_new_rule("btc < 60000 usd", ada.id, days=days)) for days in (9, 2, 1, 1)
        ]
        await work.rules.change(replace(paused, life=Life.PAUSED))
        await work.rules.change(replace(done, life=Life.DONE))
        until = NOON + timedelta(days=2)
        assert [rule.id for rule in await work.rules.expiring(until, 10)] == [paused.id, soon.id]
        assert [rule.id for rule in await work.rules.expiring(until, 1)] == [paused.id]
        assert [rule.id for rule in await work.rules.expiring(late.expires_at, 10)] == [paused.id, soon.id, late.id]


async def test_who_made_how_many_that_live_is_counted_over_all_rooms(database: Database) -> None:
    ada, bob = await somebody(database, "1"), await somebody(database, "2")
    async with database.begin() as work:
        room = await a_room(work)
        mine, theirs, done, gone = [
            await work.rules.add(a_new_rule(person_id=ada.id, room_id=room_id))
            for room_id in (None, room.id, None, None)
        ]
        await work.rules.add(a_new_rule(person_id=bob.id, room_id=room.id))
        await work.rules.change(replace(mine, life=Life.PAUSED))
        await work.rules.change(replace(done, life=Life.DONE))
        await work.rules.delete([gone.id], NOON)
        assert theirs.life is Life.ACTIVE
        assert [await work.rules.alive(person.id) for person in (ada, bob)] == [2, 1]


async def test_what_was_listed_last_is_remembered_for_each_place(database: Database) -> None:
    ada, bob = await somebody(database, "1"), await somebody(database, "2")
    async with database.begin() as work:
        room = await a_room(work)
        await work.rules.keep_listed(ada.id, None, [3, 1, 2])
        await work.rules.keep_listed(ada.id, None, [2, 3])
        await work.rules.keep_listed(ada.id, room.id, [7])
        await work.rules.keep_listed(bob.id, room.id, [])
        assert await work.rules.listed(ada.id, None) == (2, 3)
        assert await work.rules.listed(ada.id, room.id) == (7,)
        assert await work.rules.listed(bob.id, room.id) == ()
        assert await work.rules.listed(bob.id, None) == ()


async def test_many_ids_are_asked_for_at_once(database: Database) -> None:
    ada = await somebody(database)
    async with database.begin() as work:
        ids = [(await work.rules.add(a_new_rule("btc < 60000 usd", ada.id))).id for _ in range(1_001)]
        assert [rule.id for rule in await work.rules.by_ids(ids)] == ids
        await work.rules.delete(ids, NOON)
        assert await work.rules.of(ada.id, None) == ()


async def test_a_room_that_got_another_number_keeps_its_rules(database: Database) -> None:
    ada = await somebody(database)
    async with database.begin() as work:
        old, new = await a_room(work, "-100"), await a_room(work, "-200")
        for room in (old, old, new):
            await work.rules.add(a_new_rule("btc < 60000 usd", ada.id, room.id))
        await work.rooms.renamed("telegram", "-100", "-200")
        assert [rule.number for rule in await work.rules.of(ada.id, old.id)] == [1, 2, 3]
        assert (await work.rules.add(a_new_rule("btc < 60000 usd", ada.id, old.id))).number == 4
        bare = await a_room(work, "-300")
        await work.rooms.renamed("telegram", "-300", "-200")
        assert (await work.rules.add(a_new_rule("btc < 60000 usd", ada.id, bare.id))).number == 5
        assert [rule.number for rule in await work.rules.of(ada.id, bare.id)] == [1, 2, 3, 4, 5]
