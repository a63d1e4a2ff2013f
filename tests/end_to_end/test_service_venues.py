"""Live venues over real sockets, as `say` asks them: what they say, and what is said when they fail."""

from collections.abc import AsyncIterator
from itertools import combinations_with_replacement
from pathlib import Path
from typing import Any

import pytest

from core.market.model import Pair, to_ms
from tests.end_to_end.service import PATIENT, House, figures, texts
from tests.stand_ins.venue_world import PAIRS, World
from tests.stand_ins.venues import Fault, StandInVenue

BTC_EUR, BTC_USDT, ETH_USDT = Pair("BTC", "EUR"), Pair("BTC", "USDT"), Pair("ETH", "USDT")
HOUR_MS = 3_600_000
TOKEN = "123456789:AbCdEf9AbCdEf9AbCdEf9AbCdEf9AbCdEf9"

pytestmark = pytest.mark.slow


class Street:
    """Binance and Kraken over one world, and a house that knows no other venue."""

    def __init__(self, folder: Path, binance: StandInVenue, kraken: StandInVenue) -> None:
        self.binance, self.kraken, self.world = binance, kraken, binance.world
        urls = ("--venue-urls-binance", binance.base_url, "--venue-urls-kraken", kraken.base_url)
        coins = ("--coins", "BTC,ETH,SOL", "--venues", "binance,kraken")
        self.house = House(folder, "--market", "live", *urls, *coins, program=PATIENT)

    async def say(self, *lines: str) -> list[dict[str, Any]]:
        """Say `lines` in one conversation."""
        return await self.house.say("-", stdin="\n".join(lines) + "\n")


@pytest.fixture
async def street(tmp_path: Path) -> AsyncIterator[Street]:
    world = World(PAIRS)
    async with StandInVenue("binance", world) as binance, StandInVenue("kraken", world) as kraken:
        yield Street(tmp_path, binance, kraken)
        assert (binance.refused, kraken.refused) == ([], [])


def near(street: Street, pair: Pair) -> object:
    """Return what `pair` costs, give or take what it moves while a test lasts."""
    return pytest.approx(street.world.price_now(pair), rel=0.002)


