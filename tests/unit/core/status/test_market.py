"""core.status.market — what the market room says in /status."""

from core.market.collector import Collection
from core.market.model import Interval
from core.people.model import Person, Role
from core.status import StatusLine
from core.status.market import market_status
from tests.fakes.clock import NOON
from tests.fakes.market_street import Street


async def test_a_configured_coin_that_nobody_trades_is_named_and_the_others_are_collected() -> None:
    street = Street()
    street.room.universe.configure(["BTC", "GONE"])
    street.room.collector.configure(Collection((Interval.H1,), {}))
    assert await street.after(street.room.collector.append(), 0.0) > 0
    look = market_status(street.room.collector, street.clock)
    lines = await look(Person(1, Role.OWNER, "Ada", NOON))
    assert StatusLine("status-series-failing", {"coin": "GONE", "reason": "unlisted"}) in lines
    assert lines[0].key == "status-data"
