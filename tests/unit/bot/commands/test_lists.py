"""top and watch — tables that fit a phone, whatever a coin is called and costs."""

from datetime import timedelta

import pytest

from bot.commands.top import Movers, show_movers
from bot.commands.watch import Watched, show_watched
from bot.speaking.reply import Reply, Table, Text, Tone
from bot.undoing import read_undo
from core.kernel.errors import Unavailable
from core.market.quotes import Quote
from core.people.model import Preferences
from tests.fakes.asking import NOW, a_quote, an_ask, coin

DAY = timedelta(days=1)
OLD = NOW - timedelta(minutes=12)


def lines(reply: Reply) -> list[str]:
    found: list[str] = []
    for block in reply.blocks:
        found += block.lines() if isinstance(block, Table) else [block.text] if isinstance(block, Text) else []
    return [line.replace("\u00a0", " ") for line in found]


def losers(*quotes: Quote, asked: int = 2, language: str = "en") -> Reply:
    return show_movers(an_ask(Preferences(language=language)), Movers("losers", DAY, quotes, asked))


def listed(*quotes: Quote, missing: tuple[str, ...] = (), silent: Unavailable | None = None) -> Reply:
    coins = (*(coin(symbol) for symbol in missing), *(quote.coin for quote in quotes))
    return show_watched(an_ask(), Watched("list", (), coins, quotes, silent))


def test_movers_are_numbered_and_their_currency_stands_above() -> None:
    reply = losers(a_quote("NEAR", 7.19, change=-0.084), a_quote("HBAR", 0.1003, change=-0.074))
    assert lines(reply) == [
        "Top 2 losers, 24 h",
        "#  coin     USD   24 h",
        "1  NEAR    7.19  −8.4%",
        "2  HBAR  0.1003  −7.4%",
        "Kraken, 4 s ago.",
    ]
    assert [button.sends for button in reply.buttons] == ["chart near", "top gainers 24h"]


def test_fewer_movers_than_asked_for_say_that_there_are_no_more() -> None:
    assert lines(losers(a_quote(change=-0.1), asked=10))[0] == "The top loser, 24 h; no other coin fell"


def test_no_movers_are_one_sentence_and_the_other_direction() -> None:
    reply = losers()
    assert lines(reply) == ["No coin fell over 24 h."]
    assert [button.sends for button in reply.buttons] == ["top gainers 24h"]


def test_prices_in_several_currencies_carry_their_own() -> None:
    reply = losers(a_quote(change=-0.1), a_quote("ARB", 0.8, "USDT", change=-0.05))
    assert "#  coin        price    24 h" in lines(reply)
    assert "2  ARB   0.8000 USDT   −5.0%" in lines(reply)


def test_a_stale_price_in_a_table_is_named_above_it() -> None:
    reply = losers(a_quote(change=-0.1, stale=True, at=OLD), a_quote("ETH", 2_900.0, change=-0.05))
    assert lines(reply)[1] == "STALE, 12 min old: BTC."
    assert reply.tone is Tone.STALE


@pytest.mark.parametrize("language", ["en", "de", "es", "pt"])
@pytest.mark.parametrize(
    "quote",
    [
        a_quote("BTC", 1_234_567.0, "BRL", change=-0.123),
        a_quote("PEPE", 1.234e-5, "USD", change=-0.5),
        a_quote("SHIB", 1.234e-8, "BTC", change=-0.999),
        a_quote("BTC", 1_934_567_890.0, "IDR", change=-0.1),
    ],
    ids=lambda quote: f"{quote.coin.symbol} in {quote.currency}",
)
def test_every_price_fits_a_phone_in_every_language(quote: Quote, language: str) -> None:
    table = next(block for block in losers(quote, quote, language=language).blocks if isinstance(block, Table))
    assert table.width <= 38
    assert len(table.columns) == 4


def test_what_is_too_wide_loses_its_last_column_and_no_digit() -> None:
    quote = a_quote("ACOINWITHALONGNAME", 1.234e-12, "ANOTHERLONGONE", change=-0.1)
    table = next(block for block in losers(quote, quote).blocks if isinstance(block, Table))
    assert table.columns == ("#", "coin", "ANOTHERLONG…")
    assert [row[2].text for row in table.rows] == ["0.000000000001234"] * 2


