"""market — the tendency of the past, by a published rule, and what it rests on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated

from bot.ask import Ask
from bot.command import Effect, command
from bot.params.base import Named
from bot.params.choices import WHY
from bot.speaking.drawings import Heading, HeatmapDrawing, Tile
from bot.speaking.market import change_figure, joined, mode_tag, quote_origins, tendency_line
from bot.speaking.reply import Block, Button, Chart, Part, PublicReply, Text, Tone
from bot.speaking.say import Age
from core.kernel.figures import Figure, FigureName, Origin
from core.market.overview import MarketTendency
from core.market.quotes import Quote
from core.market.tendency import NEAR, NEEDED_CLOSES, Tendency

MOST_TILES = 20

Why = Annotated[bool, WHY, Named("why")]


@dataclass(frozen=True, slots=True)
class Judged:
    """The tendency (None when too little is known), the followed coins' changes over a week for the heatmap, and
    whether the inputs were asked for."""

    tendency: MarketTendency | None
    quotes: tuple[Quote, ...]
    explained: bool


async def show_tendency(ask: Ask, judged: Judged) -> PublicReply:
    say, known = ask.say, judged.tendency
    details = (Button(say.line("button-details"), "market why"),)
    buttons = (*(() if judged.explained else details), Button(say.line("button-gainers"), "top gainers"))
    picture = await _heatmap(ask, judged.quotes) if judged.explained else ()
    if known is None:
        line = say.text("market-unknown", Part.ANSWER, need=NEEDED_CLOSES)
        return PublicReply((line, *picture), buttons)
    origin = Origin("+".join(known.venues), known.now.as_of, known.stale)
    why = tuple(_inputs(ask, known, origin)) if judged.explained else (_why(ask, known.now, origin),)
    blocks: tuple[Block, ...] = (tendency_line(ask.say, known.now, origin), *why, *picture, _source(ask, known))
    return PublicReply(blocks, buttons, tone=Tone.STALE if known.stale else Tone.ANSWER)


def _why(ask: Ask, tendency: Tendency, origin: Origin) -> Text:
    """Say what speaks for the label, in the words of the rule."""
    inputs = tendency.inputs
    side = "near" if abs(inputs.distance) <= NEAR else "above" if inputs.distance > 0 else "below"
    up, of = _breadth(tendency, origin)
    return ask.say.text("market-why", side=side, up=up, of=of, level=inputs.volatility_level)


def _inputs(ask: Ask, known: MarketTendency, origin: Origin) -> Iterator[Text]:
    """Say every input of the rule as a figure, and the rule."""
    say, inputs = ask.say, known.now.inputs
    distance = Figure(FigureName.CHANGE, "BTC", inputs.distance, "fraction", origin, "20d")
    ratio = Figure(FigureName.SHARE, "volatility", inputs.volatility_ratio, "fraction", origin, "20d")
    up, of = _breadth(known.now, origin)
    yield say.text("market-inputs", distance=distance, up=up, of=of, volatility=ratio)
    if known.now.candidate is not known.now.label:
        last = Figure(FigureName.TENDENCY, "last close", known.now.candidate.value, "label", origin)
        yield say.text("market-candidate", candidate=last)
    if known.missing:
        yield say.text("market-missing", coins=tuple(coin.symbol for coin in known.missing))
    yield say.text("market-rule")


def _breadth(tendency: Tendency, origin: Origin) -> tuple[Figure, Figure]:
    """Return how many coins closed above their own mean, and of how many."""
    counts = (("coins up", tendency.inputs.up), ("coins", tendency.inputs.of))
    up, of = (Figure(FigureName.COUNT, name, value, "count", origin) for name, value in counts)
    return up, of


def _source(ask: Ask, known: MarketTendency) -> Text:
    say, at = ask.say, known.now.as_of
    names = ", ".join(say.source_name(venue) for venue in known.venues)
    if known.stale:
        return say.text("market-source-stale", Part.SOURCE, mark=say.mark("STALE"), sources=names, at=at, age=Age(at))
    return say.text("market-source", Part.SOURCE, sources=names, at=at)


async def _heatmap(ask: Ask, quotes: Sequence[Quote]) -> tuple[Chart, ...]:
    """Return the week's changes as tiles, from the best to the worst; the caption carries every figure."""
    known = [(quote, figure) for quote in quotes if (figure := change_figure(quote)) is not None][:MOST_TILES]
    if not known:
        return ()
    say = ask.say
    drawing = HeatmapDrawing(
        _heading(ask, [quote for quote, _ in known]),
        tuple(Tile(quote.coin.symbol, say.figure(figure), quote.change or 0.0) for quote, figure in known),
        tuple(say.line(f"heat-{step}") for step in ("lowest", "low", "mid", "high", "highest")),  # type: ignore[arg-type]
        ask.theme,
    )
    return (Chart(await ask.painter.paint(drawing), "heatmap", _caption(ask, known), say.line("alt-heatmap")),)


def _caption(ask: Ask, known: Sequence[tuple[Quote, Figure]]) -> Text:
    say, quotes = ask.say, [quote for quote, _ in known]
    between = ": " if say.plain else " "
    tiles = [Text(rest=f"{q.coin.symbol}{between}{say.figure(figure)}", figures=(figure,)) for q, figure in known]
    window = say.duration(quotes[0].window)
    head = say.text("market-heat-caption", n=len(quotes), up=_risen(quotes), window=window)
    listed = joined(tiles, "\n" if say.plain else ", ")
    source = say.source(quote_origins(quotes), moment=True)
    if say.plain:
        return joined((head, listed, source), "\n")
    return joined((joined((head, listed), " "), source), ". ")


def _risen(quotes: Sequence[Quote]) -> int:
    return sum(1 for quote in quotes if (quote.change or 0.0) > 0)


def _heading(ask: Ask, quotes: list[Quote]) -> Heading:
    say = ask.say
    oldest = min(quotes, key=lambda q: q.at)
    names = ", ".join(dict.fromkeys(say.source_name(q.venue) for q in quotes))
    return Heading(
        title=say.line("heat-title", n=len(quotes)),
        figure=say.line("market-heat", up=_risen(quotes), of=len(quotes)),
        change="",
        sign=0,
        window=say.duration(oldest.window),
        detail=say.line("heat-detail", currency=oldest.currency, venue=names, at=oldest.at),
        **mode_tag(ask.mode),
    )


@command(effect=Effect.READ, show=show_tendency, topic="market", examples=("market", "market why"), aliases=("m",))
async def market(ask: Ask, why: Why = False) -> Judged:
    """Judge the past by the published rule."""
    overview = ask.services.overview
    quotes = await overview.heatmap(ask.person.preferences.currency, timedelta(days=7)) if why else ()
    return Judged(await overview.tendency(), quotes, why)
