"""What other rooms need to be collected besides the followed coins: minutes of further pairs, at their venue."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.market.model import Coin, Pair


@dataclass(frozen=True, slots=True)
class Want:
    """Minute candles and prices of `pair` at `venue`, for the sake of `coin`."""

    coin: Coin
    venue: str
    pair: Pair


class Wants:
    """Kept by who needs something, read by the collector and the price watch; the last word of each counts."""

    def __init__(self) -> None:
        self._wants: dict[str, frozenset[Want]] = {}

    def say(self, who: str, wants: Iterable[Want]) -> None:
        """Replace what `who` wants."""
        self._wants[who] = frozenset(wants)

    def all(self) -> tuple[Want, ...]:
        """Return what anybody wants, once each, in order."""
        every = frozenset[Want]().union(*self._wants.values())
        return tuple(sorted(every, key=lambda want: (want.coin.id, want.venue, want.pair)))

    @property
    def coins(self) -> tuple[Coin, ...]:
        """What is to be collected at home, too: who wants a coin's minutes will ask for its hours and days."""
        return tuple(dict.fromkeys(want.coin for want in self.all()))

    def of(self, venue: str) -> tuple[Pair, ...]:
        """Return the pairs wanted of `venue`."""
        return tuple(dict.fromkeys(want.pair for want in self.all() if want.venue == venue))
