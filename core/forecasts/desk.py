"""Answers questions about what is expected: ranges, the record behind them, and how the models stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core.forecasts.chains import Checked
from core.forecasts.eligibility import NoForecast, Why
from core.forecasts.gathering import Gathering
from core.forecasts.issuer import Answered, Issuer
from core.forecasts.model import Forecast, Horizon, Lane
from core.forecasts.models import LaneModels, ModelRegistry
from core.forecasts.record import Kept
from core.forecasts.records import HorizonRecord, Records
from core.kernel.clock import MarketClock, RealClock
from core.market.model import Coin

# A close whose candle has not come yet is not asked for with every question.
ASKED_AGAIN_AFTER = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Told:
    """One forecast and the record of its horizon; whether its model only `stands_in` for one that was refused."""

    forecast: Forecast
    record: HorizonRecord
    stands_in: bool = False

    def is_stale(self, now: datetime) -> bool:
        """Whether two candles have closed since the last one that it knows."""
        return now - self.forecast.cutoff_at > 2 * self.forecast.horizon.lane.interval.length


@dataclass(frozen=True, slots=True)
class Expected:
    """What is told of one coin: forecasts by horizon, the nearest first, and why those of a lane are lacking."""

    coin: Coin
    told: tuple[Told, ...]
    lacking: tuple[NoForecast, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordOf:
    """The records of the horizons asked for, of all coins, and those of `coin` itself where one was named; `chains`
    whether every row of it still says what it said."""

    coin: Coin | None
    records: tuple[HorizonRecord, ...]
    own: tuple[HorizonRecord, ...]
    chains: Checked


@dataclass(frozen=True, slots=True)
class _Held:
    """An answer, `at` when it was given (real clock), and up to which event of the models it knew who serves."""

    answer: tuple[Kept, ...]
    at: datetime
    event: int


class ForecastDesk:
    """Forecasts are served from memory until the next candle closes; what is shown was stored before."""

    def __init__(
        self, issuer: Issuer, records: Records, models: ModelRegistry, gathering: Gathering, clocks: "Clocks"
    ) -> None:
        self._issuer, self._records, self._models, self._gathering = issuer, records, models, gathering
        self._clocks = clocks
        self._held: dict[tuple[str, Lane], _Held] = {}
        self._event = 0
        self._stand_ins: tuple[int, frozenset[str]] = (-1, frozenset())

    async def expected(self, coins: Sequence[Coin], horizons: Sequence[Horizon]) -> tuple[Expected, ...]:
        """Return what is told of each coin over `horizons`. Raises `Unavailable` when nothing can be computed now."""
        await self._freshen()
        lanes = dict.fromkeys(horizon.lane for horizon in horizons)
        answers = {lane: await self._answers(lane, coins) for lane in lanes}
        records = {horizon: await self._records.of(horizon) for horizon in horizons}
        stand_ins = await self._standing_in()
        now = self._clocks.market.now()
        return tuple(_expected(coin, answers, records, stand_ins, now) for coin in coins)

    async def top(self, horizon: Horizon) -> tuple[Expected, ...]:
        """Return what is told of every coin that is followed, most traded first."""
        return await self.expected(await self._gathering.coins(), (horizon,))

    async def record(self, coin: Coin | None, horizons: Sequence[Horizon]) -> RecordOf:
        """Return how forecasts did, of all coins and of `coin`."""
        await self._freshen()
        records = [await self._records.of(horizon) for horizon in horizons]
        own = [] if coin is None else [await self._records.of_coin(horizon, coin.id) for horizon in horizons]
        return RecordOf(coin, tuple(records), tuple(own), await self._records.chains.checked())

    async def models(self) -> tuple[LaneModels, ...]:
        """Return how the models of each lane stand."""
        return tuple([await self._models.lane(lane) for lane in Lane])

    async def refresh(self, lane: Lane, close: datetime) -> int:
        """Make the forecasts of every coin that is followed, as the schedule does; return how many coins have one that
        knows the candle that closed then. Raises `Unavailable` when nothing can be computed now."""
        await self._freshen()
        answers = await self._answers(lane, await self._gathering.coins())
        made = [answer[0].forecast for answer in answers.values() if isinstance(answer, tuple)]
        return sum(forecast.cutoff_at >= close for forecast in made)

    async def prepare(self, lane: Lane, close: datetime) -> int:
        """Have what may be asked until the next close computed, and neither stored nor shown; return of how many coins.
        Raises `Unavailable` when nothing can be computed now."""
        return await self._issuer.prepare(lane, close)

    async def _freshen(self) -> None:
        """Forget what a model said that serves no more, whichever process decided so."""
        event = (await self._records.freshened()).event
        if event != self._event:
            self._held.clear()
            self._event = event

    async def _standing_in(self) -> frozenset[str]:
        """Return the models that serve for one that was refused and were never shown to be better."""
        # As of now: one may have been refused while it was asked.
        event = (await self._records.freshened()).event
        if self._stand_ins[0] != event:
            reigns = [await self._models.reign(lane) for lane in Lane]
            self._stand_ins = event, frozenset(r.champion for r in reigns if r.stands_in and r.champion is not None)
        return self._stand_ins[1]

    async def _answers(self, lane: Lane, coins: Sequence[Coin]) -> Mapping[Coin, Answered]:
        known = {coin: held for coin in coins if (held := self._in_memory(lane, coin)) is not None}
        missing = [coin for coin in coins if coin not in known]
        if not missing:
            return known
        # As it was before: another model may begin to serve while this one answers.
        event = self._event
        made = await self._issuer.of(lane, missing)
        at = self._clocks.real.now()
        for coin, answer in made.items():
            if isinstance(answer, tuple):
                self._held[coin.id, lane] = _Held(answer, at, event)
        return {**known, **made}

    def _in_memory(self, lane: Lane, coin: Coin) -> Answered | None:
        held = self._held.get((coin.id, lane))
        if held is None or held.event != self._event:
            return None
        is_newest = held.answer[0].forecast.cutoff_at >= lane.interval.floor(self._clocks.market.now())
        return held.answer if is_newest or self._clocks.real.now() - held.at < ASKED_AGAIN_AFTER else None

    def forget(self) -> None:
        """Another model serves: ask anew."""
        self._held.clear()
        self._records.forget()


@dataclass(frozen=True, slots=True)
class Clocks:
    """Forecasts live by the market's time; asking again by the real one."""

    market: MarketClock
    real: RealClock


def _expected(
    coin: Coin,
    answers: Mapping[Lane, Mapping[Coin, Answered]],
    records: Mapping[Horizon, HorizonRecord],
    stand_ins: frozenset[str],
    now: datetime,
) -> Expected:
    told, lacking, horizons = list[Told](), list[NoForecast](), list(records)
    for lane, of_lane in answers.items():
        answer, asked = of_lane[coin], [horizon for horizon in horizons if horizon.lane is lane]
        if isinstance(answer, NoForecast):
            lacking.append(replace(answer, over=tuple(asked)) if answer.why is Why.OVER else answer)
            continue
        # Of an hour that is over nothing is forecast any more, whatever the last candle is.
        made = {kept.forecast.horizon: kept.forecast for kept in answer if kept.forecast.due_at > now}
        told += [Told(made[h], records[h], made[h].model_id in stand_ins) for h in asked if h in made]
        if over := tuple(h for h in asked if h not in made):
            known_to = answer[0].forecast.cutoff_at
            lacking.append(NoForecast(coin, Why.OVER, lane=lane, over=over, known_to=known_to))
    told.sort(key=lambda each: horizons.index(each.forecast.horizon))
    return Expected(coin, tuple(told), tuple(lacking))
