"""A fan in words and as a drawing: both from the same facts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.speaking.drawings import FanDrawing, FanPoint, Heading, Theme
from bot.speaking.forecasts import SHARE, band_figures, label_words, labels, middle_figure, model_line
from bot.speaking.horizons import ahead, shortly
from bot.speaking.market import joined, mode_tag
from bot.speaking.no_forecasts import lacking
from bot.speaking.reply import Part, Text
from bot.speaking.say import Rough, Say, Span
from bot.speaking.track import garch_lines, record_line
from core.forecasts.desk import Expected, Told
from core.forecasts.model import Horizon
from core.market.history import CandleHistory
from core.market.model import to_ms

BANDS = (0.5, 0.8, 0.95)


@dataclass(frozen=True, slots=True)
class Fan:
    """What is told of one coin up to `horizon`, at least one of its forecasts, and the candles before it."""

    expected: Expected
    horizon: Horizon
    history: CandleHistory

    @property
    def last(self) -> Told:
        """The farthest forecast."""
        return self.expected.told[-1]


def caption(say: Say, fan: Fan) -> Text:
    """Return what the picture says, every figure of it; in plain-text mode one fact a line."""
    lines = tuple(_lines(say, fan))
    return joined(lines, "\n")


def _lines(say: Say, fan: Fan) -> Iterator[Text]:
    last = fan.last
    low, high = band_figures(last, say, SHARE)
    yield say.text(
        "forecast-line",
        Part.ANSWER,
        coin=fan.expected.coin.symbol,
        ahead=ahead(say, last.forecast.horizon),
        range=Span(low, high),
        middle=Rough(middle_figure(last, say), bare=True),
    )
    outer = {share: Span(*band_figures(last, say, share), bare=True) for share in (0.5, 0.95)}
    yield say.text("fan-bands", half=outer[0.5], most=outer[0.95])
    if len(fan.expected.told) > 1:
        nearer = joined([_nearer(say, told) for told in fan.expected.told[:-1]], "\n" if say.plain else "; ")
        yield nearer if say.plain else joined([say.text("fan-nearer-label"), nearer], " ")
    yield record_line(say, last.record)
    yield from garch_lines(say, last.record)
    yield from labels(say, last)
    yield from lacking(say, fan.expected.lacking)
    yield model_line(say, fan.expected.told)


def _nearer(say: Say, told: Told) -> Text:
    low, high = band_figures(told, say, SHARE)
    return say.text("fan-nearer", ahead=ahead(say, told.forecast.horizon), range=Span(low, high, bare=True))


def drawn(say: Say, fan: Fan, mode: str | None, theme: Theme) -> FanDrawing:
    """Return the drawing of what `caption` says."""
    forecast = fan.last.forecast
    closed = fan.history.closed
    before = closed.between(closed_since(fan), forecast.cutoff_at)
    points = tuple(_point(say, told) for told in fan.expected.told)
    last = points[-1]
    ends = tuple(say.digits.rough(price) for pair in (last.b50, last.b80, last.b95) for price in pair)
    return FanDrawing(
        _heading(say, fan, mode),
        before if len(before) else closed,
        to_ms(forecast.cutoff_at),
        forecast.last_price,
        say.digits.rough(forecast.last_price),
        points,
        ends,  # type: ignore[arg-type]
        tuple(say.line(f"fan-share-{round(share * 100)}") for share in BANDS),  # type: ignore[arg-type]
        say.line("fan-known"),
        say.line("fan-unknown"),
        _foot(say, fan.last),
        say.zone,
        _zone_label(say, forecast.cutoff_at),
        say.digits.round,
        say.tick,
        theme,
    )


def closed_since(fan: Fan) -> datetime:
    """Return from when candles are shown."""
    return fan.history.since - timedelta(days=1)


def _foot(say: Say, told: Told) -> tuple[str, str]:
    """Return the record in two lines, parted where its sentence is."""
    held, _, rest = record_line(say, told.record).text.partition("; ")
    # In few words: what they mean stands in the caption.
    others = [say.line(f"fan-{label}", mark=say.mark("STALE")) for label in label_words(told, say)]
    return f"{held};" if rest else held, " ".join(filter(None, [rest, *others, say.line("forecast-no-advice")]))


def _point(say: Say, told: Told) -> FanPoint:
    forecast = told.forecast
    bands = [forecast.band(share) for share in BANDS]
    pairs = [(band.low, band.high) for band in bands]
    length = forecast.horizon.length
    return FanPoint(length // timedelta(milliseconds=1), shortly(say, forecast.horizon), *pairs)


def _heading(say: Say, fan: Fan, mode: str | None) -> Heading:
    forecast = fan.last.forecast
    band = forecast.band(SHARE)
    low, high = say.digits.rough(band.low), say.digits.rough(band.high)
    return Heading(
        title=say.line("fan-title", coin=forecast.coin.symbol, unit=forecast.unit, ahead=ahead(say, forecast.horizon)),
        figure=f"{low}–{high} {forecast.unit}",
        change="",
        sign=0,
        window=say.line("fan-range"),
        detail=say.line(
            "fan-detail",
            middle=say.digits.price(forecast.last_price),
            venue=say.source_name(forecast.venue),
            at=forecast.cutoff_at,
        ),
        **mode_tag(mode),
    )


def _zone_label(say: Say, at: datetime) -> str:
    offset = at.astimezone(ZoneInfo(say.zone)).strftime("%z")
    return f"UTC{offset[:3]}:{offset[3:5]}" if offset.strip("+-0") else "UTC"
