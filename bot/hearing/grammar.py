"""A line of words into a command and its values: tokens in any order, aliases, pairs as people paste them.

`verb [coin …] [operator number] [window] [in FIAT] [option=value]`
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from rapidfuzz.distance import OSA

from bot.command import Command, Effect
from bot.hearing.binding import Bound, bind
from bot.hearing.closed import meaning_of
from bot.hearing.hours import warm
from bot.hearing.phrases import LANGUAGES, lexicon, turn_words, verbs
from bot.hearing.words import LONGEST_MESSAGE, Words, folded
from bot.params.base import Vocabulary
from bot.params.choices import nearest
from core.kernel.errors import Missing, Mistake, UnknownName

__all__ = ["Bound", "Grammar", "bind"]

# A command line is short; what goes on for longer is a text that happens to begin with a verb.
MOST_WORDS = 80
_LONGEST_VERB = 24
# How far into a line its verb may stand: "btc eth price in eur".
_FARTHEST_VERB = 8
# Said to something that waits, and never in the middle of a sentence: "na ja" confirms nothing.
_ANSWERS = frozenset({"confirm", "cancel"})


class Grammar:
    """All commands, by any of their names in any language."""

    def __init__(self, commands: Sequence[Command]) -> None:
        self.commands = tuple(commands)
        by_name = {command.name: command for command in commands}
        spoken = {word: by_name[name] for word, name in verbs().items() if name in by_name}
        own = {folded(word): command for command in commands for word in (command.name, *command.aliases)}
        self._by_word: Mapping[str, Command] = spoken | own
        # Read now: whoever hears a message must not wait for the disk.
        for language in LANGUAGES:
            lexicon(language)
        warm()

    def named(self, word: str) -> Command | None:
        """Return the command that `word` names: "price", "/p", "/price@candlewick_bot", "Preis"."""
        return self._by_word.get(_bare(word))

    def read(self, line: str, vocabulary: Vocabulary) -> Bound | None:
        """Bind a line that begins with a command; None when it begins with another word.

        Raises a `Mistake` as `bind` does, and UnknownName for a slash command that does not exist and for a line that
        is too long to be one.
        """
        words = Words.of(line)
        if not len(words):
            return None
        head = words.at(0).typed
        if (whole := self.whole(line)) is not None:
            return bind(whole[0], Words.whole(whole[1]), vocabulary)
        command = self.named(head)
        if command is None:
            if not head.startswith("/") or len(head) < 2:
                return None
            if (mended := self.mended(line, vocabulary)) is not None:
                return mended
            raise self.unknown(head)
        if len(words) > MOST_WORDS:
            raise UnknownName("length", str(len(words)), (str(MOST_WORDS),), "price btc")
        words.remove(0)
        # A no is a no, whatever is drawn beside it.
        return bind(command, words.unadorned() if meaning_of(head, "refusing") else words, vocabulary)

    def whole(self, line: str) -> tuple[Command, str] | None:
        """Return a command that takes the rest of its line as typed, and that rest; None for any other line."""
        head, *rest = line.split(maxsplit=1) or [""]
        command = self.named(head)
        return (command, "".join(rest)) if command is not None and command.whole is not None else None

    def anywhere(self, line: str, vocabulary: Vocabulary) -> Bound | None:
        """Bind a short line whose command stands later ("btc price"), None when there is none that takes every word.

        Raises Missing for a ticker that two assets share, or a pair that can be read in two ways.
        """
        words = Words.of(line)
        # "ethereum gas price": a line without its verb in front is no place for words that are seldom coins.
        if len(words) > MOST_WORDS or any(word.typed in lexicon("en").ordinary for word in words):
            return None
        for index in range(1, min(len(words), _FARTHEST_VERB)):
            if (command := self.named(words.at(index).typed)) is not None:
                if command.name in _ANSWERS:
                    return None
                words.remove(index)
                return _bound_or_none(command, words, vocabulary)
        return None

    def unknown(self, head: str) -> UnknownName:
        """Return the error for a word that should have been a command, with the nearest ones."""
        shown = sorted(c.name for c in self.commands if not c.hidden)
        near = self._close(head) or nearest(_bare(head), shown, 3)
        return UnknownName("command", head[: 2 * _LONGEST_VERB], near, "help")

    def mended(self, line: str, vocabulary: Vocabulary) -> Bound | None:
        """Bind a line whose first word is a slip of one verb that only asks, and whose rest makes a whole line of it;
        None for any other. What changes something is never guessed at."""
        words = Words.of(line)
        if not 2 <= len(words) <= MOST_WORDS or words.at(0).folded in _said_words():
            return None
        near = self._close(words.at(0).typed)
        if len(near) != 1 or (command := self._by_word[near[0]]).effect is not Effect.READ:
            return None
        rest = words.typed[1:]
        bound = _bound_or_none(command, Words.of(" ".join(rest)), vocabulary)
        return None if bound is None else replace(bound, mended=" ".join([command.name, *rest]))

    def slip(self, line: str, vocabulary: Vocabulary) -> UnknownName | None:
        """Return the error for a line whose first word is a slip of a verb, when the rest goes with that verb."""
        words = Words.of(line)
        # "Gracias" and "conecta kraken" are meant as they stand, although nothing is done: no slips of a verb.
        if not len(words) or len(words) > MOST_WORDS or words.at(0).folded in _said_words() | _joining_words():
            return None
        head = words.at(0).typed
        rest = words.typed[1:]
        near = tuple(name for name in self._close(head) if _goes_with(self._by_word[name], rest, vocabulary))
        return UnknownName("command", head, near, "help") if near else None

    def _close(self, head: str) -> tuple[str, ...]:
        """Return the names of commands that `head` is a slip of; empty for a word unlike all of them."""
        word = _bare(head)
        if not 2 < len(word) <= _LONGEST_VERB:
            return ()
        # A slip seldom begins with a letter that is not even the second.
        verbs = {verb: c for verb, c in self._by_word.items() if not c.hidden and len(verb) > 2 and word[0] in verb[:2]}
        slips = {verb: _slips(word, verb) for verb in verbs}
        # One slip in four letters, two in eight: more is another word.
        close = sorted((v for v, n in slips.items() if n <= max(1, len(v) // 4)), key=lambda v: slips[v])
        return tuple(dict.fromkeys(self._by_word[verb].name for verb in close))[:3]


def too_long(text: str) -> UnknownName:
    """Return the error for a message that nobody typed as a question: how long it is, and how long one may be."""
    return UnknownName("message", str(len(text)), (str(LONGEST_MESSAGE),), "price btc")


@cache
def _said_words() -> frozenset[str]:
    """Return the words that mean something in a sentence: none of them is a slip."""
    return frozenset(phrase for language in LANGUAGES for phrase in lexicon(language).means if " " not in phrase)


@cache
def _joining_words() -> frozenset[str]:
    words = (turn_words(language, "linking") for language in LANGUAGES)
    return frozenset(word for means in words for word, carried in means.items() if carried & {"join", "part"})


def _bare(word: str) -> str:
    return folded(word).removeprefix("/").split("@")[0]


def _slips(word: str, verb: str) -> int:
    """Count edits; among words of three letters only swapped ones are near."""
    if len(verb) == 3 and sorted(word) != sorted(verb):
        return len(verb)
    return OSA.distance(word, verb)


def _goes_with(command: Command, rest: Sequence[str], vocabulary: Vocabulary) -> bool:
    try:
        bind(command, Words.of(" ".join(rest)), vocabulary)
    except Missing:
        return True
    except Mistake as mistake:
        # Two slips in one line are still slips; other words make it another sentence.
        return bool(mistake.nearest) and len(rest) <= 2
    return True


def _bound_or_none(command: Command, words: Words, vocabulary: Vocabulary) -> Bound | None:
    try:
        return bind(command, words, vocabulary)
    except Missing as missing:
        if missing.what.endswith("-choice"):
            raise
        return None
    except Mistake:
        return None
