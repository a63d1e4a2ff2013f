"""Giving the words of a line to the parameters of a command."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import fuzz

from bot.command import Command, Param
from bot.hearing.fillers import FILLERS
from bot.hearing.glued import counted_in, parted_amount
from bot.hearing.words import Words, all_spellings
from bot.params.base import Kind, Match, Vocabulary
from bot.params.choices import ChoiceKind, nearest
from bot.params.coins import CoinsKind, CurrencyKind
from core.kernel.errors import Missing, UnknownName
from core.market.model import Coin
from core.market.pairs import parse_pair

_ALIKE = 60  # per cent that a word of a closed set must be like what was typed beside coins: "bitcon" is no "top"
_COUNTED = frozenset({"interval", "window", "horizon", "amount", "count"})
_OPTION = re.compile(r"[^\W\d_]{1,20}[=:].{1,80}")


@dataclass(frozen=True, slots=True)
class Bound:
    """A command with its values: `values` by Python argument, `args` as they stand in `command.args`."""

    command: Command
    values: Mapping[str, Any]
    args: Mapping[str, object]
    mended: str = ""  # the line that was read in place of the typed one, whose verb was a slip
    remark: str = ""  # the text that is said before its answer


@dataclass(slots=True)
class _Taking:
    """One line being given out: the words left, the values found, and what to say about words that stay."""

    command: Command
    words: Words
    vocabulary: Vocabulary
    values: dict[str, Any] = field(default_factory=dict)
    hints: dict[str, Param] = field(default_factory=dict)
    choice: Missing | None = None

    def match(self, kind: Kind, index: int) -> Match[object] | None:
        """Return what `kind` reads at `index`. A word that could mean two things counts as read: an unknown word
        elsewhere is named before it is asked which."""
        try:
            return kind.match(self.words, index, self.vocabulary)
        except Missing as missing:
            if not missing.what.endswith("-choice"):
                raise
            self.choice = self.choice or missing
            return Match(None, len(missing.given.split()))


def bind(command: Command, words: Words, vocabulary: Vocabulary) -> Bound:
    """Give every parameter its words.

    Raises
    ------
    UnknownName
        For the first word that nothing understands.
    Missing
        For a required parameter without words, a ticker that two assets share, a pair that can be parted in two ways.
    """
    taking = _Taking(command, words, vocabulary)
    if command.whole is not None:
        return _bound_whole(taking, command.whole)
    for param in command.params:
        _take_option(taking, param)
    _unfold(taking)
    for param in command.params:
        if param.argument not in taking.values and param.markers:
            _take_marked(taking, param)
    for param in command.params:
        if param.argument not in taking.values and not param.strict:
            _take_anywhere(taking, param, param.loose or param.kind)
    _take_lone_currency(taking)
    _refuse_leftovers(taking)
    _refuse_pictures(taking)
    if taking.choice is not None:
        raise taking.choice
    said = taking.values
    values = {**command.implied(said), **said}
    _refuse_missing(taking, values)
    args = {p.name: p.kind.written(values[p.argument]) for p in command.params if p.argument in values}
    return Bound(command, values, args)


def _bound_whole(taking: _Taking, param: Param) -> Bound:
    if not len(taking.words):
        raise _missing(taking, param)
    match = param.kind.match(Words.whole(" ".join(taking.words.typed)), 0, taking.vocabulary)
    assert match is not None, "what takes the whole line takes any line, or raises"
    value = match.value
    return Bound(taking.command, {param.argument: value}, {param.name: param.kind.written(value)})


def _take_option(taking: _Taking, param: Param) -> None:
    value = taking.words.take_option(param.name)
    if value is None:
        return
    given = Words.of(value)
    said = " ".join(given.typed)
    inner = _Taking(taking.command, given, taking.vocabulary)
    if param.name == "coins":
        _unfold(inner)
        taking.words.insert(len(taking.words), counted_in(given))
    _take_anywhere(inner, param, param.kind, idle=frozenset())
    taking.choice = taking.choice or inner.choice
    if not said:
        raise _nameless(taking, param, value)
    if param.argument not in inner.values or len(given):
        close = tuple(param.kind.suggest(said, taking.vocabulary))[:3]
        raise UnknownName(param.kind.what, said, close, taking.command.example(param.kind.what))
    taking.values |= inner.values


def _nameless(taking: _Taking, param: Param, given: str) -> UnknownName:
    """Return the error for what was said and is no word: nothing is like it, and a closed set names some of its own."""
    close = param.kind.suggest("", taking.vocabulary) if isinstance(param.kind, ChoiceKind) else ()
    example = taking.command.example(param.kind.what)
    # A bare verb would do with everything what was meant for one.
    return UnknownName(param.kind.what, given, tuple(close)[:3], example if " " in example else "")


def _unfold(taking: _Taking) -> None:
    """Part what people paste as one word: `btc/usdt`, `250eur`, `€250`."""
    names, index = {p.name for p in taking.command.params}, 0
    while index < len(taking.words):
        typed = taking.words.at(index).typed
        parts: Sequence[str] = ()
        if "amount" in names:
            parts = parted_amount(typed, taking.vocabulary)
        if not parts and names & {"amount", "coins"} and taking.words.at(index).folded not in FILLERS:
            parts = _parted_pair(taking, typed, bool(names & {"in", "to"}))
        if parts:
            taking.words.remove(index)
            taking.words.insert(index, parts)
        index += max(1, len(parts))


def _parted_pair(taking: _Taking, typed: str, quoted: bool) -> Sequence[str]:
    catalogue = taking.vocabulary.catalogue
    if catalogue.find(typed) is not None:
        return ()
    pairs = parse_pair(catalogue, typed)
    if len(pairs) > 1 and taking.choice is None:
        written = tuple(f"{p.base.symbol}/{p.quote.symbol}".lower() for p in pairs)
        taking.choice = Missing("pair-choice", typed, written)
    if not pairs:
        return ()
    base = catalogue.word_for(pairs[0].base)
    return (base, "in", pairs[0].quote.symbol) if quoted else (base,)


def _take_marked(taking: _Taking, param: Param) -> None:
    """Take what stands right behind one of the parameter's markers ("in eur")."""
    words, markers = taking.words, all_spellings(param.markers)
    for index in range(len(words) - 1):
        if words.at(index).folded not in markers:
            continue
        match = taking.match(param.kind, index + 1)
        if match is None:
            taking.hints.setdefault(words.at(index + 1).folded, param)
            continue
        found = [match.value]
        words.remove(index, 1 + match.length)
        while param.kind.many and index < len(words) and (more := taking.match(param.kind, index)) is not None:
            found.append(more.value)
            words.remove(index, more.length)
        taking.values[param.argument] = tuple(dict.fromkeys(found)) if param.kind.many else found[0]
        return
    _take_lone_marker(taking, param)


