"""price — its answer, and everything unusual that an answer has to say."""

from datetime import timedelta

import pytest

from bot.commands.price import Priced, route_words, show_quotes
from bot.speaking.reply import Button, PublicReply, Text, Tone
from core.kernel.figures import FigureName
from core.market.quotes import Quote, Said
from core.people.model import Preferences
from tests.fakes.asking import NOW, a_quote, a_route, an_ask, coin


def lines(reply: PublicReply) -> list[str]:
    """Return the lines, no-break spaces as spaces."""
    assert all(isinstance(block, Text) for block in reply.blocks)
    return [block.text.replace("\u00a0", " ") for block in reply.blocks if isinstance(block, Text)]


def shown(*quotes: Quote, explained: bool = False) -> PublicReply:
    return show_quotes(an_ask(), Priced(quotes, explained))


def test_one_coin_comes_with_its_range_and_volume() -> None:
    reply = shown(a_quote(high=60_010.0, low=57_990.0, volume=1_204.5))
    assert lines(reply) == [
        "BTC 59,140 USD, +1.2% 24 h",
        "24 h range 58.0k–60.0k",
        "24 h volume 1,204 BTC",
        "Kraken, 4 s ago.",
    ]


def test_several_coins_are_a_line_each_and_the_oldest_age() -> None:
    older = a_quote("ETH", 2_905.2, change=-0.004, at=NOW - timedelta(seconds=7))
    assert lines(shown(a_quote(high=1.0, low=1.0), older)) == [
        "BTC 59,140 USD, +1.2% 24 h",
        "ETH 2,905 USD, −0.4% 24 h",
        "Kraken, 7 s ago.",
    ]


def test_the_price_is_strong_and_the_change_is_not() -> None:
    first = shown(a_quote()).blocks[0]
    assert isinstance(first, Text)
    assert (first.lead, first.rest) == ("BTC 59,140\u00a0USD", ", +1.2% 24\u00a0h")


def test_a_stale_price_says_so_before_its_figure_and_how_old_it_is() -> None:
    reply = shown(a_quote(stale=True, at=NOW - timedelta(minutes=12)))
    assert lines(reply) == ["STALE · BTC 59,140 USD. Last price is 12 min old.", "STALE: Kraken, 12 min ago."]
    assert reply.tone is Tone.STALE
    assert all(figure.origin.stale for figure in reply.figures)


def test_an_unknown_change_is_called_unknown() -> None:
    assert lines(shown(a_quote(change=None)))[0] == "BTC 59,140 USD, change over 24 h unknown"


def test_who_says_the_change_is_named_where_that_is_not_who_says_the_price() -> None:
    reply = shown(a_quote(change_venues=("coinbase",)))
    assert lines(reply) == ["BTC 59,140 USD, +1.2% 24 h", "Kraken, Coinbase, 4 s ago."]
    assert {figure.name: figure.origin.source for figure in reply.figures} == {
        FigureName.PRICE: "kraken",
        FigureName.CHANGE: "coinbase",
    }


def test_a_true_zero_has_no_sign() -> None:
    assert lines(shown(a_quote(change=0.0)))[0] == "BTC 59,140 USD, 0.0% 24 h"


def test_another_window_is_said() -> None:
    assert lines(shown(a_quote(window=timedelta(days=7))))[0] == "BTC 59,140 USD, +1.2% 7 d"


def test_a_quote_in_another_currency_than_ones_own_says_why() -> None:
    ask = an_ask(Preferences(currency="BRL"))
    reply = show_quotes(ask, Priced((a_quote("ARB", 0.8, "USDT", fell_back=True),)))
    assert "No way from ARB to BRL here; in USDT instead." in lines(reply)


def test_a_silent_venue_is_named_and_who_answered() -> None:
    assert "Binance does not answer. This is from Kraken." in lines(shown(a_quote(silent=("binance",))))


