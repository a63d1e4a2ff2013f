"""Amounts and counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.hearing.words import Words
from bot.params.base import Match, Vocabulary
from core.kernel.amounts import LARGEST, SCALES, counted_in, read_number
from core.kernel.figures import written


@dataclass(frozen=True, slots=True)
class AmountKind:
    """A positive amount; the value is a Decimal."""

    what: str = "amount"
    many: bool = False

    def match(self, words: Words, index: int, vocabulary: Vocabulary) -> Match[object] | None:
        number = read_number(words.at(index).typed.lstrip("$€£"), vocabulary.language)
        if number is None or number <= 0:
            return None
        # "250 mil", "1,5 Mio": the scale may stand apart.
        scale = words.phrase(index + 1, 1).rstrip(".")
        if len(scale) > 1 and scale in SCALES and number * SCALES[scale] <= LARGEST:
            return Match(counted_in(number * SCALES[scale], words.phrase(index + 2, 1)), 2)
        return Match(counted_in(number, scale))

    def suggest(self, prefix: str, vocabulary: Vocabulary) -> Sequence[str]:
        return ("100", "0.5", "64k")

    def schema(self) -> Mapping[str, object]:
        return {"type": "string", "pattern": r"^\d+(\.\d+)?$", "description": "a positive decimal number"}

    def written(self, value: object) -> object:
        assert isinstance(value, Decimal)
        text = written(value)
        return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True, slots=True)
class CountKind:
    """A small whole number from 1 to `most`."""

    most: int = 20
    what: str = "count"
    many: bool = False

    def match(self, words: Words, index: int, vocabulary: Vocabulary) -> Match[object] | None:
        text = words.at(index).folded
        if text.isascii() and text.isdigit() and len(text) <= 4 and 1 <= int(text) <= self.most:
            return Match(int(text))
        return None

    def suggest(self, prefix: str, vocabulary: Vocabulary) -> Sequence[str]:
        return ("5", "10", str(self.most))

    def schema(self) -> Mapping[str, object]:
        return {"type": "integer", "minimum": 1, "maximum": self.most}

    def written(self, value: object) -> object:
        return value
