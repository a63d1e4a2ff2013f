"""No number without source and age — whatever the market says, in every language and manner (promise 1)."""

import asyncio
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ask import Ask
from bot.commands.convert import show_conversion
from bot.commands.depth import show_depth
from bot.commands.market import Judged, show_tendency
from bot.commands.price import Priced, show_quotes
from bot.commands.top import Movers, show_movers
from bot.commands.watch import Watched, show_watched
from bot.speaking.dressing import dressed
from bot.speaking.reply import Block, Chart, Reply, Table, Text
from bot.speaking.say import LANGUAGES, Age, Bare, Rough, Say
from core.kernel.figures import Figure
from core.kernel.money import Money
from core.market.depth import measure
from core.market.desk import Conversion
from core.market.model import OrderBook, Pair
from core.market.overview import MarketTendency
from core.market.quotes import Quote, Said
from core.market.tendency import Inputs, Label, Tendency
from core.people.model import Preferences
from tests.fakes.asking import NOW, a_quote, a_route, an_ask, coin

WINDOWS = [timedelta(hours=1), timedelta(hours=24), timedelta(days=7)]

prices = st.floats(1e-9, 1e9, allow_nan=False)
changes = st.one_of(st.none(), st.just(0.0), st.floats(-0.99, 20, allow_nan=False))
ages = st.timedeltas(timedelta(0), timedelta(days=3))


@st.composite
def quotes(draw: st.DrawFn) -> Quote:
    """Any quote, with any of its notes."""
    price = draw(prices)
    stale = draw(st.booleans())
    dropped = Said("binance", price * 1.5, NOW, a_route("BTC/USD", venue="binance"), dropped=True)
    return a_quote(
        draw(st.sampled_from(["BTC", "PEPE", "ETH", "EUR"])),
        price,
        draw(st.sampled_from(["USD", "EUR", "BRL", "BTC"])),
        at=NOW - draw(ages),
        stale=stale,
        window=draw(st.sampled_from(WINDOWS)),
        change=draw(changes),
        high=draw(st.one_of(st.none(), st.just(price * 1.1))),
        low=draw(st.one_of(st.none(), st.just(price * 0.9))),
        volume=draw(st.one_of(st.none(), prices)),
        others=draw(st.sampled_from([(), (dropped,)])),
        silent=draw(st.sampled_from([(), ("binance",)])),
        fell_back=draw(st.booleans()),
    )


@st.composite
def replies(draw: st.DrawFn) -> tuple[Ask, Reply]:
    """Any market answer to anybody, as it leaves the door."""
    preferences = Preferences(
        language=draw(st.sampled_from(LANGUAGES)),
        zone=draw(st.sampled_from(["UTC", "Europe/Berlin", "Asia/Kolkata"])),
        plain=draw(st.booleans()),
        numbers=draw(st.sampled_from([None, *LANGUAGES])),
    )
    ask = an_ask(preferences)
    said = tuple(draw(st.lists(quotes(), min_size=1, max_size=3)))
    reply = draw(st.sampled_from(SHOWN))(ask, said)
    return ask, dressed(reply, preferences, ask.say)


def _price(ask: Ask, said: tuple[Quote, ...]) -> Reply:
    return show_quotes(ask, Priced(said, explained=True))


def _top(ask: Ask, said: tuple[Quote, ...]) -> Reply:
    known = tuple(quote for quote in said if quote.change is not None)
    return show_movers(ask, Movers("gainers", timedelta(hours=24), known, 10))


def _watch(ask: Ask, said: tuple[Quote, ...]) -> Reply:
    once = {quote.coin: quote for quote in said}  # a list holds a coin once
    return show_watched(ask, Watched("list", (), (*once, coin("ARB")), tuple(once.values())))


def _convert(ask: Ask, said: tuple[Quote, ...]) -> Reply:
    quote = said[0]
    worth = Money(Decimal("2.5") * Decimal(repr(quote.price)), quote.currency)
    return show_conversion(ask, Conversion(Money(Decimal("2.5"), quote.coin.symbol), worth, quote))


def _depth(ask: Ask, said: tuple[Quote, ...]) -> Reply:
    price = said[0].price
    levels = [((price * (1 + side * step), 3.0)) for side in (-1, 1) for step in (0.0001, 0.02)]
    book = OrderBook("kraken", Pair("BTC", "USD"), NOW, tuple(levels[:2]), tuple(levels[2:]))
    depth = measure(coin("BTC"), book, stale=said[0].stale)
    assert depth is not None
    return asyncio.run(show_depth(ask, [depth]))


def _market(ask: Ask, said: tuple[Quote, ...]) -> Reply:
    change = said[0].change or 0.0
    inputs = Inputs(NOW, change, 9, 20, 0.4, 0.7)
    tendency = Tendency(Label.SIDEWAYS, NOW - timedelta(days=5), Label.BULLISH, inputs, NOW, Label.BEARISH)
    known = MarketTendency(tendency, (), ("binance",), said[0].stale)
    return asyncio.run(show_tendency(ask, Judged(known, said, explained=True)))