def _take_lone_marker(taking: _Taking, param: Param) -> None:
    """Take a marker with nothing of its value behind it, where that says something ("room digest")."""
    at = next((i for i, word in enumerate(taking.words) if word.folded in all_spellings(param.markers)), None)
    if param.alone is not None and at is not None and at == len(taking.words) - 1:
        taking.words.remove(at)
        taking.values[param.argument] = param.alone


def _take_anywhere(taking: _Taking, param: Param, kind: Kind, idle: Iterable[str] = FILLERS) -> None:
    words, found = taking.words, []
    passed = idle if isinstance(kind, CoinsKind | CurrencyKind) else frozenset[str]()
    index = 0
    while index < len(words):
        word = words.at(index)
        # A filler that is also a ticker counts only when shouted: "of" is no coin, "ONE" is.
        quiet = word.folded in passed and not (word.typed.isupper() and len(word.typed) > 1)
        match = None if quiet else taking.match(kind, index)
        if match is None:
            index += 1
            continue
        words.remove(index, match.length)
        found.append(match.value)
        if not kind.many:
            break
    if found:
        taking.values[param.argument] = tuple(dict.fromkeys(found)) if kind.many else found[0]


def _take_lone_currency(taking: _Taking) -> None:
    """`price eur` asks for the euro itself, not for nothing in euros; `price eur in usd` likewise."""
    coins = next((p for p in taking.command.params if isinstance(p.kind, CoinsKind) and p.kind.many), None)
    currency = next((p for p in taking.command.params if isinstance(p.kind, CurrencyKind)), None)
    if coins is None or not coins.required or coins.argument in taking.values or currency is None:
        return
    for index in range(len(taking.words)):
        match = taking.match(currency.kind, index) if taking.words.at(index).folded not in FILLERS else None
        if match is not None:
            taking.words.remove(index, match.length)
            taking.values[coins.argument] = (taking.vocabulary.catalogue.find(str(match.value)),)
            return
    if currency.argument in taking.values:
        given = taking.values.pop(currency.argument)
        taking.values[coins.argument] = (taking.vocabulary.catalogue.find(given),)


