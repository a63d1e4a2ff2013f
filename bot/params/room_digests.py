"""What is said of a room's digest, in one breath: `digest 08:00 weekdays market alerts`, `digest off`, `digest now`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time

from bot.hearing.words import Words
from bot.params.base import Match, Vocabulary
from bot.params.choices import listed
from bot.params.clock import ClockKind
from bot.params.unasked import DAYS, DIGESTING, MAKING, PARTS, SeveralKind
from core.delivery.model import Digest
from core.kernel.errors import UnknownName

EXAMPLE = "room digest 08:00 weekdays"
# What is somebody's own is heard, so that it can be said that a room has none.
PERSONAL = ("watch", "portfolio")
ROOM_PARTS = SeveralKind(
    "part",
    {
        **{word: part for word, part in PARTS.words.items() if part in {"market", "alerts", *PERSONAL}},
        **listed(
            prices="prices, price, preise, kurse, precios, preços, coins, monedas, moedas",
            top="top, movers, bewegungen, movimientos, movimentos, gainers, losers, gewinner, verlierer, ganadores, "
            "perdedores, ganhadores",
        ),
    },
)
# What joins the pieces and says nothing.
_JOINTS = frozenset(
    {"at", "um", "las", "a", "as", "with", "mit", "con", "com", "and", "und", "y", "e"}
    | {"the", "die", "der", "den", "el", "la", "los", "o", "os"}
)


@dataclass(frozen=True, slots=True)
class DigestSaid:
    """What was said of it; an `action` is "now" or "off". Nothing at all asks how it stands."""

    at: time | None = None
    days: str | None = None
    parts: tuple[str, ...] = ()
    action: str | None = None

    @property
    def words(self) -> str:
        """What was said, as it is typed."""
        at = () if self.at is None else (f"{self.at:%H:%M}",)
        return " ".join(word for word in (*at, self.days, *self.parts, self.action) if word)

    @classmethod
    def of(cls, digest: Digest) -> "DigestSaid":
        """Return what sets a digest as it is."""
        return cls(digest.at, "weekdays" if digest.weekdays else "daily", digest.parts)


@dataclass(frozen=True, slots=True)
class RoomDigestKind:
    """Time, days, parts, "now" or "off", in any order, for as long as they go on."""

    what: str = "digest"
    many: bool = False

    def match(self, words: Words, index: int, vocabulary: Vocabulary) -> Match[object] | None:
        said: dict[str, object] = {}
        parts: list[str] = []
        end = at = index
        while at < len(words):
            piece = self._piece(words, at, vocabulary)
            if piece is not None and piece[0] == "part":
                parts.append(str(piece[1].value))
            elif piece is not None and piece[0] not in said:
                said[piece[0]] = piece[1].value
            elif words.at(at).folded in _JOINTS:
                at += 1
                continue
            else:
                break
            end = at = at + piece[1].length
        if end == index:
            return None
        return Match(DigestSaid(parts=tuple(dict.fromkeys(parts)), **said), end - index)  # type: ignore[arg-type]

    def _piece(self, words: Words, at: int, vocabulary: Vocabulary) -> tuple[str, Match[object]] | None:
        """Return what of a digest stands there."""
        try:
            clock = ClockKind().match(words, at, vocabulary)
        except UnknownName as error:
            raise UnknownName(error.what, error.given, error.nearest, EXAMPLE) from None
        for name, found in (("at", clock), ("days", DAYS.match(words, at, vocabulary))):
            if found is not None:
                return name, found
        part = ROOM_PARTS.match(words, at, vocabulary)
        if part is not None and not self._is_about_makers(words, at + part.length, vocabulary):
            return "part", part
        action = DIGESTING.match(words, at, vocabulary)
        return None if action is None else ("action", action)

    def _is_about_makers(self, words: Words, after: int, vocabulary: Vocabulary) -> bool:
        """Return whether "alerts" begins another setting: "digest 08:00 alerts everyone"."""
        alerts = ROOM_PARTS.words.get(words.at(after - 1).folded) == "alerts"
        return alerts and after < len(words) and MAKING.match(words, after, vocabulary) is not None

    def suggest(self, prefix: str, vocabulary: Vocabulary) -> Sequence[str]:
        offers = ("08:00", "08:00 weekdays", "18:00 market alerts", "now", "off")
        return tuple(offer for offer in offers if offer.startswith(prefix.casefold())) or offers

    def schema(self) -> Mapping[str, object]:
        return {"type": "string", "maxLength": 80, "examples": ["08:00 weekdays market alerts", "now", "off"]}

    def written(self, value: object) -> object:
        assert isinstance(value, DigestSaid)
        return value.words or "show"
