"""The evaluator whatever is fed to it in whatever pieces: restarts, prices seen beside candles, order of rules."""

import json
from collections.abc import Iterator, Mapping, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from core.alerts import machine
from core.alerts.evaluator import Evaluator
from core.alerts.facts import TendencyLabel
from core.alerts.machine import State
from core.alerts.minutes import MINUTE_MS, Minutes
from core.alerts.model import Due
from core.alerts.streams import Book, Stream, opened
from core.market.model import Candle, from_ms, to_ms
from tests.fakes.alerting import DAWN, Heard, Row, minutes_of, watched

BEGIN = to_ms(DAWN)
RULES = (
    "btc < 100",
    "btc > 100 every 3m",
    "btc < 99 every 90s max 3",
    "btc crosses 100 max 9",
    "btc equals 100 every 2m",
    "btc < 100 for 2m every 4m",
    "btc ±1% 3m every 5m",
    "btc ema3 1m > 100 every 3m",
    "btc ema3 1m crosses ema5 max 9",
    "btc rsi3 1m < 40 live every 2m",
    "btc atr3 5m > 1.2 live every 2m",
    "btc volume 1m > 1x every 2m",
    "btc < 100 and eth > 100 every 2m",
    "(btc < 99 or eth ema3 1m < 100 live) and eth < 101 every 3m",
    "btc > 101 or eth equals 100 max 9",
    "market shift",
    "market shift to bullish for 3m every 4m",
)
LABELS = ("bullish", "bearish")
# A rule, how many messages it has told with this one, and what it said.
Told = tuple[int, int, Heard]
_PRICE = st.integers(96, 104).map(float)
_FOUR = st.tuples(_PRICE, _PRICE, _PRICE, _PRICE).map(lambda p: (p[0], max(p), min(p), p[3]))
_ROW: st.SearchStrategy[Row] = st.none() | _FOUR | _FOUR
ROWS = st.lists(st.tuples(_ROW, _ROW), min_size=8, max_size=30)


class Desk:
    """An evaluator over two coins that may be stopped at any time and started again from what it kept as text."""

    def __init__(self, rules: Sequence[str]) -> None:
        self.rules = {number: watched(number, text) for number, text in enumerate(rules, 1)}
        self.minutes = {coin: minutes_of([], coin) for coin in ("btc", "eth")}
        self.books: dict[str, Book] = {
            coin: opened(Stream(coin), minutes, -1, "USD", None) for coin, minutes in self.minutes.items()
        }
        self.evaluator = Evaluator(self._book)
        self.told: dict[int, int] = {}
        self.kept: dict[int, str | None] = dict.fromkeys(self.rules)
        self.label: str | None = None
        self.now = 0
        for rule in self.rules.values():
            self.evaluator.add(rule)

    def restart(self) -> None:
        """Stop, and stand as before from what was stored."""
        self._store()
        for coin, book in self.books.items():
            minutes = self.minutes[coin] = _again(book.minutes)
            again = self.books[coin] = opened(Stream(coin), minutes, len(minutes) - 1, "USD", None)
            if (seen := book.kept()) is not None:
                again.restore(json.loads(json.dumps(seen)))
        self.evaluator = Evaluator(self._book, self.now)
        self.evaluator.known(TendencyLabel(), self.label, self.now)
        for number, text in self.kept.items():
            state = State(told=self.told.get(number, 0)) if text is None else machine.read(json.loads(text))
            self.evaluator.add(self.rules[number], state)

    def closed(self, at: int, rows: Mapping[str, Row]) -> list[Told]:
        candles = {Stream(coin): _candle(at, row) for coin, row in rows.items() if row is not None}
        return self._heard(self.evaluator.closed(at, candles))

    def clock(self, at: int) -> list[Told]:
        self.now = at
        return self._heard(self.evaluator.clock(at))

    def seen(self, coin: str, price: float, at: int) -> list[Told]:
        return self._heard(self.evaluator.seen(Stream(coin), price, at))

    def labelled(self, label: str, at: int) -> list[Told]:
        self.label = label
        return self._heard(self.evaluator.known(TendencyLabel(), label, at))

    def _heard(self, dues: list[Due]) -> list[Told]:
        self.told.update((due.rule_id, due.number) for due in dues)
        return sorted((due.rule_id, due.number, Heard.of(due)) for due in dues)

    def _store(self) -> None:
        for number, state in self.evaluator.changes().items():
            if state is None:
                del self.kept[number]
            else:
                self.kept[number] = None if state.resting else json.dumps(machine.facts(state))

    def _book(self, stream: Stream) -> Book:
        return self.books[stream.coin]


