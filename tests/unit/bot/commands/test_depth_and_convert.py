"""depth and convert — spread and ±1 % in words; one amount in another, exactly."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from bot.commands.convert import show_conversion
from bot.commands.depth import show_depth
from bot.speaking.drawings import DepthDrawing
from bot.speaking.reply import Chart, PublicReply, Text, Tone
from core.kernel.figures import FigureName
from core.kernel.money import Money
from core.market.depth import Depth, measure
from core.market.desk import Conversion
from core.market.model import OrderBook, Pair
from tests.fakes.asking import NOW, BlankPainter, a_quote, an_ask, coin


def a_depth() -> Depth:
    """Return a book of ETH whose bids end before 1 % is reached and whose asks do not."""
    bids = ((2_999.0, 2.0), (2_995.0, 1.0))
    asks = ((3_001.0, 1.0), (3_020.0, 2.0), (3_100.0, 50.0))
    depth = measure(coin("ETH"), OrderBook("kraken", Pair("ETH", "USD"), NOW, bids, asks))
    assert depth is not None
    return depth


async def shown(depth: Depth) -> tuple[PublicReply, list[str], DepthDrawing]:
    painter = BlankPainter()
    reply = await show_depth(an_ask(painter=painter), [depth])
    (picture,), (drawing,) = reply.blocks, painter.drawings
    assert isinstance(picture, Chart)
    assert isinstance(drawing, DepthDrawing)
    return reply, picture.caption.text.replace("\u00a0", " ").split("\n"), drawing


async def test_the_book_in_words() -> None:
    _, lines, _ = await shown(a_depth())
    assert lines == [
        "ETH 3,000 USD, middle; spread 2.00 USD (0.067%)",
        "Bids within 1%: at least 3.00 ETH, 8,993 USD",
        "Asks within 1%: 3.00 ETH, 9,041 USD",
        "Kraken, as of 14:03:09 +02:00.",
    ]


async def test_both_sides_are_figures_with_their_window() -> None:
    reply, _, _ = await shown(a_depth())
    sides = [(f.value, f.unit, f.window) for f in reply.figures if f.name is FigureName.DEPTH]
    assert sides == [(3.0, "ETH", "-1%"), (8_993.0, "USD", "-1%"), (3.0, "ETH", "+1%"), (9_041.0, "USD", "+1%")]


async def test_the_picture_says_the_same_words() -> None:
    _, lines, drawing = await shown(a_depth())
    assert [drawing.bids_text.replace("\u00a0", " "), drawing.asks_text.replace("\u00a0", " ")] == lines[1:3]
    assert drawing.heading.figure.replace("\u00a0", " ") in lines[0]
    assert drawing.heading.window == "spread 0.067%"


async def test_an_old_book_says_so() -> None:
    reply, lines, _ = await shown(replace(a_depth(), stale=True, at=NOW - timedelta(minutes=3)))
    assert lines[0] == "STALE · ETH 3,000 USD, middle 3 min ago; spread 2.00 USD (0.067%)"
    assert reply.tone is Tone.STALE


async def test_a_venue_that_was_asked_first_and_kept_silent_is_named() -> None:
    _, lines, _ = await shown(replace(a_depth(), silent=("binance",)))
    assert "Binance does not answer. This is from Kraken." in lines


def converted(amount: str, frm: str, to: str, price: float, stale: bool = False) -> PublicReply:
    quote = a_quote(frm, price, to, stale=stale, at=NOW - timedelta(minutes=5 if stale else 0))
    worth = Money(Decimal(amount) * Decimal(repr(price)), to)
    return show_conversion(an_ask(), Conversion(Money(Decimal(amount), frm), worth, quote))


def lines_of(reply: PublicReply) -> list[str]:
    return [block.text.replace("\u00a0", " ") for block in reply.blocks if isinstance(block, Text)]


def test_an_amount_as_typed_and_what_it_is_worth() -> None:
    reply = converted("250", "EUR", "ETH", 0.0003438)
    assert lines_of(reply) == ["250 EUR is 0.08595 ETH", "One EUR is 0.0003438 ETH", "Kraken, 0 s ago."]
    assert [button.sends for button in reply.buttons] == ["convert 250 eth to eur"]


def test_the_worth_is_exact_in_its_figure() -> None:
    figure = converted("250", "EUR", "ETH", 0.0003438).figures[0]
    assert (figure.name, figure.value, figure.unit) == (FigureName.VALUE, Decimal("0.0859500"), "ETH")


def test_a_stale_price_makes_a_stale_worth() -> None:
    reply = converted("250", "EUR", "ETH", 0.0003438, stale=True)
    assert lines_of(reply)[0] == "STALE · 250 EUR is 0.08595 ETH. The price is 5 min old."
    assert reply.tone is Tone.STALE


def test_a_thing_in_itself_cannot_be_turned_around() -> None:
    assert converted("5", "BTC", "BTC", 1.0).buttons == ()


def test_bitcoin_in_itself_is_told_in_satoshis() -> None:
    assert lines_of(converted("0.5", "BTC", "BTC", 1.0))[0] == "0.5 BTC is 50,000,000 SAT"
