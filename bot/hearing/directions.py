"""Questions where a price will go, in four languages. Nobody can tell up from down; what may become of it is a
forecast.

"will bitcoin go up?"  →  "forecast btc"       "steigt eth morgen?"  →  "forecast eth 24h"
"""

from collections.abc import Sequence
from itertools import pairwise

from bot.hearing.phrases import languages_from, turn_lexicon
from bot.hearing.pieces import FILLER, Carried, Piece, pieces_of
from bot.hearing.slots import SLOTS
from bot.params.base import Vocabulary

_LONGEST, _MOST_PIECES = 160, 24
_ADMITTED: Carried = frozenset({
    "will", "way", "reach", "where", "ahead", "tomorrow", "whole", "or", "filler", "coin", "fiat", "window", "number",
    "short",
})  # fmt: skip


def direction_asked(text: str, vocabulary: Vocabulary) -> str | None:
    """Return the command line that answers what can be answered of `text`; None when it asks for no direction."""
    if not text.strip() or len(text) > _LONGEST:
        return None
    for language in languages_from(vocabulary.language):
        pieces = pieces_of(text, turn_lexicon(language, "directions"), vocabulary)
        if 0 < len(pieces) <= _MOST_PIECES and (line := _meant(pieces, vocabulary)) is not None:
            return line
    return None


def _meant(pieces: Sequence[Piece], vocabulary: Vocabulary) -> str | None:
    if not all(piece.carries & _ADMITTED for piece in pieces):
        return None
    said: Carried = frozenset().union(*(piece.carries for piece in pieces))
    windows = any("window" in piece.carries for piece in pieces)
    future = "will" in said or "tomorrow" in said or ("ahead" in said and windows and _is_ahead(pieces))
    goes = "way" in said or ("reach" in said and any("number" in piece.carries for piece in pieces))
    if not ((future and goes) or ("where" in said and windows and _is_ahead(pieces))):
        return None
    coins, ahead = SLOTS["coins"](_coins_only(pieces), vocabulary), SLOTS["ahead"](pieces, vocabulary)
    if ahead is None or not (coins or "whole" in said):
        return None
    return f"forecast {coins or 'top'} {ahead}".strip()


def _is_ahead(pieces: Sequence[Piece]) -> bool:
    """Whether a length of time lies ahead by the word before it: "in the next week", not "btc up 7 days"."""
    said = [piece for piece in pieces if piece.carries != FILLER]
    return any("window" in piece.carries and "ahead" in before.carries for before, piece in pairwise(said))


def _coins_only(pieces: Sequence[Piece]) -> Sequence[Piece]:
    # What its level is counted in is no coin that is asked about.
    return [piece for piece in pieces if "fiat" not in piece.carries]
