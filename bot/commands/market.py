"""market — the tendency of the past, by a published rule, and what it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated

from bot.ask import Ask
from bot.command import Effect, command
from bot.params.base import Named
from bot.params.choices import WHY
from bot.speaking.drawings import Heading, HeatmapDrawing, Tile
from bot.speaking.market import change_figure, joined, mode_tag, quote_origins
from bot.speaking.reply import Block, Button, Chart, Part, PublicReply, Text
from core.kernel.figures import Figure, FigureName, Origin
from core.market.overview import MarketTendency
from core.market.quotes import Quote
from core.market.tendency import NEEDED_CLOSES, Tendency

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
    say = ask.say
    buttons = () if judged.explained else (Button(say.line("button-details"), "market why"),)
    buttons = (*buttons, Button(say.line("button-gainers"), "top gainers"))
    picture = await _heatmap(ask, judged.quotes) if judged.explained else ()
    if judged.tendency is None:
        line = say.text("market-unknown", Part.ANSWER, need=NEEDED_CLOSES)
        return PublicReply((line, *picture), buttons)
    known = judged.tendency
    origin = Origin("+".join(known.venues), known.now.as_of, known.stale)
    blocks: list[Block] = [_headline(ask, known.now, origin), _why(ask, known.now, origin)]
    if judged.explained:
        blocks.append(say.text("market-rule"))
    names = ", ".join(say.source_name(venue) for venue in known.venues)
    blocks.append(say.text("market-source", Part.SOURCE, sources=names, at=origin.at))
    return PublicReply((*blocks, *picture), buttons)


def _headline(ask: Ask, tendency: Tendency, origin: Origin) -> Text:
    figure = Figure(FigureName.TENDENCY, "market", tendency.label.value, "label", origin)
    since = tendency.since or tendency.as_of
    days = max(1, (tendency.as_of - since) // timedelta(days=1) + 1)
    if tendency.previous is None:
        return ask.say.text("market-first", Part.ANSWER, tendency=figure, days=days)
    before = ask.say.line(f"label-{tendency.previous.value}")
    return ask.say.text("market", Part.ANSWER, tendency=figure, days=days, before=before)


def _why(ask: Ask, tendency: Tendency, origin: Origin) -> Text:
    inputs = tendency.inputs
    distance = Figure(FigureName.CHANGE, "BTC", inputs.distance, "fraction", origin, "20d")
    up = Figure(FigureName.COUNT, "coins up", inputs.up, "count", origin)
    of = Figure(FigureName.COUNT, "coins", inputs.of, "count", origin)
    ratio = Figure(FigureName.SHARE, "volatility", inputs.volatility_ratio, "fraction", origin, "20d")
    return ask.say.text("market-why", distance=distance, up=up, of=of, volatility=ratio)


async def _heatmap(ask: Ask, quotes: Sequence[Quote]) -> tuple[Chart, ...]:
    """Return the week's changes as tiles, from the best to the worst; the caption carries every figure."""
    known = [(q, figure) for q in quotes if (figure := change_figure(q)) is not None]
    ranked = known[:MOST_TILES]
    if not ranked:
        return ()
    say = ask.say
    drawing = HeatmapDrawing(
        _heading(ask, [q for q, _ in ranked]),
        tuple(Tile(q.coin.symbol, say.figure(figure), q.change or 0.0) for q, figure in ranked),
        tuple(say.line(f"heat-{step}") for step in ("lowest", "low", "mid", "high", "highest")),  # type: ignore[arg-type]
        ask.theme,
    )
    tiles = [Text(rest=f"{q.coin.symbol} {say.figure(figure)}", figures=(figure,)) for q, figure in ranked]
    caption = joined((joined(tiles, ", "), say.source(quote_origins([q for q, _ in ranked]), moment=True)), ". ")
    return (Chart(await ask.painter.paint(drawing), "heatmap", caption, say.line("alt-heatmap")),)


def _heading(ask: Ask, quotes: list[Quote]) -> Heading:
    say = ask.say
    up = sum(1 for q in quotes if (q.change or 0.0) > 0)
    oldest = min(quotes, key=lambda q: q.at)
    names = ", ".join(dict.fromkeys(say.source_name(q.venue) for q in quotes))
    return Heading(
        title=say.line("heat-title", n=len(quotes)),
        figure=say.line("market-heat", up=up, of=len(quotes)),
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
