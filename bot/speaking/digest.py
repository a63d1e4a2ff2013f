"""A digest in words: each part from the facts that were gathered for it."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from bot.speaking.apology import sentence
from bot.speaking.market import coin_cell, fitting, spoken, unknown_cell
from bot.speaking.reply import Block, Cell, Part, Reply, Text
from bot.speaking.say import Age, Say
from core.kernel.errors import Unavailable
from core.kernel.figures import Figure, FigureName, Origin
from core.market.model import from_ms

Facts = Mapping[str, Any]
MOST_LINES = 10


def show_digest(facts: Facts, say: Say, line_of: Callable[[str, Facts, Say], Text]) -> Reply:
    """Return a digest; `line_of` tells an alert in one line."""
    blocks: list[Block] = [say.text("digest", Part.ANSWER, since=from_ms(facts["since"]))]
    for name, gathered in facts["parts"].items():
        if "silent" in gathered:
            silent = Unavailable(gathered["silent"], gathered["reason"])
            blocks.append(Text(rest=sentence(silent, say)))
        elif name == "alerts":
            blocks += _alerts(gathered, say, line_of)
        else:
            blocks += PARTS[name](gathered, say)
    # Where the figures are from stands last, as in every message.
    return Reply(tuple(sorted(blocks, key=lambda block: isinstance(block, Text) and block.part is Part.SOURCE)))


def _watch(gathered: Facts, say: Say) -> Iterator[Block]:
    if not gathered["coins"]:
        yield say.text("watch-empty")
        return
    quotes = gathered["quotes"]
    old = [quote for quote in quotes if quote["stale"]]
    if old:
        age = Age(from_ms(min(quote["at"] for quote in old)))
        yield say.text("stale-coins", mark=say.mark("STALE"), age=age, coins=tuple(quote["coin"] for quote in old))
    units = {quote["unit"] for quote in quotes}
    alerts = any(quote.get("away") is not None for quote in quotes)
    known = {quote["coin"]: _cells(quote, say, bare=len(units) == 1 and not say.plain) for quote in quotes}
    unknown = (unknown_cell(say), unknown_cell(say), Cell(""))
    width = 4 if alerts else 3
    rows = [(coin_cell(coin), *known.get(coin, unknown))[:width] for coin in gathered["coins"]]
    heading = units.pop() if len(units) == 1 else say.line("column-price")
    columns = (say.line("column-coin"), heading, say.line("column-24h"), say.line("column-alert"))
    called = spoken(say, "coin", "price", "change", "alert", window=columns[2])
    yield fitting(columns[:width], rows, frozenset({1, 2, 3} if alerts else {1, 2}), called[:width])
    if quotes:
        yield say.source(Origin(venue, from_ms(q["at"]), q["stale"]) for q in quotes for venue in q["venues"])


def _cells(quote: Facts, say: Say, bare: bool) -> tuple[Cell, Cell, Cell]:
    """Return price, change, and how far the nearest alert is (nothing where there is none)."""
    origin = Origin("+".join(quote["venues"]), from_ms(quote["at"]), quote["stale"])
    price = Figure(FigureName.PRICE, quote["coin"], quote["price"], quote["unit"], origin)
    change, away = (
        None if value is None else say.cell(Figure(FigureName.CHANGE, quote["coin"], value, "fraction", origin, window))
        for value, window in ((quote["change"], "24h"), (quote.get("away"), None))
    )
    return say.cell(price, bare), change or unknown_cell(say), away or Cell("")


def _market(gathered: Facts, say: Say) -> Iterator[Block]:
    if not gathered:
        yield say.text("digest-market-unknown")
        return
    venues, at = gathered["venues"], from_ms(gathered["at"])
    origin = Origin("+".join(venues), at, gathered["stale"])
    tendency = Figure(FigureName.TENDENCY, "market", gathered["label"], "label", origin)
    if gathered["before"] is None:
        yield say.text("market-first", tendency=tendency, days=gathered["days"])
    else:
        before = say.line(f"label-{gathered['before']}")
        yield say.text("market", tendency=tendency, days=gathered["days"], before=before)
    names = ", ".join(say.source_name(venue) for venue in venues)
    if gathered["stale"]:
        yield say.text("market-source-stale", Part.SOURCE, mark=say.mark("STALE"), sources=names, at=at, age=Age(at))
    else:
        yield say.text("market-source", Part.SOURCE, sources=names, at=at)


def _alerts(gathered: Facts, say: Say, line_of: Callable[[str, Facts, Say], Text]) -> Iterator[Block]:
    fired = gathered["notices"]
    if not fired:
        yield say.text("digest-no-alerts")
        return
    yield say.text("digest-alerts", n=len(fired))
    for each in fired[-MOST_LINES:]:
        line = line_of(each["kind"], each["facts"], say)
        yield Text(rest=f"{say.instant(from_ms(each['due']), seconds=False)} {line.text}", figures=line.figures)
    if len(fired) > MOST_LINES:
        yield say.text("digest-more", n=len(fired) - MOST_LINES)


PARTS: Mapping[str, Callable[[Facts, Say], Iterator[Block]]] = {"watch": _watch, "market": _market}
