"""What goes on from what was last understood: "and in euros?", "same for eth", "with rsi", "chart it", "why?".

A follow-up names what changes and inherits the rest; it becomes a command line like any other sentence. No language
model is asked, and of a sentence that was understood nothing is kept but the command it came to.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from bot.hearing.grammar import Grammar
from bot.hearing.phrases import APOSTROPHES, LANGUAGES, lexicon
from bot.hearing.pieces import Carried, Piece, pieces_of
from bot.hearing.slots import SLOTS
from bot.hearing.words import cleaned, folded
from bot.params.base import Vocabulary
from bot.params.times import Window, interval_of
from core.kernel.figures import written
from core.market.model import Coin, CoinKind

_LONGEST = 120
_MARKS = " ¿¡?!.,…"
_MOST_PIECES, _SHORT = 12, 3
# Sentences that go on from another begin with these; "in" does where nothing but a currency follows.
_OPENINGS: Carried = frozenset({"about", "again", "and", "in"})
_PASSED: Carried = frozenset({
    "filler", "polite", "article", "now", "on", "one", "in", "and", "about", "again", "show", "want", "ask", "state",
    "me", "get", "coins", "past", "it",
})  # fmt: skip
_VIEWS: Mapping[str, Carried] = {
    "chart": frozenset({"chart"}),
    "depth": frozenset({"depth"}),
    "price": frozenset({"price", "how_much"}),
    "watch": frozenset({"watch"}),
}
_SAYS: Carried = frozenset({
    "coin", "fiat", "window", "candles", "hourly", "daily", "weekly", "today", "indicator", "number", "venue",
    "gainers", "losers", "best", "worst", "why", "turned",
})  # fmt: skip
_ADMITTED = _PASSED.union(_SAYS, *_VIEWS.values())
# What a sentence may go on from.
GOES_ON = frozenset({"price", "convert", "chart", "depth", "market", "top", "watch", "alert", "forecast"})
# What another view of the same coins goes on with.
_SHARED = ("coins", "in")


@dataclass(frozen=True, slots=True)
class Before:
    """What was last understood here of the same person: a command and its `args` as `say --json` prints them."""

    command: str
    args: Mapping[str, object]


def opens_like_one(text: str) -> bool:
    """Return whether `text` begins as follow-ups do in one of the languages, without reading on: "and", "same"."""
    if len(text) > _LONGEST:
        return False
    words = folded(cleaned(text).translate(APOSTROPHES).strip(_MARKS)).split(" ")
    begins = (lexicon(language).phrase(words, 0) for language in LANGUAGES)
    return any(phrase is not None and phrase[0] & _OPENINGS for phrase in begins)


def points_back(text: str, args: Mapping[str, object], vocabulary: Vocabulary) -> bool:
    """Return whether what was read of `text` names no coin where "it" may mean one: "watch it", "how much is it in
    dollars"."""
    words = [folded(word.strip(_MARKS)) for word in cleaned(text[:_LONGEST]).split(" ")]
    if "coins" not in args:
        return len(words) <= _SHORT and words[-1] in _pronouns()
    named = _listed(args["coins"])
    return not any(_is_coin(str(word), vocabulary) for word in named) and not _pronouns().isdisjoint(words)


def followed(text: str, before: Before, grammar: Grammar, vocabulary: Vocabulary) -> str | None:
    """Return the command line that `text` means after `before`, None when it does not go on from that."""
    for pieces in _readings(text, vocabulary):
        if (line := _line(pieces, before, grammar, vocabulary)) is not None:
            return line
    return None


def about_the_one(text: str, before: Before, vocabulary: Vocabulary) -> str | None:
    """Return `text` with the one coin that was spoken of in front: "avísame cuando baje de 50k" has no "it"."""
    coins = _coins_of(before, vocabulary)
    return f"{coins[0]} {text}" if len(coins) == 1 and len(text) <= _LONGEST else None


