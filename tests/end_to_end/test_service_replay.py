"""A market that was: real candles of a day in April 2021, replayed."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.end_to_end.service import House, figures, texts

EPISODE = "minute/2021-04-18"
NOON = datetime(2021, 4, 18, 12, tzinfo=UTC)

pytestmark = pytest.mark.slow


@pytest.fixture
def episode(shared_data: Path) -> Path:
    return shared_data / "market" / EPISODE


def recorded(episode: Path) -> list[dict[str, Any]]:
    """Return the recording's own rows of BTC."""
    from pyarrow import parquet

    rows: list[dict[str, Any]] = parquet.read_table(episode / "BTC-USDT.parquet").to_pylist()
    return rows


def is_picture(answer: dict[str, Any]) -> bool:
    (picture,) = [block for block in answer["blocks"] if block["kind"] == "chart"]
    return Path(picture["path"]).read_bytes().startswith(b"\x89PNG")


async def test_it_starts_a_day_after_the_first_candle_with_prices_of_that_day(episode: Path, tmp_path: Path) -> None:
    (answer,) = await House(tmp_path, "--market", f"replay:{episode}").say("price btc in usdt")
    rows = recorded(episode)
    (price,) = figures(answer, "price")
    start = datetime.fromtimestamp(rows[0]["open_time"] / 1000, UTC) + timedelta(hours=24)
    assert answer["simulated"] is True
    assert texts(answer).startswith(f"REPLAY {start:%Y-%m-%d}\n")
    day = [row for row in rows if row["open_time"] / 1000 < start.timestamp() + 3600]
    assert min(row["low"] for row in day) <= float(price["value"]) <= max(row["high"] for row in day)
    assert (price["unit"], price["source"], price["stale"]) == ("USDT", "replay", False)
    assert datetime.fromisoformat(price["at"]) >= start - timedelta(minutes=2)


async def test_it_starts_where_it_is_told_to(episode: Path, tmp_path: Path) -> None:
    house = House(tmp_path, "--market", f"replay:{episode}", "--market-start", f"{NOON:%Y-%m-%dT%H:%MZ}")
    price, chart = await house.say("-", stdin="price btc in usdt\nchart btc 1h 24h in usdt\n")
    assert texts(price).startswith("REPLAY 2021-04-18\n")
    rows = {row["open_time"]: row for row in recorded(episode)}
    at_noon = rows[round(NOON.timestamp() * 1000) - 60_000]
    assert float(figures(price, "price")[0]["value"]) == pytest.approx(at_noon["close"], rel=0.005)
    day = [rows[ms] for ms in rows if NOON - timedelta(hours=24) <= datetime.fromtimestamp(ms / 1000, UTC) < NOON]
    for name, extreme in (("high", max(row["high"] for row in day)), ("low", min(row["low"] for row in day))):
        (figure,) = figures(chart, name)
        assert float(figure["value"]) == pytest.approx(extreme, rel=0.001)
    assert is_picture(chart)
