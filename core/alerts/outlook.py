"""How rules stand against what the market says now: what is true already, and how far the rest is away."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol

from core.alerts.facts import Change, Comparison, Distance, Fact, Indicator, Price, VolumeRatio, Way
from core.alerts.model import All, Compared, Either
from core.kernel.errors import Mistake, Unavailable
from core.market.catalogue import Catalogue
from core.market.model import Coin
from core.market.quotes import DAY, Quote


class Quotes(Protocol):
    """Who knows prices."""

    async def quotes(
        self,
        coins: Sequence[Coin],
        currency: str,
        *,
        asked: bool = True,
        venues: Sequence[str] = (),
        window: timedelta = DAY,
    ) -> tuple[Quote, ...]: ...


@dataclass(frozen=True, slots=True)
class Outlook:
    """Quotes for facts, as far as they are known. Of facts that are no price the quote is that of their coin."""

    quotes: Mapping[Fact, Quote] = field(default_factory=dict)

    def value(self, fact: Fact) -> float | None:
        """Return the number now; None where it is not known here."""
        quote = self.quotes.get(fact)
        if quote is None or not isinstance(fact, Price | Change):
            return None
        return quote.price if isinstance(fact, Price) else quote.change

    def holds(self, tree: Compared) -> bool | None:
        """Return whether `tree` is true now. None where that is not known; what crosses or touches never lasts."""
        if isinstance(tree, Comparison):
            return self._is_true(tree)
        truths = [self.holds(part) for part in tree.parts]
        decides = isinstance(tree, Either)
        if decides in truths:
            return decides
        return None if None in truths else not decides

    def nearest(self, tree: Compared) -> tuple[Comparison, float] | None:
        """Return what decides how far `tree` is away: of several that must be true the farthest that is not yet, of
        several of which one will do the nearest. The number is how far the price must move, a fraction; None where it
        is not known."""
        if isinstance(tree, Comparison):
            away = self._away(tree)
            return None if away is None else (tree, away)
        if isinstance(tree, All):
            open_parts = [part for part in tree.parts if self.holds(part) is not True] or list(tree.parts)
            found = [self.nearest(part) for part in open_parts]
            known = [each for each in found if each is not None]
            return max(known, key=lambda each: abs(each[1])) if len(known) == len(found) else None
        known = [each for part in tree.parts if (each := self.nearest(part)) is not None]
        return min(known, key=lambda each: abs(each[1]), default=None)

    def _is_true(self, comparison: Comparison) -> bool | None:
        value, level = self.value(comparison.fact), comparison.level
        if comparison.way in {Way.CROSSES, Way.EQUALS}:
            return False
        if value is None or not isinstance(level, float):
            return None
        if comparison.touching and value == level:
            return True
        return value < level if comparison.way is Way.BELOW else value > level

    def _away(self, comparison: Comparison) -> float | None:
        value, level = self.value(comparison.fact), comparison.level
        if value is None or not isinstance(level, float):
            return None
        if isinstance(comparison.fact, Change):
            return None if value <= -1 else (1 + level) / (1 + value) - 1
        return level / value - 1 if value > 0 else None


@dataclass(frozen=True, slots=True)
class _Question:
    """Quotes that come in one answer: in `unit`, or in the person's own `currency` where none is asked for."""

    unit: str | None
    currency: str
    venue: str | None = None
    window: timedelta = DAY

    @classmethod
    def about(cls, fact: Fact, currency: str) -> "_Question":
        match fact:
            case Price(unit=unit, venue=venue):
                return cls(unit, currency, venue)
            case Change(unit=unit, venue=venue, window=window):
                return cls(unit, currency, venue, window)
            case Indicator(venue=venue) | VolumeRatio(venue=venue) | Distance(first=Indicator(venue=venue)):
                return cls(None, currency, venue)
        return cls(None, currency)

    async def answered(self, desk: Quotes, coins: Sequence[Coin]) -> tuple[Quote, ...]:
        venues = () if self.venue is None else (self.venue,)
        asked = self.unit is not None
        return await desk.quotes(coins, self.unit or self.currency, asked=asked, venues=venues, window=self.window)


async def look(
    desk: Quotes, catalogue: Catalogue, facts: Iterable[Fact], currency: str, strict: bool = False
) -> Outlook:
    """Return what is known now of `facts`; `currency` is that of numbers without one.

    What does not answer is left out. `strict` raises what says that a fact will never be known: UnknownName for a
    currency there is no way to, a pair that nobody trades, a venue.
    """
    asked: dict[_Question, dict[Fact, Coin]] = {}
    for fact in facts:
        coin = None if fact.coin is None else catalogue.find(fact.coin)
        if isinstance(coin, Coin):
            asked.setdefault(_Question.about(fact, currency), {})[fact] = coin
    quotes: dict[Fact, Quote] = {}
    for question, of in asked.items():
        found = await _quoted(desk, question, tuple(dict.fromkeys(of.values())), strict)
        quotes |= {fact: found[coin] for fact, coin in of.items() if coin in found}
    return Outlook(quotes)


async def _quoted(desk: Quotes, question: _Question, coins: Sequence[Coin], strict: bool) -> Mapping[Coin, Quote]:
    try:
        quotes = await question.answered(desk, coins)
    except Unavailable:
        return {}
    except Mistake:
        if strict:
            raise
        if len(coins) == 1:
            return {}
        # One coin that nobody trades any more hides no other.
        found: dict[Coin, Quote] = {}
        for coin in coins:
            found |= await _quoted(desk, question, (coin,), strict)
        return found
    return {quote.coin: quote for quote in quotes}
