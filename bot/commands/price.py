"""price — what coins cost now."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated

from bot.ask import Ask
from bot.command import Effect, command
from bot.params.base import AT, IN, Named
from bot.params.choices import WHY, VenuesKind
from bot.params.coins import CoinsKind, CurrencyKind
from bot.params.times import Window, WindowKind
from bot.speaking.market import alert_button, change_figure, price_figure, quote_origins, range_figures, volume_figure
from bot.speaking.reply import Button, Part, PublicReply, Text, Tone
from bot.speaking.say import Age, Fact, Span
from core.forecasts.eligibility import unfit
from core.kernel.figures import Figure, FigureName, Origin
from core.market.model import Coin, CoinKind
from core.market.quotes import DAY, Quote
from core.market.routes import Route

Coins = Annotated[tuple[Coin, ...], CoinsKind(), Named("coins")]
Currency = Annotated[str, CurrencyKind(), Named("in", IN)]
Venues = Annotated[tuple[str, ...], VenuesKind(), Named("at", AT)]
Length = Annotated[Window, WindowKind(), Named("window")]
Why = Annotated[bool, WHY, Named("why")]


@dataclass(frozen=True, slots=True)
class Priced:
    """Quotes in the order asked, those asked for that have no price now, and whether the way was asked for."""

    quotes: tuple[Quote, ...]
    explained: bool = False
    unpriced: tuple[Coin, ...] = ()


def show_quotes(ask: Ask, priced: Priced) -> PublicReply:
    quotes, say = priced.quotes, ask.say
    lines = [_line(ask, quote) for quote in quotes]
    if len(quotes) == 1:
        lines += _extent(ask, quotes[0])
    lines += [note for quote in quotes for note in _notes(ask, quote, priced.explained)]
    if priced.unpriced:
        lines.append(say.text("price-unpriced", coins=tuple(coin.symbol for coin in priced.unpriced)))
    tone = Tone.STALE if any(q.stale for q in quotes) else Tone.ANSWER
    return PublicReply((*lines, say.source(quote_origins(quotes))), _buttons(ask, quotes), tone=tone)


def _buttons(ask: Ask, quotes: Sequence[Quote]) -> tuple[Button, ...]:
    coins = _coins(quotes)
    if not coins:
        return ()
    say, words = ask.say, [ask.services.catalogue.word_for(coin) for coin in coins]
    # What is to stay where it is has no forecast.
    watch = Button(say.line("button-watch"), f"watch add {' '.join(words)}")
    forecast = Button(say.line("button-forecast"), f"forecast {words[0]}")
    return (
        Button(say.line("button-chart"), f"chart {words[0]}{_currency_asked(ask, quotes[0])}"),
        alert_button(say, words[0]),
        forecast if unfit(coins[0]) is None else watch,
    )


def _coins(quotes: Sequence[Quote]) -> tuple[Coin, ...]:
    """Return the coins that are quoted: a state's currency is priced, but neither charted nor watched."""
    return tuple(quote.coin for quote in quotes if quote.coin.kind is not CoinKind.FIAT)


def _currency_asked(ask: Ask, quote: Quote) -> str:
    """Return " in eur" where the person asked for it; a coin is no pair with itself."""
    own = quote.fell_back or quote.currency in (ask.person.preferences.currency, quote.coin.symbol)
    return "" if own else f" in {quote.currency.lower()}"


def _line(ask: Ask, quote: Quote) -> Text:
    say, change, price = ask.say, change_figure(quote), price_figure(quote)
    facts: dict[str, Fact] = {"coin": quote.coin.symbol, "price": price}
    if quote.stale:
        return say.text("price-stale", Part.ANSWER, **facts, mark=say.mark("STALE"), age=Age(quote.at))
    facts |= {"window": say.duration(quote.window)}
    if change is None:
        return say.text("price-alone", Part.ANSWER, **facts)
    return say.text("price-line", Part.ANSWER, **facts, change=change)


def _extent(ask: Ask, quote: Quote) -> Iterator[Text]:
    """Say how far the price went within the window, and how much was traded."""
    high, low = range_figures(quote)
    volume = volume_figure(quote)
    window = ask.say.duration(quote.window)
    if high is not None and low is not None:
        yield ask.say.text("price-range", range=Span(low, high, bare=True), window=window)
    if volume is not None:
        yield ask.say.text("price-volume", volume=volume, window=window)


def _notes(ask: Ask, quote: Quote, explained: bool) -> Iterator[Text]:
    """Say what is unusual about a quote: another currency, a detour, a silent or a dissenting venue."""
    say, coin = ask.say, quote.coin.symbol
    if quote.fell_back:
        yield say.text("price-fell-back", coin=coin, currency=ask.person.preferences.currency, quoted=quote.currency)
    if quote.route.legs and (explained or _needs_saying(quote.route)):
        yield say.text("price-route", coin=coin, route=route_words(quote.route))
    for venue in quote.silent:
        yield say.text("price-silent", venue=say.source_name(venue), answered=say.source_name(quote.venue))
    for said in quote.others:
        # Who only repeats old prices contradicts nobody.
        if said.dropped and not said.stale:
            origin = Origin(said.venue, said.at, said.stale)
            other = Figure(FigureName.PRICE, coin, said.price, quote.currency, origin)
            yield say.text("price-dissent", venue=say.source_name(said.venue), price=other)


def _needs_saying(route: Route) -> bool:
    """A dollar made of a stable coin is said unasked; other crosses on request."""
    return len(route.legs) > 1 and any(
        leg.pair.quote == "USD" and leg.pair.base in ("USDT", "USDC") for leg in route.legs
    )


def route_words(route: Route) -> str:
    """Return "BTC/USDT × USDT/USD", "BTC/USD ÷ EUR/USD"."""
    words = ""
    for leg in route.legs:
        words += (
            f"{' ÷ ' if leg.inverse else ' × '}{leg.pair}" if words else f"{'1 ÷ ' if leg.inverse else ''}{leg.pair}"
        )
    return words


@command(
    effect=Effect.READ,
    show=show_quotes,
    topic="market",
    examples=("price btc", "price btc eth in eur", "price sol 7d", "price btc at kraken"),
    aliases=("p",),
)
async def price(
    ask: Ask,
    coins: Coins,
    currency: Currency | None = None,
    venues: Venues = (),
    window: Length | None = None,
    why: Why = False,
) -> Priced:
    """Quote each coin in the asked currency, else in the person's own."""
    quotes = await ask.services.desk.quotes(
        coins,
        currency or ask.person.preferences.currency,
        asked=currency is not None,
        venues=venues,
        window=window.length if window else DAY,
    )
    priced = {quote.coin for quote in quotes}
    return Priced(quotes, why, tuple(coin for coin in coins if coin not in priced))
