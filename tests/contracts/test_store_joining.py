"""Joining: what becomes of every table of the register when one person joins another."""

from dataclasses import replace
from datetime import time

import sqlalchemy as sa

from adapters.assemble.linking import REGISTER
from adapters.storage.engine import Database
from adapters.storage.tables import metadata
from core.delivery.model import NoticeState
from core.delivery.quiet import QuietHours
from core.people.ports import Joins
from core.people.privacy import THE_PERSON
from tests.contracts.outbox_steps import DUE, alert, claim, put
from tests.databases import NOON, somebody
from tests.fakes.alerts import a_new_rule
from tests.unit.core.people.test_privacy import lived_in


async def joined(database: Database, from_id: int, to_id: int) -> dict[str, int]:
    async with database.begin() as work:
        moved = {kept.table: await work.personal.join(from_id, to_id, kept) for kept in (*REGISTER, THE_PERSON)}
        await work.commit()
    return moved


async def holding(database: Database, person_id: int) -> set[str]:
    """Return every place, declared or not, in which a number stands for this person."""
    found = set()
    async with database.reading() as work:
        for table in metadata.tables.values():
            for column in table.columns:
                if column.name in {"person_id", "recipient", "holder"} or column.name.endswith("_person_id"):
                    if not isinstance(column.type, sa.Integer):
                        continue  # a lease's holder is a process
                    rows = sa.select(sa.func.count()).select_from(table).where(column == person_id)
                    if (await work.people._transaction.run(rows)).scalar_one():
                        found.add(f"{table.name}.{column.name}")
    return found


async def test_nothing_of_who_joined_is_left_but_bare_numbers_in_the_audit(database: Database) -> None:
    ada, bob = await lived_in(database, "1"), await lived_in(database, "2")
    assert len(await holding(database, bob.id)) >= 15
    moved = await joined(database, bob.id, ada.id)
    assert await holding(database, bob.id) == {"audit.person_id"}
    assert (moved["identities"], moved["rules"], moved["firings"], moved["notices"], moved["asides"]) == (1, 1, 1, 1, 1)
    # Who has one of a kind keeps it.
    assert (moved["quiet_hours"], moved["digests"], moved["fallbacks"], moved["sinks"], moved["watchlists"]) == (0,) * 5
    async with database.reading() as work:
        assert await work.people.by_id(bob.id) is None
        assert await work.audit.first_broken() is None


async def test_who_has_nothing_gets_all(database: Database) -> None:
    ada, bob = await somebody(database, "1"), await lived_in(database, "2")
    before = {}
    async with database.reading() as work:
        for kept in REGISTER:
            before[kept.table] = await work.personal.count(bob.id, kept)
    moved = await joined(database, bob.id, ada.id)
    stays = {kept.table for kept in REGISTER if kept.joins in {Joins.DROP, Joins.STAY}}
    assert {t: n for t, n in moved.items() if t not in stays | {"people"}} == {
        table: n for table, n in before.items() if table not in stays
    }
    async with database.reading() as work:
        assert (await work.quiet.of([ada.id]))[ada.id].hours == "23:00-07:00"
        assert (await work.rules.of(ada.id, None))[0].spoken == "a1"


async def test_rules_go_on_under_numbers_behind_all_that_were_ever_given(database: Database) -> None:
    ada, bob = await somebody(database, "1"), await somebody(database, "2")
    async with database.begin() as work:
        room = await work.rooms.add("telegram", "-100", invited=True)
        first = [await work.rules.add(a_new_rule(person_id=ada.id)) for _ in range(3)]
        await work.rules.delete([first[2].id], NOON)
        theirs = [await work.rules.add(a_new_rule(person_id=bob.id)) for _ in range(2)]
        rooms = await work.rules.add(a_new_rule(person_id=bob.id, room_id=room.id))
        revision = await work.rules.revision()
        await work.commit()
    assert (await joined(database, bob.id, ada.id))["rules"] == 2
    async with database.begin() as work:
        rules = {rule.id: rule.number for rule in await work.rules.of(ada.id, None)}
        assert rules == {first[0].id: 1, first[1].id: 2, theirs[0].id: 4, theirs[1].id: 5}
        (kept,) = await work.rules.of(ada.id, room.id)
        assert kept == replace(rooms, person_id=ada.id)
        assert (await work.rules.add(a_new_rule(person_id=ada.id))).number == 6
        seen = {rule.id for rule in await work.rules.changed(revision)}
        assert seen >= {*(rule.id for rule in theirs), rooms.id}


async def test_watched_coins_come_behind_those_that_are_there(database: Database) -> None:
    ada, bob = await somebody(database, "1"), await somebody(database, "2")
    async with database.begin() as work:
        await work.watchlists.add(ada.id, ["bitcoin", "solana"])
        await work.watchlists.add(bob.id, ["arbitrum", "bitcoin", "ethereum"])
        await work.commit()
    assert (await joined(database, bob.id, ada.id))["watchlists"] == 2
    async with database.reading() as work:
        assert await work.watchlists.of(ada.id) == ("bitcoin", "solana", "arbitrum", "ethereum")


async def test_settings_of_the_shower_win(database: Database) -> None:
    ada, bob = await somebody(database, "1"), await somebody(database, "2")
    async with database.begin() as work:
        await work.quiet.keep(ada.id, QuietHours(time(22), time(6)))
        await work.quiet.keep(bob.id, QuietHours(time(1), time(2)))
        await work.commit()
    await joined(database, bob.id, ada.id)
    async with database.reading() as work:
        assert list(await work.quiet.of([ada.id, bob.id])) == [ada.id]
        assert (await work.quiet.of([ada.id]))[ada.id].hours == "22:00-06:00"


async def test_numbers_of_drafts_go_on_from_the_higher_one(database: Database) -> None:
    ada, bob = await somebody(database, "1"), await somebody(database, "2")
    async with database.begin() as work:
        for _ in range(4):
            await work.drafts.add(bob.id, "alert", "{}", NOON, NOON)
        await work.drafts.add(ada.id, "alert", "{}", NOON, NOON)
        await work.commit()
    await joined(database, bob.id, ada.id)
    async with database.begin() as work:
        assert (await work.drafts.add(ada.id, "alert", "{}", NOON, NOON)).number == 5


async def test_what_was_on_its_way_is_claimed_anew_and_marked_by_nobody_else(database: Database) -> None:
    ada, bob = await somebody(database, "1"), await somebody(database, "2")
    await put(database, alert("a", bob), replace(alert("hook", bob), door="webhook"))
    leased = await claim(database)
    async with database.begin() as work:
        assert await work.outbox.take_back(bob.id) == 2
        await work.commit()
    await joined(database, bob.id, ada.id)
    async with database.begin() as work:
        assert not any([await work.outbox.mark_sent(notice, None, NOON) for notice in leased])
    again = await claim(database, DUE)
    assert [(n.key, n.person_id, n.recipient - ada.id, n.again) for n in sorted(again, key=lambda n: n.key)] == [
        ("a", ada.id, 0, True),
        ("hook", ada.id, 1 << 48, True),
    ]
    assert {notice.state for notice in again} == {NoticeState.LEASED}
