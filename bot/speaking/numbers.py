"""Numbers as look.md 7 writes them; Babel knows each language's digits and separators."""

from decimal import ROUND_HALF_EVEN, Context, Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.speaking.plain import ascii_signs

if TYPE_CHECKING:
    from babel import Locale

Number = float | int | Decimal

MINUS = "\u2212"
# Neutral Spanish and Portuguese words, but the separators that product and page show: 60.000.
LOCALES = {"en": "en_US", "de": "de_DE", "es": "es_ES", "pt": "pt_BR"}

_THREE = Context(prec=3, rounding=ROUND_HALF_EVEN)
_FOUR = Context(prec=4, rounding=ROUND_HALF_EVEN)
_STEPS = ((Decimal(10) ** 9, "bn"), (Decimal(10) ** 6, "m"), (Decimal(10) ** 3, "k"))


class Numbers:
    """Digits, separators and signs of one language. Every method raises ValueError for NaN and infinities, which are
    unknown and said to be so by whoever asks."""

    def __init__(self, language: str, plain: bool = False) -> None:
        self._language = language
        self._plain = plain

    def price(self, value: Number) -> str:
        """From 1,000 no decimals, from 1 two, below 1 four significant digits written out."""
        number = _exact(value)
        return self._signed(number, self._grouped(number, _price_decimals(number)))

    def gain(self, value: Number) -> str:
        """Like a price, with its sign always; true zero has none."""
        number = _exact(value)
        return self._always_signed(number, self._grouped(number, _price_decimals(number)))

    def spent(self, value: Number) -> str:
        """A small sum of everyday money: two decimals below 1,000, more only when it would read as nothing."""
        number = _exact(value)
        decimals = _price_decimals(number)
        return self._signed(
            number, self._grouped(number, min(decimals, 2) if abs(number) >= Decimal("0.01") else decimals)
        )

    def quantity(self, value: Number) -> str:
        """Like a price, without the zeros at its end: 0.5, 12.25, 1,204."""
        number = _exact(value)
        decimals = _price_decimals(number)
        rounded = round(number, decimals).normalize()
        return self._signed(number, self._grouped(rounded, max(0, -int(rounded.as_tuple().exponent))))

    def exact(self, value: Decimal | int) -> str:
        """Every digit that was typed."""
        number = _exact(value)
        return self._signed(number, self._grouped(number, max(0, -int(number.as_tuple().exponent))))

    def count(self, value: int) -> str:
        number = _exact(value)
        return self._signed(number, self._grouped(number, 0))

    def points(self, value: Number) -> str:
        """A reading such as RSI: whole from 10, one decimal from 1, two significant digits below."""
        number = _exact(value)
        size = abs(number)
        decimals = 0 if size >= 10 or not number else 1 if size >= 1 else 1 - size.adjusted()
        return self._signed(number, self._grouped(number, decimals))

    def rough(self, value: Number) -> str:
        """Three significant digits, for ranges and distances; English shortens from 10,000 (59.1k)."""
        number, unit = self._shortened(value)
        decimals = max(0, 2 - abs(number).adjusted()) if number else 0
        return self._signed(number, self._grouped(number, decimals) + unit)

    def round(self, value: Number) -> str:
        """A round value on an axis: like a rough one, without the zeros at its end (80k, 67.5k)."""
        number, unit = self._shortened(value)
        decimals = max(0, -int(number.normalize().as_tuple().exponent))
        return self._signed(number, self._grouped(number, decimals) + unit)

    def _shortened(self, value: Number) -> tuple[Decimal, str]:
        """Return three significant digits, in English from 10,000 by the thousand, million or billion."""
        number = _THREE.plus(_exact(value))
        if self._language != "en" or abs(number) < 10_000:
            return number, ""
        step, unit = next(s for s in _STEPS if abs(number) >= s[0])
        return number / step, unit

    def change(self, fraction: Number, decimals: int = 1) -> str:
        """A change in percent, signed; 0.012 is +1.2 %, true zero is unsigned."""
        number = _exact(fraction)
        return self._always_signed(number, self._percent(number, decimals))

    def percent(self, fraction: Number) -> str:
        """A level in percent with one decimal, more where it would read as nothing: spread, drawdown, volatility."""
        number = _exact(fraction)
        size = abs(number) * 100
        decimals = 1 if size >= Decimal("0.1") or not number else 1 - size.adjusted()
        return self._signed(number, self._percent(number, decimals))

    def lead(self, fraction: Number) -> str:
        """By how much something is better, in whole percents from one on, else in tenths: 3 %, 0.4 %, 0.1 %."""
        number = _exact(fraction)
        return self._signed(number, self._percent(number, 0 if abs(number) >= Decimal("0.01") else 1))

    def percents(self, fraction: Number) -> str:
        """A percent that somebody set, with the digits it has: 10 %, 12.5 %."""
        number = _exact(fraction) * 100
        return self._percent(number / 100, max(0, -int(number.normalize().as_tuple().exponent)))

    def exact_percent(self, points: Decimal) -> str:
        """Every digit of a percent that was typed; 5 is "5%"."""
        number = _exact(points).normalize()
        return self._signed(number, self._percent(number / 100, max(0, -int(number.as_tuple().exponent))))

    def share(self, fraction: Number) -> str:
        """A part of a whole in whole percents; what is nearly nothing or nearly all keeps a decimal."""
        number = _exact(fraction)
        size = abs(number) * 100
        whole = not number or size == 100 or 1 <= size < 99
        return self._signed(number, self._percent(number, 0)) if whole else self.percent(fraction)

    def _grouped(self, number: Decimal, decimals: int) -> str:
        from babel.numbers import format_decimal

        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        text = format_decimal(round(abs(number), decimals), format=pattern, locale=_locale(self._language))
        return self._shown(text)

    def _percent(self, number: Decimal, decimals: int) -> str:
        from babel.numbers import format_percent

        locale = _locale(self._language)
        pattern = locale.percent_formats[None].pattern.replace("0", "0." + "0" * decimals if decimals else "0")
        # Rounded here: Babel would see −0.0004 as a number with a sign of its own.
        text = format_percent(round(abs(number), decimals + 2), format=pattern, locale=locale)
        return self._shown(text)

    def _signed(self, number: Decimal, digits: str) -> str:
        return self._shown(MINUS) + digits if number < 0 else digits

    def _always_signed(self, number: Decimal, digits: str) -> str:
        return "+" + digits if number > 0 else self._signed(number, digits)

    def _shown(self, text: str) -> str:
        return ascii_signs(text) if self._plain else text


def _price_decimals(number: Decimal) -> int:
    size = abs(number)
    if not number or round(size, 2) >= 1000:
        return 0 if number else 2
    # Rounded first: 0.99996 is 1.00, and 0.099996 is 0.1000.
    rounded = _FOUR.plus(size)
    return 2 if rounded >= 1 else 3 - rounded.adjusted()


def _exact(value: Number) -> Decimal:
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not number.is_finite():
        raise ValueError("a number that is shown is finite")
    return number


@lru_cache
def _locale(language: str) -> "Locale":
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(LOCALES.get(language, language).replace("-", "_"))
    except UnknownLocaleError as error:
        raise ValueError(f"no digits known for {language!r}") from error
