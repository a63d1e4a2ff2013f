"""What the simulated market trades. The figures are rough ones of the real thing: centre, size, restlessness."""

import math
from dataclasses import dataclass

from core.market.model import Pair


@dataclass(frozen=True, slots=True)
class Asset:
    """A pair with a price of its own making.

    `price` is the centre it wanders about, in quote; `own` and `beta` its daily volatility (a fraction) apart from the
    market and its share in the market's; `turnover` quote a day; `spread` the whole spread as a fraction of the price;
    `pull` what is left of a deviation from the centre after a week; `weekend` volatility on Saturdays and Sundays
    against working days; `jumps` chance per day, `jump` typical size (negative: only downwards).
    """

    pair: Pair
    price: float
    own: float
    beta: float
    turnover: float
    spread: float = 0.0004
    pull: float = 0.97
    weekend: float = 0.75
    jumps: float = 0.01
    jump: float = 0.08

    @property
    def decimals(self) -> int:
        """Places of a price: six digits at the centre."""
        return 5 - math.floor(math.log10(self.price))

    @property
    def lot(self) -> float:
        """The smallest traded amount, in base: about a hundredth of a quote unit's worth, a power of two, so that
        floats add up exactly whatever is summed."""
        return 2.0 ** math.floor(math.log2(0.01 / self.price))


@dataclass(frozen=True, slots=True)
class Cross:
    """A pair that follows from two others: the price of `over` divided by that of `under`.

    `share` is what it trades against the first, `spread` the whole spread as a fraction of the price.
    """

    pair: Pair
    over: Pair
    under: Pair
    decimals: int
    share: float = 0.06
    spread: float = 0.0003


def _coin(row: str) -> Asset:
    symbol, price, own, beta, turnover, spread = row.split()
    return Asset(
        Pair(symbol, "USD"),
        float(price),
        float(own),
        float(beta),
        float(turnover) * 1e6,
        float(spread) * 1e-4,
        jump=0.1,
    )


def _stable(symbol: str, turnover: float) -> Asset:
    # Days of trouble are rare, and mended within weeks.
    return Asset(
        Pair(symbol, "USD"), 1.0, 0.0002, 0.0, turnover, 0.0001, pull=0.3, weekend=1.0, jumps=0.002, jump=-0.012
    )


def _fiat(pair: str, price: float, own: float) -> Asset:
    base, quote = pair.split("/")
    turnover = 50e6 * (price if base == "USD" else 1.0)
    return Asset(
        Pair(base, quote), price, own, 0.0, turnover, 0.0001, pull=0.985, weekend=0.15, jumps=0.003, jump=0.012
    )


# symbol, price in USD, own volatility, share in the market's, USD million a day, spread in basis points
COINS = tuple(
    _coin(row)
    for row in """\
BTC 64000 0.008 1.00 14000 0.5
ETH 2600 0.016 1.15 7000 0.6
BNB 580 0.017 0.85 900 1
SOL 150 0.028 1.35 2200 1
XRP 0.58 0.030 1.05 1400 2
ADA 0.38 0.026 1.20 350 3
DOGE 0.12 0.036 1.25 900 2
TRX 0.155 0.018 0.60 300 3
AVAX 27 0.030 1.35 300 3
DOT 4.4 0.026 1.25 160 4
LINK 11.5 0.028 1.25 260 3
LTC 68 0.024 1.05 320 2
BCH 340 0.028 1.15 220 3
SHIB 0.0000175 0.036 1.25 380 4
UNI 7.4 0.032 1.30 150 4
ATOM 4.6 0.027 1.25 110 4
XLM 0.095 0.028 1.05 90 4
NEAR 4.9 0.033 1.40 240 4
APT 8.6 0.035 1.35 180 4
SUI 1.7 0.042 1.35 550 3
ARB 0.56 0.034 1.35 170 4
OP 1.65 0.035 1.35 150 4
AAVE 145 0.032 1.30 190 4
FIL 3.8 0.030 1.30 130 4
HBAR 0.055 0.032 1.15 70 5
ICP 8.1 0.032 1.30 80 5
INJ 21 0.037 1.40 110 5
TON 5.4 0.028 0.90 240 4
XMR 160 0.022 0.70 60 6
PEPE 0.0000092 0.048 1.45 850 4
""".splitlines()
)

STABLES = (_stable("USDT", 900e6), _stable("USDC", 600e6))

FIATS = (
    _fiat("EUR/USD", 1.09, 0.0045),
    _fiat("GBP/USD", 1.28, 0.0048),
    _fiat("USD/JPY", 150.0, 0.0055),
    _fiat("USD/BRL", 5.4, 0.0085),
    _fiat("USD/CHF", 0.88, 0.0045),
    _fiat("USD/MXN", 18.5, 0.0075),
    _fiat("AUD/USD", 0.66, 0.0058),
    _fiat("USD/CAD", 1.36, 0.0038),
)

ASSETS = (*COINS, *STABLES, *FIATS)

CROSSES = (
    Cross(Pair("BTC", "EUR"), Pair("BTC", "USD"), Pair("EUR", "USD"), decimals=1),
    Cross(Pair("ETH", "BTC"), Pair("ETH", "USD"), Pair("BTC", "USD"), decimals=7),
)
