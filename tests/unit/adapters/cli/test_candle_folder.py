"""A folder of candles: what is no candle is left out and said, and keeps nothing else from being evaluated."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from adapters.cli.candle_folder import candles_in
from core.kernel.errors import UnknownName
from core.market.model import Interval
from ml.panel import panel_of
from ml.spacing import DAILY

DAY = Interval.D1.ms
ROWS = 30
Columns = Mapping[str, Any]


def candles(count: int = ROWS, step: int = DAY) -> dict[str, Any]:
    close = np.linspace(90.0, 110.0, count)
    return {
        "open_time": np.arange(count, dtype=np.int64) * step + 20_000 * DAY,
        "open": close - 1,
        "high": close + 2,
        "low": close - 2,
        "close": close,
        "volume": np.full(count, 7.0),
    }


def put(folder: Path, name: str, columns: Columns) -> None:
    pq.write_table(pa.table(dict(columns)), folder / f"{name}.parquet")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one sound file."""
    put(tmp_path, "BTC-USDT", candles())
    return tmp_path


def at(columns: Columns, row: int, **figures: float) -> Columns:
    changed = {name: np.array(column) for name, column in columns.items()}
    for name, figure in figures.items():
        changed[name][row] = figure
    return changed


@pytest.mark.parametrize(
    "figures", [{"close": np.nan}, {"close": 0.0}, {"low": -1.0}, {"high": np.inf}, {"high": 1.0, "low": 2.0}]
)
def test_a_row_that_is_no_candle_is_left_out_and_the_others_stay(folder: Path, figures: dict[str, float]) -> None:
    put(folder, "ETH-USDT", at(candles(), 5, **figures))
    found = candles_in(folder, Interval.D1)
    assert set(found.series) == {"BTC/USDT", "ETH/USDT"}
    assert found.series["ETH/USDT"].opened_ms.size == ROWS - 1
    assert found.left_out == ("ETH-USDT.parquet: 1 of 30 rows are left out: no candle, or one more of it.",)


def test_rows_in_any_order_and_twice_are_the_candles_that_they_are(folder: Path) -> None:
    whole = candles()
    order = np.random.default_rng(1).permutation(np.r_[np.arange(ROWS), 3, 4])
    put(folder, "ETH-USDT", {name: column[order] for name, column in whole.items()})
    found = candles_in(folder, Interval.D1)
    for name in ("opened_ms", "high", "low", "close", "volume"):
        mended, sound = (getattr(found.series[pair], name) for pair in ("ETH/USDT", "BTC/USDT"))
        assert mended.tolist() == sound.tolist()
    assert "2 of 32 rows" in found.left_out[0]
    panel_of(found.series, DAILY)


def test_instants_of_pandas_are_opening_times_too(folder: Path) -> None:
    whole = candles()
    for unit in ("s", "ms", "us", "ns"):
        times = pa.array(whole["open_time"], pa.timestamp("ms", tz="UTC")).cast(pa.timestamp(unit, tz="UTC"))
        put(folder, "ETH-USDT", {**whole, "open_time": times})
        assert candles_in(folder, Interval.D1).series["ETH/USDT"].opened_ms.tolist() == whole["open_time"].tolist()


def test_volume_that_nobody_knows_is_none(folder: Path) -> None:
    put(folder, "ETH-USDT", at(at(candles(), 2, volume=np.nan), 3, volume=-4.0))
    found = candles_in(folder, Interval.D1)
    assert found.left_out == ()
    assert found.series["ETH/USDT"].volume[:5].tolist() == [7, 7, 0, 0, 7]


def a_text(folder: Path) -> None:
    (folder / "ETH-USDT.parquet").write_text("hello")


def a_folder(folder: Path) -> None:
    (folder / "ETH-USDT.parquet").mkdir()


def a_part(folder: Path) -> None:
    put(folder, "ETH-USDT", candles())
    file = folder / "ETH-USDT.parquet"
    file.write_bytes(file.read_bytes()[:-50])


def without_a_column(folder: Path) -> None:
    put(folder, "ETH-USDT", {name: column for name, column in candles().items() if name != "volume"})


def without_a_row(folder: Path) -> None:
    put(folder, "ETH-USDT", {name: column[:0] for name, column in candles().items()})


def of_words(folder: Path) -> None:
    put(folder, "ETH-USDT", {**candles(), "close": ["much"] * ROWS})


def of_hours(folder: Path) -> None:
    put(folder, "ETH-USDT", candles(24 * ROWS, Interval.H1.ms))


def beside_the_clock(folder: Path) -> None:
    whole = candles()
    put(folder, "ETH-USDT", {**whole, "open_time": whole["open_time"] + Interval.H1.ms})


def named_otherwise(folder: Path) -> None:
    put(folder, "eth by day", candles())


@pytest.mark.parametrize(
    "spoilt",
    [
        a_text,
        a_folder,
        a_part,
        without_a_column,
        without_a_row,
        of_words,
        of_hours,
        beside_the_clock,
        named_otherwise,
    ],
)
def test_a_file_that_is_none_of_this_length_is_left_out_with_the_reason(
    folder: Path, spoilt: Callable[[Path], None]
) -> None:
    spoilt(folder)
    found = candles_in(folder, Interval.D1)
    assert set(found.series) == {"BTC/USDT"}
    (note,) = found.left_out
    assert " is left out: " in note


def test_a_coin_that_gets_no_forecast_is_said_to_be_left_out(folder: Path) -> None:
    put(folder, "WBTC-USDT", candles())
    assert candles_in(folder, Interval.D1).left_out == ("WBTC-USDT.parquet is left out: WBTC gets no forecast.",)


def test_a_coin_with_one_candle_is_no_reason_to_stop(folder: Path) -> None:
    put(folder, "NEW-USDT", candles(1))
    assert candles_in(folder, Interval.D1).series["NEW/USDT"].opened_ms.size == 1


def test_a_folder_without_a_file_is_unknown(tmp_path: Path) -> None:
    with pytest.raises(UnknownName):
        candles_in(tmp_path, Interval.D1)
