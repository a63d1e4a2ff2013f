"""Binding: which word of a line belongs to which parameter."""

import pytest

from core.kernel.errors import Missing, Mistake, UnknownName
from tests.fakes.hearing import meant


@pytest.mark.parametrize(
    ("line", "args"),
    [
        ("price btc eth in eur", {"coins": ["BTC", "ETH"], "in": "EUR"}),
        ("p in eur btc eth 24h kraken", {"coins": ["BTC", "ETH"], "in": "EUR", "at": "kraken", "window": "24h"}),
        ("price 7d SOL", {"coins": ["SOL"], "window": "7d"}),
        ("/price@candlewick_bot btc", {"coins": ["BTC"]}),
        ("PRICE: BTC", {"coins": ["BTC"]}),
        ("price btc at kraken, coinbase", {"coins": ["BTC"], "at": ["kraken", "coinbase"]}),
        ("price coins=btc,eth in=eur", {"coins": ["BTC", "ETH"], "in": "EUR"}),
        ("price btc btc", {"coins": ["BTC"]}),
        ("price bitcoin cash", {"coins": ["BCH"]}),
        ("price ONE", {"coins": ["ONE"]}),
        ("price of bitcoin in the euro, please", {"coins": ["BTC"], "in": "EUR"}),
        ("price btc why", {"coins": ["BTC"], "why": True}),
    ],
)
def test_the_words_of_a_price_come_in_any_order(line: str, args: dict[str, object]) -> None:
    assert meant(line) == ("price", args)


@pytest.mark.parametrize(
    ("pasted", "base", "quote"),
    [
        ("btc/usdt", "BTC", "USDT"),
        ("BTC-USD", "BTC", "USD"),
        ("BTC_USDT", "BTC", "USDT"),
        ("btcusdt", "BTC", "USDT"),
        ("XBTEUR", "BTC", "EUR"),
        ("$eth/btc", "ETH", "BTC"),
    ],
)
def test_a_pasted_pair_is_a_coin_and_a_currency(pasted: str, base: str, quote: str) -> None:
    assert meant(f"price {pasted}") == ("price", {"coins": [base], "in": quote})
    assert meant(pasted) == ("price", {"coins": [base], "in": quote})


@pytest.mark.parametrize(
    ("line", "name", "args"),
    [
        ("chart sol 4h 30d rsi", "chart", {"coins": ["SOL"], "interval": "4h", "window": "30d", "indicators": ["rsi"]}),
        ("c 30d sol 4h", "chart", {"coins": ["SOL"], "interval": "4h", "window": "30d"}),
        ("chart sol indicators=rsi,macd", "chart", {"coins": ["SOL"], "indicators": ["rsi", "macd"]}),
        ("top losers 24h 10", "top", {"direction": "losers", "window": "24h", "n": 10}),
        ("top 5 gainers", "top", {"direction": "gainers", "n": 5}),
        ("market why", "market", {"why": True}),
        ("depth btc at kraken", "depth", {"coins": ["BTC"], "at": "kraken"}),
        ("watch", "watch", {"action": "list"}),
        ("watch arb", "watch", {"action": "add", "coins": ["ARB"]}),
        ("watch - arb", "watch", {"action": "remove", "coins": ["ARB"]}),
        ("settings de", "settings", {"language": "de"}),
        ("settings plain on theme dark", "settings", {"plain": "on", "theme": "dark"}),
        ("settings zone sao paulo", "settings", {"zone": "America/Sao_Paulo"}),
        ("privacy", "privacy", {"action": "show"}),
        ("price eur", "price", {"coins": ["EUR"]}),
        ("price eur in usd", "price", {"coins": ["EUR"], "in": "USD"}),
    ],
)
def test_each_parameter_takes_the_words_of_its_kind(line: str, name: str, args: dict[str, object]) -> None:
    assert meant(line) == (name, args)


@pytest.mark.parametrize(
    ("line", "language", "args"),
    [
        ("convert 250eur eth", "en", {"amount": "250", "from": "EUR", "to": "ETH"}),
        ("convert €250 to eth", "en", {"amount": "250", "from": "EUR", "to": "ETH"}),
        ("convert R$1.500 btc", "pt", {"amount": "1500", "from": "BRL", "to": "BTC"}),
        ("convert 64k usd btc", "en", {"amount": "64000", "from": "USD", "to": "BTC"}),
        ("convert 1.234 eur btc", "en", {"amount": "1.234", "from": "EUR", "to": "BTC"}),
        ("convert 1.234 eur btc", "de", {"amount": "1234", "from": "EUR", "to": "BTC"}),
        ("convert 2 btc/eur", "en", {"amount": "2", "from": "BTC", "to": "EUR"}),
        ("umrechnen 0,5 btc in usd", "de", {"amount": "0.5", "from": "BTC", "to": "USD"}),
    ],
)
def test_an_amount_is_read_as_it_is_written_where_the_person_lives(
    line: str, language: str, args: dict[str, object]
) -> None:
    assert meant(line, language) == ("convert", args)


