"""A rule whose messages reach nobody pauses in the transaction that gives the message up, and its owner hears of it."""

import json
from dataclasses import replace

from adapters.storage.engine import Database
from core.alerts.model import Life, Rule
from core.alerts.telling import notice_of
from core.alerts.unreachable import pause_unreachable
from core.delivery.aside_desk import AsideDesk
from core.delivery.deliverer import Clocks, Deliverer
from core.people.model import Person
from tests.databases import NOON, somebody
from tests.fakes.alerts import a_due, saved
from tests.fakes.clock import ManualClock
from tests.fakes.delivery import REFUSED, SENT, Result, ScriptedCourier
from tests.fakes.even_chance import EvenChance

RULE = "btc < 60000 usd every 1h"


async def tried(database: Database, rule: Rule, *results: Result, messages: int = 1) -> None:
    """Write messages of `rule` and try to send them."""
    clock = ManualClock()
    clock.advance(hours=1)
    notices = [notice_of(rule, a_due(rule, number), NOON) for number in range(1, messages + 1)]
    async with database.begin() as work:
        for notice in notices:
            await work.outbox.put(notice)
        await work.commit()
    courier = ScriptedCourier({notice.key: results for notice in notices})
    delivering = Deliverer(database, courier, Clocks(clock, clock), EvenChance(), refused=pause_unreachable)
    while await delivering.run_once():
        pass


async def life(database: Database, rule: Rule) -> Life:
    async with database.reading() as work:
        (found,) = await work.rules.by_ids([rule.id])
    return found.life


async def told(database: Database, whom: Person) -> list[object]:
    return [json.loads(aside.facts)["rule"] for aside in await AsideDesk(database).take(whom.id)]


async def test_it_pauses_and_its_owner_is_told_by_its_name(database: Database) -> None:
    ada = await somebody(database)
    rule = await saved(database, RULE, ada.id)
    await tried(database, rule, REFUSED, messages=2)
    assert await life(database, rule) is Life.PAUSED
    assert await told(database, ada) == ["a1", "a1"]


async def test_a_rooms_rule_pauses_and_its_maker_is_told_without_a_name_of_their_own(database: Database) -> None:
    ada = await somebody(database)
    async with database.begin() as work:
        room = await work.rooms.add("telegram", "-100", invited=True)
        await work.commit()
    rule = await saved(database, RULE, ada.id, room.id)
    await tried(database, rule, REFUSED)
    assert await life(database, rule) is Life.PAUSED
    assert await told(database, ada) == [None]


async def test_what_arrives_pauses_nothing(database: Database) -> None:
    ada = await somebody(database)
    rule = await saved(database, RULE, ada.id)
    await tried(database, rule, SENT)
    assert await life(database, rule) is Life.ACTIVE
    assert await told(database, ada) == []


async def test_a_rule_that_is_done_stays_done(database: Database) -> None:
    ada = await somebody(database)
    rule = replace(await saved(database, RULE, ada.id), life=Life.DONE)
    async with database.begin() as work:
        await work.rules.change(rule)
        await work.commit()
    await tried(database, rule, REFUSED)
    assert await life(database, rule) is Life.DONE
    assert await told(database, ada) == [None]
