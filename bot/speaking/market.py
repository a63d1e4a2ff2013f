"""Facts of the market as figures: each with its source, its time and whether it is too old."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from bot.speaking.plain import tame
from bot.speaking.reply import TABLE_WIDTH, Button, Cell, Part, Table, Text
from bot.speaking.say import Age, Say
from core.kernel.figures import Figure, FigureName, Origin
from core.market.quotes import Quote
from core.market.tendency import Tendency

# A venue may call a coin anything; a name may be cut, a number never.
LONGEST_TICKER = 12


# What the form for a new alert begins with, where a door has forms: it fits every coin.
_FIRST_RULE = "-5% 24h"


def alert_button(say: Say, word: str) -> Button:
    """Return the button that asks for an alert on the coin of a ticker."""
    return Button(say.line("button-alert"), f"alert {word}", fill=_FIRST_RULE)


def quote_origin(quote: Quote) -> Origin:
    """Return where a quote came from; a cross over two venues names both."""
    return Origin("+".join(quote.venues), quote.at, quote.stale)


def quote_origins(quotes: Iterable[Quote], *, changes: bool = True) -> tuple[Origin, ...]:
    """Return one origin for each venue of each quote, and of its change where `changes` are shown, for the source
    line."""
    return tuple(
        Origin(venue, quote.at, quote.stale)
        for quote in quotes
        for venue in dict.fromkeys((*quote.venues, *(quote.change_venues if changes else ())))
    )


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
    origin = replace(quote_origin(quote), source="+".join(quote.change_venues or quote.venues))
    return Figure(FigureName.CHANGE, quote.coin.symbol, quote.change, "fraction", origin, window)


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
    return Text(first.lead, rest, part, tuple(f for t in texts for f in t.figures), first.joint)


def stale_note(say: Say, quotes: Iterable[Quote]) -> Iterator[Text]:
    """Yield the lines that stand above a table with prices that are too old: one for each age, naming its coins."""
    old: dict[str, list[Quote]] = {}
    for quote in sorted((q for q in quotes if q.stale), key=lambda q: q.at):
        old.setdefault(say.age(quote.at), []).append(quote)
    for alike in old.values():
        coins = tuple(quote.coin.symbol for quote in alike)
        yield say.text("stale-coins", mark=say.mark("STALE"), age=Age(alike[0].at), coins=coins)


def file_word(symbol: str) -> str:
    """Return a ticker as it may stand in the name of a file."""
    return "".join(c if c.isalnum() else "-" for c in symbol.lower())[:LONGEST_TICKER]


def coin_cell(symbol: str) -> Cell:
    """Return a table's cell with a coin's ticker."""
    return Cell(tame(symbol, LONGEST_TICKER))


def unknown_cell(say: Say) -> Cell:
    """Return a table's cell for what nobody knows."""
    return Cell(say.line("label-unknown"))


def change_cell(say: Say, quote: Quote) -> Cell:
    """Return a table's cell with a quote's change."""
    change = change_figure(quote)
    return unknown_cell(say) if change is None else say.cell(change)


def price_cells(say: Say, quotes: Sequence[Quote]) -> tuple[str, tuple[Cell, ...]]:
    """Return the heading of a column of prices and its cells: the unit stands in the heading where there is one."""
    currencies = {quote.currency for quote in quotes}
    if len(currencies) == 1 and not say.plain:
        return tame(currencies.pop(), LONGEST_TICKER), tuple(say.cell(price_figure(q)) for q in quotes)
    return say.line("column-price"), tuple(say.cell(price_figure(q), bare=False) for q in quotes)


def spoken(say: Say, *names: str, **facts: str) -> tuple[str, ...]:
    """Return what columns are called where a table is read out; nothing where it is set."""
    return tuple(say.line(f"spoken-{name}", **facts) for name in names) if say.plain else ()


def fitting(
    columns: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    numeric: frozenset[int],
    called: tuple[str, ...] = (),
) -> Table:
    """Return a table no wider than a phone: what is too wide loses its last columns, never a digit. One that is read
    out, by the names its columns are `called`, keeps all.

    Raises ValueError when even its first column does not fit.
    """
    if called:
        return Table(tuple(columns), tuple(tuple(row) for row in rows), numeric, called)
    for count in range(len(columns), 1, -1):
        widths = (max(len(columns[i]), *(len(row[i].text) for row in rows)) for i in range(count))
        if sum(widths) + 2 * (count - 1) <= TABLE_WIDTH:
            break
    else:
        count = 1
    kept = frozenset(column for column in numeric if column < count)
    return Table(tuple(columns[:count]), tuple(tuple(row[:count]) for row in rows), kept)


def mode_tag(mode: str | None) -> dict[str, str | None]:
    """Return the tag and the watermark of a picture: "REPLAY 2021-04-18" and its first word."""
    return {"tag": mode, "watermark": mode.split()[0] if mode else None}


def tendency_line(say: Say, tendency: Tendency, origin: Origin, part: Part = Part.ANSWER) -> Text:
    """Return where the market tends, since when, and where it tended before."""
    figure = Figure(FigureName.TENDENCY, "market", tendency.label.value, "label", origin)
    since = tendency.since or tendency.as_of
    days = max(1, (tendency.as_of - since) // timedelta(days=1) + 1)
    if tendency.previous is None:
        return say.text("market-first", part, tendency=figure, days=days)
    before = say.line(f"label-{tendency.previous.value}")
    return say.text("market", part, tendency=figure, days=days, before=before)