def _again(minutes: Minutes) -> Minutes:
    rows = zip(minutes.opened, minutes.open, minutes.high, minutes.low, minutes.close, minutes.volume, strict=True)
    again = minutes_of([])
    for opened_ms, first, high, low, last, volume in rows:
        again.append(Candle(from_ms(opened_ms), first, high, low, last, volume))
    return again


def _candle(at: int, row: Row) -> Candle:
    first, high, low, last = row if isinstance(row, tuple) else (row, row, row, row)
    assert first is not None and high is not None and low is not None and last is not None
    return Candle(from_ms(at - MINUTE_MS), first, high, low, last, high - low)


def _steps(rows: Sequence[tuple[Row, Row]]) -> Iterator[tuple[int, dict[str, Row]]]:
    for i, (btc, eth) in enumerate(rows, 1):
        yield BEGIN + i * MINUTE_MS, {"btc": btc, "eth": eth}


@settings(max_examples=60, deadline=None)
@given(ROWS, st.sets(st.integers(0, 89), max_size=6), st.lists(st.sampled_from(LABELS), min_size=30, max_size=30))
def test_a_restart_between_any_two_events_changes_nothing(
    rows: list[tuple[Row, Row]], stops: set[int], labels: list[str]
) -> None:
    steady, restarted = Desk(RULES), Desk(RULES)
    for i, (at, row) in enumerate(_steps(rows)):
        for place, feed in enumerate(("closed", "labelled", "clock")):
            if 3 * i + place in stops:
                restarted.restart()
            args = {"closed": (at, row), "labelled": (labels[i], at), "clock": (at,)}[feed]
            assert getattr(restarted, feed)(*args) == getattr(steady, feed)(*args)


@settings(max_examples=40, deadline=None)
@given(ROWS, st.sets(st.integers(0, 200), max_size=6), st.data())
def test_a_restart_between_prices_seen_changes_nothing(
    rows: list[tuple[Row, Row]], stops: set[int], data: st.DataObject
) -> None:
    steady, restarted, count = Desk(RULES), Desk(RULES), 0
    for at, row in _steps(rows):
        seen = data.draw(st.lists(st.tuples(st.sampled_from(["btc", "eth"]), _PRICE), max_size=4))
        for place, (coin, price) in enumerate(seen):
            count += 1
            if count in stops:
                restarted.restart()
            when = at - MINUTE_MS + 10_000 * (place + 1)
            assert restarted.seen(coin, price, when) == steady.seen(coin, price, when)
        assert restarted.closed(at, row) == steady.closed(at, row)
        assert restarted.clock(at) == steady.clock(at)


@settings(max_examples=40, deadline=None)
@given(ROWS)
def test_prices_seen_that_show_all_of_a_candle_leave_it_nothing_to_add(rows: list[tuple[Row, Row]]) -> None:
    """Of every candle its four prices are seen first: then the candle itself fires nothing."""
    desk = Desk(["btc < 100 max 99", "btc > 100 max 99", "btc crosses 101 max 99", "btc equals 99 max 99"])
    for at, row in _steps(rows):
        btc = row["btc"]
        if isinstance(btc, tuple):
            first, high, low, last = btc
            for place, price in enumerate((first, low, high, last) if last >= first else (first, high, low, last)):
                desk.seen("btc", price, at - MINUTE_MS + 1_000 * (place + 1))
            assert desk.closed(at, {"btc": btc}) == []


@settings(max_examples=40, deadline=None)
@given(ROWS)
def test_prices_seen_and_their_candle_tell_in_which_minutes_as_the_candle_alone(rows: list[tuple[Row, Row]]) -> None:
    texts = ["btc < 100 max 99", "btc > 100 max 99", "btc equals 101 max 99"]
    alone, beside = Desk(texts), Desk(texts)
    for at, row in _steps(rows):
        btc = row["btc"]
        if not isinstance(btc, tuple):
            continue
        first, high, low, last = btc
        seen: set[int] = set()
        for place, price in enumerate((first, low, high, last) if last >= first else (first, high, low, last)):
            seen |= {rule for rule, _, _ in beside.seen("btc", price, at - MINUTE_MS + 1_000 * (place + 1))}
        seen |= {rule for rule, _, _ in beside.closed(at, {"btc": btc})}
        assert seen == {rule for rule, _, _ in alone.closed(at, {"btc": btc})}