def test_a_list_shows_each_coin_with_its_day() -> None:
    assert lines(listed(a_quote("ARB", 0.8197, change=0.093), a_quote("PEPE", 1.31e-5, change=None))) == [
        "You watch 2 coins",
        "coin         USD     24 h",
        "ARB       0.8197    +9.3%",
        "PEPE  0.00001310  unknown",
        "Kraken, 4 s ago.",
    ]


def test_how_far_the_nearest_alert_is_stands_behind_the_day() -> None:
    quotes = (a_quote(price=59_140.1), a_quote("ARB", 0.8197, change=0.093))
    watched = Watched("list", (), (*(quote.coin for quote in quotes), coin("SOL")), quotes, away={"ARB": -0.021})
    reply = show_watched(an_ask(), watched)
    assert lines(reply) == [
        "You watch 3 coins",
        "coin      USD     24 h  alert",
        "BTC    59,140    +1.2%",
        "ARB    0.8197    +9.3%  −2.1%",
        "SOL   unknown  unknown",
        "Kraken, 4 s ago.",
    ]
    assert [figure.value for figure in reply.figures].count(-0.021) == 1


def test_where_prices_are_long_the_alert_s_distance_is_left_out() -> None:
    quote = a_quote("ACOINWITHALONGNAME", 1.234e-12, "ANOTHERLONGONE", change=-0.1)
    watched = Watched("list", (), (quote.coin,), (quote,), away={quote.coin.symbol: 1.5})
    table = next(block for block in show_watched(an_ask(), watched).blocks if isinstance(block, Table))
    assert isinstance(table, Table)
    assert (table.width <= 38, table.columns) == (True, ("coin", "ANOTHERLONG…"))


def test_a_watched_coin_without_a_price_stands_in_its_place_as_unknown() -> None:
    assert lines(listed(a_quote(price=59_140.1), missing=("ARB",))) == [
        "You watch 2 coins",
        "coin      USD     24 h",
        "ARB   unknown  unknown",
        "BTC    59,140    +1.2%",
        "Kraken, 4 s ago.",
    ]


def test_a_list_is_shown_when_no_venue_answers_and_why_it_has_no_prices() -> None:
    reply = listed(missing=("ARB", "PEPE"), silent=Unavailable("kraken", "timeout"))
    assert lines(reply) == [
        "You watch 2 coins",
        "coin    price     24 h",
        "ARB   unknown  unknown",
        "PEPE  unknown  unknown",
        "Kraken does not answer in time.",
    ]
    assert (reply.tone, reply.figures) == (Tone.STALE, ())


def test_prices_that_are_too_old_are_named_with_the_age_of_each() -> None:
    quotes = [
        a_quote("BTC", at=OLD, stale=True, stored=True, change=None),
        a_quote("ETH", 2_900.0, at=OLD - timedelta(seconds=9), stale=True, stored=True, change=None),
        a_quote("ARB", 0.8, at=NOW - timedelta(hours=3), stale=True, stored=True, change=None),
    ]
    assert lines(listed(*quotes))[1:3] == ["STALE, 3 h old: ARB.", "STALE, 12 min old: ETH, BTC."]


def test_a_watch_list_is_nobody_else_s_business() -> None:
    assert not listed(a_quote()).public


def test_undoing_touches_only_what_was_changed() -> None:
    changed = Watched("add", (coin("ARB"),), (coin("BTC"), coin("ARB")), ())
    undone, shown = (button.sends for button in show_watched(an_ask(), changed).buttons)
    assert (lines_of(undone), shown) == ("watch remove arb", "watch list")
    taken = Watched("remove", (coin("ARB"),), (), ())
    assert lines_of(show_watched(an_ask(), taken).buttons[0].sends) == "watch add arb"


def lines_of(sends: str) -> str:
    undo = read_undo(sends)
    assert undo is not None
    return undo.line
