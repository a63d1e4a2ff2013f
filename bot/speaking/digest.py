"""A digest in words: each part from the facts that were gathered for it. A room's is made of other parts than a
person's, and public by its type: a part that knows of somebody is not among those that can be told there."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

from bot.speaking.apology import sentence
from bot.speaking.market import coin_cell, fitting, spoken, unknown_cell
from bot.speaking.reply import Block, Cell, Part, PublicReply, Reply, Text, Tone
from bot.speaking.say import Age, Say
from core.kernel.errors import Unavailable
from core.kernel.figures import Figure, FigureName, Origin
from core.market.model import from_ms

Facts = Mapping[str, Any]
LineOf = Callable[[str, Facts, Say], Text]
"""Tells an alert in one line."""

MOST_LINES = 10
# Said this much after its time (market) it says so.
_LATE = timedelta(minutes=15)


def show_digest(facts: Facts, say: Say, line_of: LineOf) -> Reply:
    """Return a person's digest."""
    return Reply(_blocks("digest", PARTS, facts, say, line_of), tone=_tone(facts, say))


def show_room_digest(facts: Facts, say: Say, line_of: LineOf) -> PublicReply:
    """Return a room's digest. KeyError for facts of a part that rooms do not have."""
    return PublicReply(_blocks("room-digest", ROOM_PARTS, facts, say, line_of), tone=_tone(facts, say))


def _blocks(head: str, parts: "Parts", facts: Facts, say: Say, line_of: LineOf) -> tuple[Block, ...]:
    blocks: list[Block] = [_head(head, facts, say)]
    for name, gathered in facts["parts"].items():
        if "silent" in gathered:
            silent = Unavailable(gathered["silent"], gathered["reason"])
            blocks.append(Text(rest=sentence(silent, say)))
        elif name == "alerts":
            blocks += _alerts(gathered, say, line_of)
        else:
            blocks += parts[name](gathered, say)
    # Where the figures are from stands last, as in every message.
    sources = [block for block in blocks if isinstance(block, Text) and block.part is Part.SOURCE]
    # Two parts with one source name it once.
    return (*(block for block in blocks if block not in sources), *dict.fromkeys(sources))


def _head(head: str, facts: Facts, say: Say) -> Text:
    text = say.text(head, Part.ANSWER, since=from_ms(facts["since"]))
    if not _is_late(facts, say):
        return text
    late = say.line("digest-late", at=say.instant(from_ms(facts["due"]), seconds=False))
    return Text(f"{late} {text.lead}", text.rest, Part.ANSWER)


def _is_late(facts: Facts, say: Say) -> bool:
    """Return whether it is said long after it was due; one that is asked for is due never."""
    return "due" in facts and say.now - from_ms(facts["due"]) >= _LATE


def _tone(facts: Facts, say: Say) -> Tone:
    return Tone.STALE if _is_late(facts, say) else Tone.ANSWER


def _watch(gathered: Facts, say: Say) -> Iterator[Block]:
    if not gathered["coins"]:
        yield say.text("watch-empty")
        return
    yield from _prices(gathered["coins"], gathered["quotes"], say)


def _leading(gathered: Facts, say: Say) -> Iterator[Block]:
    if not gathered["coins"]:
        yield say.text("digest-prices-unknown")
        return
    yield from _prices(gathered["coins"], gathered["quotes"], say)


def _top(gathered: Facts, say: Say) -> Iterator[Block]:
    if not gathered["quotes"]:
        yield say.text("digest-top-none")
        return
    yield say.text("digest-top", window=say.duration(timedelta(days=1)))
    yield from _prices([quote["coin"] for quote in gathered["quotes"]], gathered["quotes"], say)


def _prices(coins: Sequence[str], quotes: Sequence[Facts], say: Say) -> Iterator[Block]:
    """Yield what is too old, the table of prices, and where they are from."""
    old = [quote for quote in quotes if quote["stale"]]
    if old:
        age = Age(from_ms(min(quote["at"] for quote in old)))
        yield say.text("stale-coins", mark=say.mark("STALE"), age=age, coins=tuple(quote["coin"] for quote in old))
    units = {quote["unit"] for quote in quotes}
    alerts = any(quote.get("away") is not None for quote in quotes)
    known = {quote["coin"]: _cells(quote, say, bare=len(units) == 1 and not say.plain) for quote in quotes}
    unknown = (unknown_cell(say), unknown_cell(say), Cell(""))
    width = 4 if alerts else 3
    rows = [(coin_cell(coin), *known.get(coin, unknown))[:width] for coin in coins]
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


def _alerts(gathered: Facts, say: Say, line_of: LineOf) -> Iterator[Block]:
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


Parts = Mapping[str, Callable[[Facts, Say], Iterator[Block]]]

PARTS: Parts = {"watch": _watch, "market": _market}
ROOM_PARTS: Parts = {"market": _market, "prices": _leading, "top": _top}
