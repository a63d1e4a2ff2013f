"""Indicators through our own names and checks, beside bare TA-Lib on the same arrays.

That both give the same numbers is a test (tests/unit/core/market), not a figure.
"""

from collections.abc import AsyncIterator

from core.market.indicators import compute, indicator_named
from tests.bench.figures import Figure, Run, least
from tests.bench.storing import a_series

WORDS = ("rsi", "ema20", "macd", "bbands")
CANDLES = 1_000


async def figures(run: Run) -> AsyncIterator[Figure]:
    import talib

    series = [a_series(n, CANDLES) for n in range(run.times(400, 100))]
    names = [indicator_named(word) for word in WORDS]

    def ours() -> None:
        for one in series:
            for name in names:
                compute(name, one)

    def bare() -> None:
        for one in series:
            talib.RSI(one.close, 14)
            talib.EMA(one.close, 20)
            # Not talib.MACD, which starts its fast mean late and so gives other numbers (core/market/indicators.py).
            line = talib.EMA(one.close, 12) - talib.EMA(one.close, 26)
            talib.EMA(line[25:], 9)
            talib.BBANDS(one.close, 20, 2.0, 2.0)

    rounds = [(least(ours, 1), least(bare, 1)) for _ in range(run.times(15, 7))]
    ours_s, bare_s = (min(each) for each in zip(*rounds, strict=True))
    parts = {"ours ms": ours_s * 1000, "TA-Lib ms": bare_s * 1000}
    yield Figure("indicators / TA-Lib", ours_s / bare_s, "×", at_most=1.5, parts=parts)