SHOWN = [_price, _top, _watch, _convert, _depth, _market]


def texts(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Text():
                yield block.text
            case Table():
                yield from (cell.text for row in block.rows for cell in row)
                yield from block.columns
            case Chart():
                yield block.caption.text


def forms(say: Say, figure: Figure) -> set[str]:
    """Every way in which a figure may be written, the longest first where one is part of another."""
    if isinstance(figure.value, str):
        return {say.figure(figure)}
    ways = [say.text("chart-value", name="", value=way).text for way in (figure, Bare(figure), Rough(figure))]
    ways.append(say.text("chart-value", name="", value=Rough(figure, bare=True)).text)
    return {way.removeprefix(":").strip() for way in ways}


@given(replies())
def test_every_figure_has_source_and_age_and_is_found_in_the_words(answer: tuple[Ask, Reply]) -> None:
    ask, reply = answer
    whole = "\n".join(texts(reply.blocks))
    for figure in reply.figures:
        assert figure.origin.source
        assert figure.origin.at.tzinfo is not None
        assert figure.origin.at <= NOW
        assert any(form in whole for form in forms(ask.say, figure)), (figure, whole)


# What is no figure of the market: how long ago, when, over what window; and the numbers of the rule.
TIMES = re.compile(
    r"\b\d+\s(?:s|min|h|d)\b|(?:\d{1,2}\.? (?:de )?[A-Za-zä]+\.?,? )?\d\d:\d\d(?::\d\d)? [+\-\u2212]\d\d:\d\d"
)
RULE = re.compile(r"±?\b[123]\s?%|\+/-3\s?%|\b20(?:-day|-Tage| días| dias)")


@given(replies())
def test_every_number_in_the_words_is_a_figure(answer: tuple[Ask, Reply]) -> None:
    ask, reply = answer
    allowed = sorted({form for figure in reply.figures for form in forms(ask.say, figure)}, key=len, reverse=True)
    typed = ask.say.line("type-instead", choices="")
    for line in texts(reply.blocks):
        if line.startswith(typed):
            continue
        left = TIMES.sub("", line)
        for form in allowed:
            left = left.replace(form, "")
        left = RULE.sub("", left)
        # A rank, or a count of what is listed; and the amount that was typed.
        numbers = [n.strip(".,") for n in re.findall(r"\d[\d.,]*", left)]
        assert [n for n in numbers if n not in {*"0123456", "2.5", "2,5"}] == [], (line, left)


@given(replies())
def test_an_answer_keeps_to_the_form(answer: tuple[Ask, Reply]) -> None:
    ask, reply = answer
    assert len(reply.buttons) <= 3
    assert not reply.more
    assert all(0 < len(button.label) <= 14 for button in reply.buttons)
    assert all(block.width <= 38 for block in reply.blocks if isinstance(block, Table))
    plain = ask.person.preferences.plain
    if plain:
        assert all(isinstance(block, Text) and not block.lead for block in reply.blocks)
        assert not reply.buttons
        assert not re.search("[−–×·…\u00a0⏳]", "\n".join(texts(reply.blocks)))


@given(replies())
def test_numbers_never_part_from_their_unit(answer: tuple[Ask, Reply]) -> None:
    ask, reply = answer
    if ask.person.preferences.plain:
        return
    units = {figure.unit for figure in reply.figures} - {"fraction", "points", "count", "label"}
    for line in texts(reply.blocks):
        for unit in units:
            assert not re.search(rf"\d[kmbn]* {re.escape(unit)}\b", line), (line, unit)
        assert not re.search(r"\d (?:%|s|min|h|d)(?:\W|$)", line), line


@given(replies())
def test_what_is_stale_is_marked_where_it_stands(answer: tuple[Ask, Reply]) -> None:
    _, reply = answer
    whole = "\n".join(texts(reply.blocks))
    assert ("STALE" in whole) is any(figure.origin.stale for figure in reply.figures)


@pytest.mark.parametrize("at", [datetime(2026, 1, 1, 12)])  # noqa: DTZ001 - that is what is refused
def test_a_figure_of_no_known_instant_cannot_be_made(at: datetime) -> None:
    with pytest.raises(ValueError, match="aware"):
        show_quotes(an_ask(), Priced((a_quote(at=at),)))


def test_ages_are_those_of_the_oldest_figure() -> None:
    ask = an_ask()
    reply = show_quotes(ask, Priced((a_quote(), a_quote("ETH", at=NOW - timedelta(minutes=1)))))
    assert ask.say.text("price-unpriced", coins=()).text
    assert list(texts(reply.blocks))[-1] == f"Kraken, {ask.say.age(min(f.origin.at for f in reply.figures))} ago."
    assert Age(NOW).at == NOW
