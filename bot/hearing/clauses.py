"""One clause of a wish, its pieces in any order: "in one hour eth falls by 5 percent", "wenn btc unter 60k fällt"."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from bot.hearing.pieces import FILLER, Piece
from bot.params.base import Vocabulary
from bot.params.times import Window
from core.alerts.said import plain
from core.kernel.errors import Missing
from core.market.catalogue import Ambiguity
from core.market.model import Coin

_LABELS = ("bullish", "bearish", "sideways", "volatile")
# What "falls", "pumps" and "loses its peg" mean where nobody says how much, and in what time.
_DAY, _STRONG, _OFF = "24h", Decimal(10), Decimal("0.5")
_LONGEST_LENGTH = 400
_LINES = frozenset({"macdsignal", "macdhist", "bbupper", "bbmiddle", "bblower"})
_WAYS = frozenset({"below", "above", "cross", "touch", "down", "up", "crash", "pump", "move", "either"})
_FORESEEN = frozenset({"forecast", "excludes", "leaves", "out"})
# What a forecast is watched over where nobody says how far ahead, and what its range is called.
_AHEAD, _RANGE = "7d", [Decimal(80)]


@dataclass(slots=True)
class Clause:
    """What one clause says. `coins` by their words · `unit` of its level · `lasting` how long it is to be true ·
    `concepts` everything that its words carry."""

    coins: list[str] = field(default_factory=list)
    unit: str | None = None
    numbers: list[Decimal] = field(default_factory=list)
    percents: list[Decimal] = field(default_factory=list)
    multiples: list[Decimal] = field(default_factory=list)
    windows: list[Window] = field(default_factory=list)
    studies: list[str] = field(default_factory=list)
    lasting: list[Window] = field(default_factory=list)
    concepts: set[str] = field(default_factory=set)

    @property
    def says_nothing(self) -> bool:
        """Whether it names coins at most: what happens to them is said by the next clause."""
        return not (self.numbers or self.percents or self.multiples or self.windows or self.studies) and not (
            self.concepts & {"market", "portfolio", "peg", "crash", "pump", "forecast"}
        )


def clause_of(pieces: Sequence[Piece], vocabulary: Vocabulary) -> Clause | None:
    """Return what `pieces` say; None when one of them is no word of ours."""
    clause = Clause()
    index = 0
    while index < len(pieces):
        piece = pieces[index]
        if not piece.carries:
            return None
        index += 1
        if isinstance(piece.value, Decimal):
            index = _number(clause, piece.value, pieces, index)
        elif isinstance(piece.value, Window):
            (clause.lasting if "lasting" in piece.carries else clause.windows).append(piece.value)
        elif "indicator" in piece.carries:
            index = _study(clause, str(piece.value), pieces, index)
        elif piece.carries & {"coin", "fiat"}:
            # A pair ("eth/usdt") comes as its parts with a sign between.
            _asset(clause, piece, vocabulary, counts=index > 1 and pieces[index - 2].typed == "=")
        else:
            clause.studies += sorted(piece.carries & _LINES)
            clause.concepts |= piece.carries
    return clause


def inherit(clause: Clause, before: Clause | None) -> None:
    """Let a clause that gives a figure and not what happens mean the same as the one before: "btc < 60k or eth 3k"."""
    if before is None or not (clause.numbers or clause.percents) or clause.concepts & _WAYS:
        return
    clause.concepts |= before.concepts & _WAYS
    if "forecast" in before.concepts and clause.numbers:
        # "… excludes 60k or 70k"
        clause.concepts |= before.concepts & _FORESEEN
        clause.windows = clause.windows or before.windows


def share_window(clauses: Sequence[Clause]) -> None:
    """Let changes without a window take the one that another change says: "eth falls 5% or btc 3% in an hour"."""
    changes = [clause for clause in clauses if clause.percents and not clause.studies]
    said = list({window.text: window for clause in changes for window in clause.windows}.values())
    for clause in changes:
        if len(said) == 1 and not clause.windows and not clause.lasting and not clause.concepts & {"peg", "peak"}:
            clause.windows = said[:]


def _number(clause: Clause, number: Decimal, pieces: Sequence[Piece], index: int) -> int:
    """Put a number where it belongs by what follows it; return where to go on."""
    after = index
    while after < len(pieces) and pieces[after].carries == FILLER:
        after += 1
    follows = pieces[after].carries if after < len(pieces) else frozenset()
    if "percent" in follows:
        clause.percents.append(number)
        return after + 1
    if "times" in follows:
        clause.multiples.append(number)
        return after + 1
    if "cents" in follows:
        clause.numbers.append(number / 100)
        return after + 1
    clause.numbers.append(number)
    return index


def _study(clause: Clause, name: str, pieces: Sequence[Piece], index: int) -> int:
    """Put a study with its length, which may stand behind its name ("ema 50"); return where to go on."""
    length = pieces[index].value if index < len(pieces) else None
    is_length = isinstance(length, Decimal) and length == int(length) and 2 <= length <= _LONGEST_LENGTH
    if is_length and not name[-1].isdigit():
        clause.studies.append(f"{name}{length}")
        return index + 1
    clause.studies.append(name)
    return index


def _asset(clause: Clause, piece: Piece, vocabulary: Vocabulary, counts: bool) -> None:
    """Put a coin: what the clause is about, or what its level is counted in."""
    found = piece.value
    if "fiat" in piece.carries or (clause.coins and (counts or clause.numbers)):
        coin = found.default if isinstance(found, Ambiguity) else found
        clause.unit = coin.symbol.lower() if isinstance(coin, Coin) else piece.typed
        return
    clause.coins.append(vocabulary.catalogue.word_for(found) if isinstance(found, Coin) else piece.typed)


def condition(clause: Clause) -> str | None:
    """Return the condition in the language of rules, its coin as `{coin}`; None when the clause says none, or more than
    one."""
    said = clause.concepts
    if "forecast" in said:
        return _forecast(clause)
    if "portfolio" in said:
        return _portfolio(clause)
    if "peg" in said or _strays(clause):
        return _depeg(clause)
    if clause.studies:
        return _indicator(clause)
    if "volume" in said:
        return _volume(clause)
    if clause.percents or (said & {"crash", "pump"} and not clause.numbers):
        return _change(clause)
    if "market" in said and not clause.coins:
        return _shift(clause)
    return _price(clause)


def _strays(clause: Clause) -> bool:
    """Whether a coin is said to leave an amount by a percent: "strays 0.5 % from 1". Without the amount it moves."""
    return "stray" in clause.concepts and bool(clause.percents) and bool(clause.numbers or clause.unit)


def _way(clause: Clause) -> str | None:
    """Return the sign of what passes a level."""
    said = clause.concepts
    if {"below", "above"} <= said:
        return None
    for concept, sign in (("below", "<"), ("above", ">"), ("cross", "crosses")):
        if concept in said:
            return sign
    falls, rises = said & {"down", "crash"}, said & {"up", "pump"}
    if falls and rises:
        return None
    return "<" if falls else ">" if rises else "equals" if "touch" in said else None


def _signed(clause: Clause) -> str | None:
    """Return the percent with the sign of where it goes."""
    size = plain(clause.percents[0] if clause.percents else _STRONG)
    said = clause.concepts
    if "either" in said:
        return f"±{size}%"
    falls, rises = said & {"down", "crash"}, said & {"up", "pump"}
    if falls and rises:
        return None
    if falls or rises:
        return f"-{size}%" if falls else f"+{size}%"
    if said & {"move", "stray"}:
        return f"±{size}%"
    # "10 percent below its peak"
    return f"-{size}%" if said & {"below", "peak"} else None


def _one(*several: Sequence[object]) -> bool:
    return all(len(values) <= 1 for values in several)


def _window(clause: Clause) -> str | None:
    """Return the window of a change; None when several are said."""
    windows = clause.windows + clause.lasting
    if "hourly" in clause.concepts or len(windows) > 1:
        return None
    clause.lasting = []
    return windows[0].text if windows else _DAY


def _change(clause: Clause) -> str | None:
    signed, window = _signed(clause), _window(clause)
    if signed is None or window is None or clause.numbers or not _one(clause.percents):
        return None
    return f"{{coin}} {signed} {window}"


def _price(clause: Clause) -> str | None:
    way, said = _way(clause), clause.concepts
    # "loses 3k" is a move in money, not a level.
    if "sum" in said and not said & {"below", "above", "cross"}:
        return None
    if way is None or len(clause.numbers) != 1 or clause.windows or clause.multiples:
        return None
    return f"{{coin}} {way} {_level(clause)}"


def _level(clause: Clause) -> str:
    return f"{plain(clause.numbers[0])}{f' {clause.unit}' if clause.unit else ''}"


def _candles(clause: Clause) -> str | None:
    """Return the candles that are spoken of, "" for none; None when several are."""
    said = [name for concept, name in (("hourly", "1h"), ("daily", "1d")) if concept in clause.concepts]
    said += ["1d" if window.text == _DAY else window.text for window in clause.windows]
    said = list(dict.fromkeys(said))
    return None if len(said) > 1 else " ".join(said)


def _indicator(clause: Clause) -> str | None:
    way, candles = _way(clause), _candles(clause)
    if way is None or candles is None or clause.percents or clause.multiples:
        return None
    if len(clause.studies) == 2 and not clause.numbers:
        level = clause.studies[1]
    elif len(clause.studies) == 1 and len(clause.numbers) == 1:
        level = plain(clause.numbers[0])
    else:
        return None
    return f"{{coin}} {clause.studies[0]} {candles or '1h'} {way} {level}"


def _volume(clause: Clause) -> str | None:
    candles, times = _candles(clause), clause.multiples or clause.numbers
    if candles is None or len(times) != 1 or clause.percents or "below" in clause.concepts:
        return None
    return f"{{coin}} volume {candles or '1h'} > {plain(times[0])}x"


def _depeg(clause: Clause) -> str | None:
    if clause.windows or not _one(clause.percents, clause.numbers) or clause.multiples:
        return None
    peg = _level(clause) if clause.numbers else f"1 {clause.unit}" if clause.unit else "1"
    return f"{{coin}} off {peg} by {plain(clause.percents[0] if clause.percents else _OFF)}%"


def _shift(clause: Clause) -> str | None:
    labels = [label for label in _LABELS if label in clause.concepts]
    if clause.numbers or clause.windows or len(labels) > 1 or not (labels or "turn" in clause.concepts):
        return None
    return f"market shift to {labels[0]}" if labels else "market shift"


def _portfolio(clause: Clause) -> str | None:
    if not clause.percents:
        way = _way(clause)
        return None if way is None or len(clause.numbers) != 1 else f"portfolio {way} {_level(clause)}"
    signed, window = _signed(clause), _window(clause)
    if signed is None or window is None or clause.numbers or clause.coins:
        return None
    return f"portfolio {signed} {'from peak' if 'peak' in clause.concepts else window}"


def _forecast(clause: Clause) -> str | None:
    """Return what is wished of a forecast: that its range leaves a price out, or that it points somewhere, which is
    understood and refused: no direction is forecast."""
    said, windows = clause.concepts, clause.windows + clause.lasting
    if len(windows) > 1 or clause.studies or clause.multiples or clause.percents not in ([], _RANGE):
        return None
    clause.lasting = []
    about = f"forecast {{coin}} {windows[0].text if windows else _AHEAD}"
    if "excludes" in said or {"leaves", "out"} <= said:
        return f"{about} excludes {_level(clause)}" if len(clause.numbers) == 1 else None
    if clause.coins and clause.numbers and said & _WAYS:
        # Its middle is the last price: what can be heard of is that its range leaves a price out.
        raise Missing("forecast", "", ("excludes",), "alert forecast btc 7d excludes 60k")
    rises, falls = said & {"up", "pump", "bullish"}, said & {"down", "crash", "bearish"}
    if clause.numbers or bool(rises) == bool(falls):
        return None
    return f"{about} {'up' if rises else 'down'}"
