"""What was last understood, and which coins were spoken of in it: what a follow-up goes on from."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.hearing.grammar import Bound
from bot.hearing.pieces import Piece
from bot.params.base import Vocabulary
from core.market.model import Coin, CoinKind

# Binds a line as if it had been typed, None where it is none.
Read = Callable[[str], Bound | None]
# What a sentence may go on from.
GOES_ON = frozenset({
    "price", "convert", "chart", "depth", "market", "top", "watch", "alert", "forecast", "alerts", "quiet", "digest",
    "settings", "privacy", "room",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Before:
    """What was last understood here of the same person: a command and its `args` as `say --json` prints them; the
    coins that its answer `listed`, in that order."""

    command: str
    args: Mapping[str, object]
    listed: Sequence[str] = ()


def coins_of(before: Before, vocabulary: Vocabulary) -> list[str]:
    """Return the coins that were spoken of, in the words they were kept in."""
    if before.command == "convert":
        return [str(before.args["from"])]
    if before.command == "alert":
        words = str(before.args.get("rule", "")).split(" ")
        return list(dict.fromkeys(word for word in words if is_coin(word, vocabulary)))
    return [str(coin) for coin in listed(before.args.get("coins", ()))]


def is_coin(word: str, vocabulary: Vocabulary) -> bool:
    found = vocabulary.catalogue.find(word)
    return isinstance(found, Coin) and found.kind is not CoinKind.FIAT


def listed(value: object) -> Sequence[object]:
    return value if isinstance(value, list | tuple) else (value,)


def told(value: object) -> str:
    return ",".join(str(part) for part in listed(value))


def word_of(piece: Piece, vocabulary: Vocabulary) -> str:
    return vocabulary.catalogue.word_for(piece.value) if isinstance(piece.value, Coin) else piece.typed
