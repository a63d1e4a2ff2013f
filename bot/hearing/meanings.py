"""What the pieces of a sentence mean together: the command line that says the same.

A meaning needs certain things to be said and admits others; a sentence that says anything besides is another sentence.
The first meaning that fits counts.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.hearing.pieces import Carried, Piece
from bot.hearing.slots import SLOTS
from bot.params.base import Vocabulary

# Said everywhere, and nothing by themselves.
_ALWAYS = frozenset({"filler", "polite", "now", "on", "one", "in", "and"})
# Said besides coins when nothing is asked about them: "and the bitcoin now, please".
_LIGHT = frozenset({"article", "polite", "now", "one", "in", "and"})
_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Meaning:
    """`line` is what is meant, its slots filled from the pieces; each of `needs` is met by a piece of its own."""

    line: str
    needs: tuple[Carried, ...]
    admits: Carried

    def of(self, pieces: Sequence[Piece], vocabulary: Vocabulary) -> str | None:
        """Return the command line that `pieces` say, None when they say something else."""
        if not all(piece.carries & self.admits for piece in pieces) or not _met(self.needs, pieces):
            return None
        line = self.line
        for name in _SLOT.findall(self.line):
            filled = SLOTS[name](pieces, vocabulary)
            if filled is None:
                return None
            line = line.replace(f"{{{name}}}", filled)
        return " ".join(line.split())


def _met(needs: Sequence[Carried], pieces: Sequence[Piece]) -> bool:
    if not needs:
        return True
    first, *rest = needs
    return any(piece.carries & first and _met(rest, [*pieces[:i], *pieces[i + 1 :]]) for i, piece in enumerate(pieces))


def _means(line: str, needs: str, admits: str = "", always: Carried = _ALWAYS) -> Meaning:
    """Declare a meaning: each word of `needs` must be said (a|b: either), those of `admits` may be."""
    needed = tuple(frozenset(word.split("|")) for word in needs.split())
    return Meaning(line, needed, always.union(admits.split(), *needed))


_ASKING = "ask how_much state where show want today"
_TIMES = "window past today hourly daily weekly minutely quarter_hourly half_hourly candles"
_MOVING = "change up down most"
_TOPICS = (
    "alerts chart indicator market depth convert list watch settings language zone privacy data forecast digest hush"
)
_AHEAD = "whither reach expected may land change window ahead tomorrow price short you"
_JUDGING = "expected may land price state have you me change everything ask how_much show want past"
_SETTING = "set want show my default enable ask you"

MEANINGS: tuple[Meaning, ...] = (
    # about a person's own things
    _means("privacy delete", "delete data|me|stored|everything", "data me stored you everything want ask"),
    _means("privacy delete", "forget_me", "want everything"),
    _means("privacy export", "export data|me|stored", "data me stored you everything want show ask get"),
    _means("privacy show", "stored me|data", "data me you ask show how_much everything want"),
    _means("privacy show", "data|privacy", "data privacy show ask stored you me everything want settings how_much"),
    _means("cancel", "cancel", "not stop everything want you"),
    # about the service
    # What explains the market tells why it is as it is, before it is a topic of the help.
    _means(
        "market why",
        "why market|crypto|mood",
        f"why have you market crypto mood price coins everything short {_ASKING} {_TIMES} {_MOVING}",
    ),
    _means("help {topic}", "help", f"{_TOPICS} help howto price get show you ask want stored"),
    _means(
        "help {topic}",
        f"howto {_TOPICS.replace(' ', '|')}",
        "settings show indicator set want language zone state working have you",
    ),
    _means("status", "status", "status you everything ask state working fresh data show checked price how_much"),
    _means("status", "working you|everything|data", "working you everything ask state data fresh status"),
    _means("status", "fresh data|price", "data price you ask fresh state working how_much"),
    _means("status", "checked", "you price data ask fresh market chart change set show status depth top coins"),
    _means("start", "start", "want you"),
    # settings
    _means(
        "settings language {tongue}",
        "tongue speak|language|set|in|polite|want",
        "speak language set want you default ask me show",
    ),
    _means("settings zone {place}", "place zone", f"{_SETTING} zone have in"),
    _means("settings numbers {tongue}", "tongue numbers", _SETTING),
    _means("settings currency {money}", "fiat currency|default", f"{_SETTING} currency price everything coins convert"),
    _means("settings currency {money}", "fiat reckon", f"{_SETTING} reckon"),
    _means("settings currency {money}", "fiat set in", f"{_SETTING} everything price"),
    _means("settings emoji {switch}", "emoji off|not|stop|remove|enable", f"{_SETTING} off not stop remove"),
    _means("settings plain {switch}", "plain", f"{_SETTING} plain off not stop remove theme"),
    _means("settings llm {switch}", "llm off|not|stop|enable|on", f"{_SETTING} off not stop remove llm"),
    _means("settings theme {shade}", "night|day", f"{_SETTING} off not stop"),
    _means("settings theme {shade}", "dark|light theme", f"{_SETTING} theme dark light"),
    _means("settings", "settings", f"{_SETTING} settings"),
    _means("settings language", "language set", "want you"),
    _means("settings zone", "zone set", "want you"),
    # the list
    # What may also be said of a price ("drop", "runter") takes a coin off only where the list is named.
    _means("watch remove {coins}", "coin remove", "remove off list put want you everything me watch"),
    _means("watch remove {coins}", "coin remove unwanted list", "remove off list unwanted put want you in have watch"),
    _means("watch remove {coins}", "coin off list", "off list put want you me watch"),
    _means("watch remove {coins}", "coin watch not|stop|off", "not stop off watch list want you me"),
    # "I don't want it on my list any more": asking whether it is on the list wants nothing.
    _means("watch remove {coins}", "coin list unwanted", "list unwanted not want you me in have watch"),
    _means("watch remove {coins}", "coin list not want", "list unwanted not want you me in have watch"),
    _means("watch add {coins}", "coin add|put list", "add put list watch want you me set show coins"),
    _means("watch add {coins}", "coin onto", "onto list want you me put"),
    _means("watch add {coins}", "coin add|watch", "add put watch list want you set show me"),
    _means(
        "watch list",
        "list",
        "list show ask coins state price change how_much top watch you today window want have where market data",
    ),
    # the market
    _means(
        "depth {coins} {at}", "depth", f"depth coin faint fiat venue market price top chart stored {_ASKING} convert"
    ),
    _means(
        "chart {coins} {scale} {indicators} {in}",
        "chart|candles|indicator coin",
        f"chart candles indicator coin faint fiat price market put set about short {_ASKING} {_TIMES} {_MOVING}",
    ),
    # "Add rsi to the btc chart" puts nothing on a list.
    _means(
        "chart {coins} {scale} {indicators} {in}",
        "coin indicator add|put",
        f"chart candles indicator coin faint fiat price market add put set about short {_ASKING} {_TIMES} {_MOVING}",
    ),
    _means("chart {scale} {indicators}", "chart", f"indicator price {_TIMES} show want you short"),
    _means(
        "convert {exchange}",
        "number coin|fiat coin|fiat",
        f"convert get if have price faint set you {_ASKING}",
    ),
    # "If I put 500 euros in bitcoin" asks; "I put 500 euros in bitcoin" tells.
    _means(
        "convert {exchange}",
        "if invest number coin|fiat coin|fiat",
        f"convert get if invest have price faint set you {_ASKING}",
    ),
    _means("convert {exchange}", "convert number coin|fiat", f"convert get if have price faint you {_ASKING}"),
    _means("convert {exchange} {several}", "how_much|price number coin|fiat", f"get if have price faint you {_ASKING}"),
    _means("convert {exchange}", "convert one coin|fiat coin|fiat", f"convert get if have price faint you {_ASKING}"),
    _means(
        "top {direction} {window} {n}",
        "gainers|losers",
        f"gainers losers best worst top have coins number market crypto list short {_ASKING} {_TIMES} {_MOVING}",
    ),
    _means(
        "top {direction} {window} {n}",
        "up|down most|top",
        f"top have coins number market crypto short {_ASKING} {_TIMES} {_MOVING}",
    ),
    _means(
        "top {direction} {window} {n}",
        "best|worst coins|top|number|window|today",
        f"best worst have coins top number market crypto short list {_ASKING} {_TIMES} {_MOVING}",
    ),
    _means(
        "top {direction} {window} {n}",
        "top coins|number",
        f"top coins number market crypto list most short {_ASKING} {_TIMES}",
    ),
    _means(
        "top {direction} {window} {n}",
        "up|down coins",
        f"coins have number market short {_ASKING} {_TIMES} {_MOVING}",
    ),
    _means(
        "market",
        "market",
        f"market crypto mood gainers losers show coins have everything short {_ASKING} {_TIMES} {_MOVING}",
    ),
    _means(
        "market", "crypto|mood state|ask|mood|show|up|down|change", f"crypto mood short {_ASKING} {_TIMES} {_MOVING}"
    ),
    # what nobody can tell, beside what is known of it
    _means("forecast {coins} advice", "coin advice", "coin faint advice deal get my me today want"),
    # what is expected, and how good that was before
    _means("forecast {coins} record", "coin forecast judged", f"coin faint forecast judged {_JUDGING}"),
    _means("forecast record", "forecast judged", f"forecast judged {_JUDGING}"),
    _means(
        "forecast {coins} {ahead}",
        "coin forecast",
        f"coin faint forecast chart market have get {_AHEAD} {_ASKING}",
    ),
    # "Where will it be", and "the range" of what lies ahead: of what has been they ask for prices.
    _means(
        "forecast {coins} {ahead}", "coin foresee window|tomorrow", f"coin faint foresee {_AHEAD} up down {_ASKING}"
    ),
    _means("forecast {coins} {ahead}", "coin reach window|tomorrow", f"coin faint foresee {_AHEAD} up down {_ASKING}"),
    _means(
        "forecast {coins} {ahead}",
        "coin reach expected|may|foresee|ahead",
        f"coin faint foresee {_AHEAD} up down {_ASKING}",
    ),
    # "How far could it move in a week": what may be lies ahead; what can be shown does not.
    _means(
        "forecast {coins} {ahead}",
        "coin may how_much|change|up|down|land|foresee|whither window|tomorrow",
        f"coin faint foresee {_AHEAD} up down how_much where state ask",
    ),
    _means(
        "forecast {coins} {ahead}",
        "coin expected how_much|where|ask|land|whither window|tomorrow",
        f"coin faint foresee {_AHEAD} up down how_much where state ask",
    ),
    _means(
        "forecast top {ahead}",
        "forecast top|coins|everything",
        f"forecast top coins everything you window ahead tomorrow price list crypto {_ASKING}",
    ),
    # prices
    _means(
        "price {coins} {in} {at} {window} {single} why",
        "coin price route",
        f"price coin faint fiat venue market route why number short {_ASKING} {_TIMES} {_MOVING}",
    ),
    _means(
        "price {coins} {in} {at} {window} {single}",
        "coin|fiat price|how_much",
        f"price coin faint fiat venue market crypto number get convert coins short about {_ASKING} {_TIMES} {_MOVING}",
    ),
    # "Wird gehandelt", "have you got a price": neither asks what will be, nor how much is one's own.
    _means(
        "price {coins} {in} {at} {single}",
        "coin price",
        "price coin faint fiat venue market being have you short number ask where how_much show want today",
    ),
    _means(
        "price {famous} {in} {at} {window}",
        "coin|fiat state|where|show|about|change|up|down",
        f"coin fiat venue market about coins everything short {_ASKING} {_TIMES} {_MOVING}",
    ),
    _means(
        "price {famous} {in} {at} {window}",
        "coin|fiat ask now|today|fiat|venue",
        "coin fiat venue ask now today window",
    ),
    _means("price {listed} {in} {at} {window}", "coin|fiat", "coin fiat venue about window short", _LIGHT),
)
