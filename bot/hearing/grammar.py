"""A line of words into a command and its values: tokens in any order, aliases, pairs as people paste them.

`verb [coin …] [operator number] [window] [in FIAT] [option=value]`
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.command import Command, Param
from bot.hearing.words import Words
from bot.params.base import IN, Vocabulary
from bot.params.choices import nearest
from bot.params.coins import CoinsKind
from core.kernel.errors import Missing, Mistake, UnknownName
from core.market.pairs import parse_pair

# Words that carry no value, in the four languages; they are passed over when nothing takes them.
FILLERS = frozenset(
    """
    the a an of for please me my and with is are it its to at on by from vs versus about show tell give now
    currently worth over last past hi hello
    der die das den dem des von vom für bitte mir mein meine und mit ist sind zu im am letzte letzten letzter seit
    gerade jetzt aktuell wert zeig zeige
    el la los las de del por para favor y e u un una con es son al en mi último últimos última últimas ahora actual
    o os as da do das dos no na nos nas em um uma com é são meu minha agora atual in -> =
    """.split()
)
_GLUED_AMOUNT = re.compile(r"(\d[\d.,']*)([^\W\d_]{2,})", re.UNICODE)
_SYMBOLS = {"$": "usd", "€": "eur", "£": "gbp", "¥": "jpy", "₿": "btc"}


@dataclass(frozen=True, slots=True)
class Bound:
    """A command with its values: `values` by Python argument, `args` as they stand in `command.args`."""

    command: Command
    values: Mapping[str, Any]
    args: Mapping[str, object]


def bind(command: Command, words: Words, vocabulary: Vocabulary) -> Bound:
    """Give every parameter its words.

    Raises
    ------
    UnknownName
        For the first word that nothing understands.
    Missing
        For a required parameter without words, or a ticker that two assets share.
    """
    values: dict[str, Any] = {}
    hints: dict[str, Param] = {}
    _unfold(command, words, vocabulary)
    for param in command.params:
        _take_option(param, words, vocabulary, values)
    for param in command.params:
        if param.argument not in values and param.markers:
            _take_marked(param, words, vocabulary, values, hints)
    for param in command.params:
        if param.argument not in values and not param.strict:
            _take_anywhere(param, words, vocabulary, values)
    _take_lone_currency(command, words, vocabulary, values)
    _refuse_leftovers(command, words, vocabulary, hints)
    _refuse_missing(command, values, vocabulary)
    values |= {name: value for name, value in command.implied(values).items() if name not in values}
    args = {p.name: p.kind.written(values[p.argument]) for p in command.params if p.argument in values}
    return Bound(command, values, args)


def _unfold(command: Command, words: Words, vocabulary: Vocabulary) -> None:
    """Part what people paste as one word: `btc/usdt`, `250eur`, `€250`."""
    names = {p.name for p in command.params}
    index = 0
    while index < len(words):
        typed = words.at(index).typed
        if "amount" in names:
            _part_amount(words, index, vocabulary)
        elif "coins" in names and vocabulary.catalogue.find(typed) is None:
            _part_pair(words, index, vocabulary, "in" in names)
        index += 1


def _part_pair(words: Words, index: int, vocabulary: Vocabulary, quoted: bool) -> None:
    typed = words.at(index).typed
    pairs = parse_pair(vocabulary.catalogue, typed)
    if len(pairs) > 1:
        raise Missing("pair-choice", typed, tuple(f"{p.base.symbol}/{p.quote.symbol}".lower() for p in pairs))
    if pairs:
        base = vocabulary.catalogue.word_for(pairs[0].base)
        words.remove(index)
        words.insert(index, (base, "in", pairs[0].quote.symbol) if quoted else (base,))


def _part_amount(words: Words, index: int, vocabulary: Vocabulary) -> None:
    typed = words.at(index).typed
    if typed[:1] in _SYMBOLS and len(typed) > 1:
        words.remove(index)
        words.insert(index, (typed[1:], _SYMBOLS[typed[0]]))
    elif typed[-1:] in _SYMBOLS and len(typed) > 1:
        words.remove(index)
        words.insert(index, (typed[:-1], _SYMBOLS[typed[-1]]))
    elif (glued := _GLUED_AMOUNT.fullmatch(typed)) and vocabulary.catalogue.find(glued[2]) is not None:
        if vocabulary.catalogue.find(typed) is None:
            words.remove(index)
            words.insert(index, (glued[1], glued[2]))


def _take_option(param: Param, words: Words, vocabulary: Vocabulary, values: dict[str, Any]) -> None:
    given = words.take_option(param.name)
    if given is None:
        return
    said = " ".join(given.typed)
    _take_anywhere(param, given, vocabulary, values)
    if param.argument not in values or len(given):
        raise UnknownName(param.kind.what, said, tuple(param.kind.suggest(said, vocabulary))[:3])


def _take_marked(
    param: Param, words: Words, vocabulary: Vocabulary, values: dict[str, Any], hints: dict[str, Param]
) -> None:
    """Take what stands right behind one of the parameter's markers ("in eur")."""
    for index in range(len(words) - 1):
        if words.at(index).folded not in param.markers:
            continue
        match = param.kind.match(words, index + 1, vocabulary)
        if match is None:
            hints.setdefault(words.at(index + 1).folded, param)
            continue
        found = [match.value]
        words.remove(index, 1 + match.length)
        while param.kind.many and index < len(words) and (more := param.kind.match(words, index, vocabulary)):
            found.append(more.value)
            words.remove(index, more.length)
        values[param.argument] = tuple(found) if param.kind.many else found[0]
        return


