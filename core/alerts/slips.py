"""What was wrong with a rule that the grammar does not know: the word, what might have stood there, one example."""

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from core.alerts.names import Names
from core.kernel.errors import Missing, Mistake, UnknownName

if TYPE_CHECKING:
    from lark.exceptions import UnexpectedInput

EXAMPLE = "alert btc < 60k"
_FORESEEN = "alert forecast btc 7d excludes 60k"
_WORD = re.compile(r"[^\s()]+|[()]")
_LONGEST_SLIP = 20
WAYS = ("below", "above", "crosses", "equals", "<", ">")
# Terminals by what they are called in an error, with forms to choose from; the first one that may stand there names it.
# No level fits every coin: of amounts there are none.
_FORMS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...], str]] = {
    "operator": (("BELOW", "ABOVE", "CROSSES", "EQUALS"), WAYS, EXAMPLE),
    "amount": (("AMOUNT",), (), EXAMPLE),
    "multiple": (("MULTIPLE",), ("2x", "3x"), "alert btc volume 1h > 3x"),
    "tendency": (("LABEL",), ("bullish", "bearish", "sideways", "volatile"), "alert market shift to bearish"),
    "percent": (("PERCENT",), ("-5%", "+5%", "±5%"), "alert eth -5% 1h"),
    "window": (("DURATION",), ("1h", "24h", "7d"), "alert eth -5% 1h"),
    "count": (("COUNT",), ("3", "10"), f"{EXAMPLE} max 3"),
    "date": (("DATE",), ("31 dec", "2026-12-31"), f"{EXAMPLE} until 31 dec"),
    "forecast": (("UP", "DOWN", "EXCLUDES"), ("excludes",), _FORESEEN),
    "option": (
        ("ONCE", "EVERY", "MAX", "FOR", "UNTIL", "AT", "TO", "REARM", "NIGHT", "NOTE", "_AND", "_OR"),
        (
            "every",
            "max",
            "for",
            "until",
            "at",
            "to here",
            "to me",
            "rearm",
            "once",
            "note",
            "and",
            "or",
            "even at night",
        ),
        f"{EXAMPLE} every 4h",
    ),
    "bracket": (("_CLOSE",), (")",), "alert (btc < 60k or eth < 3k) and sol < 100"),
    "by": (("_BY",), ("by",), "alert usdt off 1 by 0.5%"),
}
_OPTIONS, _LEVELS = frozenset(_FORMS["option"][0]), frozenset(_FORMS["operator"][0])
JOINTS = frozenset({"and", "or", "&", "&&", "|", "||"})
# May stand only where a condition begins.
_BEGINS = "_SHIFT"
# A word of a condition that has an operator, or a figure in its place.
_ENDS_COIN = re.compile(r"[<>=%±≤≥]|^(?:below|under|above|over|crosses|equals)$", re.IGNORECASE)
_FORECAST, _EXCLUDES, _AHEAD = "forecast", frozenset({"exclude", "excludes"}), ("1d", "7d", "30d")
# Conditions that begin with a word of their own.
_WHOLE = ("market shift", "portfolio", "forecast")
_WORDS_OF_RULES = frozenset({"price", "volume", "vol", "off", "portfolio", "forecast", "rsi", "atr", "ema", "sma"})


def mistaken(error: "UnexpectedInput", text: str, names: Names) -> Mistake:
    """Return the mistake in `text` at the place where the grammar lost it."""
    expected, place = _lost(error, text)
    behind, word = text[:place].split(), _WORD.search(text, place)
    given = "" if word is None else word[0]
    if behind and expected & _OPTIONS and any(_is_near(behind[-1], form) for form in _FORMS["option"][1]):
        # "evry 4h" was lost at 4h: what stood before it was taken for a currency.
        given = behind[-1]
    if expected & _LEVELS and (coin := _unknown_coin(behind, names)) is not None:
        return coin
    if (forecast := _forecast_meant(behind, expected, given)) is not None:
        return forecast
    what, forms, example = _wanted(expected, given)
    if _BEGINS in expected or (expected == {"WORD"} and behind[-1].casefold() not in ("at", "on")):
        return _no_coin(given, names) if given else Missing("coin", "", (), example)
    if not given:
        return Missing("venue" if expected == {"WORD"} else what, "", forms[:3], example)
    return UnknownName(what, given, tuple(form for form in forms if _is_near(given, form)) or forms[:3], example)


