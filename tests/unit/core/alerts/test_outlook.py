"""core.alerts.outlook — what is true now, and how far the rest is away."""

from datetime import timedelta
from typing import Any

import pytest

from core.alerts.facts import Change, Fact, Indicator, Price, Study
from core.alerts.language import comparisons
from core.alerts.outlook import Outlook, look
from core.kernel.errors import Unavailable, UnknownName
from core.market.catalogue import Catalogue
from core.market.model import Coin, Interval
from core.market.quotes import DAY, Quote
from tests.fakes.alerts import a_wish
from tests.fakes.asking import a_quote

HOUR = timedelta(hours=1)
BTC, ETH = Price("btc", "USD"), Price("eth", "USD")
OUTLOOK = Outlook(
    {
        BTC: a_quote("BTC", 64_000.0),
        ETH: a_quote("ETH", 3_000.0),
        Change("eth", HOUR): a_quote("ETH", 3_000.0, change=-0.02, window=HOUR),
    }
)


def holds(text: str) -> bool | None:
    wish = a_wish(text)
    return OUTLOOK.holds(comparisons(wish.tree, wish.options))


def away(text: str) -> tuple[float, float | str | None] | None:
    wish = a_wish(text)
    found = OUTLOOK.nearest(comparisons(wish.tree, wish.options))
    return None if found is None else (round(found[1], 6), found[0].level)


@pytest.mark.parametrize(
    ("text", "truth"),
    [
        ("btc < 60000 usd", False),
        ("btc < 64000 usd", False),
        ("btc < 64000.1 usd", True),
        ("btc > 60000 usd", True),
        ("btc crosses 64000 usd", False),
        ("btc equals 64000 usd", False),
        ("eth -2% 1h", True),
        ("eth -2.1% 1h", False),
        ("eth ±2% 1h", True),
        ("doge < 1 usd", None),
        ("eth rsi 1h < 30", None),
        ("btc > 60000 usd and eth rsi 1h < 30", None),
        ("btc < 60000 usd and eth rsi 1h < 30", False),
        ("btc > 60000 usd or eth rsi 1h < 30", True),
        ("btc < 60000 usd or eth rsi 1h < 30", None),
        ("btc > 60000 usd and eth < 4000 usd", True),
    ],
)
def test_what_is_true_now(text: str, truth: bool | None) -> None:
    assert holds(text) is truth


@pytest.mark.parametrize(
    ("text", "distance"),
    [
        ("btc < 60000 usd", (-0.0625, 60_000.0)),
        ("btc > 80000 usd", (0.25, 80_000.0)),
        ("eth -5% 1h", (round(0.95 / 0.98 - 1, 6), -0.05)),
        ("eth rsi 1h < 30", None),
        # Both must come true: the farther one decides, and one that is true already does not.
        ("btc < 60000 usd and eth < 1500 usd", (-0.5, 1_500.0)),
        ("btc > 60000 usd and eth < 1500 usd", (-0.5, 1_500.0)),
        ("btc < 60000 usd and eth rsi 1h < 30", None),
        # One will do: the nearer one decides.
        ("btc < 60000 usd or eth < 1500 usd", (-0.0625, 60_000.0)),
        ("btc < 60000 usd or eth rsi 1h < 30", (-0.0625, 60_000.0)),
    ],
)
def test_how_far_it_is_away(text: str, distance: tuple[float, float] | None) -> None:
    assert away(text) == distance


class Desk:
    """Quotes what it has; remembers what it was asked."""

    def __init__(self, **prices: float) -> None:
        self.prices, self.asked = prices, list[tuple[Any, ...]]()
        self.silent = False

    async def quotes(
        self,
        coins: Any,
        currency: str,
        *,
        asked: bool = True,
        venues: Any = (),
        window: timedelta = DAY,
    ) -> tuple[Quote, ...]:
        self.asked.append((tuple(coin.symbol for coin in coins), currency, asked, tuple(venues), window))
        if self.silent:
            raise Unavailable("kraken")
        missing = [coin.symbol for coin in coins if coin.symbol not in self.prices]
        if missing:
            raise UnknownName("pair", missing[0])
        return tuple(a_quote(coin.symbol, self.prices[coin.symbol], currency) for coin in coins)


FACTS: tuple[Fact, ...] = (
    BTC,
    ETH,
    Price("btc", "EUR"),
    Price("btc", "USD", "kraken"),
    Change("eth", HOUR),
    Indicator("btc", Study("rsi", 14), Interval.H1),
)


async def test_quotes_that_come_in_one_answer_are_asked_for_at_once() -> None:
    desk = Desk(BTC=64_000.0, ETH=3_000.0)
    outlook = await look(desk, Catalogue(), FACTS, "CHF")
    assert desk.asked == [
        (("BTC", "ETH"), "USD", True, (), DAY),
        (("BTC",), "EUR", True, (), DAY),
        (("BTC",), "USD", True, ("kraken",), DAY),
        (("ETH",), "CHF", False, (), HOUR),
        (("BTC",), "CHF", False, (), DAY),
    ]
    assert (set(outlook.quotes), outlook.value(ETH)) == (set(FACTS), 3_000.0)
    # The price of its coin is no value of an indicator.
    assert outlook.value(FACTS[-1]) is None


async def test_one_coin_that_nobody_trades_hides_no_other() -> None:
    desk = Desk(BTC=64_000.0)
    assert set((await look(desk, Catalogue(), (BTC, ETH), "USD")).quotes) == {BTC}
    with pytest.raises(UnknownName):
        await look(desk, Catalogue(), (BTC, ETH), "USD", strict=True)


async def test_where_nobody_answers_nothing_is_known() -> None:
    desk = Desk(BTC=64_000.0)
    desk.silent = True
    assert (await look(desk, Catalogue(), (BTC, ETH), "USD", strict=True)).quotes == {}


def test_a_coin_is_what_the_desk_is_asked_for() -> None:
    assert isinstance(Catalogue().find("btc"), Coin)
