"""The tape: in order, only what is followed, and no extreme is lost by being slow."""

import asyncio
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from core.market.model import Pair
from core.market.tape import Seen, Tape
from tests.fakes.clock import NOON

BTC, ETH = Pair("BTC", "USDT"), Pair("ETH", "USDT")


def seen(price: float, pair: Pair = BTC, second: int = 0) -> Seen:
    return Seen("binance", pair, price, NOON + timedelta(seconds=second))


def followed(longest: int = 50_000) -> Tape:
    tape = Tape(longest)
    tape.follow([("binance", BTC), ("binance", ETH)])
    return tape


def test_prices_are_taken_once_in_the_order_they_came() -> None:
    tape = followed()
    for price in (3.0, 1.0, 2.0):
        tape.note(seen(price))
    assert [each.price for each in tape.take()] == [3.0, 1.0, 2.0]
    assert tape.take() == ()


def test_what_nobody_follows_is_not_kept() -> None:
    tape = followed()
    tape.note(Seen("kraken", BTC, 1.0, NOON))
    tape.note(seen(1.0, Pair("SOL", "USDT")))
    assert tape.take() == ()


@given(st.lists(st.tuples(st.sampled_from([BTC, ETH]), st.floats(1, 1e6)), max_size=200), st.integers(8, 40))
def test_a_slow_reader_loses_no_extreme_and_no_last_price(prices: list[tuple[Pair, float]], longest: int) -> None:
    tape = followed(longest)
    for number, (pair, price) in enumerate(prices):
        tape.note(seen(price, pair, number))
    taken = tape.take()
    assert len(taken) <= longest
    assert [each.at for each in taken] == sorted(each.at for each in taken)
    for pair in (BTC, ETH):
        said, kept = ([p for own, p in prices if own == pair], [each.price for each in taken if each.pair == pair])
        assert (min(said, default=0), max(said, default=0)) == (min(kept, default=0), max(kept, default=0))
        assert said[-1:] == kept[-1:]


async def test_a_reader_waits_until_there_is_something() -> None:
    tape = followed()
    waiting = asyncio.create_task(tape.wait())
    await asyncio.sleep(0)
    assert not waiting.done()
    tape.note(seen(1.0))
    await waiting
    assert len(tape.take()) == 1
