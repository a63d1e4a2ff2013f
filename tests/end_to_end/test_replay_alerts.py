"""run_bot.py replay-alerts as an outside judge starts it: a process, a folder of candles, a file of rules."""

import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

ROOT = Path(__file__).resolve().parents[2]
NEW_YEAR = 1_704_067_200_000  # 2024-01-01T00:00Z
MINUTE = 60_000


def candles(folder: Path, name: str, prices: list[float], every: int = 1) -> None:
    """Write flat 1-minute candles, one each `every` minutes from the first of January 2024 on."""
    folder.mkdir(exist_ok=True)
    columns = {"open_time": [NEW_YEAR + i * every * MINUTE for i in range(len(prices))]}
    figures = dict.fromkeys(("open", "high", "low", "close"), prices)
    pq.write_table(pa.table({**columns, **figures, "volume": [1.0] * len(prices)}), folder / f"{name}.parquet")


@pytest.fixture
def market(tmp_path: Path) -> Path:
    """Ten minutes of btc and eth in USDT, beside files that are no candles."""
    folder = tmp_path / "market"
    candles(folder, "BTC-USDT", [60_100, 59_950.5, 59_900, 59_900, 60_500, 59_800, 59_800, 59_800, 59_800, 59_800])
    candles(folder, "ETH-USDT", [2_990.0, *[3_010.0] * 9])
    (folder / "README.md").write_text("what these are", encoding="utf-8")
    (folder / "older").mkdir()
    return folder


def replay(folder: Path, rules: bytes, *options: str) -> tuple[int, list[str], list[str]]:
    """Return how it ended, what it printed, and what it said on standard error."""
    file = folder.parent / "rules.txt"
    file.write_bytes(rules)
    words = ["replay-alerts", "--folder", str(folder), "--rules", str(file), *options]
    done = subprocess.run(
        [sys.executable, str(ROOT / "run_bot.py"), *words],
        capture_output=True,
        cwd=folder.parent,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    return done.returncode, done.stdout.splitlines(), done.stderr.splitlines()


def message(rule: int, *facts: str) -> str:
    """Return the line of a message in the first hour of the year."""
    due, at, price, coin, label = facts
    times = f'"due": "2024-01-01T00:{due}Z", "at": "2024-01-01T00:{at}Z"'
    return f'{{"rule": {rule}, {times}, "price": "{price}", "coin": "{coin}", "label": {label}}}'


def test_each_message_is_a_line_of_json_in_order_of_time_and_wrong_lines_stop_nothing(market: Path) -> None:
    rules = (
        b"\xef\xbb\xbfbtc < 60000 every 90s\r\n"
        b"\r\n"
        b"# a remark\r\n"
        b"doge < 1\r\n"
        b"btc < 60k eur\r\n"
        b"whatever \xff\r\n"
        b"eth > 3000 note watch this\r\n"
        b"Alert btc < 60000 max 2 until 9999-12-31\n"
        b"/alert eth < 1 or eth > 3000"
    )
    code, out, err = replay(market, rules, "--json")
    assert code == 0
    assert out[:7] == [
        message(1, "02:00", "02:00", "59950.5", "BTC", "null"),
        message(7, "02:00", "02:00", "3010.0", "ETH", "null"),
        message(8, "02:00", "02:00", "59950.5", "BTC", "null"),
        message(9, "02:00", "02:00", "3010.0", "ETH", "null"),
        message(1, "03:30", "03:00", "59900.0", "BTC", '"still"'),
        message(1, "06:00", "06:00", "59800.0", "BTC", "null"),
        message(8, "06:00", "06:00", "59800.0", "BTC", "null"),
    ]
    assert [line.split(":")[0] for line in err] == ["line 4", "line 5", "line 6"]
    assert "doge" in err[0].casefold()
    assert "EUR" in err[1]


def test_what_opens_before_the_start_is_history_and_what_is_due_at_the_end_is_printed(market: Path) -> None:
    words = ("--start", "2024-01-01T00:02:00Z", "--end", "2024-01-01T01:06:00+01:00", "--zone", "Europe/Berlin")
    code, out, err = replay(market, b"btc < 60000\nbtc > 60000\n", *words)
    assert (code, err) == (0, [])
    assert out == [
        "2  2024-01-01T00:05:00Z  2024-01-01T00:05:00Z  60500.0  BTC",
        "1  2024-01-01T00:06:00Z  2024-01-01T00:06:00Z  59800.0  BTC",
    ]


def test_an_instant_without_a_zone_is_utc_whatever_the_person_s_is(market: Path) -> None:
    words = ("--start", "2024-01-01T00:02", "--end", "2024-01-01T00:06:00", "--zone", "Asia/Kolkata", "--json")
    assert replay(market, b"btc < 60000\n", *words)[1] == [message(1, "06:00", "06:00", "59800.0", "BTC", "null")]


def test_candles_are_of_a_minute_however_few_and_far_between(tmp_path: Path) -> None:
    folder = tmp_path / "market"
    candles(folder, "BTC-USDT", [60_100, 59_950.5], every=60)
    candles(folder, "ETH-USDT", [3_000.0])
    code, out, err = replay(folder, b"btc < 60000\neth < 3000\n", "--json")
    assert (code, err) == (0, [])
    times = '"due": "2024-01-01T01:01:00Z", "at": "2024-01-01T01:01:00Z"'
    assert out == [f'{{"rule": 1, {times}, "price": "59950.5", "coin": "BTC", "label": null}}']


def test_no_rules_are_no_messages(market: Path) -> None:
    assert replay(market, b"", "--json") == (0, [], [])


def test_rules_of_which_none_is_one_or_looks_at_a_price_are_no_messages(market: Path) -> None:
    code, out, err = replay(market, b"whatever\nmarket shift\n", "--json")
    assert (code, out) == (0, [])
    assert [line.split(":")[0] for line in err] == ["line 1"]


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--zone", "Mars/Olympus"),
        ("--start", "yesterday"),
        ("--end", "2024-13-01T00:00Z"),
        ("--start", "0001-01-01"),
        ("--start", "9999-12-31T23:59:59-11:00"),
    ],
)
def test_an_option_that_means_nothing_is_named(market: Path, option: str, value: str) -> None:
    code, out, err = replay(market, b"btc < 60000\n", option, value)
    assert (code, out) == (2, [])
    assert option in err[0]
    assert value in err[0]


def test_a_folder_that_is_none_is_named(tmp_path: Path) -> None:
    code, out, err = replay(tmp_path / "nowhere", b"btc < 60000\n", "--json")
    assert (code, out) == (2, [])
    assert "nowhere" in " ".join(err)


def test_a_folder_of_two_currencies_is_refused(market: Path) -> None:
    candles(market, "SOL-EUR", [1.0, 1.0])
    code, out, err = replay(market, b"btc < 60000\n", "--json")
    assert (code, out) == (2, [])
    assert "EUR" in " ".join(err)
