"""What a dialect of the stand-in venues has to say, and what all of them share."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from core.market.model import Pair, to_ms
from tests.stand_ins.venue_world import Lie, World, text

Query = Mapping[str, Sequence[str]]


class UnknownSymbol(Exception):
    """A question about a pair that the venue does not know."""


class BadParameters(Exception):
    """A question with a parameter too many, too few or out of bounds."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """The parameters of one route, as the venue's documents list them."""

    needed: frozenset[str] = frozenset()
    allowed: frozenset[str] = frozenset()

    def check(self, query: Query) -> None:
        names = set(query)
        if not self.needed <= names <= self.needed | self.allowed:
            raise BadParameters(f"wanted {sorted(self.needed)}, maybe {sorted(self.allowed)}, got {sorted(names)}")


def parameters(needed: str = "", allowed: str = "") -> Parameters:
    return Parameters(frozenset(needed.split()), frozenset(allowed.split()))


class Dialect(ABC):
    """One venue's routes, answers, refusals and stream messages, written from its documents."""

    routes: ClassVar[Mapping[str, Parameters]]
    stream_path: ClassVar[str]

    def __init__(self, world: World) -> None:
        self.world = world

    @abstractmethod
    def name(self, pair: Pair) -> str:
        """Return the venue's name of `pair`."""

    @abstractmethod
    def answer(self, route: str, path: Mapping[str, str], query: Query) -> Any:
        """Return the body for a question that has passed the check of its parameters."""

    @abstractmethod
    def refusal(self, error: Exception) -> tuple[int, Any]:
        """Return status and body for UnknownSymbol or BadParameters."""

    @abstractmethod
    def subscribed(self, message: Any) -> tuple[set[Pair], list[Any]]:
        """Return the pairs whose trades `message` asks for, and the acknowledgements."""

    @abstractmethod
    def trade(self, number: int, pair: Pair, price: float, size: float) -> Any:
        """Return the stream's message of one trade."""

    def greeting(self) -> list[Any]:
        """Return what a stream says when it is opened."""
        return []

    # What the dialects build their answers from.

    def listed(self) -> list[Pair]:
        return list(self.world.prices)

    def pair(self, name: str) -> Pair:
        """Return the pair called `name`; UnknownSymbol when there is none, or none any more."""
        for pair in self.listed():
            if self.name(pair) == name and pair not in self.world.gone:
                return pair
        raise UnknownSymbol(name)

    def one(self, query: Query, name: str) -> Pair:
        return self.pair(query[name][0])

    def now_ms(self) -> int:
        return to_ms(self.world.now())

    def price(self, pair: Pair) -> str:
        if pair == self.listed()[0]:
            if Lie.PRICELESS in self.world.lies:
                return "0.00000000"
            if Lie.BOUNDLESS in self.world.lies:
                return "1e400"
        return text(self.world.price_now(pair))

    def levels(self, pair: Pair, count: int) -> tuple[list[list[str]], list[list[str]]]:
        """Return bids and asks, best first, one basis point apart."""
        price = self.world.price_now(pair)
        sign = -1 if Lie.CROSSED in self.world.lies else 1
        bids = [[text(price * (1 - sign * 0.0001 * (k + 0.5))), text(1.0 + k)] for k in range(count)]
        asks = [[text(price * (1 + sign * 0.0001 * (k + 0.5))), text(1.0 + k)] for k in range(count)]
        return bids, asks


def iso(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%S.%f}Z"


def whole(query: Query, name: str, otherwise: int) -> int:
    try:
        return int(query[name][0]) if name in query else otherwise
    except ValueError as error:
        raise BadParameters(name) from error
