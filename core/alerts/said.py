"""One condition as it was said: its tokens by the names that the grammar gives them, read as values."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal

from core.alerts.facts import Way
from core.alerts.names import Named, Names
from core.alerts.slips import JOINTS, WAYS, near_option
from core.alerts.spans import read_span
from core.kernel.amounts import counted_in, read_number
from core.kernel.errors import Missing, UnknownName
from core.kernel.figures import written
from core.market.model import Interval

_SIGNS = {"us$": "usd", "r$": "brl", "$": "usd", "€": "eur", "£": "gbp", "¥": "jpy", "₿": "btc"}
_AMOUNT = re.compile(
    r"(?P<before>us\$|r\$|[$€£¥₿])?\s?(?P<number>[-+]?[\d.,'_ ]*[\d.,'_])\s?(?P<letters>[^\W\d_]*)(?P<after>[$€£¥₿])?",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"[\d.,'_]+")
_MINUSES = str.maketrans({"−": "-", "–": "-", "’": "'"})
_ALL = 100
_FALLS = ("-", "down", "minus", "fall", "drop", "lose")
_RISES = ("+", "up", "plus", "rise", "gain")


@dataclass(frozen=True, slots=True)
class Signed:
    """A percent as typed (5 is five): `both` for ±, else `points` carries the sign."""

    points: Decimal
    both: bool = False

    @property
    def text(self) -> str:
        sign = "±" if self.both else "-" if self.points < 0 else "+"
        return f"{sign}{plain(abs(self.points))}%"

    @property
    def fraction(self) -> float:
        return float(self.points / 100)


def plain(number: Decimal) -> str:
    """Return `number` written out, without zeros that say nothing."""
    text = written(number)
    return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True, slots=True)
class Said:
    """The tokens of one condition, and what its words may mean.

    `tokens` by terminal · `words` that name its coin, `unit` the one of its level · `studies` the tokens of each
    indicator · `before` the coin of the condition before it · `example` a rule of this kind.
    """

    names: Names
    tokens: Mapping[str, Sequence[str]]
    example: str
    words: Sequence[str] = ()
    unit: str | None = None
    studies: Sequence[Sequence[str]] = ()
    before: str | None = None
    _pair: dict[str, str] = field(default_factory=dict)

    def has(self, terminal: str) -> bool:
        return terminal in self.tokens

    def text(self, terminal: str) -> str:
        return self.tokens[terminal][0]

    def coin(self, priced: bool = False) -> str:
        """Return the coin's word; without one it is that of the condition before. A pair is admitted where a level is
        `priced`."""
        if not self.words:
            if self.before is None:
                raise Missing("coin", "", (), self.example)
            return self.before
        named = named_coin(self.words, self.names, self.example)
        if named.unit is not None:
            if not priced:
                raise UnknownName("coin", self.words[0], (named.word,), self.example)
            self._pair["unit"] = named.unit
        return named.word

    def way(self) -> Way:
        return next(way for way in Way if way.name in self.tokens)

    def level(self, signed: bool = False) -> tuple[Decimal, str | None]:
        """Return the amount and the upper-case ticker it is in, None where that was not said."""
        given = self.text("AMOUNT")
        number, units = _amount(given, self.names)
        if number is None or (not signed and number <= 0):
            raise UnknownName("amount", given, (), self.example)
        said = [*units, *([self._currency(self.unit)] if self.unit else []), *self._pair.values()]
        if len(set(said)) > 1:
            raise UnknownName("currency", said[-1].lower(), (said[0].lower(),), self.example)
        return counted_in(number, (self.unit or "").casefold()), said[0] if said else None

    def number(self) -> Decimal:
        """Return a number that has no currency."""
        number, unit = self.level(signed=True)
        if unit is not None:
            raise UnknownName("amount", self.text("AMOUNT"), (plain(number),), self.example)
        return number

    def signed(self) -> Signed:
        """Return a percent with its direction."""
        given = self.text("PERCENT")
        size = self.percent()
        lead = given.translate(_MINUSES).casefold()
        if lead.startswith(("±", "move")) or re.match(r"\+\s?/?\s?-", lead):
            return Signed(size, both=True)
        if lead.startswith(_FALLS):
            if size >= _ALL:
                # Nothing falls that far: the rule would wait in vain.
                raise UnknownName("percent", given, ("-5%",), self.example)
            return Signed(-size)
        if lead.startswith(_RISES):
            return Signed(size)
        said = plain(size)
        raise Missing("sign-choice", given, (f"+{said}%", f"-{said}%", f"±{said}%"), self.example)

    def percent(self) -> Decimal:
        """Return the size of a percent, five of "-5%"; more than nothing, and at most 10,000."""
        return read_percent(self.text("PERCENT"), self.names, self.example)

    def multiple(self) -> Decimal:
        given = self.text("MULTIPLE")
        digits = _DIGITS.match(given)
        number = read_number(digits[0].rstrip(".,'_"), self.names.language) if digits else None
        if not number:
            raise UnknownName("multiple", given, ("2x", "3x"), self.example)
        return number

    def span(self) -> timedelta:
        """Return a length of time in whole minutes: windows end at closes of 1-minute candles."""
        given = self.text("DURATION")
        span = read_span(given)
        if span is None or span % timedelta(minutes=1):
            raise UnknownName("window", given.strip(), ("1h", "24h", "7d"), self.example)
        return span

    def interval(self, given: str | None = None) -> Interval:
        return read_interval(self.text("DURATION") if given is None else given, self.example)

    def _currency(self, word: str) -> str:
        found = self.names.currency(word)
        if found is None and (option := near_option(word)) is not None:
            raise UnknownName("option", word, (option,), self.example)
        if found is None:
            raise UnknownName("currency", word, self.names.near_currencies(word), self.example)
        return found


def named_coin(words: Sequence[str], names: Names, example: str) -> Named:
    """Return the coin that `words` name, all of them together."""
    named = names.coin(words)
    if named is not None and named.length == len(words):
        return named
    wrong = words[0] if named is None else words[named.length]
    if named is not None and (wrong.casefold() in JOINTS or names.coin([wrong]) is not None):
        raise UnknownName("operator", wrong, WAYS[:3], example)
    raise UnknownName("coin" if named is None else "word", wrong, names.near_coins(wrong), example)


def read_percent(given: str, names: Names, example: str) -> Decimal:
    digits = _DIGITS.search(given.translate(_MINUSES))
    number = read_number(digits[0].rstrip(".,'_"), names.language) if digits else None
    if number is None or not 0 < number <= 10_000:
        raise UnknownName("percent", given, ("5%",), example)
    return number


def read_interval(given: str, example: str) -> Interval:
    """Return the candles that a length of time names."""
    span = read_span(given)
    found = next((interval for interval in Interval if interval.length == span), None)
    if found is None:
        raise UnknownName("interval", given.strip(), ("15m", "1h", "4h"), example)
    return found


def _amount(given: str, names: Names) -> tuple[Decimal | None, list[str]]:
    """Return the number of a level, None when it is none, and the currencies written onto it."""
    said = _AMOUNT.fullmatch(given.translate(_MINUSES).strip())
    if said is None:
        return None, []
    number, letters = said["number"].replace(" ", "").rstrip(".,'_"), said["letters"].casefold()
    units = [names.currency(_SIGNS[sign.casefold()]) for sign in (said["before"], said["after"]) if sign]
    # 60k, 60eur, 60keur: letters are a scale, a currency, or one behind the other.
    for cut in sorted({len(letters), 1 if len(letters) > 1 else 0, 0}, reverse=True):
        value = read_number(number + letters[:cut], names.language)
        unit = names.currency(letters[cut:]) if letters[cut:] else ""
        if value is not None and unit is not None:
            return counted_in(value, letters[cut:]), [u for u in (*units, unit) if u]
    return None, []
