"""Forecasts in words: ranges, what is promised of them and how they did. No arrow, no direction, no advice."""

from collections.abc import Iterator, Sequence

from bot.ask import Ask
from bot.speaking.horizons import ahead, shortly
from bot.speaking.market import alert_button, coin_cell, fitting, spoken
from bot.speaking.no_forecasts import lacking
from bot.speaking.reply import Block, Button, Cell, Part, PublicReply, Table, Text, Tone
from bot.speaking.say import Age, Fact, Rough, Say, Span
from bot.speaking.track import count_figure, garch_lines, held_figure, record_line
from core.forecasts.desk import Expected, Told
from core.forecasts.eligibility import NoForecast, Why
from core.forecasts.model import Horizon
from core.forecasts.track import TrackRecord, Verdict
from core.kernel.figures import Figure, FigureName, Origin

SHARE = 0.8
_OF_HORIZON = frozenset({"widened", "off-low", "off-high"})


def origin_of(told: Told, say: Say) -> Origin:
    """Return where a forecast stands: the venue whose candles it knows, and the last one's close."""
    return Origin(told.forecast.venue, told.forecast.cutoff_at, told.is_stale(say.now))


def band_figures(told: Told, say: Say, share: float) -> tuple[Figure, Figure]:
    """Return both ends of a central range as prices."""
    forecast, origin = told.forecast, origin_of(told, say)
    band, edge = forecast.band(share), (1 - share) / 2

    def end(level: float, price: float) -> Figure:
        return Figure(
            FigureName.QUANTILE,
            forecast.coin.symbol,
            price,
            forecast.unit,
            origin,
            level=f"{level:.3g}",
            horizon=forecast.horizon.text,
        )

    return end(edge, band.low), end(1 - edge, band.high)


def middle_figure(told: Told, say: Say) -> Figure:
    """Return the middle of a forecast: the last price."""
    forecast = told.forecast
    return Figure(
        FigureName.QUANTILE,
        forecast.coin.symbol,
        forecast.last_price,
        forecast.unit,
        origin_of(told, say),
        level="0.5",
        horizon=forecast.horizon.text,
    )


def show_expected(ask: Ask, expected: Sequence[Expected], horizon: Horizon | None) -> PublicReply:
    """Return ranges of one coin or a few."""
    blocks: list[Block] = []
    for each in expected:
        blocks += _one(ask, each) if horizon is not None else _all(ask, each)
    told = [each for coin in expected for each in coin.told]
    if told and horizon is None:
        blocks.append(ask.say.text("forecast-all-held"))
    blocks += _left_out(ask.say, [why for each in expected for why in each.lacking], told)
    if told:
        blocks.append(model_line(ask.say, told))
    tone = Tone.STALE if any(each.is_stale(ask.now) for each in told) else Tone.ANSWER
    return PublicReply(tuple(blocks), _buttons(ask, expected, horizon), tone=tone)


def _one(ask: Ask, expected: Expected) -> Iterator[Block]:
    say = ask.say
    for told in expected.told:
        forecast = told.forecast
        low, high = band_figures(told, say, SHARE)
        yield say.text(
            "forecast-line",
            Part.ANSWER,
            coin=forecast.coin.symbol,
            ahead=ahead(say, forecast.horizon),
            range=Span(low, high),
            middle=Rough(middle_figure(told, say), bare=True),
        )
        yield record_line(say, told.record)
        yield from garch_lines(say, told.record)
        yield from labels(say, told)


def _all(ask: Ask, expected: Expected) -> Iterator[Block]:
    say = ask.say
    if expected.told:
        first, last, coin = expected.told[0], expected.told[-1], expected.coin.symbol
        days = middle_figure(last, say)
        if first.forecast.last_price == last.forecast.last_price:
            yield say.text("forecast-all", Part.ANSWER, coin=coin, middle=days)
        else:
            # Hours know later candles than days do.
            hours = middle_figure(first, say)
            yield say.text("forecast-all-both", Part.ANSWER, coin=coin, hours=Rough(hours), days=Rough(days, bare=True))
        yield _horizons(say, expected.told)
        yield from _labels_of_all(say, expected.told)


def _horizons(say: Say, told: Sequence[Told]) -> Table:
    rows = []
    for each in told:
        low, high = band_figures(each, say, SHARE)
        held, n = _held_cells(say, each.record.shown)
        rows.append((Cell(shortly(say, each.forecast.horizon)), _rough(say, low), _rough(say, high), held, n))
    unit = told[0].forecast.unit
    columns = (
        say.line("column-ahead"),
        say.line("column-from", unit=unit),
        say.line("column-to", unit=unit),
        say.line("column-held"),
        "n",
    )
    return fitting(columns, rows, frozenset({1, 2, 3, 4}), spoken(say, "ahead", "from", "to", "held", "n"))


def _rough(say: Say, figure: Figure) -> Cell:
    # Read out, there is no heading for the unit.
    return Cell(say.text("figure-alone", figure=Rough(figure, bare=not say.plain)).text, figure)


def _held_cells(say: Say, record: TrackRecord | None) -> tuple[Cell, Cell]:
    if record is None:
        return Cell(say.line("label-unknown")), Cell("")
    held, n = held_figure(record), count_figure(record)
    return say.cell(held), say.cell(n)


def labels(say: Say, told: Told) -> Iterator[Text]:
    """Yield what has to be said besides: widened after misses, off target, a stand-in, young, old data."""
    for label in label_words(told, say):
        yield _label(say, label, told)


