"""What was last understood, and which coins were spoken of in it: what a follow-up goes on from."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

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
# What is one's own: looking at it or setting it ends no talk about coins.
_ASIDES = frozenset({"quiet", "digest", "settings", "privacy"})
OF_ALERTS = frozenset({"alerts", "room"})


@dataclass(frozen=True, slots=True)
class Before:
    """What was last understood here of the same person: a command and its `args` as `say --json` prints them; the
    coins that its answer `listed`, in that order, "" for what is listed and about none; the `draft` that waits, or the
    saved rule ("a1-2k"), where the alert was shown as one. Of an aside: how it `stands`,
    as arguments, where that was shown, and the talk that goes on `beneath`."""

    command: str
    args: Mapping[str, object]
    listed: Sequence[str] = ()
    stands: Mapping[str, object] = field(default_factory=dict)
    beneath: "Before | None" = None
    draft: str = ""

    @property
    def aside(self) -> bool:
        """Whether it was about something of one's own: what is said next may set that, or goes on with the talk."""
        return self.command in _ASIDES


def coins_of(before: Before, vocabulary: Vocabulary) -> list[str]:
    """Return the coins that were spoken of, in the words they were kept in."""
    if before.command in OF_ALERTS and before.listed:
        # "It" is a coin only where all alerts are about one.
        about = [coin for coin in dict.fromkeys(before.listed) if coin]
        return about if len(about) == 1 else []
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
