"""What venues list besides and is no coin of its own."""

from core.market.catalogue import Catalogue
from core.market.followers import STABLE, STANDS_FOR, kind_of
from core.market.model import Coin, CoinKind, Listing, Pair

CATALOGUE = Catalogue()


def test_each_ticker_stands_once_and_is_none_of_a_well_known_asset() -> None:
    tickers = [ticker for table in (STABLE, STANDS_FOR) for row in table.values() for ticker in row.split()]
    assert len(tickers) == len(set(tickers))
    assert {coin.symbol for coin in CATALOGUE.coins()} & {*tickers} == set()


def test_what_is_followed_is_known() -> None:
    for peg in (*STABLE, *STANDS_FOR):
        assert isinstance(CATALOGUE.find(peg), Coin), peg


def test_no_well_known_coin_looks_like_one_with_leverage() -> None:
    looks = [coin.symbol for coin in CATALOGUE.coins() if kind_of(coin.symbol) != (CoinKind.COIN, None)]
    assert looks == []


def test_it_is_told_when_a_venue_lists_it_and_is_no_word_before() -> None:
    catalogue = Catalogue()
    assert catalogue.find("mim") is None
    catalogue.learn([Listing("kucoin", Pair("MIM", "USDT")), Listing("kucoin", Pair("BTC3S", "USDT"))])
    mim, short = catalogue.find("mim"), catalogue.find("btc3s")
    assert isinstance(mim, Coin) and (mim.kind, mim.peg) == (CoinKind.STABLE, "USD")
    assert isinstance(short, Coin) and (short.kind, short.peg) == (CoinKind.LEVERAGED, "BTC")
    # Under the id that it always had: what people watch stays what it was.
    assert mim.id == "mim"


def test_what_was_kept_before_a_venue_listed_it_is_told_too() -> None:
    assert Catalogue().kept("eurs-token").kind is CoinKind.STABLE
