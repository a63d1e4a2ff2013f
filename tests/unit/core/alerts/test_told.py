"""What rules are told from outside: each thing once, in order of time, and what stood stands after a restart."""

from collections.abc import Mapping
from datetime import timedelta

from core.alerts.conditions.forecast import ForecastMargin
from core.alerts.evaluator import Evaluator
from core.alerts.minutes import Minutes
from core.alerts.streams import Book, Stream
from core.alerts.told import ToldFacts, name_of
from core.market.model import CandleSeries, Interval, Pair, SeriesKey, to_ms
from tests.fakes.alerting import DAWN, watched

WEEK = timedelta(days=7)
FACT = ForecastMargin("btc", WEEK, 60_000.0, "USD")
HOUR = 3_600_000
AT = to_ms(DAWN)


def nothing_priced(stream: Stream) -> Book:
    empty = CandleSeries.empty(SeriesKey("", Pair("BTC", "USD"), Interval.M1))
    return Book(stream, Minutes(empty), stream.unit, stream.venue)


def evaluator(text: str = "forecast btc 7d excludes 60000 usd") -> Evaluator:
    made = Evaluator(nothing_priced, AT)
    made.add(watched(1, text))
    return made


def judged(told: ToldFacts, rules: Evaluator, *margins: tuple[float, int]) -> list[float]:
    for margin, at in margins:
        told.tell_margin(FACT, margin, at)
    return [float(due.value) for due in told.judge(rules)]


def test_a_range_that_begins_to_leave_a_price_out_is_told_once() -> None:
    told, rules = ToldFacts(), evaluator("forecast btc 7d excludes 60000 usd every 1h")
    assert told.followed_margins(rules) == (FACT,)
    assert judged(told, rules, (-500.0, AT)) == []
    assert judged(told, rules, (120.0, AT + HOUR)) == [120.0]
    assert judged(told, rules, (150.0, AT + 2 * HOUR)) == []


def test_what_was_left_out_when_a_rule_was_made_is_no_news() -> None:
    told, rules = ToldFacts(), evaluator()
    assert judged(told, rules, (500.0, AT)) == []


def test_the_same_forecast_is_taken_in_once() -> None:
    told, rules = ToldFacts(), evaluator("forecast btc 7d excludes 60000 usd every 1h")
    assert judged(told, rules, (-500.0, AT), (100.0, AT + HOUR), (100.0, AT + HOUR)) == [100.0]
    assert judged(told, rules, (-900.0, AT + HOUR), (-900.0, AT)) == []


def test_after_a_restart_what_stood_stands_and_what_came_meanwhile_is_news() -> None:
    told, rules = ToldFacts(), evaluator()
    judged(told, rules, (-500.0, AT))
    kept: Mapping[str, tuple[float, int]] = dict(told.margins)
    again, anew = ToldFacts(), evaluator()
    again.restore(None, kept)
    again.feed(anew)
    assert judged(again, anew, (-500.0, AT)) == []
    assert judged(again, anew, (80.0, AT + HOUR)) == [80.0]


def test_what_nobody_asks_for_any_more_is_forgotten() -> None:
    told, rules = ToldFacts(), evaluator()
    judged(told, rules, (-500.0, AT))
    rules.remove(1)
    told.feed(rules)
    assert name_of(FACT) not in told.margins
