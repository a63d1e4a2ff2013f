"""What a sentence may be told: the kinds of facts that `say` writes, each by its type."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from bot.speaking.numbers import Numbers
from core.kernel.figures import Figure, FigureName
from core.kernel.money import Money

# Shown without a unit after the number: the number says it itself, or it has none.
UNITLESS = frozenset({"fraction", "points", "count", "label", "seconds"})

_GAINS = frozenset({FigureName.PNL_REALISED, FigureName.PNL_UNREALISED, FigureName.CHANGE})
_SHARES = frozenset({FigureName.SHARE, FigureName.COVERAGE})
_SPENT = frozenset({FigureName.SPEND, FigureName.FEE})


@dataclass(frozen=True, slots=True)
class Age:
    """How long ago `at` was, floored to one unit: "4 s". The sentence says "ago"."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Event:
    """The instant of something that happened: with seconds also at a full minute."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Bare:
    """A figure without its unit, where the sentence or the heading has said it."""

    figure: Figure


@dataclass(frozen=True, slots=True)
class Rough:
    """A figure in three significant digits, for distances and the middle of a range; `bare` leaves its unit out."""

    figure: Figure
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Fine:
    """A fraction in percent with its sign and two decimals: how far a coin is off its peg."""

    figure: Figure


@dataclass(frozen=True, slots=True)
class Far:
    """A change that is yet to come, in percent without its sign: the sentence says which way ("6.6% away")."""

    figure: Figure


@dataclass(frozen=True, slots=True)
class Span:
    """A range: "55.1k–66.8k USD", in plain mode "55.1k to 66.8k USD"; `bare` leaves the unit out."""

    low: Figure
    high: Figure
    bare: bool = False


Fact = (
    Figure | Bare | Rough | Fine | Far | Span | Money | Age | Event | datetime | timedelta | str | int | Sequence[str]
)


def figures_in(fact: Fact) -> tuple[Figure, ...]:
    match fact:
        case Figure():
            return (fact,)
        case Bare(figure) | Rough(figure) | Fine(figure) | Far(figure):
            return (figure,)
        case Span(low, high):
            return (low, high)
    return ()


def number(figure: Figure) -> float | int | Decimal:
    if isinstance(figure.value, str):
        raise TypeError(f"{figure.name} of {figure.of} is a label, not a number")
    return figure.value


def sign(figure: Figure) -> str:
    """What a text may choose its words by: up, down or flat; for a label the label itself."""
    if isinstance(figure.value, str):
        return figure.value
    return "up" if figure.value > 0 else "down" if figure.value < 0 else "flat"


def digits(figure: Figure, numbers: Numbers) -> str:
    """Return the figure's number as its name and unit ask for it, without the unit after it. A label or a length of
    time is not written in digits: TypeError."""
    value = number(figure)
    if figure.unit == "fraction":
        return _fraction(figure.name, value, numbers)
    if figure.unit == "points":
        return numbers.points(value)
    if figure.unit == "count":
        return numbers.count(int(value))
    if figure.name in _GAINS:
        return numbers.gain(value)
    if figure.name in _SPENT:
        return numbers.spent(value)
    return numbers.quantity(value) if figure.name is FigureName.QUANTITY else numbers.price(value)


def _fraction(name: FigureName, value: float | int | Decimal, numbers: Numbers) -> str:
    if name in _GAINS:
        return numbers.change(value)
    if name is FigureName.SKILL:
        return numbers.lead(value)
    return numbers.share(value) if name in _SHARES else numbers.percent(value)
