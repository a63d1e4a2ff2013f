"""A figure: a number that knows what it is, where it came from and when.

Nothing else that is a number may be shown as a market or personal figure (promise 1): `bot/speaking/say.py`
takes figures, texts, counts of our own and instants, and refuses bare floats and decimals.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum


class FigureName(StrEnum):
    """The one vocabulary of figures for all doors and tools."""

    PRICE = "price"
    CHANGE = "change"
    HIGH = "high"
    LOW = "low"
    VOLUME = "volume"
    SPREAD = "spread"
    DEPTH = "depth"
    INDICATOR = "indicator"
    TENDENCY = "tendency"
    QUANTITY = "quantity"
    VALUE = "value"
    TOTAL = "total"
    SHARE = "share"
    COST = "cost"
    PNL_REALISED = "pnl_realised"
    PNL_UNREALISED = "pnl_unrealised"
    VAR = "var"
    CVAR = "cvar"
    SHARPE = "sharpe"
    DRAWDOWN = "drawdown"
    QUANTILE = "quantile"
    COVERAGE = "coverage"
    SKILL = "skill"
    FEE = "fee"
    RATE = "rate"
    SPEND = "spend"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a figure came from: the venue or store that said it, the market instant it is of, and whether it is too
    old."""

    source: str
    at: datetime
    stale: bool = False

    def __post_init__(self) -> None:
        if not self.source:
            raise ValueError("a figure needs a source")
        if self.at.tzinfo is None:
            raise ValueError("a figure's time is aware")


@dataclass(frozen=True, slots=True)
class Figure:
    """One number to be shown.

    `value` is a float64 for market data, a Decimal for what people own, a str for a label such as a tendency, an int
    for a count; never rounded for show. `unit` is a currency or coin ticker, "fraction" for changes and shares
    (0.012 is +1.2 %), "points", "count", "label", "seconds". `of` is the coin, pair or thing. `window`, `level`,
    `horizon` and `account` say more where it is needed ("24h", "0.9", "7d", "kraken-main").
    """

    name: FigureName
    of: str
    value: float | Decimal | int | str
    unit: str
    origin: Origin
    window: str | None = None
    level: str | None = None
    horizon: str | None = None
    account: str | None = None


def written(value: float | Decimal | int | str) -> str:
    """Return `value` as a plain decimal string, never with an exponent: the shortest that reproduces a float, a Decimal
    exactly. ValueError for what is not finite: it is no figure."""
    if isinstance(value, str):
        return value
    # float()'s repr is the shortest text that reads back as the same float; numpy's own would name its type.
    exact = Decimal(repr(float(value))) if isinstance(value, float) else Decimal(value)
    if not exact.is_finite():
        raise ValueError(f"{value} is no figure")
    text = format(exact, "f")
    if not isinstance(value, float):
        return text
    short = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if short == "-0" else short