@pytest.mark.parametrize(
    ("line", "what", "given", "nearest"),
    [
        ("price btx", "coin", "btx", "BTC"),
        ("price btx luna", "coin", "btx", "BTC"),
        ("price btc in xyzz", "currency", "xyzz", None),
        ("price btc on krakn", "venue", "krakn", "kraken"),
        ("chart sol 5x", "interval", "5x", "1m"),
        ("chart sol interval=5x", "interval", "5x", "1m"),
        ("chart btc rsi999", "indicator", "rsi999", "rsi"),
        ("forecast bitcon 7d", "coin", "bitcon", "BTC"),
        ("forecast btc 7", "horizon", "7", "7d"),
        ("forecast btc recrod", "forecast-view", "recrod", "record"),
        ("top loosers", "direction", "loosers", "losers"),
        ("top 999", "count", "999", "5"),
        ("help chrts", "topic", "chrts", "charts"),
        ("watch ad arb", "action", "ad", "add"),
        ("settings zone berln", "zone", "berln", "Europe/Berlin"),
        ("settings emoji maybe", "switch", "maybe", None),
        ("price foo=bar btc", "option", "foo=bar", "coins="),
        ("convert 0.5% btc", "amount", "0.5%", "100"),
        ("convert -5 btc to eth", "amount", "-5", "100"),
        ("top losers 24h -3", "window", "-3", "24h"),
    ],
)
def test_an_unknown_word_is_named_with_what_it_was_meant_to_be(
    line: str, what: str, given: str, nearest: str | None
) -> None:
    with pytest.raises(UnknownName) as refused:
        meant(line)
    assert (refused.value.what, refused.value.given) == (what, given)
    assert refused.value.example
    assert nearest is None or nearest in refused.value.nearest


@pytest.mark.parametrize(
    ("line", "given"),
    [("/convert amount=1 from=btc to eth in eur", "eur"), ("/price coins=btc in eth sol", "sol")],
)
def test_what_is_known_and_has_no_place_any_more_is_one_too_many(line: str, given: str) -> None:
    with pytest.raises(UnknownName) as refused:
        meant(line)
    assert (refused.value.what, refused.value.given, refused.value.nearest) == ("surplus", given, ())


@pytest.mark.parametrize(
    "line", ["notify code=hello", "link mark=x", "cancel draft=x", "admin person=nobody", "alerts id=bitcoin"]
)
def test_an_id_or_a_code_that_is_wrong_is_like_no_other(line: str) -> None:
    """What might be meant is one's own or another's: neither is guessed at."""
    with pytest.raises(UnknownName) as refused:
        meant(line)
    assert set(refused.value.nearest) <= {"all"}


def test_the_example_shows_the_kind_of_word_that_was_wrong() -> None:
    with pytest.raises(UnknownName) as refused:
        meant("settings zone Nowhere/Land")
    assert refused.value.example == "settings zone Europe/Berlin"


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("price", "coin"),
        ("chart 4h", "coin"),
        ("convert eur to eth", "amount"),
        ("settings language", "language"),
        ("settings zone", "zone"),
        ("settings currency", "currency"),
    ],
)
def test_what_was_not_said_is_asked_for_with_candidates(line: str, what: str) -> None:
    with pytest.raises(Missing) as refused:
        meant(line)
    assert refused.value.what == what
    assert refused.value.given == ""
    assert refused.value.nearest


def test_a_ticker_of_two_coins_is_asked_about_with_words_that_mean_one() -> None:
    with pytest.raises(Missing) as refused:
        meant("price luna")
    assert (refused.value.what, refused.value.given) == ("coin-choice", "luna")
    for word in refused.value.nearest:
        found = meant(f"price {word}")
        assert found is not None
    assert len({str(meant(f"price {word}")) for word in refused.value.nearest}) == 2


def test_a_pair_that_can_be_parted_in_two_ways_is_asked_about() -> None:
    with pytest.raises(Missing) as refused:
        meant("btcbusd")
    assert refused.value.what == "pair-choice"
    assert refused.value.nearest == ("btc/busd", "btcb/usd")
    assert [meant(f"price {pair}") for pair in refused.value.nearest] == [
        ("price", {"coins": ["BTC"], "in": "BUSD"}),
        ("price", {"coins": ["BTCB"], "in": "USD"}),
    ]


@pytest.mark.parametrize("line", ["convert 1 btc 2 eth", "depth eth sideways", "status nonsense", "cancel 5 things"])
def test_no_word_of_a_command_is_passed_over_in_silence(line: str) -> None:
    try:
        said = meant(line)
    except Mistake:
        return
    assert said is None
