"""What a follow-up changes of a question to the market: "and in euros?", "with rsi", "without eth", "in 7 days"."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from bot.hearing.before import Before, coins_of, listed, told, word_of
from bot.hearing.grammar import Grammar
from bot.hearing.pieces import Carried, Piece
from bot.hearing.slots import CANDLES, SLOTS
from bot.params.base import Vocabulary
from bot.params.times import Window, interval_of
from core.kernel.figures import written
from core.market.model import Coin, CoinKind

VIEWS: Mapping[str, Carried] = {
    "chart": frozenset({"chart"}),
    "depth": frozenset({"depth"}),
    "price": frozenset({"price", "how_much"}),
    "watch": frozenset({"watch"}),
    "forecast": frozenset({"forecast"}),
}
# Lengths of time that have a name of their own, by what they mean to a command.
_USUAL_TIMES = {"today": ("window", "24h")}
_NAMED_TIMES = {
    "chart": {concept: ("interval", text) for concept, text in CANDLES.items()},
    "forecast": {"tomorrow": ("horizon", "24h")},
}
# What another view of the same coins goes on with.
_SHARED = ("coins", "in")
_SINGLE = frozenset({
    "number", "filler", "polite", "and", "rather", "price", "how_much", "also", "only", "in", "get", "want", "show",
    "ask", "state", "about", "it",
})  # fmt: skip


def changed(pieces: Sequence[Piece], before: Before, grammar: Grammar, vocabulary: Vocabulary) -> str | None:
    """Return the command line that `pieces` mean after `before`, None when they change nothing of it."""
    if (line := _of_market(pieces, before) or _counted(pieces, before) or _switched(pieces, before)) is not None:
        return line
    name = _view(pieces, before)
    command = grammar.named(name)
    fresh = _fresh(pieces, name, before, vocabulary)
    if command is None or fresh is None or (not fresh and name == before.command):
        return None
    takes = {param.name for param in command.params}
    if fresh.keys() - takes == {"in"} and (coins := coins_of(before, vocabulary)):
        # What is told in one money only has a price in others.
        return f"price coins={told(coins)} in={fresh['in']}"
    if not fresh.keys() <= takes:
        return None
    kept = _kept(pieces, name, takes, before, vocabulary)
    if kept is None:
        return None
    merged = {**kept, **fresh}
    return " ".join([name, *(f"{key}={value}" for key, value in merged.items() if value)])


def _kept(
    pieces: Sequence[Piece], name: str, takes: set[str], before: Before, vocabulary: Vocabulary
) -> dict[str, str] | None:
    """Return what is inherited: everything within a command, of another view what both are about. None where nothing
    says whether a coin goes on the list that was shown or off it."""
    kept: Mapping[str, object] = before.args
    if name != before.command:
        kept = {**_shared(before, vocabulary), **({"action": "add"} if name == "watch" else {})}
        if "at" in before.args and _says(pieces, "there"):
            kept = {**kept, "at": before.args["at"]}
    if name == before.command == "watch" and kept.get("action") == "list":
        if not any(piece.carries & {"add", "put", "with", "watch", "without", "off", "remove"} for piece in pieces):
            return None
        gone = any(piece.carries & {"without", "off", "remove"} for piece in pieces)
        kept = {"action": "remove" if gone else "add"}
    return {key: told(value) for key, value in kept.items() if key in takes}


def _of_market(pieces: Sequence[Piece], before: Before) -> str | None:
    """ "Tell me when that changes" after the tendency."""
    shifts = before.command == "market" and _says(pieces, "wish") and _says(pieces, "changes")
    return "alert market shift" if shifts else None


def _counted(pieces: Sequence[Piece], before: Before) -> str | None:
    """An amount after the price of one coin: "and how much is 0.1?"."""
    coins, numbers = listed(before.args.get("coins", ())), [p.value for p in pieces if isinstance(p.value, Decimal)]
    if before.command != "price" or len(coins) != 1 or len(numbers) != 1:
        return None
    if "in" not in before.args or not all(piece.carries & _SINGLE for piece in pieces):
        return None
    return f"convert {written(numbers[0])} {coins[0]} to {before.args['in']}"


def _switched(pieces: Sequence[Piece], before: Before) -> str | None:
    """The watch list takes back what it was just told: "take it off again", "put it back"."""
    if before.command != "watch" or "coins" not in before.args or any("coin" in piece.carries for piece in pieces):
        return None
    action = "remove" if _says(pieces, "off") else "add" if _says(pieces, "back_on") else None
    if action is None or action == before.args.get("action"):
        return None
    return f"watch {action} {' '.join(str(coin) for coin in listed(before.args['coins']))}"


def names_a_view(pieces: Sequence[Piece]) -> bool:
    """Return whether a command is named, and not only what changes of the one before."""
    return any(piece.carries & concepts for piece in pieces for concepts in VIEWS.values())


def _says(pieces: Sequence[Piece], concept: str) -> bool:
    return any(concept in piece.carries for piece in pieces)


def _view(pieces: Sequence[Piece], before: Before) -> str:
    """Return the command that is meant: one that is named, a chart where a study is, else the one before."""
    said = frozenset().union(*(piece.carries for piece in pieces))
    named = [name for name, concepts in VIEWS.items() if said & concepts]
    if named and before.command not in named:
        return named[0]
    return "chart" if "indicator" in said and before.command in {"price", "depth"} else before.command


def _fresh(pieces: Sequence[Piece], name: str, before: Before, vocabulary: Vocabulary) -> dict[str, str] | None:
    """Return what `pieces` change, by argument; None where they say a thing twice."""
    if name == "convert":
        return _exchanged(pieces, before, vocabulary)
    if sum(1 for piece in pieces if "fiat" in piece.carries) > 1:
        return None
    fresh = _assets(pieces, name, before, vocabulary)
    if fresh is None:
        return None
    for key, values in _times(pieces, name).items():
        if len(values) > 1:
            return None
        fresh[key] = values[0]
    had = listed(before.args.get("indicators", ())) if name == before.command else ()
    if (studies := _gathered(pieces, "indicator", list(map(str, had)), vocabulary)) is not None:
        fresh["indicators"] = told(studies)
    venues = [str(piece.value) for piece in pieces if "venue" in piece.carries]
    if venues:
        fresh["at"] = ",".join(venues)
    return fresh | _of_lists(pieces, name, vocabulary)


def _gathered(
    pieces: Sequence[Piece], concept: str, had: Sequence[str], vocabulary: Vocabulary
) -> Sequence[str] | None:
    """Return `had` with what is added and without what is left out; None where nothing of it is said."""
    kept, without, said = list(had), False, False
    for piece in pieces:
        # "Without rsi and with macd": what is left out ends where something is put in.
        without = "without" in piece.carries or (
            without and not ("with" in piece.carries and concept not in piece.carries)
        )
        if concept not in piece.carries:
            continue
        said, word = True, str(piece.value) if concept == "indicator" else word_of(piece, vocabulary)
        kept = [each for each in kept if each.casefold() != word.casefold()] + ([] if without else [word])
    return kept if said else None


def _assets(pieces: Sequence[Piece], name: str, before: Before, vocabulary: Vocabulary) -> dict[str, str] | None:
    """Coins are what is asked about, a currency what it is counted in; "eth in btc" counts in a coin. A coin is asked
    about besides ("eth too") or no more ("without eth") where that is said; None where none would be left."""
    coins = [piece for piece in pieces if "coin" in piece.carries]
    fiats = [piece for piece in pieces if "fiat" in piece.carries]
    last = next((i for i in range(len(pieces) - 1, 0, -1) if "coin" in pieces[i].carries), 0)
    before_last = pieces[last - 1].carries if last else frozenset[str]()
    if not fiats and len(pieces) > 1 and last and "in" in before_last and not before_last & {"filler", "without"}:
        fiats, coins = coins[-1:], coins[:-1]
    fresh = {"in": word_of(fiats[0], vocabulary)} if fiats else {}
    if not coins:
        return fresh
    spoken = [str(coin) for coin in listed(before.args.get("coins", ()))]
    more = name == before.command in {"price", "chart", "forecast"} and (
        _says(pieces, "also") or _says(pieces, "without")
    )
    gathered = _gathered(coins_with_joints(pieces), "coin", spoken if more else (), vocabulary)
    return {**fresh, "coins": told(gathered)} if gathered else None


def coins_with_joints(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """Return the coins, and the words that say whether they are put in or left out."""
    return [piece for piece in pieces if piece.carries & {"coin", "with", "without"}]


def _times(pieces: Sequence[Piece], name: str) -> dict[str, list[str]]:
    """Lengths of time: of a chart the candles' or the span's, else the span's; of a forecast how far it looks."""
    found: dict[str, list[str]] = {}
    for index, piece in enumerate(pieces):
        if isinstance(piece.value, Window):
            after_past = index > 0 and bool(pieces[index - 1].carries & {"past", "last"})
            interval = None if name != "chart" or after_past else interval_of(piece.value)
            key = "interval" if interval is not None else "horizon" if name == "forecast" else "window"
            found.setdefault(key, []).append(piece.value.text if interval is None else interval.value)
    for concept, (key, text) in _NAMED_TIMES.get(name, _USUAL_TIMES).items():
        if _says(pieces, concept):
            found.setdefault(key, []).append(text)
    return found