def _take_anywhere(param: Param, words: Words, vocabulary: Vocabulary, values: dict[str, Any]) -> None:
    found: list[object] = []
    index = 0
    while index < len(words):
        word = words.at(index)
        # A filler that is also a ticker counts only when shouted: "of" is no coin, "ONE" is.
        idle = word.folded in FILLERS and not (word.typed.isupper() and len(word.typed) > 1)
        match = None if idle else param.kind.match(words, index, vocabulary)
        if match is None:
            index += 1
            continue
        words.remove(index, match.length)
        found.append(match.value)
        if not param.kind.many:
            break
    if found:
        values[param.argument] = tuple(dict.fromkeys(found)) if param.kind.many else found[0]


def _take_lone_currency(command: Command, words: Words, vocabulary: Vocabulary, values: dict[str, Any]) -> None:
    """`price eur` asks for the euro itself, not for nothing in euros."""
    coins = next((p for p in command.params if isinstance(p.kind, CoinsKind) and p.kind.many), None)
    currency = next((p for p in command.params if p.kind.what == "currency"), None)
    if coins is None or not coins.required or coins.argument in values or currency is None:
        return
    if currency.argument in values:
        given = vocabulary.catalogue.find(values.pop(currency.argument))
        values[coins.argument] = (given,)


def _refuse_leftovers(command: Command, words: Words, vocabulary: Vocabulary, hints: Mapping[str, Param]) -> None:
    # An unknown word explains a missing one ("price btx"), so it is named first.
    for word in words:
        if word.folded in FILLERS or word.folded in IN or not any(c.isalnum() for c in word.typed):
            continue
        what, close = _meant(command, word.folded, vocabulary, hints)
        raise UnknownName(what, word.typed, close, command.examples[0])


def _meant(
    command: Command, word: str, vocabulary: Vocabulary, hints: Mapping[str, Param]
) -> tuple[str, Sequence[str]]:
    """Return what kind of word `word` was most likely meant to be, and its nearest valid forms."""
    if word in hints:
        kind = hints[word].kind
        return kind.what, tuple(kind.suggest(word, vocabulary))[:3]
    for param in command.params:
        timed = param.kind.what in ("interval", "window", "amount", "count") and word[:1].isdigit()
        close = tuple(param.kind.suggest(word, vocabulary))[:3] if timed or hasattr(param.kind, "words") else ()
        if close:
            return param.kind.what, close
    coins = next((p for p in command.params if isinstance(p.kind, CoinsKind)), None)
    if coins is not None:
        return "coin", tuple(coins.kind.suggest(word, vocabulary))[:3]
    return "word", ()


def _refuse_missing(command: Command, values: Mapping[str, Any], vocabulary: Vocabulary) -> None:
    for param in command.params:
        if param.required and param.argument not in values:
            close = tuple(param.kind.suggest("", vocabulary))[:3]
            raise Missing(param.kind.what, "", close, command.examples[0])


class Grammar:
    """All commands, by any of their names."""

    def __init__(self, commands: Sequence[Command]) -> None:
        self.commands = tuple(commands)
        self._by_word = {word: c for c in commands for word in (c.name, *c.aliases)}

    def named(self, word: str) -> Command | None:
        """Return the command that `word` names: "price", "/p", "/price@candlewick_bot"."""
        return self._by_word.get(word.casefold().removeprefix("/").split("@")[0])

    def read(self, line: str, vocabulary: Vocabulary) -> Bound | None:
        """Bind a line that begins with a command; None when it begins with another word.

        Raises a `Mistake` as `bind` does, and UnknownName for a slash command that does not exist.
        """
        words = Words.of(line)
        if not len(words):
            return None
        head = words.at(0).typed
        command = self.named(head)
        if command is None:
            if head.startswith("/") and len(head) > 1:
                raise self.unknown(head)
            return None
        words.remove(0)
        return bind(command, words, vocabulary)

    def anywhere(self, line: str, vocabulary: Vocabulary) -> Bound | None:
        """Bind a short line whose command stands later ("btc price"), or that only names coins ("eth in eur")."""
        words = Words.of(line)
        for index in range(1, min(len(words), 8)):
            command = self.named(words.at(index).typed)
            if command is not None:
                words.remove(index)
                return _bound_or_none(command, words, vocabulary)
        price = self._by_word.get("price")
        return _bound_or_none(price, words, vocabulary) if price and 0 < len(words) <= 8 else None

    def unknown(self, head: str) -> UnknownName:
        """Return the error for a word that should have been a command, with the nearest ones."""
        shown = sorted(c.name for c in self.commands if not c.hidden)
        word = head.casefold().removeprefix("/").split("@")[0]
        return UnknownName("command", head, nearest(word, shown, 3), "help")

    def nearest(self, head: str) -> tuple[str, ...]:
        """Return the commands that `head` is a slip of; empty for a word unlike all of them."""
        shown = [w for w, c in self._by_word.items() if not c.hidden and len(w) > 2]
        # One slip in four letters, two in eight: more is another word.
        close = [w for w in nearest(head, shown, 5) if _slips(head, w) <= max(1, len(w) // 4)] if len(head) > 2 else []
        return tuple(dict.fromkeys(self._by_word[w].name for w in close))


def _slips(word: str, other: str) -> int:
    from rapidfuzz.distance import OSA

    return int(OSA.distance(word.casefold(), other.casefold()))


def _bound_or_none(command: Command, words: Words, vocabulary: Vocabulary) -> Bound | None:
    try:
        return bind(command, words, vocabulary)
    except Missing as missing:
        # Two assets share the ticker: that question is worth asking even of a bare word.
        if missing.what.endswith("-choice"):
            raise
        return None
    except Mistake:
        return None
