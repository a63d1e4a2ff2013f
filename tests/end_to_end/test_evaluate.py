"""run_bot.py evaluate as somebody sceptical starts it: a process and a folder of candles."""

import json
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ml.panel import Series
from tests.fakes.candles_of_a_walk import COINS, wandering

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def market(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two years of three coins and a stable one."""
    folder = tmp_path_factory.mktemp("market")
    series = wandering(730, COINS[:3])
    for name, one in {**series, "USDC-USDT": series[COINS[0]]}.items():
        write(folder / f"{name}.parquet", one)
    return folder


def write(file: Path, one: Series) -> None:
    """Write candles as a folder holds them."""
    figures = {"open": one.close, "high": one.high, "low": one.low, "close": one.close, "volume": one.volume}
    pq.write_table(pa.table({"open_time": one.opened_ms, **figures}), file)


def evaluate(folder: Path, *options: str) -> tuple[int, list[str], str]:
    """Return how it ended, what it printed, and what it said on standard error."""
    words = ["evaluate", "--folder", str(folder), "--members", "har", *options]
    done = subprocess.run(
        [sys.executable, str(ROOT / "run_bot.py"), *words],
        capture_output=True,
        cwd=folder,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    return done.returncode, done.stdout.splitlines(), done.stderr


def test_each_horizon_is_a_line_of_json_with_its_errors_and_its_worst_coin(market: Path, tmp_path: Path) -> None:
    options = ("--freq", "D", "--start", "2021-06-01", "--end", "2021-11-01", "--plots", str(tmp_path / "plots"))
    code, out, err = evaluate(market, *options, "--json")
    assert code == 0, err
    told = [json.loads(line) for line in out]
    assert [each["horizon"] for each in told] == [1, 7, 14, 30]
    first = told[0]
    assert first["outcomes"] == 3 * 52
    assert first["skill_error"] > 0
    assert first["over_garch_error"] > 0
    assert 0.6 < first["covered_80"] < first["covered_95"] <= 1
    assert first["worst_coin"] in {coin.replace("-", "/") for coin in COINS}
    assert set(first["skill_by_half_year"]) == {"2021-H1", "2021-H2"}
    assert "3 coins" in err
    for plot in ("calibration.png", "skill.png"):
        assert (tmp_path / "plots" / plot).read_bytes().startswith(b"\x89PNG")


def test_of_a_few_days_no_error_is_told_rather_than_one_of_nothing(market: Path) -> None:
    options = ("--start", "2021-09-01", "--end", "2021-09-20")
    code, out, _ = evaluate(market, *options, "--json")
    assert code == 0
    assert [(json.loads(line)["skill_error"], json.loads(line)["independent"]) for line in out] == [
        (None, 7),
        (None, 3),
        (None, 1),
        (None, 1),
    ]
    code, out, _ = evaluate(market, *options)
    assert code == 0 and all("± unknown" in line for line in out)


def test_of_a_horizon_that_has_not_come_yet_nothing_is_told_and_the_others_are(market: Path) -> None:
    code, out, err = evaluate(market, "--start", "2021-12-15", "--json")
    assert code == 0
    assert [json.loads(line)["horizon"] for line in out] == [1, 7, 14]
    assert "30 d  no forecast has an outcome" in err


def test_a_young_coin_is_left_out_unless_it_is_asked_for_or_all_are_young(market: Path, tmp_path: Path) -> None:
    for name, days in {"OLD-USDT": 1000, "YOUNG-USDT": 500}.items():
        write(tmp_path / f"{name}.parquet", wandering(days, COINS[:1])[COINS[0]])
    span = ("--start", "2021-09-01", "--end", "2021-09-10")
    code, _, err = evaluate(tmp_path, *span)
    assert (code, "1 coins" in err, "Fewer than 900 candles, and left out: YOUNG/USDT" in err) == (0, True, True)
    code, _, err = evaluate(tmp_path, *span, "--min-rows", "60")
    assert (code, "2 coins" in err) == (0, True)
    code, _, err = evaluate(market, *span)
    assert (code, "3 coins" in err) == (0, True)


def test_people_read_a_line_for_each_horizon(market: Path) -> None:
    code, out, _ = evaluate(market, "--start", "2021-09-01", "--step", "10")
    assert code == 0
    assert [line.split()[0] for line in out] == ["1", "7", "14", "30"]
    assert all("over GARCH-t" in line and "80 % held" in line for line in out)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--freq", "h"), "no coin has candles of 1h"),
        (("--start", "soon"), '"soon" is no date'),
        (("--start", "2031-01-01"), "No candle lies between"),
        (("--members", "oracle"), "there is no oracle"),
        (("--step", "-1"), "--step is at least 1"),
        (("--step", "0"), "--step is at least 1"),
        # The first days have nothing behind them to compare with.
        (("--start", "2020-01-02", "--end", "2020-02-01"), "no forecast has an outcome"),
        (("--plots", "/proc/plots"), "it cannot be written"),
    ],
)
def test_what_cannot_be_evaluated_is_said_in_a_sentence(market: Path, options: tuple[str, ...], said: str) -> None:
    code, out, err = evaluate(market, *options)
    assert code in {2, 3}
    assert out == []
    assert said in err
    assert "Traceback" not in err


def test_without_a_folder_an_example_is_given() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "run_bot.py"), "evaluate"], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 2
    assert "--folder is missing. Example: run_bot.py evaluate" in done.stderr