def day_ranges(street: Street, pair: Pair, asked_ms: int) -> list[tuple[float, float]]:
    """Return low and high of the hourly candles of a day, from the one that holds its begin to the running one; of all
    days that may be meant by somebody who looks at the clock twice between `asked_ms` and now."""
    hours = {asked_ms // HOUR_MS, to_ms(street.world.now()) // HOUR_MS}
    ranges = []
    for first, last in combinations_with_replacement(sorted(hours), 2):
        day = [street.world.candle(pair, HOUR_MS, hour * HOUR_MS) for hour in range(first - 24, last + 1)]
        ranges.append((min(cells[3] for cells in day), max(cells[2] for cells in day)))
    return ranges


async def test_every_command_about_the_market_is_answered_by_the_venues(street: Street) -> None:
    asked_ms = to_ms(street.world.now())
    price, chart, depth, top, market = await street.say(
        "price btc in eur", "chart btc 1h 1d in usdt", "depth eth", "top gainers 24h 3", "market"
    )
    for answer in (price, chart, depth, top):
        assert answer["error"] is None, answer
        assert answer["simulated"] is False
    (quoted,) = figures(price, "price")
    assert (quoted["source"], quoted["unit"], quoted["stale"]) == ("binance", "EUR", False)
    assert float(quoted["value"]) == near(street, BTC_EUR)
    low, high = (float(figures(chart, name)[0]["value"]) for name in ("low", "high"))
    assert (low, high) in day_ranges(street, BTC_USDT, asked_ms)
    assert float(figures(depth, "price")[0]["value"]) == near(street, ETH_USDT)
    assert all(figure["source"] in ("binance", "kraken") for figure in figures(top, "change"))
    # A year of days is there, so there is a tendency.
    assert market["error"] is None
    assert figures(market, "tendency")


async def test_what_needs_no_market_is_answered_when_every_venue_is_dead(street: Street) -> None:
    await street.say("watch add btc eth sol", "price btc in usdt", "settings currency usdt")
    street.binance.fault = street.kraken.fault = Fault.BROKEN
    lines = ("watch", "start", "help", "settings", "status", "privacy", "settings plain on", "cancel")
    watched, *others = await street.say(*lines)
    assert [answer["error"] for answer in (watched, *others)] == [None] * len(lines)
    (table,) = (block for block in watched["blocks"] if block["kind"] == "table")
    assert [row[0] for row in table["rows"]] == ["BTC", "ETH", "SOL"]
    assert table["rows"][1][1:] == table["rows"][2][1:] == ["unknown", "unknown"]
    (kept,) = figures(watched, "price")
    assert (kept["of"], kept["source"]) == ("BTC", "binance")
    status = others[lines.index("status") - 1]
    assert "Binance does not answer" in texts(status)


async def test_kraken_alone_tells_a_change_over_a_day_by_its_candles(street: Street) -> None:
    (answer,) = await street.say("price btc in eur at kraken")
    (change,) = figures(answer, "change")
    assert (change["source"], change["window"], change["unit"]) == ("kraken", "24h", "fraction")
    # Hourly candles tell what it cost at the hours around: the wave may have its least between any two other samples.
    hour = (to_ms(street.world.now()) - 24 * HOUR_MS) // HOUR_MS
    then = [street.world.price(BTC_EUR, (hour + k) * HOUR_MS) for k in (-1, 0, 1)]
    price = float(figures(answer, "price")[0]["value"])
    assert any(float(change["value"]) == pytest.approx(price / before - 1, abs=1e-9) for before in then)


@pytest.mark.parametrize("fault", [Fault.SILENT, Fault.BROKEN, Fault.HTML])
async def test_when_binance_fails_kraken_answers_and_binance_is_named(street: Street, fault: Fault) -> None:
    (before,) = await street.say("price btc in eur")
    assert figures(before, "price")[0]["source"] == "binance"
    street.binance.fault = fault
    first, again = await street.say("price btc in eur", "price btc in eur")
    for answer in (first, again):
        (quoted,) = figures(answer, "price")
        assert (quoted["source"], quoted["stale"]) == ("kraken", False)
        assert float(quoted["value"]) == near(street, BTC_EUR)
        assert "Binance" in texts(answer)


async def test_a_venue_that_is_down_is_not_asked_again_for_every_question(street: Street) -> None:
    street.binance.fault = Fault.BROKEN
    answers = await street.say(*["price btc in eur"] * 8)
    assert [figures(answer, "price")[0]["source"] for answer in answers] == ["kraken"] * 8
    # Its pairs are asked for, and that a few times: libraries try again, we do not.
    assert street.binance.asked <= 12


async def test_when_nobody_answers_the_last_price_is_shown_as_old_or_nothing_is(street: Street) -> None:
    street.binance.fault = street.kraken.fault = Fault.CLOSED
    (nothing,) = await street.say("price btc in eur")
    assert nothing["error"]["kind"] == "unavailable"
    assert nothing["figures"] == []
    street.binance.fault = street.kraken.fault = None
    (fresh,) = await street.say("price btc in eur")
    street.binance.fault = street.kraken.fault = Fault.CLOSED
    (kept,) = await street.say("price btc in eur")
    same = [(figure["value"], figure["at"]) for figure in figures(kept, "price")]
    assert same == [(figure["value"], figure["at"]) for figure in figures(fresh, "price")]


async def test_candles_of_the_service_are_the_venues_own_and_no_secret_is_told(street: Street) -> None:
    street.house.environ["CANDLEWICK_LLM__API_KEY"] = TOKEN
    history = ("--intervals", "1h", "--history", "1h:3d")
    async with street.house.serving(*history, "--web-port", "0", "--log-level", "debug") as service:
        (status,) = await street.house.say("status")
        assert status["error"] is None
        assert await service.terminated() == 0
    assert TOKEN not in service.told
    assert TOKEN.partition(":")[2] not in service.told