def with_names(text: str, before: Before, vocabulary: Vocabulary) -> Iterator[str]:
    """Yield `text` with "it" and "them" replaced by the coins that were spoken of, as each language reads it."""
    coins = _coins_of(before, vocabulary)
    words = cleaned(text[:_LONGEST]).split(" ")
    if not coins or len(text) > _LONGEST:
        return
    for language in LANGUAGES:
        means = lexicon(language).means
        its = [i for i, word in enumerate(words) if "it" in means.get(folded(word.strip(_MARKS)), frozenset())]
        for index in its:
            yield " ".join([*words[:index], " ".join(coins), *words[index + 1 :]])


@cache
def _pronouns() -> frozenset[str]:
    return frozenset(phrase for name in LANGUAGES for phrase, carried in lexicon(name).means.items() if "it" in carried)


def _readings(text: str, vocabulary: Vocabulary) -> Iterator[Sequence[Piece]]:
    if not text.strip() or len(text) > _LONGEST:
        return
    for name in (vocabulary.language, *(other for other in LANGUAGES if other != vocabulary.language)):
        pieces = pieces_of(text, lexicon(name), vocabulary)
        if 0 < len(pieces) <= _MOST_PIECES and all(piece.carries & _ADMITTED for piece in pieces):
            yield pieces


def _line(pieces: Sequence[Piece], before: Before, grammar: Grammar, vocabulary: Vocabulary) -> str | None:
    if before.command == "alert" and not _names_a_view(pieces):
        return _same_rule(pieces, before, vocabulary)
    name = _view(pieces, before)
    command = grammar.named(name)
    fresh = _fresh(pieces, name, before, vocabulary)
    if command is None or fresh is None or (not fresh and name == before.command):
        return None
    takes = {param.name for param in command.params}
    if fresh.keys() - takes == {"in"} and (coins := _coins_of(before, vocabulary)):
        # What is told in one money only has a price in others.
        return f"price coins={_written(coins)} in={fresh['in']}"
    if not fresh.keys() <= takes:
        return None
    kept = (
        before.args
        if name == before.command
        else {**_shared(before, vocabulary), **({"action": "add"} if name == "watch" else {})}
    )
    merged = {**{key: _written(value) for key, value in kept.items() if key in takes}, **fresh}
    return " ".join([name, *(f"{key}={value}" for key, value in merged.items())])


def _names_a_view(pieces: Sequence[Piece]) -> bool:
    return any(piece.carries & concepts for piece in pieces for concepts in _VIEWS.values())


def _view(pieces: Sequence[Piece], before: Before) -> str:
    """Return the command that is meant: one that is named, a chart where a study is, else the one before."""
    said = frozenset().union(*(piece.carries for piece in pieces))
    named = [name for name, concepts in _VIEWS.items() if said & concepts]
    if named and before.command not in named:
        return named[0]
    return "chart" if "indicator" in said and before.command in {"price", "depth"} else before.command


def _fresh(pieces: Sequence[Piece], name: str, before: Before, vocabulary: Vocabulary) -> dict[str, str] | None:
    """Return what `pieces` change, by argument; None where they say a thing twice."""
    if name == "convert":
        return _exchanged(pieces, before, vocabulary)
    if sum(1 for piece in pieces if "fiat" in piece.carries) > 1:
        return None
    fresh = _assets(pieces, vocabulary)
    for key, values in _times(pieces, name).items():
        if len(values) > 1:
            return None
        fresh[key] = values[0]
    indicators = [str(piece.value) for piece in pieces if "indicator" in piece.carries]
    if indicators:
        had = before.args.get("indicators", ()) if name == before.command else ()
        fresh["indicators"] = _written([*dict.fromkeys([*_listed(had), *indicators])])
    venues = [str(piece.value) for piece in pieces if "venue" in piece.carries]
    if venues:
        fresh["at"] = ",".join(venues)
    return fresh | _of_lists(pieces, name, vocabulary)


