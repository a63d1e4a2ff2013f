"""The desk: what does it cost, what did it cost, what is it worth in something else, how deep is the market."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

from core.kernel.errors import Unavailable, UnknownName
from core.kernel.money import Money
from core.market.board import Board
from core.market.changes import Changes
from core.market.depth import Depth, measure
from core.market.history import CandleHistory, Histories, Window
from core.market.keepsake import Keepsake
from core.market.listings import Listings
from core.market.model import Coin, OrderBook, Pair
from core.market.patience import within
from core.market.ports import Venue
from core.market.quotes import DAY, Quote, Said, Tickers, chosen, heard, settle
from core.market.routes import BRIDGES, Leg, Route, Router
from core.market.world import World


@dataclass(frozen=True, slots=True)
class Conversion:
    """`given` is worth `result`, exactly `given` times the price that `quote` carries."""

    given: Money
    result: Money
    quote: Quote


@dataclass(frozen=True, slots=True)
class _Question:
    """One coin to be priced: ways in the wanted currency, and in the pair's own where falling back is allowed; `among`
    the venues that were asked for, any without."""

    coin: Coin
    currency: str
    routes: tuple[Route, ...]
    own_currency: str = ""
    own_routes: tuple[Route, ...] = ()
    fell_back: bool = False
    among: tuple[str, ...] = ()


class Desk:
    """Answers questions about prices; `room.py` puts it together."""

    def __init__(self, world: World, board: Board, router: Router, listings: Listings, histories: Histories) -> None:
        self._world, self._board, self._router = world, board, router
        self._listings, self._histories = listings, histories
        self._keepsake, self._changes = Keepsake(world), Changes(world, histories)

    async def ready(self) -> None:
        """Learn what venues list, if that is not known yet; then the catalogue knows every listed coin."""
        await self._listings.ready()

    async def quotes(
        self,
        coins: Sequence[Coin],
        currency: str,
        *,
        asked: bool = True,
        venues: Sequence[str] = (),
        window: timedelta = DAY,
    ) -> tuple[Quote, ...]:
        """Quote `coins` in `currency` (a ticker), in their order.

        All venues are asked at once; the best way whose venues answer, and whose price the others do not contradict, is
        the answer, within 5 s altogether. `asked` is false for a person's own currency: then a coin without a way to it
        is quoted in its pair's own currency, and says so. `venues` restricts who may price the coin, first one
        preferred. When nobody answers, the last quote kept is given with its age; a coin that has none is left out as
        long as another one has an answer.

        Raises `UnknownName` (currency: no way there though it was asked; pair: nobody trades the coin; venue) and
        `Unavailable` when there is no answer at all.
        """
        asked_at = self._world.real.now()
        await self.ready()
        for venue in venues:
            self._board.of(venue)
        questions = [self._question(coin, currency, asked, venues) for coin in coins]
        tickers = await self._tickers(questions)
        answers = [await self._answer(question, tickers) for question in questions]
        quotes = tuple(quote for quote in answers if quote is not None)
        if not quotes and questions:
            raise self._silence(self._whom(questions[0], venues))
        await self._keepsake.keep(quotes)
        if window != DAY:
            return await self._changes.over(quotes, window)
        left_s = self._board.patience.with_past_s - (self._world.real.now() - asked_at).total_seconds()
        return await self._changes.over_a_day(quotes, tickers, max(0.0, left_s))

    async def glance(self, coins: Sequence[Coin], currency: str, window: timedelta = DAY) -> tuple[Quote, ...]:
        """Quote those of many `coins` that somebody trades, as `quotes` does in a person's own currency: one that is
        traded no more hides no other. Raises `Unavailable` when there is no answer at all."""
        await self.ready()
        return await self.quotes(
            [c for c in coins if self._is_traded(c, currency)], currency, asked=False, window=window
        )

    async def convert(self, amount: Decimal, frm: Coin, to: Coin) -> Conversion:
        """Return what `amount` of `frm` is worth in `to`; raises as `quotes` does."""
        (quote,) = await self.quotes((frm,), to.symbol)
        # repr() is the shortest text of the float: the price that is shown is the price that is multiplied.
        worth = amount * Decimal(repr(quote.price))
        return Conversion(Money(amount, frm.symbol), Money(worth, to.symbol), quote)

    async def depth(self, coin: Coin, venue: str | None = None) -> Depth:
        """Return the depth of the coin's commonest pair at `venue`, else at the first that answers.

        Raises `UnknownName` (venue, pair) and `Unavailable`.
        """
        await self.ready()
        homes = await self._homes(coin, (venue,) if venue else ())
        silent: list[str] = []
        for route in homes:
            where = self._board.of(route.venue)
            if where.refuses:
                silent.append(route.venue)
                continue
            try:
                work = _order_book(where.venue, route.legs[0].pair)
                book = await within(self._world.real, self._board.patience.whole_s / 2, work, route.venue)
            except Unavailable as error:
                where.failed(error.reason, error.retry_after)
                silent.append(route.venue)
                continue
            stale = self._world.market.now() - book.at > self._world.policy.stale_after
            depth = measure(coin, book, stale, tuple(silent))
            if depth is not None:
                return depth
        raise self._silence(silent[0] if silent else homes[0].venue)

    async def candles(
        self,
        coin: Coin,
        window: Window,
        currency: str | None = None,
        *,
        asked: bool = False,
        venue: str | None = None,
    ) -> CandleHistory:
        """Return the candles of `window`, the running one last.

        Without a currency it is the pair's own. With one that was not `asked`, a way to it that does not cover the
        window gives way to the pair's own, and says so. Raises as `quotes` does.
        """
        await self.ready()
        venues = (venue,) if venue else ()
        own = await self._homes(coin, venues)
        routes = own if currency is None else self._question(coin, currency, asked, venues).routes
        # History is fetched, so one way per venue is tried, not all.
        routes = tuple({route.venue: route for route in reversed(routes)}.values())[::-1][:3]
        if not asked:
            routes = tuple(dict.fromkeys((*routes, *own[:1])))
        return await self._histories.of(coin, routes, window, currency or own[0].symbols[-1])

    def _is_traded(self, coin: Coin, currency: str) -> bool:
        try:
            self._question(coin, currency, False, ())
        except UnknownName:
            return False
        return True

    def _question(self, coin: Coin, currency: str, asked: bool, venues: Sequence[str]) -> _Question:
        routes = self._at(self._router.routes(coin.symbol, currency), venues)
        known, among = self._router.venues, tuple(venues)
        # A venue that has not said what it trades is not one that does not trade this.
        unheard = not known or (not routes and any(venue not in known for venue in venues))
        if unheard or (asked and routes):
            return _Question(coin, currency, routes, among=among)
        if not routes and not self._router.knows(coin.symbol):
            raise UnknownName("pair", f"{coin.symbol}/{currency}")
        if asked:
            others = (b for b in BRIDGES if b != coin.symbol)
            reachable = [b for b in others if self._at(self._router.routes(coin.symbol, b), venues)]
            if not reachable:
                raise UnknownName("pair", f"{coin.symbol}/{currency}")
            raise UnknownName("currency", currency, reachable[:3])
        home = self._router.home(coin.symbol, [v for v in known if venues and v not in venues])
        if home is None and not routes:
            raise UnknownName("pair", f"{coin.symbol}/{currency}")
        own = home.pair.quote if home is not None else ""
        own_routes = self._at(self._router.routes(coin.symbol, own), venues) if own and own != currency else ()
        return _Question(coin, currency, routes, own, own_routes, among=among)

    async def _homes(self, coin: Coin, venues: Sequence[str]) -> tuple[Route, ...]:
        """Return the coin's commonest pair at each of `venues` (all without), preferred first."""
        known = self._router.venues
        for venue in venues:
            self._board.of(venue)
        legs = [self._router.home(coin.symbol, [v for v in known if v != name]) for name in venues or known]
        if not known:
            # No venue has said what it trades; what was stored before is still there.
            async with self._world.store.reading() as work:
                stored = sorted({(k.venue, k.pair) for k in await work.candles.keys() if k.pair.base == coin.symbol})
            legs = [Leg(name, pair) for name, pair in stored if not venues or name in venues]
        homes = tuple(Route((leg,)) for leg in legs if leg is not None)
        if not homes and known:
            raise UnknownName("pair", coin.symbol)
        if not homes:
            raise self._silence(venues[0] if venues else self._world.venues[0].id)
        return homes

    @staticmethod
    def _at(routes: Sequence[Route], venues: Sequence[str]) -> tuple[Route, ...]:
        if not venues:
            return tuple(routes)
        chosen_ones = [r for r in routes if not r.legs or r.venue in venues]
        return tuple(sorted(chosen_ones, key=lambda r: venues.index(r.venue) if r.legs else 0))

    async def _tickers(self, questions: Sequence[_Question]) -> Tickers:
        wanted: dict[str, dict[Pair, None]] = {}
        for question in questions:
            for leg in (leg for r in (*question.routes, *question.own_routes) for leg in r.legs):
                wanted.setdefault(leg.venue, {})[leg.pair] = None

        def enough(tickers: Tickers) -> bool:
            return all(self._is_answered(question.routes or question.own_routes, tickers) for question in questions)

        return await self._board.tickers(wanted, enough) if wanted else {}

    def _is_answered(self, routes: Sequence[Route], tickers: Tickers) -> bool:
        said = heard(routes, tickers, self._world.market.now(), self._world.policy.stale_after)
        return any(not s.stale for s in said) or any(not r.legs for r in routes)

    async def _answer(self, question: _Question, tickers: Tickers) -> Quote | None:
        now, coin = self._world.market.now(), question.coin
        if any(not route.legs for route in question.routes):
            return Quote(coin, question.currency, 1.0, now, "definition", Route(()), change=0.0)
        said = heard(question.routes, tickers, now, self._world.policy.stale_after)
        if any(s.dropped for s in settle(said, None)):
            kept = await self._keepsake.last(coin, question.currency, question.routes)
            said = settle(said, None if kept is None else kept.price)
        best = chosen(said)
        if best is None and question.own_routes:
            own = _Question(coin, question.own_currency, question.own_routes, fell_back=True, among=question.among)
            return await self._answer(own, tickers)
        if best is None:
            return await self._stored(question)
        return self._quote(question, best, said)

    def _quote(self, question: _Question, best: Said, said: Sequence[Said]) -> Quote:
        order = list(dict.fromkeys(route.venue for route in question.routes))
        heard_from = {s.venue for s in said}
        return Quote(
            question.coin,
            question.currency,
            best.price,
            best.at,
            best.venue,
            best.route,
            best.stale,
            others=tuple(s for s in said if s is not best),
            silent=(
                *self._unlisted_before(best.venue, question.among),
                *(v for v in order[: order.index(best.venue)] if v not in heard_from),
            ),
            fell_back=question.fell_back,
        )

    def _unlisted_before(self, venue: str, among: Sequence[str]) -> Iterator[str]:
        """Yield the venues preferred to `venue` that do not even answer what they trade."""
        order = list(among or (v.id for v in self._world.venues))
        for name in order[: order.index(venue)]:
            if name not in self._router.venues and self._board.of(name).state.failed:
                yield name

    async def _stored(self, question: _Question) -> Quote | None:
        venues = {route.venue for route in question.routes} or set(question.among)
        for currency, routes in ((question.currency, question.routes), (question.own_currency, question.own_routes)):
            kept = await self._keepsake.last(question.coin, currency, routes) if currency else None
            if kept is not None and (not venues or kept.venue in venues):
                fell_back = question.fell_back or currency != question.currency
                return replace(kept, fell_back=fell_back, silent=tuple(dict.fromkeys(r.venue for r in question.routes)))
        return None

    def _silence(self, venue: str) -> Unavailable:
        """Return the error that says why `venue` gave nothing: it failed, else it has none of this."""
        state, rest = self._board.of(venue).state, None
        if state.reason == "busy" and state.resting_until is not None:
            rest = max(timedelta(0), state.resting_until - self._world.real.now())
        return Unavailable(venue, state.reason or "none", rest)

    def _whom(self, question: _Question, venues: Sequence[str]) -> str:
        return next((r.venue for r in question.routes if r.legs), venues[0] if venues else self._world.venues[0].id)


async def _order_book(venue: Venue, pair: Pair) -> OrderBook:
    return await venue.order_book(pair)
