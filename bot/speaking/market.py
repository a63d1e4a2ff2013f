"""Facts of the market as figures: each with its source, its time and whether it is too old."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from bot.speaking.reply import Part, Text
from core.kernel.figures import Figure, FigureName, Origin
from core.market.quotes import Quote


def quote_origin(quote: Quote) -> Origin:
    """Return where a quote came from; a cross over two venues names both."""
    return Origin("+".join(quote.venues), quote.at, quote.stale)


def quote_origins(quotes: Iterable[Quote]) -> tuple[Origin, ...]:
    """Return one origin for each venue of each quote, for the source line."""
    return tuple(Origin(venue, q.at, q.stale) for q in quotes for venue in q.venues)


def window_text(length: timedelta) -> str:
    """Return a window as figures carry it: "24h", "7d", "90m"."""
    minutes = length // timedelta(minutes=1)
    if minutes % 1440 == 0 and minutes != 1440:
        return f"{minutes // 1440}d"
    return f"{minutes // 60}h" if minutes % 60 == 0 else f"{minutes}m"


def price_figure(quote: Quote) -> Figure:
    return Figure(FigureName.PRICE, quote.coin.symbol, quote.price, quote.currency, quote_origin(quote))


def change_figure(quote: Quote) -> Figure | None:
    """Return the change over the quote's window; None where it is unknown."""
    if quote.change is None:
        return None
    window = window_text(quote.window)
    return Figure(FigureName.CHANGE, quote.coin.symbol, quote.change, "fraction", quote_origin(quote), window)


def range_figures(quote: Quote) -> tuple[Figure | None, Figure | None]:
    """Return high and low over the quote's window, None where the venue does not say."""
    window = window_text(quote.window)

    def extreme(name: FigureName, value: float | None) -> Figure | None:
        if value is None:
            return None
        return Figure(name, quote.coin.symbol, value, quote.currency, quote_origin(quote), window)

    return extreme(FigureName.HIGH, quote.high), extreme(FigureName.LOW, quote.low)


def volume_figure(quote: Quote) -> Figure | None:
    """Return what was traded over the quote's window, in the coin."""
    if quote.volume is None:
        return None
    symbol = quote.coin.symbol
    return Figure(FigureName.VOLUME, symbol, quote.volume, symbol, quote_origin(quote), window_text(quote.window))


def joined(texts: Sequence[Text], between: str, part: Part = Part.DETAIL) -> Text:
    """Return several clauses as one line, the first one's lead kept strong; every figure stays."""
    first, *others = texts
    rest = first.rest + "".join(between + t.text for t in others)
    return Text(first.lead, rest, part, tuple(f for t in texts for f in t.figures))


def counted(of: str, value: int, source: str, at: datetime) -> Figure:
    """Return a count of something: gaps, alerts, candles."""
    return Figure(FigureName.COUNT, of, value, "count", Origin(source, at))


def oldest(origins: Sequence[Origin]) -> Origin:
    """Return the oldest of some origins."""
    return min(origins, key=lambda o: o.at)


def mode_tag(mode: str | None) -> dict[str, str | None]:
    """Return the tag and the watermark of a picture: "REPLAY 2021-04-18" and its first word."""
    return {"tag": mode, "watermark": mode.split()[0] if mode else None}
