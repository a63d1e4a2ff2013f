"""core.alerts.moments — the price before, and when it was."""

from datetime import timedelta

from core.alerts.model import Telling
from tests.fakes.alerting import DAWN, Row, minutes_of, played


def test_the_price_before_is_that_of_the_minute_before_wherever_in_its_candle_a_rule_fires() -> None:
    rows: list[Row] = [61_000.0, (60_500.0, 60_600.0, 59_000.0, 59_500.0)]
    candles = {"btc": minutes_of(rows)}
    for text in ("btc < 60700", "btc < 60000", "btc -2% 1m"):
        (due,) = played([text], candles)
        assert (due.before, due.before_at) == (61_000.0, DAWN + timedelta(minutes=1)), text


def test_of_what_was_true_until_a_candle_opened_the_price_before_is_unknown() -> None:
    rows: list[Row] = [61_000.0, 59_000.0, 60_100.0, 59_100.0, 60_100.0, 60_100.0]
    first, still = played(["btc < 60000 every 3m"], {"btc": minutes_of(rows)})
    assert (first.price, first.before) == (59_000.0, 61_000.0)
    assert (still.telling, still.price, still.before, still.before_at) == (Telling.STILL, 59_100.0, None, None)