def _lost(error: "UnexpectedInput", text: str) -> tuple[set[str], int]:
    """Return what might have stood where the grammar lost the text, and where that is."""
    from lark.exceptions import UnexpectedCharacters, UnexpectedToken

    if isinstance(error, UnexpectedToken):
        start, expected = error.token.start_pos, set[str](error.accepts)
        return expected, len(text) if start is None or error.token.type == "$END" else start
    if isinstance(error, UnexpectedCharacters):
        place: int = getattr(error, "pos_in_stream", len(text))  # the library declares it None
        return set(error.allowed), place
    return set(), len(text)


def _unknown_coin(behind: Sequence[str], names: Names) -> UnknownName | None:
    """Return the mistake of words that stand where a coin should: without an operator behind them all are its name."""
    start = max((i + 1 for i, word in enumerate(behind) if _ENDS_COIN.search(word)), default=0)
    words = [word.strip("(") for word in behind[start:]]
    if start and (joints := [i for i, word in enumerate(words) if word.casefold() in JOINTS]):
        words = words[joints[0] + 1 :]
    named = names.coin(words) if words else None
    if not words or (named is not None and named.length == len(words)):
        return None
    wrong = words[0] if named is None else words[named.length]
    if wrong.casefold() in _WORDS_OF_RULES:
        return None
    near = tuple(form for form in WAYS if _is_near(wrong, form))
    return UnknownName("operator", wrong, near or WAYS[:3], EXAMPLE) if named or near else _no_coin(wrong, names)


def _forecast_meant(behind: Sequence[str], expected: set[str], given: str) -> Mistake | None:
    """Return the mistake of a condition about a forecast: its word mistyped or left out, no coin, or no length of time;
    None for any other."""
    said = [word.strip("(").casefold() for word in behind]
    begins = max((i + 1 for i, word in enumerate(said) if word in JOINTS), default=0)
    own = [*said[begins:], given.casefold()]
    if slip := next((word for word in own if word != _FORECAST and _is_near(word, _FORECAST)), ""):
        return UnknownName("word", slip, (_FORECAST,), _FORESEEN)
    if _FORECAST not in said[begins:]:
        # "btc 7d excludes 60k": whose range that is goes without saying for whoever types it.
        left_out = given.casefold() in _EXCLUDES
        return UnknownName("word", given, (f"{_FORECAST} {given}",), _FORESEEN) if left_out else None
    if not given and "WORD" in expected and said[-1] == _FORECAST:
        return Missing("coin", "", (), _FORESEEN)
    if "DURATION" not in expected:
        return None
    return UnknownName("window", given, _AHEAD, _FORESEEN) if given else Missing("window", "", _AHEAD, _FORESEEN)


def _no_coin(given: str, names: Names) -> UnknownName:
    rules = tuple(form for form in _WHOLE if _is_near(given, form.split()[0]))
    return UnknownName("coin", given, (*rules, *names.near_coins(given))[:3], EXAMPLE)


def _wanted(expected: set[str], given: str) -> tuple[str, tuple[str, ...], str]:
    """Return what was most likely meant to stand there: a kind one of whose forms the word is a slip of, else the first
    that may."""
    possible = [(what, forms, example) for what, (ends, forms, example) in _FORMS.items() if expected & set(ends)]
    for what, forms, example in possible:
        if any(_is_near(given, form) for form in forms):
            return what, forms, example
    return possible[0] if possible else ("word", (), EXAMPLE)


def near_option(word: str) -> str | None:
    """Return what `word` may have been as an option: "evry", "every4h"."""
    forms = _FORMS["option"][1]
    near = next((form for form in forms if _is_near(word, form)), None)
    glued = re.fullmatch(r"(every|max|for|until|at|rearm|note)(\d.*)", word, re.IGNORECASE)
    return f"{glued[1]} {glued[2]}" if glued else near


def _is_near(word: str, form: str) -> bool:
    plain = word.casefold()
    return len(plain) <= _LONGEST_SLIP and len(form) > 2 and OSA.distance(plain, form) <= max(1, len(form) // 4)
