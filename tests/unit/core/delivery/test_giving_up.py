"""When nobody can be reached: the rule pauses in the same transaction, and its owner hears of it once."""

import json
from dataclasses import replace
from datetime import time, timedelta

from adapters.storage.engine import Database
from adapters.storage.unit_of_work import SqlUnitOfWork
from core.delivery.aside_desk import AsideDesk
from core.delivery.deliverer import Clocks, Deliverer
from core.delivery.model import Notice, NoticeState, Paused, Priority
from core.delivery.quiet import QuietHours
from core.people.model import Person
from tests.fakes.clock import NOON, ManualClock
from tests.fakes.delivery import REFUSED, ScriptedCourier, find, to, write
from tests.fakes.even_chance import EvenChance


async def paused(work: SqlUnitOfWork, notice: Notice) -> Paused | None:
    """Pause nothing, and remember in the same transaction that it was asked for."""
    if notice.rule_id is None or notice.person_id is None:
        return None
    await work.memory.keep(f"paused {notice.rule_id}", notice.key)
    return Paused(notice.person_id, f"a{notice.rule_id}")


def refusing(store: Database, clock: ManualClock, *keys: str) -> Deliverer[SqlUnitOfWork]:
    courier = ScriptedCourier({key: [REFUSED] for key in keys})
    return Deliverer(store, courier, Clocks(clock, clock), EvenChance(), refused=paused)


async def asides(store: Database, whom: Person) -> list[dict[str, object]]:
    return [json.loads(aside.facts) for aside in await AsideDesk(store).take(whom.id)]


async def test_a_rule_whose_message_nobody_takes_is_paused_and_its_owner_told_once(
    store: Database, ada: Person, clock: ManualClock
) -> None:
    await write(store, replace(to(ada, "a"), rule_id=7, priority=Priority.ALERT), to(ada, "news"))
    delivering = refusing(store, clock, "a", "news")
    while await delivering.run_once():
        pass
    async with store.reading() as work:
        assert await work.memory.recall("paused 7") == "a"
    assert await asides(store, ada) == [{"reason": "blocked", "rule": "a7"}, {"reason": "blocked", "rule": None}]
    assert await asides(store, ada) == []


async def test_every_rule_in_a_bundle_is_paused(store: Database, ada: Person, clock: ManualClock) -> None:
    async with store.begin() as work:
        await work.quiet.keep(ada.id, QuietHours(time(12), time(13)))
        await work.commit()
    await write(store, *(replace(to(ada, f"a{n}"), rule_id=n, priority=Priority.ALERT) for n in (1, 2)))
    await refusing(store, clock).run_once()
    first = await find(store, "a1")
    clock.set(NOON + timedelta(hours=1))
    await refusing(store, clock, f"held:{first.id}:{first.term}").run_once()
    assert [(await find(store, f"a{n}")).state for n in (1, 2)] == [NoticeState.DEAD] * 2
    assert [each["rule"] for each in await asides(store, ada)] == ["a1", "a2"]


async def test_what_is_dead_of_something_else_pauses_nothing(store: Database, ada: Person, clock: ManualClock) -> None:
    await write(store, replace(to(ada, "a"), rule_id=7))
    courier = ScriptedCourier({"a": [RuntimeError("no words")] * 3})
    delivering = Deliverer(store, courier, Clocks(clock, clock), EvenChance(), refused=paused)
    for _ in range(3):
        await delivering.run_once()
        clock.advance(hours=1)
    assert (await find(store, "a")).state is NoticeState.DEAD
    assert await asides(store, ada) == []
