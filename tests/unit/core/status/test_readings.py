"""core.status.readings — one look at the whole house."""

from datetime import timedelta

from adapters.storage.engine import Database
from core.delivery.model import OutboxDepth
from core.delivery.tally import Tally
from core.market.collector import Collection
from core.market.model import Interval
from core.status.readings import Readings, readings
from tests.databases import somebody
from tests.fakes.alerts import a_new_rule
from tests.fakes.clock import NOON, ManualClock
from tests.fakes.delivery import to, write
from tests.fakes.market_street import Street


async def test_an_empty_house_has_nothing_to_tell_and_no_age(store: Database) -> None:
    tally = Tally()
    read = readings(store, Street().room.collector, ManualClock(), tally)
    assert await read() == Readings(OutboxDepth(), timedelta(0), 0, None, 0, tally)


async def test_messages_rules_and_prices_are_counted_as_they_stand(store: Database) -> None:
    street, ada = Street(), await somebody(store)
    street.room.universe.configure(["BTC"])
    street.room.collector.configure(Collection((Interval.H1,), {}))
    await street.after(street.room.collector.append(), 0.0)
    await write(store, to(ada, "a"), to(ada, "b"))
    async with store.begin() as work:
        await work.rules.add(a_new_rule("btc < 60000 usd", ada.id, created_at=NOON))
        await work.commit()
    street.clock.advance(seconds=90)
    found = await readings(store, street.room.collector, street.clock, Tally())()
    assert (found.outbox.waiting, found.oldest, found.rules) == (2, street.clock.now() - NOON, 1)
    assert found.data_age is not None
    assert found.data_age >= timedelta(seconds=90)
