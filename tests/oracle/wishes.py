"""Random rules about a past, with levels at which something happens in it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from zoneinfo import ZoneInfo

from tests.oracle.history import History, bars
from tests.oracle.judge import Span
from tests.oracle.studies import columns, values
from tests.oracle.wanted import (
    HOUR,
    MINUTE,
    SECOND,
    TIMEFRAMES,
    Both,
    Changed,
    Either,
    IndicatorIs,
    OffPeg,
    One,
    Op,
    PriceIs,
    Tree,
    VolumeIs,
    Wanted,
    ones,
)

RULES = 7
OPS = (Op.BELOW, Op.ABOVE, Op.BELOW, Op.ABOVE, Op.CROSSES, Op.EQUALS)
SPANS = (60 * SECOND, 90 * SECOND, 2 * MINUTE, 150 * SECOND, 5 * MINUTE, 7 * MINUTE, 15 * MINUTE, HOUR)
WORDS = ("rsi", "rsi5", "rsi2", "ema", "ema3", "ema9", "sma5", "sma2", "atr", "atr3", "macd", "macdsignal", "macdhist")
BANDS = ("bbupper5", "bblower5", "bbmiddle", "bbupper")
PAIRS = (("ema3", "ema9"), ("sma2", "sma5"), ("ema5", "sma5"), ("macd", "macdsignal"), ("bbupper5", "ema3"))
Levels = Mapping[str, Sequence[Decimal]]


def wishes(chance: Random, history: History, levels: Levels, span: Span) -> Iterator[Wanted]:
    """Yield some rules."""
    for _ in range(RULES):
        tree = _tree(chance, history, levels)
        yield _with_options(chance, tree, span)


def _tree(chance: Random, history: History, levels: Levels, depth: int = 0) -> Tree:
    kind = chance.random()
    if depth == 2 or kind < 0.7:
        return _one(chance, history, levels)
    parts = tuple(_tree(chance, history, levels, depth + 1) for _ in range(chance.choice((2, 2, 3))))
    joined = Both if kind < 0.85 else Either
    flat = tuple(inner for part in parts for inner in (part.parts if isinstance(part, joined) else (part,)))
    return joined(flat)


def _one(chance: Random, history: History, levels: Levels) -> One:
    coin = chance.choice(sorted(history))
    kind = chance.random()
    if coin == "xrp" and kind < 0.25:
        return OffPeg(coin, "1", chance.choice(("0.5", "1", "2", "0.3")))
    if kind < 0.5:
        return PriceIs(coin, chance.choice(OPS), plain(chance.choice(levels[coin])))
    if kind < 0.72:
        percent = chance.choice(("0.5", "1", "2", "0.25", "1.5"))
        window = chance.choice((MINUTE, 2 * MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR))
        return Changed(coin, chance.choice("-+±"), percent, window)
    timeframe = chance.choice(("1m", "1m", "1m", "5m", "5m", "5m", "15m", "30m", "1h", "4h", "1d", "1w"))
    if kind < 0.8:
        return VolumeIs(
            coin, chance.choice(("1m", "1m", "5m", "1h")), chance.choice(OPS), chance.choice(("1", "1.5", "2", "3"))
        )
    live = chance.random() < 0.25
    if kind < 0.88:
        word, against = chance.choice(PAIRS)
        return IndicatorIs(coin, word, timeframe, chance.choice(OPS), against, live)
    word = chance.choice((*WORDS, *BANDS))
    return IndicatorIs(
        coin, word, timeframe, chance.choice(OPS), _reached(chance, history, (coin, word, timeframe)), live
    )


def _reached(chance: Random, history: History, study: tuple[str, str, str]) -> str:
    """Return a number that the indicator comes near to, or has."""
    coin, word, timeframe = study
    built = bars(history[coin], TIMEFRAMES[timeframe])
    known = [value for value in values(word, columns(built)) if value is not None]
    if not known:
        return "30"
    return plain(Decimal(f"{chance.choice(known):.{chance.choice((2, 3, 6))}g}"))


def _with_options(chance: Random, tree: Tree, span: Span) -> Wanted:
    momentary = any(getattr(one, "op", None) in (Op.CROSSES, Op.EQUALS) for one in ones(tree))
    kind = chance.random()
    return Wanted(
        tree,
        every=chance.choice(SPANS) if kind > 0.3 else None,
        most=chance.choice((1, 2, 3, 5, 20)) if 0.15 < kind < 0.55 else None,
        lasting=chance.choice(SPANS[:-1]) if not momentary and chance.random() < 0.3 else None,
        until=_last_day(chance, span) if chance.random() < 0.3 else None,
        rearm=_rearm(chance, tree) if chance.random() < 0.2 else None,
        note=chance.choice((None, None, None, "btc < 5 every 1h", "für später 🚀")),
    )


def _last_day(chance: Random, span: Span) -> date:
    today = datetime.fromtimestamp(span.start / 1000, UTC).astimezone(ZoneInfo(span.zone)).date()
    return today + timedelta(days=chance.choice((0, 0, 0, 1, 5)))


def _rearm(chance: Random, tree: Tree) -> str:
    """Return a distance that can be reached: of a percent either way not more than the percent."""
    percents = [Decimal(one.percent) for one in ones(tree) if isinstance(one, Changed | OffPeg)]
    sizes = [size for size in ("0.1", "0.25", "0.5", "1", "2") if all(Decimal(size) <= percent for percent in percents)]
    return chance.choice(sizes)


def plain(number: Decimal) -> str:
    """Return a number without an exponent, as people write it."""
    return f"{number.normalize():f}"