@settings(max_examples=40, deadline=None)
@given(ROWS, st.permutations(range(len(RULES))))
def test_the_order_of_rules_changes_nothing(rows: list[tuple[Row, Row]], order: list[int]) -> None:
    one, other = Desk(RULES), Desk([RULES[i] for i in order])
    for at, row in _steps(rows):
        for feed in ("closed", "clock"):
            args = (at, row) if feed == "closed" else (at,)
            first = {(rule - 1, message) for rule, _, message in getattr(one, feed)(*args)}
            second = {(order[rule - 1], message) for rule, _, message in getattr(other, feed)(*args)}
            assert first == second


def test_a_low_below_the_lowest_seen_is_what_a_candle_adds() -> None:
    desk = Desk(["btc < 100"])
    desk.closed(BEGIN + MINUTE_MS, {"btc": 101.0})
    assert desk.seen("btc", 101.0, BEGIN + MINUTE_MS + 20_000) == []
    assert desk.closed(BEGIN + 2 * MINUTE_MS, {"btc": (101.0, 102.0, 99.0, 101.0)}) == [(1, 1, Heard(2, 2, 99.0))]


def test_a_shift_is_told_again_and_again_unless_once_was_asked_for() -> None:
    desk, minute = Desk(["market shift", "market shift once", "market shift to bearish max 2"]), MINUTE_MS
    told = []
    for place, label in enumerate(["bullish", "bearish", "bullish", "bearish"]):
        at = BEGIN + place * 7 * 60 * minute
        told += [*desk.clock(at), *desk.labelled(label, at)]
    assert [(rule, number) for rule, number, _ in told] == [(1, 1), (2, 1), (3, 1), (1, 2), (1, 3), (3, 2)]


def test_back_and_down_again_forty_seconds_later_at_every_1m_is_two_messages_the_second_at_60_s() -> None:
    desk, second = Desk(["btc < 100 every 1m"]), 1_000
    begin = BEGIN + 10 * MINUTE_MS
    desk.seen("btc", 101.0, begin - second)
    first = desk.seen("btc", 99.9, begin)
    assert desk.seen("btc", 101.0, begin + 20 * second) == []
    assert desk.seen("btc", 99.8, begin + 40 * second) == []
    again = desk.clock(begin + 60 * second)
    assert [*first, *again] == [(1, 1, Heard(10, 10, 99.9)), (1, 2, Heard(11, 10 + 40 / 60, 99.8))]


def test_a_rule_that_is_removed_tells_nothing_and_one_that_replaces_it_begins_anew() -> None:
    desk = Desk(["btc < 100", "btc < 100"])
    desk.closed(BEGIN + MINUTE_MS, {"btc": 101.0})
    desk.evaluator.remove(1)
    desk.evaluator.add(watched(2, "btc < 90"))
    assert desk.closed(BEGIN + 2 * MINUTE_MS, {"btc": 99.0}) == []
    assert [rule for rule, _, _ in desk.closed(BEGIN + 3 * MINUTE_MS, {"btc": 89.0})] == [2]
    assert desk.evaluator.changes() == {2: None}
    assert len(desk.evaluator) == 0


def test_a_late_candle_adds_its_wick_and_the_price_stays_where_it_was_seen_last() -> None:
    desk = Desk(["btc < 100", "btc > 103"])
    desk.seen("btc", 101.0, BEGIN + 10_000)
    desk.seen("btc", 102.0, BEGIN + MINUTE_MS + 5_000)
    assert desk.closed(BEGIN + MINUTE_MS, {"btc": (101.0, 101.0, 99.0, 99.5)}) == [(1, 1, Heard(1, 1, 99.0))]
    assert desk.books["btc"].price == 102.0


def test_a_restart_while_a_fact_is_not_known_forgets_nothing_of_the_side_on_which_it_was() -> None:
    desk = Desk(["btc volume 1m crosses 3x", "btc < 1 and btc volume 1m crosses 3x or btc volume 1m equals 3x"])
    wide: Row = (100.0, 101.0, 100.0, 100.0)
    rows: list[Row] = [wide, *[100.0] * 21, wide, wide]
    told = []
    for minute, row in enumerate(rows, 1):
        told += desk.closed(BEGIN + minute * MINUTE_MS, {"btc": row})
        desk.restart()
    assert told == [(1, 1, Heard(24, 24, 100.0)), (2, 1, Heard(24, 24, 100.0))]
