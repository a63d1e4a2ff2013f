"""Words about joining doors: a code, an answer, the mark of a button."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.hearing.words import Words
from bot.params.base import Match, Vocabulary
from bot.params.choices import ChoiceKind, WordKind, listed
from bot.params.unasked import DOOR
from core.people.codes import read_code


@dataclass(frozen=True, slots=True)
class AccountKind(ChoiceKind):
    """One of somebody's own accounts, by its door. Which they have is not known here: a word that stands alone is
    taken as it is, and judged by who knows."""

    what: str = "link-door"
    words: Mapping[str, str] = field(default_factory=lambda: dict(DOOR.words), hash=False)

    def match(self, words: Words, index: int, vocabulary: Vocabulary) -> Match[object] | None:
        found = super(AccountKind, self).match(words, index, vocabulary)
        return Match(words.at(index).folded) if found is None and len(words) == 1 else found

    def suggest(self, prefix: str, vocabulary: Vocabulary) -> Sequence[str]:
        return ()

    def schema(self) -> Mapping[str, object]:
        return {"type": "string", "examples": ["telegram", "discord", "local"]}


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
