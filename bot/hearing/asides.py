"""Sentences with an aside: what is asked stands in one clause, what is told around it in the others.

    "kick doge off my list, that dog bores me"  →  "kick doge off my list"

Which clauses only tell something is judged here; what the one that asks means is said in `meanings.py`.
"""

import re
from collections.abc import Sequence

from bot.hearing.pieces import Piece

_CLAUSES = re.compile(r"[,.;:!?…]+(?=\s|$)|\s[-–—]+\s")
_MOST_CLAUSES = 4
# An aside names nothing, asks nothing, takes nothing back and wishes nothing.
_TELLING = frozenset({
    "coin", "fiat", "number", "venue", "indicator", "window", "never", "stop", "cancel", "remove", "delete", "alerts",
    "add", "watch", "price", "chart", "how_much", "forecast", "market", "depth", "convert", "settings", "list",
    "advice", "deal", "put", "onto",
})  # fmt: skip


def clauses_of(text: str) -> Sequence[str]:
    """Return the clauses of `text`, none where it has but one or a great many."""
    clauses = [clause for part in _CLAUSES.split(text) if (clause := part.strip())]
    return clauses if 1 < len(clauses) <= _MOST_CLAUSES else ()


def is_aside(pieces: Sequence[Piece], after_removal: bool) -> bool:
    """Whether a clause only tells something: "not" takes back what was asked, but what is not needed any more explains
    why it is taken off."""
    if any(piece.carries & _TELLING for piece in pieces):
        return False
    return not any("not" in piece.carries and not (after_removal and "unwanted" in piece.carries) for piece in pieces)
