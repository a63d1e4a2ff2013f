"""A word half typed, completed by the kind of word that it becomes."""

from collections.abc import Sequence

from bot.hearing.words import Words, folded
from bot.params.base import Completes, Kind, Vocabulary
from core.kernel.errors import Mistake

_LONGEST_OFFERED = 100  # no door shows more, and to read more takes longer than a letter may


def completed(kind: Kind, typed: str, vocabulary: Vocabulary) -> Sequence[str]:
    """Return what may become of `typed`, best first: itself where it is whole, and what begins so."""
    if isinstance(kind, Completes):
        return kind.complete(typed, vocabulary)
    plain = folded(typed)
    found = [word for word in kind.suggest(typed, vocabulary) if folded(word).startswith(plain)]
    if 0 < len(typed) <= _LONGEST_OFFERED and typed not in found and _is_whole(kind, typed, vocabulary):
        return (typed, *found)
    return found


def _is_whole(kind: Kind, typed: str, vocabulary: Vocabulary) -> bool:
    words = Words.of(typed)
    try:
        match = kind.match(words, 0, vocabulary) if len(words) else None
    except Mistake:
        return False
    return match is not None and match.length == len(words)
