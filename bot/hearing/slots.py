"""Slots of a meaning: what the pieces of a sentence say for one part of its command line.

Each returns the words for the line ("" when nothing was said), None when what was said cannot be meant so.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from bot.hearing.pieces import Carried, Piece
from bot.params.base import Vocabulary
from bot.params.times import Window, interval_of
from core.kernel.figures import written
from core.market.model import Coin, Interval

Pieces = Sequence[Piece]
# Candles that have a name, by what it carries.
CANDLES = {
    "minutely": "1m", "quarter_hourly": "15m", "half_hourly": "30m", "hourly": "1h", "daily": "1d", "weekly": "1w",
}  # fmt: skip
_ASSET = frozenset({"coin", "fiat"})


def _coins(pieces: Pieces, vocabulary: Vocabulary) -> str | None:
    split = _assets(pieces)
    return None if split is None else " ".join(_word(piece, vocabulary) for piece in split[0])


def _famous(pieces: Pieces, vocabulary: Vocabulary) -> str | None:
    return None if _said(pieces, "faint") else _coins(pieces, vocabulary)


def _listed(pieces: Pieces, vocabulary: Vocabulary) -> str | None:
    return None if _said(pieces, "learnt") else _coins(pieces, vocabulary)


def _into(pieces: Pieces, vocabulary: Vocabulary) -> str | None:
    split = _assets(pieces)
    if split is None:
        return None
    return "" if split[1] is None else f"in {_word(split[1], vocabulary)}"


def _assets(pieces: Pieces) -> tuple[Sequence[Piece], Piece | None] | None:
    """Return what is asked for and what it is counted in; None when too many currencies were said."""
    assets = [piece for piece in pieces if piece.carries & _ASSET]
    fiats = [piece for piece in assets if "fiat" in piece.carries]
    coins = [piece for piece in assets if "coin" in piece.carries]
    if len(fiats) > (1 if coins else 2):
        return None
    if fiats:
        return (coins, fiats[0]) if coins else (fiats[:1], fiats[1] if len(fiats) == 2 else None)
    if len(coins) == 2 and _counts(pieces, coins):
        return coins[1:], coins[0]
    last = next((i for i in range(len(pieces) - 1, 0, -1) if "coin" in pieces[i].carries), 0)
    if len(coins) > 1 and "in" in pieces[last - 1].carries:
        return coins[:-1], coins[-1]
    return coins, None


def _counts(pieces: Pieces, coins: Pieces) -> bool:
    """Whether the first coin is what one of the second is counted in: "how much btc is one eth"."""
    before = [pieces[i - 1] for i, piece in enumerate(pieces) if i and any(piece is coin for coin in coins)]
    return len(before) == 2 and "how_much" in before[0].carries and "one" in before[1].carries


def _word(piece: Piece, vocabulary: Vocabulary) -> str:
    if not isinstance(piece.value, Coin):
        return piece.typed
    word = vocabulary.catalogue.word_for(piece.value)
    # A ticker of one letter is an article to the grammar.
    return word if len(word) > 1 else piece.value.id


def _money(pieces: Pieces, vocabulary: Vocabulary) -> str | None:
    """The one currency that is said: of two, one is to become the other."""
    fiats = [piece for piece in pieces if "fiat" in piece.carries]
    return _word(fiats[0], vocabulary) if len(fiats) == 1 else None


def _at(pieces: Pieces, vocabulary: Vocabulary) -> str | None:
    venues = [str(piece.value) for piece in pieces if "venue" in piece.carries]
    return f"at {' '.join(venues)}" if venues else ""


def _window(pieces: Pieces, vocabulary: Vocabulary) -> str | None:
    """A span of the past. "Today" is one where a change is asked for; "what does it cost today" asks for now."""
    windows = _windows(pieces)
    if len(windows) > 1:
        return None
    if windows:
        return f"window={windows[0].text}"
    moved = _said(pieces, "change", "up", "down", "gainers", "losers", "best", "worst", "chart")
    return "window=24h" if moved and _said(pieces, "today") else ""


def _windows(pieces: Pieces) -> list[Window]:
    return [piece.value for piece in pieces if isinstance(piece.value, Window)]


def _scale(pieces: Pieces, vocabulary: Vocabulary) -> str | None:
    """Interval and window of a chart: of the lengths of time that were said, one may be that of the candles."""
    intervals = [text for concept, text in CANDLES.items() if _said(pieces, concept)]
    spans: list[str] = []
    for index, piece in enumerate(pieces):
        if not isinstance(piece.value, Window):
            continue
        interval = None if intervals or _follows_past(pieces, index) else interval_of(piece.value)
        if _is_that_of(piece.value, intervals) and not _follows_past(pieces, index):
            # "The weekly chart, candles of one week" says one thing twice.
            continue
        if interval is None:
            spans.append(piece.value.text)
        else:
            intervals.append(interval.value)
    if _said(pieces, "today") and not spans:
        spans.append("24h")
    if len(intervals) > 1 or len(spans) > 1:
        return None
    return " ".join([f"interval={i}" for i in intervals] + [f"window={s}" for s in spans])


def _is_that_of(window: Window, intervals: Sequence[str]) -> bool:
    return any(interval.length == window.length and interval.value in intervals for interval in Interval)


def _follows_past(pieces: Pieces, index: int) -> bool:
    return index > 0 and "past" in pieces[index - 1].carries


def _ahead(pieces: Pieces, vocabulary: Vocabulary) -> str | None:
    """How far ahead a forecast is wanted; tomorrow is a day of hours from now."""
    # "By next month, in 30 days" says one length twice.
    windows = list({window.length: window for window in _windows(pieces)}.values())
    if len(windows) > 1 or (windows and _said(pieces, "tomorrow")):
        return None
    return windows[0].text if windows else "24h" if _said(pieces, "tomorrow") else ""


def _indicators(pieces: Pieces, vocabulary: Vocabulary) -> str | None:
    return " ".join(str(piece.value) for piece in pieces if "indicator" in piece.carries)


def _direction(pieces: Pieces, vocabulary: Vocabulary) -> str | None:
    up, down = _said(pieces, "gainers", "best", "up"), _said(pieces, "losers", "worst", "down")
    if up and down:
        return None
    return "gainers" if up else "losers" if down else ""


def _count(pieces: Pieces, vocabulary: Vocabulary) -> str | None:
    numbers = _numbers(pieces)
    if len(numbers) > 1 or any(n != int(n) for n in numbers):
        return None
    return f"n={int(numbers[0])}" if numbers else ""


def _numbers(pieces: Pieces) -> list[Decimal]:
    return [piece.value for piece in pieces if isinstance(piece.value, Decimal)]


def _single(pieces: Pieces, vocabulary: Vocabulary) -> str | None:
    """One of something is its price; more of it is a sum to be worked out."""
    return None if any(n != 1 for n in _numbers(pieces)) else ""


def _several(pieces: Pieces, vocabulary: Vocabulary) -> str | None:
    return None if _single(pieces, vocabulary) is not None else ""


def _exchange(pieces: Pieces, vocabulary: Vocabulary) -> str | None:
    """An amount of one thing in another: the amount belongs to the asset beside it."""
    numbers = [i for i, piece in enumerate(pieces) if isinstance(piece.value, Decimal)]
    assets = [i for i, piece in enumerate(pieces) if piece.carries & _ASSET]
    if len(numbers) > 1 or not 1 <= len(assets) <= 2:
        return None
    if numbers:
        amount, place = written(pieces[numbers[0]].value), numbers[0]  # type: ignore[arg-type]
    else:
        amount, place = "1", next((i for i, piece in enumerate(pieces) if "one" in piece.carries), 0)
    given = min(assets, key=lambda i: (_distance(pieces, place, i), i < place))
    wanted = next((i for i in assets if i != given), None)
    line = f"{amount} {_word(pieces[given], vocabulary)}"
    return line if wanted is None else f"{line} to {_word(pieces[wanted], vocabulary)}"


def _distance(pieces: Pieces, place: int, asset: int) -> int:
    """Return how many words that say something lie between a number and an asset."""
    between = pieces[min(place, asset) + 1 : max(place, asset)]
    return sum(1 for piece in between if not piece.carries & {"one", "filler"} or "in" in piece.carries)


def _switch(pieces: Pieces, vocabulary: Vocabulary) -> str | None:
    return "off" if _said(pieces, "off", "not", "stop", "remove") else "on"


def _shade(pieces: Pieces, vocabulary: Vocabulary) -> str | None:
    dark = _said(pieces, "dark", "night")
    if dark == _said(pieces, "light", "day"):
        return None
    # Without the one it is the other.
    return "dark" if dark != _said(pieces, "off", "not") else "light"


def _topic(pieces: Pieces, vocabulary: Vocabulary) -> str | None:
    said = [topic for topic, concepts in _TOPICS.items() if _said(pieces, *concepts.split())]
    return None if len(said) > 1 else " ".join(said)


_TOPICS = {
    "alerts": "alerts",
    "charts": "chart indicator",
    "market": "market price depth",
    "watch": "list watch",
    "settings": "settings language zone",
    "privacy": "privacy data",
    "forecasts": "forecast",
    "digest": "digest",
    "quiet": "hush",
}


def _only(concept: str) -> "Slot":
    def slot(pieces: Pieces, vocabulary: Vocabulary) -> str | None:
        values = [str(piece.value) for piece in pieces if concept in piece.carries]
        return values[0] if len(values) == 1 else None

    return slot


def _said(pieces: Pieces, *concepts: str) -> bool:
    wanted: Carried = frozenset(concepts)
    return any(piece.carries & wanted for piece in pieces)


Slot = Callable[[Pieces, Vocabulary], str | None]
SLOTS: Mapping[str, Slot] = {
    "coins": _coins,
    "famous": _famous,
    "listed": _listed,
    "in": _into,
    "money": _money,
    "at": _at,
    "window": _window,
    "scale": _scale,
    "ahead": _ahead,
    "indicators": _indicators,
    "direction": _direction,
    "n": _count,
    "single": _single,
    "several": _several,
    "exchange": _exchange,
    "switch": _switch,
    "shade": _shade,
    "topic": _topic,
    "tongue": _only("tongue"),
    "place": _only("place"),
}
