"""Price events: one for each webhook, hour and followed coin, once the hour's candle is whole; nothing to chats."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
import pytest

from adapters.bus import AsyncioBus
from adapters.storage.engine import Database
from core.alerts.ruled_coins import RuledCoins
from core.delivery.addresses import WEBHOOK
from core.delivery.hour_closes import HOUR, HOUR_CLOSE, HourCloses
from core.delivery.model import Notice
from core.market.catalogue import Catalogue
from core.market.gaps import unfinished_key, unfinished_text
from core.market.model import CandleSeries, Coin, Interval, Pair, SeriesKey, to_ms
from core.market.watching import Watching
from core.people.model import Person
from tests.databases import NOON, address, database, migrated_file, migrated_postgres, somebody
from tests.fakes.alerts import a_new_rule
from tests.fakes.sinks import HOOK, Desk, a_desk

__all__ = ["address", "database", "migrated_file", "migrated_postgres"]

CATALOGUE = Catalogue()
BTC, ETH = CATALOGUE.of_symbol("BTC"), CATALOGUE.of_symbol("ETH")


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> Desk:
    return a_desk(database, tmp_path)


@pytest.fixture
async def ada(database: Database) -> Person:
    return await somebody(database, "1")


def series_of(coin: Coin) -> SeriesKey | None:
    return SeriesKey("kraken", Pair(coin.symbol, "USD"), Interval.H1) if coin in {BTC, ETH} else None


def closes(desk: Desk) -> HourCloses:
    watching, ruled = Watching(desk.database, CATALOGUE), RuledCoins(desk.database, CATALOGUE)
    return HourCloses(desk.database, series_of, (watching.of, ruled.of), desk.clock, AsyncioBus())


async def subscribed(desk: Desk, person: Person, where: str = HOOK) -> None:
    await desk.proved(person, WEBHOOK, where)
    await desk.sinks.choose(person, ["price"])


async def watched(desk: Desk, person: Person, *coins: Coin) -> None:
    await Watching(desk.database, CATALOGUE).add(person.id, coins)


async def stored(desk: Desk, coin: Coin, closed: Mapping[int, float], unfinished: Iterable[int] = ()) -> None:
    """Store hourly candles that closed so many hours before noon, and which of them were seen before their end."""
    key = series_of(coin)
    assert key is not None
    opened = {to_ms(NOON - (hours + 1) * HOUR): price for hours, price in closed.items()}
    rows = sorted(opened)
    price = np.array([opened[ms] for ms in rows])
    async with desk.database.begin() as work:
        await work.candles.append(CandleSeries(key, np.array(rows), price, price, price, price, price))
        cut_short = (to_ms(NOON - (hours + 1) * HOUR) for hours in unfinished)
        await work.memory.keep(unfinished_key(key), unfinished_text(cut_short))
        await work.commit()


async def written(desk: Desk) -> list[Notice]:
    """Return every event that is due, of each queue the first."""
    now = desk.clock.now()
    async with desk.database.begin() as work:
        claimed = await work.outbox.claim(now, now, now + HOUR, 50)
        for notice in claimed:
            await work.outbox.mark_sent(notice, None, now)
        await work.commit()
    return [*claimed, *(await written(desk) if claimed else [])]


async def test_an_hour_that_closed_is_told_with_what_it_changed(desk: Desk, ada: Person) -> None:
    await subscribed(desk, ada)
    await watched(desk, ada, BTC)
    await stored(desk, BTC, {0: 110.0, 1: 100.0, 24: 88.0})
    assert await closes(desk).look() == 1
    (event,) = await written(desk)
    assert (event.kind, event.door, event.person_id, event.due_at) == (HOUR_CLOSE, WEBHOOK, ada.id, NOON)
    assert json.loads(event.facts) == {
        "coin": "BTC",
        "price": 110.0,
        "unit": "USD",
        "venue": "kraken",
        "at": to_ms(NOON),
        "change_1h": pytest.approx(0.1),
        "change_24h": pytest.approx(0.25),
    }


async def test_what_is_not_stored_has_no_change(desk: Desk, ada: Person) -> None:
    await subscribed(desk, ada)
    await watched(desk, ada, BTC)
    await stored(desk, BTC, {0: 110.0, 1: 100.0, 2: 90.0}, unfinished=[1])
    await closes(desk).look()
    (event,) = await written(desk)
    facts = json.loads(event.facts)
    assert (facts["change_1h"], facts["change_24h"]) == (None, None)


async def test_it_is_told_once_also_across_a_restart_and_the_next_hour_anew(desk: Desk, ada: Person) -> None:
    await subscribed(desk, ada)
    await watched(desk, ada, BTC)
    await stored(desk, BTC, {0: 110.0, -1: 120.0})
    running = closes(desk)
    assert [await running.look(), await running.look(), await closes(desk).look()] == [1, 0, 0]
    events = await written(desk)
    desk.clock.advance(HOUR.total_seconds())
    assert [await running.look(), await running.look()] == [1, 0]
    events += await written(desk)
    assert [json.loads(event.facts)["price"] for event in events] == [110.0, 120.0]


@pytest.mark.parametrize(("candles", "unfinished"), [({1: 100.0}, ()), ({0: 110.0, 1: 100.0}, (0,)), ({-1: 120.0}, ())])
async def test_no_candle_that_is_missing_unfinished_or_still_open_is_told(
    desk: Desk, ada: Person, candles: Mapping[int, float], unfinished: Iterable[int]
) -> None:
    await subscribed(desk, ada)
    await watched(desk, ada, BTC)
    await stored(desk, BTC, candles, unfinished)
    assert await closes(desk).look() == 0
    await stored(desk, BTC, {0: 111.0})
    assert await closes(desk).look() == 1


async def test_coins_of_active_rules_are_told_too_and_each_coin_once(desk: Desk, ada: Person) -> None:
    await subscribed(desk, ada)
    await watched(desk, ada, BTC)
    async with desk.database.begin() as work:
        for text in ("btc < 60000 usd", "eth < 2000 usd"):
            await work.rules.add(a_new_rule(text, ada.id))
        await work.commit()
    for coin in (BTC, ETH):
        await stored(desk, coin, {0: 110.0})
    assert await closes(desk).look() == 2
    assert [json.loads(event.facts)["coin"] for event in await written(desk)] == ["BTC", "ETH"]


async def test_who_did_not_ask_for_prices_is_told_none(desk: Desk, ada: Person) -> None:
    bob = await somebody(desk.database, "2")
    await desk.proved(ada, WEBHOOK, HOOK)
    await subscribed(desk, bob, HOOK + "2")
    await watched(desk, ada, BTC, ETH)
    await watched(desk, bob, BTC, CATALOGUE.of_symbol("DOGE"))
    for coin in (BTC, ETH):
        await stored(desk, coin, {0: 110.0})
    assert await closes(desk).look() == 1
    (event,) = await written(desk)
    assert event.person_id == bob.id


async def test_to_a_receiver_that_takes_nothing_no_prices_pile_up(desk: Desk, ada: Person) -> None:
    await subscribed(desk, ada)
    await watched(desk, ada, BTC)
    await stored(desk, BTC, {-hours: 100.0 for hours in range(6)})
    running = closes(desk)
    told = []
    for _ in range(5):
        told.append(await running.look())
        desk.clock.advance(HOUR.total_seconds())
    assert sum(told) <= 2
    await written(desk)
    assert await running.look() == 1