def test_a_venue_that_dissents_is_named_with_its_price() -> None:
    other = Said("binance", 51_000.0, NOW - timedelta(seconds=2), a_route("BTC/USD", venue="binance"), dropped=True)
    agreeing = Said("coinbase", 59_150.0, NOW, a_route("BTC/USD", venue="coinbase"))
    reply = shown(a_quote(others=(other, agreeing)))
    assert "Binance says 51,000 USD and was left out: more than 2% off the others." in lines(reply)
    assert [f.origin.source for f in reply.figures if f.value == 51_000.0] == ["binance"]
    assert not any("Coinbase" in line for line in lines(reply))


def test_dollars_by_way_of_tether_are_said_unasked() -> None:
    reply = shown(a_quote(route=a_route("BTC/USDT", "USDT/USD")))
    assert "BTC by BTC/USDT × USDT/USD." in lines(reply)


@pytest.mark.parametrize("explained", [True, False])
def test_another_detour_is_said_on_request(explained: bool) -> None:
    reply = shown(a_quote(currency="CHF", route=a_route("BTC/USD", "1 / CHF/USD")), explained=explained)
    assert ("BTC by BTC/USD ÷ CHF/USD." in lines(reply)) is explained


def test_a_route_that_begins_upside_down_reads_as_a_fraction() -> None:
    assert route_words(a_route("1 / BTC/USD", "BTC/EUR")) == "1 ÷ BTC/USD × BTC/EUR"


def test_every_venue_of_a_cross_is_named() -> None:
    route = a_route("BTC/USDT", venue="binance")
    legs = (*route.legs, *a_route("USDT/USD", venue="kraken").legs)
    assert lines(shown(a_quote(route=type(route)(legs))))[-1] == "Binance, Kraken, 4 s ago."


def test_what_could_not_be_priced_is_named() -> None:
    reply = show_quotes(an_ask(), Priced((a_quote(),), unpriced=(coin("ARB"), coin("OP"))))
    assert "No price now: ARB, OP." in lines(reply)


def test_a_ticker_that_two_coins_share_is_sent_by_the_name_of_this_one() -> None:
    luna = next(c for c in an_ask().services.catalogue.coins() if c.symbol == "LUNA")
    quote = a_quote("LUNA")
    assert quote.coin == luna
    sends = [button.sends for button in shown(quote).buttons]
    assert all("luna" not in words.split() for words in sends), sends


def test_buttons_offer_what_can_be_done_with_a_coin() -> None:
    assert shown(a_quote(), a_quote("ETH", 2_905.0)).buttons == (
        Button("Chart", "chart btc"),
        Button("Alert", "alert btc", fill="-5% 24h"),
        Button("Forecast", "forecast btc"),
    )


def test_what_is_to_stay_where_it_is_can_be_watched_and_has_no_forecast() -> None:
    assert shown(a_quote("USDT", 1.0), a_quote()).buttons[2] == Button("Watch", "watch add usdt btc")


def test_a_chart_is_offered_in_the_currency_that_was_asked_for() -> None:
    assert shown(a_quote(currency="EUR")).buttons[0].sends == "chart btc in eur"
    assert shown(a_quote(currency="USDT", fell_back=True)).buttons[0].sends == "chart btc"


def test_a_currency_is_offered_no_chart_it_does_not_have() -> None:
    assert shown(a_quote("EUR", 1.15)).buttons == ()


def test_figures_carry_source_instant_and_window() -> None:
    reply = shown(a_quote(high=60_010.0, low=57_990.0, volume=1_204.5))
    assert [(f.name, f.value, f.unit, f.window) for f in reply.figures] == [
        (FigureName.PRICE, 59_140.1, "USD", None),
        (FigureName.CHANGE, 0.012, "fraction", "24h"),
        (FigureName.LOW, 57_990.0, "USD", "24h"),
        (FigureName.HIGH, 60_010.0, "USD", "24h"),
        (FigureName.VOLUME, 1_204.5, "BTC", "24h"),
    ]
    assert {(f.origin.source, f.origin.at) for f in reply.figures} == {("kraken", NOW - timedelta(seconds=4))}