def _of_lists(pieces: Sequence[Piece], name: str, vocabulary: Vocabulary) -> dict[str, str]:
    fresh: dict[str, str] = {}
    if name == "top":
        if direction := SLOTS["direction"](pieces, vocabulary):
            fresh["direction"] = direction
        numbers = [piece.value for piece in pieces if isinstance(piece.value, Decimal)]
        fresh |= {"n": written(numbers[0])} if numbers else {}
    if name == "market" and any("why" in piece.carries for piece in pieces):
        fresh["why"] = "why"
    return fresh


def _exchanged(pieces: Sequence[Piece], before: Before, vocabulary: Vocabulary) -> dict[str, str] | None:
    """An exchange goes on with another amount, another thing on the side of its kind, or the other way round."""
    if any("turned" in piece.carries for piece in pieces):
        return {"from": str(before.args.get("to", "")), "to": str(before.args["from"])} if "to" in before.args else None
    numbers = [piece.value for piece in pieces if isinstance(piece.value, Decimal)]
    assets = [piece for piece in pieces if piece.carries & {"coin", "fiat"}]
    if len(numbers) > 1 or len(assets) > 1:
        return None
    fresh = {"amount": written(numbers[0])} if numbers else {}
    for piece in assets:
        index = next(i for i, each in enumerate(pieces) if each is piece)
        counted = index > 0 and ("one" in pieces[index - 1].carries or isinstance(pieces[index - 1].value, Decimal))
        # "One eth", "500 sol": what has an amount is what is turned into the other.
        fresh["from" if counted else _side(piece, before, vocabulary)] = word_of(piece, vocabulary)
    return fresh


def _side(piece: Piece, before: Before, vocabulary: Vocabulary) -> str:
    def is_fiat(symbol: object) -> bool:
        found = vocabulary.catalogue.find(str(symbol))
        return isinstance(found, Coin) and found.kind is CoinKind.FIAT

    same_as_from = is_fiat(before.args.get("from")) == ("fiat" in piece.carries)
    same_as_to = "to" not in before.args or is_fiat(before.args["to"]) == ("fiat" in piece.carries)
    return "from" if same_as_from and not same_as_to else "to"


def _shared(before: Before, vocabulary: Vocabulary) -> Mapping[str, object]:
    coins = coins_of(before, vocabulary)
    counted = {"in": before.args["in"]} if "in" in before.args else {}
    return {"coins": coins, **counted} if coins else counted