def _assets(pieces: Sequence[Piece], vocabulary: Vocabulary) -> dict[str, str]:
    """Coins are what is asked about, a currency what it is counted in; "eth in btc" counts in a coin."""
    coins = [piece for piece in pieces if "coin" in piece.carries]
    fiats = [piece for piece in pieces if "fiat" in piece.carries]
    last = next((i for i in range(len(pieces) - 1, 0, -1) if "coin" in pieces[i].carries), 0)
    if (
        not fiats
        and len(pieces) > 1
        and last
        and "in" in pieces[last - 1].carries
        and "filler" not in pieces[last - 1].carries
    ):
        fiats, coins = coins[-1:], coins[:-1]
    fresh = {"coins": ",".join(_word(piece, vocabulary) for piece in coins)} if coins else {}
    return fresh | ({"in": _word(fiats[0], vocabulary)} if fiats else {})


def _times(pieces: Sequence[Piece], name: str) -> dict[str, list[str]]:
    """Lengths of time: of a chart the candles' or the span's, else the span's; of a forecast how far it looks."""
    found: dict[str, list[str]] = {}
    for index, piece in enumerate(pieces):
        if isinstance(piece.value, Window):
            after_past = index > 0 and "past" in pieces[index - 1].carries
            interval = None if name != "chart" or after_past else interval_of(piece.value)
            key = "interval" if interval is not None else "horizon" if name == "forecast" else "window"
            found.setdefault(key, []).append(piece.value.text if interval is None else interval.value)
    if name == "chart":
        for concept, text in (("hourly", "1h"), ("daily", "1d"), ("weekly", "1w")):
            if any(concept in piece.carries for piece in pieces):
                found.setdefault("interval", []).append(text)
    elif any("today" in piece.carries for piece in pieces):
        found.setdefault("window", []).append("24h")
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
        fresh[_side(piece, before, vocabulary)] = _word(piece, vocabulary)
    return fresh


def _side(piece: Piece, before: Before, vocabulary: Vocabulary) -> str:
    def is_fiat(symbol: object) -> bool:
        found = vocabulary.catalogue.find(str(symbol))
        return isinstance(found, Coin) and found.kind is CoinKind.FIAT

    same_as_from = is_fiat(before.args.get("from")) == ("fiat" in piece.carries)
    same_as_to = "to" not in before.args or is_fiat(before.args["to"]) == ("fiat" in piece.carries)
    return "from" if same_as_from and not same_as_to else "to"


def _same_rule(pieces: Sequence[Piece], before: Before, vocabulary: Vocabulary) -> str | None:
    """An alert like the one before, about another coin: its text with that one's word exchanged."""
    coins = [piece for piece in pieces if "coin" in piece.carries]
    if len(coins) != 1 or any(piece.carries & _SAYS - {"coin"} and "coin" not in piece.carries for piece in pieces):
        return None
    words, about = str(before.args.get("rule", "")).split(" "), _coins_of(before, vocabulary)
    if len(about) != 1:
        return None
    return " ".join(["alert", *(_word(coins[0], vocabulary).lower() if word == about[0] else word for word in words)])


def _shared(before: Before, vocabulary: Vocabulary) -> Mapping[str, object]:
    coins = _coins_of(before, vocabulary)
    counted = {"in": before.args["in"]} if "in" in before.args else {}
    return {"coins": coins, **counted} if coins else counted


def _coins_of(before: Before, vocabulary: Vocabulary) -> list[str]:
    """Return the coins that were spoken of, in the words they were kept in."""
    if before.command == "convert":
        return [str(before.args["from"])]
    if before.command == "alert":
        words = str(before.args.get("rule", "")).split(" ")
        return list(dict.fromkeys(word for word in words if _is_coin(word, vocabulary)))
    return [str(coin) for coin in _listed(before.args.get("coins", ()))]


def _is_coin(word: str, vocabulary: Vocabulary) -> bool:
    found = vocabulary.catalogue.find(word)
    return isinstance(found, Coin) and found.kind is not CoinKind.FIAT


def _listed(value: object) -> Sequence[object]:
    return value if isinstance(value, list | tuple) else (value,)


def _written(value: object) -> str:
    return ",".join(str(part) for part in _listed(value))


def _word(piece: Piece, vocabulary: Vocabulary) -> str:
    return vocabulary.catalogue.word_for(piece.value) if isinstance(piece.value, Coin) else piece.typed
