"""Numbers as people say them, in digits, in words and in both: "250 mil", "two hundred and fifty", "zwei komma fünf",
"fünfundsechzigtausend", "un millón y medio".
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from bot.hearing.words import folded, spellings
from core.kernel.amounts import counted_in, read_number

_LARGEST = Decimal(10) ** 15
_HUNDRED, _THOUSAND, _HALF = Decimal(100), Decimal(1000), Decimal("0.5")
# "60 k": never a number by itself, as in Spanish chats it stands for "que".
_BEHIND_DIGITS = {"k": _THOUSAND, "tsd": _THOUSAND, "mio": _THOUSAND**2, "mn": _THOUSAND**2}
_LONGEST_FRACTION = 4

_GERMAN_UNITS = "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn"
_GERMAN_TENS = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig"


def _by_spelling(words: str, first: int, step: int) -> Mapping[str, int]:
    counted = enumerate(words.split())
    return {spelt: first + step * at for at, word in counted for spelt in spellings(word)}


_GERMAN: Mapping[str, int] = {
    **_by_spelling(_GERMAN_UNITS, 0, 1),
    **_by_spelling("siebzehn achtzehn neunzehn", 17, 1),
    **_by_spelling(_GERMAN_TENS, 20, 10),
    "eins": 1,
    "zwo": 2,
}
_LIKE_GERMAN = re.compile("und|tausend|zehn|ssig|zig|einhalb")
_GERMAN_WHOLE = re.compile(
    r"(?:(?P<thousands>\w*?)tausend)?(?:und)?(?:(?P<hundreds>\w{0,8}?)hundert)?(?:und)?(?P<rest>\w*)"
)


@dataclass(frozen=True, slots=True)
class Numerals:
    """What one language counts with: `words` by what they say · `digits` that are read one by one behind a decimal
    point, nought and one among them · words for the `point` · what `joins` tens and units."""

    language: str
    words: Mapping[str, Decimal]
    digits: Mapping[str, Decimal]
    point: frozenset[str]
    joins: frozenset[str]

    def counted(self, typed: Sequence[str], index: int) -> tuple[Decimal, int] | None:
        """Return the number that begins at `index` and how many words it takes; None where none does."""
        plain = [folded(word) for word in typed[index:]]
        count = _Count(self, plain)
        first = read_number(typed[index], self.language)
        if first is not None and first > 0:
            count.begin(first)
        while count.at < len(plain) and count.goes_on():
            pass
        value = count.value
        if value is None or value > _LARGEST:
            return None
        # "50k sats": what is counted in them is bitcoin, and the word for the coin is left to be read.
        return counted_in(value, plain[count.at] if count.at < len(plain) else ""), count.at

    def of(self, word: str) -> Decimal | None:
        """Return what one folded word says: "sesenta", "sesentamil", "fünfundzwanzig"."""
        said = self.words.get(word)
        if said is None and word.endswith("mil"):
            head = self.words.get(word.removesuffix("mil"))
            said = None if head is None or "mil" not in self.words or head >= _THOUSAND else head * _THOUSAND
        return german(word) if said is None and self.language == "de" else said


@dataclass(slots=True)
class _Count:
    """A number while it is being read: `total` of the thousands and more that are done, `current` what is being
    counted, `last` the word before where it was one."""

    numerals: Numerals
    plain: Sequence[str]
    at: int = 0
    total: Decimal = field(default_factory=Decimal)
    current: Decimal | None = None
    last: Decimal | None = None
    digits: bool = False

    @property
    def value(self) -> Decimal | None:
        return None if self.current is None and not self.total else self.total + (self.current or 0)

    def begin(self, digits: Decimal) -> None:
        self.current, self.digits, self.at = digits, True, 1

    def goes_on(self) -> bool:
        """Take the next word, or what joins it and the next; return whether one was taken."""
        word = self.plain[self.at]
        said = self.numerals.of(word)
        if said is None and self.digits and self.total == 0:
            said = _BEHIND_DIGITS.get(word)
        if said is None:
            return self._begins_with_one(word) or self._fraction(word) or self._joined(word)
        if not self._takes(said):
            return False
        self.at, self.last = self.at + 1, said
        return True

    def _takes(self, said: Decimal) -> bool:
        if said >= _THOUSAND and _is_scale(said):
            if self.current is None and self.total:
                return False
            self.total += (self.current or 1) * said
            self.current = None
        elif said == _HUNDRED and self.current is not None and 1 < self.current < 10:
            self.current *= said
        elif self.current is None and (not self.total or said < (self.last or 0)):
            self.current = said
        elif self.current is not None and not self.digits and self.last is not None and _follows(said, self.last):
            self.current += said
        else:
            return False
        return True

    def _begins_with_one(self, word: str) -> bool:
        """ "One" is an article, but for "one thousand" and "one point five"."""
        behind = self.plain[self.at + 1] if self.at + 1 < len(self.plain) else ""
        one = self.numerals.digits.get(word)
        if self.value is not None or one is None:
            return False
        if behind not in self.numerals.point and (self.numerals.of(behind) or Decimal()) < _HUNDRED:
            return False
        self.current, self.last, self.at = one, one, self.at + 1
        return behind not in self.numerals.point or self._fraction(behind)

    def _fraction(self, word: str) -> bool:
        """ "Two point five", "zwei komma fünfundzwanzig", "dos coma cero cinco"."""
        if word not in self.numerals.point or self.current is None or self.digits or self.total:
            return False
        said = list[str]()
        for digit in self.plain[self.at + 1 : self.at + 1 + _LONGEST_FRACTION]:
            value = self.numerals.digits.get(digit, self.numerals.of(digit))
            if value is None or value != int(value) or value >= _HUNDRED:
                break
            said.append(str(int(value)))
        if not said:
            return False
        self.current += Decimal(f"0.{''.join(said)}")
        self.at, self.last, self.digits = self.at + 1 + len(said), None, True
        return True

    def _joined(self, word: str) -> bool:
        """ "Sesenta y cinco", "two hundred and fifty", "dos y medio"."""
        behind = self.plain[self.at + 1 : self.at + 3]
        if word not in self.numerals.joins or not behind or self.value is None:
            return False
        size = 2 if (len(behind) == 2 and self.numerals.digits.get(behind[0], 0) == 1) or behind[0] == "a" else 1
        said = self.numerals.of(behind[size - 1]) if len(behind) >= size else None
        if said == _HALF:
            scale = self.last if self.current is None and self.last is not None else Decimal(1)
            self.current = (self.current or Decimal()) + said * scale
        elif self.last is None or size == 2 or said is None or not _follows(said, self.last):
            return False
        else:
            self.current = (self.current or Decimal()) + said
        self.at, self.last = self.at + 1 + size, said
        return True


def german(word: str) -> Decimal | None:
    """Return what a German word for a number says, None for any other word: "zweihundertfünfzigtausend"."""
    if not _LIKE_GERMAN.search(word):
        return None
    half = word.endswith("einhalb")
    value = _whole(word.removesuffix("einhalb"))
    return None if value is None or value < 2 else value + (_HALF if half else 0)


def _whole(word: str) -> Decimal | None:
    found = _GERMAN_WHOLE.fullmatch(word)
    if found is None:
        return None
    head, middle = found["thousands"], found["hundreds"]
    thousands = Decimal(0) if head is None else _whole(head) if head else Decimal(1)
    hundreds = 0 if middle is None else _below_hundred(middle) if middle else 1
    rest = _below_hundred(found["rest"]) if found["rest"] else 0
    if thousands is None or hundreds is None or rest is None:
        return None
    return thousands * _THOUSAND + hundreds * _HUNDRED + rest


def _below_hundred(word: str) -> int | None:
    if word in _GERMAN:
        return _GERMAN[word]
    unit, joint, ten = word.partition("und")
    if not joint or unit not in _GERMAN or ten not in _GERMAN or _GERMAN[unit] > 9 or _GERMAN[ten] < 20:
        return None
    return _GERMAN[unit] + _GERMAN[ten]


def _is_scale(said: Decimal) -> bool:
    return said in {_THOUSAND, _THOUSAND**2, _THOUSAND**3}


def _follows(said: Decimal, last: Decimal) -> bool:
    """Whether a word may add to the one before it: "twenty five", "mil quinientos", never "three four"."""
    return said < last and (last >= _HUNDRED or (last >= 20 and said < 10))
