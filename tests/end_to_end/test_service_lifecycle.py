"""A service as an operator sees it: killed, stopped, started again, asked how it is."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import aiohttp
import pytest

from tests.effort import PATIENCE_S
from tests.end_to_end.service import House, figures, gaps
from tests.loopback import free_port

# Five minutes of market in every second. What one coin has and another still misses is a gap when it is older than a
# poll: a busy machine may need seconds between the two.
FAST = ("--market", "simulated", "--market-speed", "300", "--coins", "BTC,SOL", "--poll-seconds", "5")
MINUTE = timedelta(minutes=1)

pytestmark = pytest.mark.slow


def minutes(house: House) -> list[datetime]:
    """Return when the stored minutes of BTC opened, read from the file itself."""
    with closing(sqlite3.connect(f"file:{house.data / 'candlewick.db'}?mode=ro", uri=True)) as database:
        found = database.execute(
            "SELECT opened_ms FROM candles JOIN series ON id = series_id"
            " WHERE base = 'BTC' AND \"interval\" = '1m' ORDER BY opened_ms"
        )
        return [datetime.fromtimestamp(ms / 1000, UTC) for (ms,) in found]


async def collected(house: House, until: datetime) -> list[datetime]:
    """Return the stored minutes once they reach `until`."""
    async with asyncio.timeout(PATIENCE_S):
        while True:
            opened = minutes(house)
            if opened and opened[-1] >= until:
                return opened
            await asyncio.sleep(0.1)


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path, *FAST)


async def test_after_kill_9_and_minutes_of_market_there_is_no_gap(house: House) -> None:
    async with house.serving("--web-port", "0") as service:
        (before,) = await house.say("price btc")
        await service.kill()
    killed_at = datetime.fromisoformat(figures(before, "price")[0]["at"])
    async with house.serving("--web-port", "0") as service:
        opened = await collected(house, killed_at + 10 * MINUTE)
        assert all(later - earlier == MINUTE for earlier, later in pairwise(opened))
        assert gaps((await house.say("status"))[0]) == ["0"]
        assert await service.terminated() == 0
    # Nobody serves any more, and the market has moved on.
    assert gaps((await house.say("status"))[0]) == ["0"]


async def test_sigterm_ends_it_in_peace_and_says_nothing_alarming(house: House) -> None:
    async with house.serving("--web-port", "0") as service:
        assert await service.terminated() == 0
    assert "Traceback" not in service.told
    assert "error" not in service.told.lower()


async def test_a_second_service_is_refused_and_told_who_serves(house: House) -> None:
    async with house.serving("--web-port", "0") as service:
        ended = await house.run("run", "--web-port", "0")
        assert (ended.status, ended.out) == (3, "")
        assert str(service.pid) in ended.err


async def test_it_is_alive_at_once_ready_when_prices_come_in_and_measured(house: House) -> None:
    port = free_port()
    async with house.serving("--web-port", str(port)), aiohttp.ClientSession(f"http://127.0.0.1:{port}") as web:
        async with web.get("/healthz") as alive:
            assert (alive.status, await alive.json()) == (200, {"alive": True})
        async with asyncio.timeout(PATIENCE_S):
            while True:
                async with web.get("/readyz") as ready:
                    told = await ready.json()
                    if ready.status == 200:
                        break
                assert ready.status == 503
                assert told["reasons"]
                await asyncio.sleep(0.2)
        assert told == {"ready": True, "reasons": {}}
        async with web.get("/metrics") as metrics:
            text = await metrics.text()
        assert metrics.status == 200
        assert "\ncandlewick_rules_watched 0.0\n" in text
        assert "\ncandlewick_data_age_seconds " in text


async def test_a_folder_of_another_market_is_refused_with_the_way_out(house: House, tmp_path: Path) -> None:
    await house.say("status")
    ended = await House(tmp_path, "--market", "live").run("say", "price btc")
    assert (ended.status, ended.out) == (2, "")
    assert "--market simulated" in ended.err
