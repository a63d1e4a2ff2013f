"""Words about joining doors: a code, an answer, the mark of a button."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.hearing.words import Words
from bot.params.base import Match, Vocabulary
from bot.params.choices import ChoiceKind, WordKind, listed
from core.people.codes import read_code

ANSWER = ChoiceKind(
    "answer",
    listed(
        yes="yes, y, ja, sí, si, sim, thats me, yes that is me",
        no="no, n, nein, não, nao, thats not me",
    ),
)


@dataclass(frozen=True, slots=True)
class CodeKind(WordKind):
    """A code as it was shown, in one word or two; lower case will do."""

    what: str = "code"
    pattern: str = ".+"
    example: str = "K7QFM-2M9PX"

    def match(self, words: Words, index: int, vocabulary: Vocabulary) -> Match[object] | None:
        for length in (2, 1):
            typed = words.typed[index : index + length]
            code = read_code(" ".join(typed), lenient=length == 1) if len(typed) == length else None
            if code is not None:
                return Match(code, length)
        return None

    def suggest(self, prefix: str, vocabulary: Vocabulary) -> Sequence[str]:
        return ()