def _refuse_leftovers(taking: _Taking) -> None:
    # An unknown word explains a missing one ("price btx"), so it is named first; a known one has no place any more.
    left = [w for w in taking.words if w.folded not in FILLERS and any(c.isalnum() for c in w.typed)]
    if not left:
        return
    word, params = left[0], taking.command.params
    announced = next(
        (p for p in params if p.argument not in taking.values and word.folded in all_spellings(p.markers)), None
    )
    if announced is not None and len(left) == 1:
        raise _missing(taking, announced)
    word = left[1] if announced is not None else word
    if _is_second_currency(taking, word.typed):
        raise UnknownName("second-currency", word.typed, (), taking.command.example("currency"))
    what, close = _one_of(taking, word.folded) if len(left) == 1 and not taking.values else ("", ())
    if not close:
        what, close = _meant(taking, word.folded)
    what, close = ("surplus", ()) if word.folded in map(str.casefold, close) else (what, close)
    raise UnknownName(what, word.typed, close, taking.command.example(what))


def _refuse_pictures(taking: _Taking) -> None:
    """A picture in the place of the only word that says what is meant names nothing ("cancel 🔥"); beside words, such
    as please, it adorns them."""
    said = {"", *taking.values}
    params = [param for param in taking.command.params if param.narrows in said]
    if params and taking.words.pictures and not len(taking.words) and said.isdisjoint(p.argument for p in params):
        raise _nameless(taking, params[0], taking.words.pictures[0])


def _is_second_currency(taking: _Taking, word: str) -> bool:
    """Whether `word` is a currency where one is given already: "price btc/usdt btc/eur"."""
    params = (p for p in taking.command.params if isinstance(p.kind, CurrencyKind) and p.argument in taking.values)
    found = taking.vocabulary.catalogue.find_currency(word)
    return next(params, None) is not None and isinstance(found, Coin) and taking.vocabulary.catalogue.is_quote(found)


def _one_of(taking: _Taking, word: str) -> tuple[str, Sequence[str]]:
    """Return what the only word behind a command must be that takes one out of a closed set ("help nonsense"), or a
    setting by its name ("settings nonsense"): those it is like, else the first of them."""
    params = taking.command.params
    if len(params) == 1 and isinstance(kind := params[0].kind, ChoiceKind):
        return kind.what, (kind.suggest(word, taking.vocabulary) or kind.suggest("", taking.vocabulary))[:3]
    if any(param.strict for param in params):
        names = tuple(param.name for param in params)
        return "option", (nearest(word, names) or names)[:3]
    return "", ()


def _meant(taking: _Taking, word: str) -> tuple[str, Sequence[str]]:
    """Return what kind of word `word` was most likely meant to be, and its nearest valid forms."""
    vocabulary, params = taking.vocabulary, taking.command.params
    if word in taking.hints:
        kind = taking.hints[word].kind
        return kind.what, tuple(kind.suggest(word, vocabulary))[:3]
    coins = next((p.kind for p in params if isinstance(p.kind, CoinsKind)), None)
    if _OPTION.fullmatch(word):
        return "option", tuple(f"{p.name}=" for p in params)[:3]
    for param in params:
        counted = param.kind.what in _COUNTED and word.lstrip("+-−")[:1].isdigit()
        close = tuple(param.kind.suggest(word, vocabulary))[:3] if counted or hasattr(param.kind, "words") else ()
        if close and (counted or coins is None or any(fuzz.ratio(word, each) >= _ALIKE for each in close)):
            return param.kind.what, close
    return ("word", ()) if coins is None else ("coin", tuple(coins.suggest(word, vocabulary))[:3])


def _refuse_missing(taking: _Taking, values: Mapping[str, Any]) -> None:
    for param in taking.command.params:
        if param.required and param.argument not in values:
            raise _missing(taking, param)


def _missing(taking: _Taking, param: Param) -> Missing:
    close = tuple(param.kind.suggest("", taking.vocabulary))[: 4 if isinstance(param.kind, ChoiceKind) else 3]
    return Missing(param.kind.what, "", close, taking.command.example(param.kind.what))