def _labels_of_all(say: Say, told: Sequence[Told]) -> Iterator[Text]:
    """Yield the same of several horizons, each label once; one that is not that of all says whose it is."""
    bearing: dict[str, list[Told]] = {}
    for each in told:
        for label in label_words(each, say):
            bearing.setdefault(label, []).append(each)
    for label, own in bearing.items():
        if label in _OF_HORIZON and len(own) < len(told):
            yield say.text(f"forecast-{label}-at", horizons=tuple(shortly(say, each.forecast.horizon) for each in own))
        else:
            yield _label(say, label, own[0])


def _label(say: Say, label: str, told: Told) -> Text:
    facts: dict[str, Fact] = {"coin": told.forecast.coin.symbol}
    if label == "stale":
        facts = {"mark": say.mark("STALE"), "age": Age(told.forecast.cutoff_at)}
    return say.text(f"forecast-{label}", **facts)


def label_words(told: Told, say: Say) -> Iterator[str]:
    """Yield which labels a forecast bears, in the words of their keys."""
    shown = told.record.shown
    if told.forecast.widened > 1:
        yield "widened"
    elif shown is not None and shown.is_off_target:
        yield "off-low" if shown.verdict is Verdict.LOW else "off-high"
    if told.stands_in:
        yield "stand-in"
    if told.forecast.young:
        yield "young"
    if told.is_stale(say.now):
        yield "stale"


def _left_out(say: Say, reasons: Sequence[NoForecast], told: Sequence[Told]) -> Iterator[Text]:
    """Yield why there is no forecast; money beside a coin that has one was meant as what its range be counted in."""
    others = [why for why in reasons if not (told and why.why is Why.FIAT)]
    yield from lacking(say, others)
    for coin in dict.fromkeys(why.coin.symbol for why in reasons if why not in others):
        yield say.text("forecast-unit", unit=told[0].forecast.unit, coin=coin)


def model_line(say: Say, told: Sequence[Told]) -> Text:
    """Return which models said it, on data up to when; the last line."""
    ids = tuple(dict.fromkeys(each.forecast.model_id for each in told))
    venues = tuple(dict.fromkeys(say.source_name(each.forecast.venue) for each in told))
    cutoff = min(each.forecast.cutoff_at for each in told)
    return say.text("forecast-model", Part.SOURCE, models=ids, venues=venues, at=cutoff, n=len(ids))


def _buttons(ask: Ask, expected: Sequence[Expected], horizon: Horizon | None) -> tuple[Button, ...]:
    told = next((each for each in expected if each.told), None)
    if told is None:
        return ()
    word, say = ask.services.catalogue.word_for(told.coin), ask.say
    asked = "" if horizon is None else f" {horizon.text}"
    return (
        Button(say.line("button-chart"), f"forecast {word}{asked} chart"),
        Button(say.line("button-record"), f"forecast {word} record"),
        alert_button(say, word),
    )


def show_top(ask: Ask, expected: Sequence[Expected], horizon: Horizon) -> PublicReply:
    """Return the ranges of all coins that are followed, a row each."""
    say = ask.say
    told = [each.told[0] for each in expected if each.told]
    reasons = list(lacking(say, [why for each in expected for why in each.lacking]))
    if not told:
        if any(why.why is Why.OVER for each in expected for why in each.lacking):
            # Once, and not for every coin.
            reasons = [say.text("forecast-over-all", Part.ANSWER, horizon=shortly(say, horizon))]
        return PublicReply(tuple(reasons) or (say.text("forecast-top-none", Part.ANSWER),))
    head = say.text("forecast-top", Part.ANSWER, n=len(told), ahead=ahead(say, horizon))
    rows = [_relative(say, each) for each in told]
    table = _ranges(say, rows)
    missing = [each.coin.symbol for each in expected if not each.told]
    notes = [say.text("forecast-top-missing", coins=tuple(missing))] if missing else []
    others = [text for text in ("1d", "7d", "30d") if text != horizon.text]
    buttons = (
        Button(say.line("button-record"), f"forecast record {horizon.text}"),
        *(Button(say.line(f"button-ahead-{text}"), f"forecast top {text}") for text in others[:2]),
    )
    record = record_line(say, told[0].record)
    blocks: tuple[Block, ...] = (head, table, *notes, record, *_off(say, told), model_line(say, told))
    tone = Tone.STALE if any(each.is_stale(ask.now) for each in told) else Tone.ANSWER
    return PublicReply(blocks, buttons, tone=tone)


def _ranges(say: Say, rows: Sequence[tuple[Cell, ...]]) -> Table:
    names = ("coin", "last", "low", "high")
    columns, called = [say.line(f"column-{name}") for name in names], spoken(say, *names)
    table = fitting(columns, rows, frozenset({1, 2, 3}), called)
    if len(table.columns) == len(names):
        return table
    # A range without its upper end is none: where a price is long, the price goes.
    return fitting([columns[0], *columns[2:]], [(row[0], *row[2:]) for row in rows], frozenset({1, 2}), called)


def _off(say: Say, told: Sequence[Told]) -> Iterator[Text]:
    if any(each.forecast.widened > 1 for each in told):
        yield say.text("forecast-widened")
    if any(each.stands_in for each in told):
        yield say.text("forecast-stand-in")
    if young := tuple(each.forecast.coin.symbol for each in told if each.forecast.young):
        yield say.text("forecast-young-coins", coins=young)


def _relative(say: Say, told: Told) -> tuple[Cell, ...]:
    forecast, origin = told.forecast, origin_of(told, say)
    low, high = band_figures(told, say, SHARE)

    def change(end: Figure) -> Cell:
        assert isinstance(end.value, float)
        value = end.value / forecast.last_price - 1
        figure = Figure(
            FigureName.CHANGE, end.of, value, "fraction", origin, level=end.level, horizon=forecast.horizon.text
        )
        return say.cell(figure)

    return (coin_cell(forecast.coin.symbol), _rough(say, middle_figure(told, say)), change(low), change(high))
