"""From a message to a bound command: the grammar first, then plain sentences, then slips of the finger."""

from dataclasses import replace

from bot.hearing.grammar import Bound, Grammar, too_long
from bot.hearing.sentences import guessed, translated
from bot.hearing.words import LONGEST_MESSAGE
from bot.params.base import Vocabulary
from bot.params.rules import is_but_a_name
from core.kernel.errors import Mistake


def understood(text: str, grammar: Grammar, vocabulary: Vocabulary) -> Bound | None:
    """Return what `text` asks for, None when it is no command at all.

    Raises
    ------
    Mistake
        For a command that was meant and not said right.
    """
    if len(text) > LONGEST_MESSAGE:
        raise too_long(text)
    mistake: Mistake | None = None
    slashed = text.lstrip().startswith("/")
    try:
        if (bound := grammar.read(text, vocabulary)) is not None:
            return bound
    except Mistake as error:
        mistake = error
    if mistake is not None and is_but_a_name(mistake):
        raise mistake
    if not (slashed and mistake) and (line := translated(text, vocabulary)) is not None:
        return _read(line, grammar, vocabulary)
    if mistake is not None and (slashed or _is_meant(mistake)):
        raise mistake
    return _otherwise(text, grammar, vocabulary)


def _otherwise(text: str, grammar: Grammar, vocabulary: Vocabulary) -> Bound | None:
    if (bound := grammar.anywhere(text, vocabulary)) is not None:
        return bound
    if (slip := grammar.slip(text, vocabulary)) is not None:
        raise slip
    line = guessed(text, vocabulary)
    return None if line is None else _read(line, grammar, vocabulary)


def _read(line: str, grammar: Grammar, vocabulary: Vocabulary) -> Bound | None:
    # The line is ours and in English, whatever language the sentence was in.
    return grammar.read(line, replace(vocabulary, language="en"))


def _is_meant(mistake: Mistake) -> bool:
    """A word that is like nothing makes a line that begins with a verb ("start the car") another sentence."""
    return mistake.what != "word" or bool(mistake.nearest)
