"""What each ruling comes to in a small past, worked out by hand, as `run_bot.py replay-alerts` prints it.

The oracle is written by the same hands as the evaluator; these are what a reader of the rulings would expect.
"""

import io
import json
import re
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import redirect_stderr
from datetime import UTC, datetime, timedelta
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest

from adapters.assemble import assemble
from adapters.cli.call import Console
from adapters.cli.main import main
from tests.oracle.history import Candle, kept
from tests.oracle.wanted import MINUTE

CASES: Sequence[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("cases.toml").read_text("utf-8"))["case"]
COINS = ("btc", "eth", "sol", "doge", "ada", "usdc")


@pytest.mark.parametrize("case", CASES, ids=[case["says"].split(" · ")[0] for case in CASES])
def test_ruling(case: dict[str, Any], tmp_path: Path) -> None:
    opens = datetime.fromisoformat(case.get("opens", "2024-01-01T00:00Z"))
    folder = kept({coin: _candles(case, coin, opens) for coin in COINS if coin in case}, tmp_path / "candles")
    rules = tmp_path / "rules.txt"
    rules.write_text("\n".join(case["rules"]), encoding="utf-8")
    words = ["replay-alerts", "--folder", str(folder), "--rules", str(rules), "--json", *_options(case, opens)]
    code, told, refused = _run(words, opens)
    assert (code, told, refused) == (0, case["told"], case.get("refused", [])), case["says"]


def _options(case: dict[str, Any], opens: datetime) -> Iterator[str]:
    for name in ("start", "end"):
        if name in case:
            yield from (f"--{name}", (opens + timedelta(minutes=case[name])).isoformat())
    if "zone" in case:
        yield from ("--zone", case["zone"])


def _candles(case: dict[str, Any], coin: str, opens: datetime) -> list[Candle]:
    opened = round(opens.timestamp() * 1000)
    volumes = _spelt_out(case.get("volume", {}).get(coin, ""))
    rows = zip_longest(_spelt_out(case[coin]), volumes, fillvalue="1")
    found = []
    for minute, (row, volume) in enumerate(rows):
        if row != "-":
            figures = [float(price) for price in row.split("/")]
            first, high, low, last = figures if len(figures) == 4 else figures * 4
            found.append(Candle(opened + minute * MINUTE, first, high, low, last, float(volume)))
    return found


def _spelt_out(rows: str) -> list[str]:
    """Return every row of `[ a bx2 ]x3 -`, each as often as it says."""
    groups = re.sub(r"\[(.*?)\]x(\d+)", lambda group: " ".join([group[1]] * int(group[2])), rows)
    return [row for word in groups.split() for row in [word.partition("x")[0]] * int(word.partition("x")[2] or 1)]


def _run(words: Sequence[str], opens: datetime) -> tuple[int, list[str], list[int]]:
    out, err = io.BytesIO(), io.StringIO()
    with redirect_stderr(err):
        code = main(words, assemble, Console(io.BytesIO(), out), {})
    told = [_line(json.loads(line), opens) for line in out.getvalue().decode("utf-8").splitlines()]
    refused = [re.match(r"line (\d+): ", line) for line in err.getvalue().splitlines()]
    return code, told, [int(number[1]) if number else 0 for number in refused]


def _line(said: dict[str, Any], opens: datetime) -> str:
    due, at = (
        (datetime.fromisoformat(said[name]).astimezone(UTC) - opens) / timedelta(minutes=1) for name in ("due", "at")
    )
    price = float(said["price"])
    return " ".join(filter(None, (f"{said['rule']} {due:g} {at:g} {price:.12g} {said['coin']}", said["label"])))
