"""From a message to a bound command: the grammar first, then plain sentences, then the nearest command."""

from bot.hearing.grammar import Bound, Grammar
from bot.hearing.phrases import translated
from bot.hearing.words import LONGEST_MESSAGE, Words
from bot.params.base import Vocabulary
from core.kernel.errors import Missing, Mistake, UnknownName


def understood(text: str, grammar: Grammar, vocabulary: Vocabulary) -> Bound | None:
    """Return what `text` asks for, None when it is no command at all.

    Raises
    ------
    Mistake
        For a command that was meant and not said right.
    """
    if len(text) > LONGEST_MESSAGE:
        raise UnknownName("message", f"{len(text)}", (f"{LONGEST_MESSAGE}",), "price btc")
    mistake: Mistake | None = None
    try:
        if (bound := grammar.read(text, vocabulary)) is not None:
            return bound
    except Mistake as error:
        mistake = error
    if mistake is None or not text.lstrip().startswith("/"):
        meant = _sentence(text, grammar, vocabulary)
        if isinstance(meant, Bound):
            return meant
        mistake = mistake or meant
    if mistake is not None:
        raise mistake
    return _otherwise(text, grammar, vocabulary)


def _sentence(text: str, grammar: Grammar, vocabulary: Vocabulary) -> Bound | Mistake | None:
    """Return what a plain sentence means: the first reading that binds, else the first one's mistake."""
    first: Mistake | None = None
    for line in translated(text, vocabulary.language):
        try:
            if (bound := grammar.read(line, vocabulary)) is not None:
                return bound
        except Missing as missing:
            if missing.what.endswith("-choice"):
                return missing
            first = first or missing
        except Mistake as error:
            first = first or error
    return first


def _otherwise(text: str, grammar: Grammar, vocabulary: Vocabulary) -> Bound | None:
    if (bound := grammar.anywhere(text, vocabulary)) is not None:
        return bound
    words = Words.of(text)
    if len(words) and (near := grammar.nearest(words.at(0).typed)):
        raise UnknownName("command", words.at(0).typed, near, "help")
    return None
