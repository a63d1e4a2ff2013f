"""market — the tendency, in the words of its rule; with why, by every input."""

from datetime import timedelta

import pytest

from bot.commands.market import Judged, show_tendency
from bot.speaking.drawings import HeatmapDrawing
from bot.speaking.reply import Chart, PublicReply, Text, Tone
from core.kernel.figures import FigureName
from core.market.overview import MarketTendency
from core.market.tendency import Inputs, Label, Tendency
from core.people.model import Preferences
from tests.fakes.asking import NOW, BlankPainter, a_quote, an_ask, coin

CLOSE = NOW.replace(hour=0, minute=0, second=0)


def a_tendency(
    label: Label = Label.SIDEWAYS,
    previous: Label | None = Label.BULLISH,
    candidate: Label | None = None,
    distance: float = 0.011,
    volatility_ratio: float = 0.7,
) -> Tendency:
    inputs = Inputs(CLOSE, distance, 9, 20, 0.4, volatility_ratio)
    return Tendency(label, CLOSE - timedelta(days=5), previous, inputs, CLOSE, candidate or label)


async def shown(
    tendency: Tendency | None = None, explained: bool = False, plain: bool = False, **other: object
) -> tuple[PublicReply, list[str]]:
    """Return the reply and its lines, no-break spaces as spaces."""
    known = MarketTendency(tendency or a_tendency(), (), ("binance",), **{"stale": False, **other})  # type: ignore[arg-type]
    quotes = (
        a_quote("SOL", 142.1, change=0.083, window=timedelta(days=7)),
        a_quote("ETH", 2905.2, change=-0.004, window=timedelta(days=7)),
    )
    ask = an_ask(Preferences(zone="Europe/Berlin", plain=plain))
    reply = await show_tendency(ask, Judged(known, quotes if explained else (), explained))
    texts = [block.caption if isinstance(block, Chart) else block for block in reply.blocks]
    return reply, [text.text.replace("\u00a0", " ") for text in texts if isinstance(text, Text)]


async def test_the_answer_reads_as_the_look_has_it() -> None:
    reply, lines = await shown()
    assert lines == [
        "Tendency: sideways, 6 days (was: bullish).",
        "Why: BTC within ±3% of 20-day mean; 9 of 20 up; volatility low.",
        "Binance, closes to 02:00 +02:00.",
    ]
    assert [button.sends for button in reply.buttons] == ["market why", "top gainers"]


@pytest.mark.parametrize(
    ("distance", "words"),
    [
        (0.031, "more than 3% above its 20-day mean"),
        (0.03, "within ±3% of 20-day mean"),
        (-0.03, "within ±3% of 20-day mean"),
        (-0.05, "more than 3% below its 20-day mean"),
    ],
)
async def test_the_distance_is_told_by_the_side_of_the_rule(distance: float, words: str) -> None:
    _, lines = await shown(a_tendency(distance=distance))
    assert words in lines[1]


@pytest.mark.parametrize(("ratio", "word"), [(0.75, "low"), (1.0, "usual"), (1.5, "high")])
async def test_volatility_is_told_by_its_level(ratio: float, word: str) -> None:
    _, lines = await shown(a_tendency(volatility_ratio=ratio))
    assert lines[1].endswith(f"volatility {word}.")


async def test_why_lists_every_input_as_a_figure_and_the_rule() -> None:
    reply, lines = await shown(explained=True)
    assert lines[1] == "Why: BTC +1.1% from its 20-day mean; 9 of 20 above their own; volatility 70% of its usual."
    assert lines[2].startswith("Bullish: BTC more than 3% above its mean")
    assert lines[3] == "2 coins over 7 d, 1 up: SOL +8.3%, ETH −0.4%. Kraken, as of 14:03:05 +02:00."
    assert lines[-1] == "Binance, closes to 02:00 +02:00."
    values = {(figure.name, figure.value) for figure in reply.figures}
    assert {(FigureName.CHANGE, 0.011), (FigureName.COUNT, 9), (FigureName.COUNT, 20)} <= values
    assert {(FigureName.CHANGE, 0.083), (FigureName.SHARE, 0.7)} <= values


async def test_why_says_when_the_last_close_alone_speaks_for_another_label() -> None:
    _, lines = await shown(a_tendency(candidate=Label.BEARISH), explained=True)
    assert "The last close alone says bearish; a second one would settle it." in lines


async def test_why_says_which_coins_are_missing() -> None:
    _, lines = await shown(explained=True, missing=(coin("ARB"), coin("OP")))
    assert "Without ARB, OP: no candles." in lines


async def test_a_label_without_a_past_stands_for_that_long_or_longer() -> None:
    _, lines = await shown(a_tendency(previous=None))
    assert lines[0] == "Tendency: sideways, 6 days or more"


async def test_stale_closes_say_so() -> None:
    reply, lines = await shown(stale=True)
    assert lines[-1] == "STALE: Binance, closes to 02:00 +02:00, 12 h ago."
    assert reply.tone is Tone.STALE
    assert all(figure.origin.stale for figure in reply.figures)


async def test_too_little_known_gives_no_label_and_no_figure() -> None:
    reply = await show_tendency(an_ask(), Judged(None, (), explained=False))
    assert [block.text for block in reply.blocks if isinstance(block, Text)] == [
        "Tendency: unknown. Too few daily candles yet: it needs 80."
    ]
    assert reply.figures == ()


async def test_plain_text_is_one_fact_a_line() -> None:
    _, lines = await shown(explained=True, plain=True)
    facts = [fact for line in lines for fact in line.split("\n")]
    assert facts[:3] == ["Tendency: sideways", "Days: 6", "Before: bullish"]
    assert {"SOL: +8.3%", "ETH: -0.4%", "BTC from its 20-day mean: +1.1%"} <= set(facts)


async def test_no_more_than_twenty_tiles_are_drawn_and_told() -> None:
    painter = BlankPainter()
    quotes = tuple(a_quote(f"C{n}X", 1.0, change=0.5 - n / 100) for n in range(30))
    known = MarketTendency(a_tendency(), (), ("binance",), stale=False)
    reply = await show_tendency(an_ask(painter=painter), Judged(known, quotes, explained=True))
    (drawing,) = painter.drawings
    assert isinstance(drawing, HeatmapDrawing)
    assert len(drawing.tiles) == 20
    caption = next(block.caption for block in reply.blocks if isinstance(block, Chart))
    assert [tile for tile in drawing.tiles if f"{tile.symbol} {tile.text}" not in caption.text] == []
