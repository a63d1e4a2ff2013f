"""Makes forecasts: asks the model that serves, keeps what it says, and only then hands it on."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from core.forecasts import scoring
from core.forecasts.eligibility import NoForecast, Why, is_young, too_few, unfit
from core.forecasts.gathering import ASKED_ON, Gathering
from core.forecasts.model import LEVELS, Forecast, Horizon, Lane, Quantiles, quantiles_of
from core.forecasts.models import ModelRegistry
from core.forecasts.ports import Answer, Forecaster, ForecastStore, History, ModelRefused
from core.forecasts.prepared import Prepared
from core.forecasts.record import Kept
from core.forecasts.records import Records
from core.forecasts.registry import Reign, serving
from core.kernel.clock import MarketClock
from core.market.model import Coin, Floats, from_ms

log = logging.getLogger(__name__)

Answered = tuple[Kept, ...] | NoForecast
"""The forecasts of one coin over the horizons of a lane, or why there are none."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What forecasts are made of. `share` (0..1) of coins are served by the challenger where there is one."""

    store: ForecastStore
    gathering: Gathering
    forecaster: Forecaster
    models: ModelRegistry
    records: Records
    clock: MarketClock
    share: float = 0.0


class Issuer:
    """Makes each forecast once for each close: of two who ask at once one waits for the other."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._prepared = Prepared(ground.forecaster)
        self._turns = {lane: asyncio.Lock() for lane in Lane}

    async def of(self, lane: Lane, coins: Sequence[Coin]) -> Mapping[Coin, Answered]:
        """Return the forecasts of coins on the candle that closed last, made and stored if they were not yet.

        Raises
        ------
        Unavailable
            If whoever computes does not answer, and nothing was made before.
        """
        answered: dict[Coin, Answered] = {coin: why for coin in coins if (why := unfit(coin)) is not None}
        asked = [coin for coin in dict.fromkeys(coins) if coin not in answered]
        if not asked:
            return answered
        async with self._turns[lane]:
            while True:
                reign = await self._ground.models.reign(lane)
                known = await self._kept(lane, asked, reign)
                missing = [coin for coin in asked if coin not in known]
                try:
                    made = await self._made(lane, missing, reign) if missing else {}
                except ModelRefused as refused:
                    # What served before takes its place; there are only so many models.
                    await self._ground.models.refuse(lane, refused.model_id)
                    continue
                return answered | known | made

    async def prepare(self, lane: Lane, close: datetime) -> int:
        """Have models say what they say of every coin that is followed and has the candle that closed then, so that
        whoever asks first does not wait; return of how many. Raises `Unavailable` as above."""
        async with self._turns[lane]:
            reign = await self._ground.models.reign(lane)
            histories = await self._ground.gathering.histories(lane, ASKED_ON[lane])
            known = [h.coin.id for h in histories if _cutoff(lane, h) >= close]
            by_model: dict[str, list[str]] = {}
            for coin in known:
                if (model := serving(reign, coin, self._ground.share)) is not None:
                    by_model.setdefault(model, []).append(coin)
            try:
                for model, served in by_model.items():
                    await self._prepared.ask(model, lane, histories, served)
            except ModelRefused as refused:
                await self._ground.models.refuse(lane, refused.model_id)
                return 0
            return sum(map(len, by_model.values()))

    async def _kept(self, lane: Lane, coins: Sequence[Coin], reign: Reign) -> dict[Coin, Answered]:
        """Return what was made on the close that is the newest there can be."""
        newest = lane.interval.floor(self._ground.clock.now())
        async with self._ground.store.reading() as work:
            rows = await work.forecasts.newest([coin.id for coin in coins], lane, newest)
        by_coin: dict[str, dict[Horizon, Kept]] = {}
        for row in rows:
            model = serving(reign, row.forecast.coin.id, self._ground.share)
            if row.forecast.model_id == model:
                by_coin.setdefault(row.forecast.coin.id, {})[row.forecast.horizon] = row
        whole = {coin: by_coin[coin.id] for coin in coins if len(by_coin.get(coin.id, ())) == len(lane.horizons)}
        return {coin: tuple(rows[h] for h in lane.horizons) for coin, rows in whole.items()}

    async def _made(self, lane: Lane, coins: Sequence[Coin], reign: Reign) -> dict[Coin, Answered]:
        if reign.champion is None:
            percent = (await self._ground.models.lane(lane)).percent
            return {coin: NoForecast(coin, Why.NO_MODEL, percent=percent, lane=lane) for coin in coins}
        histories = await self._ground.gathering.histories(lane, ASKED_ON[lane], coins)
        of_coin = {history.coin: history for history in histories}
        empty = {coin: NoForecast(coin, Why.FEW, 0, lane=lane) for coin in coins if coin not in of_coin}
        answered: dict[Coin, Answered] = dict(empty)
        answered |= {
            coin: few
            for coin in coins
            if coin in of_coin and (few := too_few(coin, lane, of_coin[coin].candles)) is not None
        }
        by_model: dict[str, list[Coin]] = {}
        for coin in coins:
            model = serving(reign, coin.id, self._ground.share)
            if coin not in answered and model is not None:
                by_model.setdefault(model, []).append(coin)
        for model, served in by_model.items():
            answers = await self._prepared.ask(model, lane, histories, [coin.id for coin in served])
            kept = await self._stored(lane, model, [of_coin[coin] for coin in served], answers)
            answered |= {coin: kept.get(coin, NoForecast(coin, Why.NONE, lane=lane)) for coin in served}
        return answered

    async def _stored(
        self, lane: Lane, model: str, histories: Sequence[History], answers: Mapping[str, Answer]
    ) -> Mapping[Coin, Answered]:
        """Write down what was answered: nobody sees a forecast that is not kept. What has ended by now, of candles that
        come no more, is neither: each row of the record is there before its outcome."""
        widths = {horizon: await self._ground.records.widening(horizon) for horizon in lane.horizons}
        told = [h for h in histories if h.coin.id in answers]
        plains = await asyncio.to_thread(_plains, lane, told)
        ahead: dict[Coin, list[Forecast]] = {}
        for history in told:
            said = (model, answers[history.coin.id], plains[history.coin.id])
            try:
                each = [self._forecast(history, h, said).stretched(widths[h]) for h in lane.horizons]
            except ValueError as error:
                # What one coin's candles did to a model keeps nobody from the others.
                log.warning("%s says of %s what is no forecast: %s", model, history.coin.id, error)
                continue
            ahead[history.coin] = [forecast for forecast in each if forecast.due_at > forecast.made_at]
        async with self._ground.store.begin() as work:
            kept = await work.forecasts.append([forecast for each in ahead.values() for forecast in each])
            await work.commit()
        rows: dict[str, list[Kept]] = {}
        for row in kept:
            rows.setdefault(row.forecast.coin.id, []).append(row)
        over = {h.coin: NoForecast(h.coin, Why.OVER, lane=lane, known_to=_cutoff(lane, h)) for h in told}
        whole = [coin for coin, each in ahead.items() if len(rows.get(coin.id, ())) == len(each)]
        return {coin: tuple(rows[coin.id]) if ahead[coin] else over[coin] for coin in whole}

    def _forecast(
        self, history: History, horizon: Horizon, said: tuple[str, Answer, Sequence[Quantiles | None]]
    ) -> Forecast:
        model, answer, plain = said
        row, candles = horizon.lane.horizons.index(horizon), history.candles
        return Forecast(
            coin=history.coin,
            horizon=horizon,
            venue=candles.key.venue,
            unit=candles.key.pair.quote,
            made_at=self._ground.clock.now(),
            cutoff_at=_cutoff(horizon.lane, history),
            model_id=model,
            last_price=float(candles.close[-1]),
            quantiles=quantiles_of(answer.quantiles[row].tolist()),
            plain=plain[row],
            garch=_centred(answer, row),
            young=is_young(horizon.lane, len(candles)),
        )


def _cutoff(lane: Lane, history: History) -> datetime:
    """Return when the last candle that is known closed."""
    return from_ms(int(history.candles.opened_ms[-1])) + lane.interval.length


def _plains(lane: Lane, histories: Sequence[History]) -> Mapping[str, list[Quantiles | None]]:
    """Return the plain ranges of each coin, by horizon."""
    found: dict[str, list[Quantiles | None]] = {}
    for history in histories:
        each = [scoring.climatology(history.candles.close, steps) for steps in lane.steps]
        found[history.coin.id] = [None if q is None else _plain(q) for q in each]
    return found


def _plain(said: Floats) -> Quantiles | None:
    # A coin whose unit was changed, a thousand old ones for a new one, has a past that is no range.
    try:
        return _ordered(said.tolist())
    except ValueError:
        return None


def _centred(answer: Answer, row: int) -> Quantiles | None:
    if answer.garch is None or not np.isfinite(answer.garch[row]).all():
        return None
    said = answer.garch[row]
    return _ordered((said - said[LEVELS.index(0.5)]).tolist())


def _ordered(values: Sequence[float]) -> Quantiles:
    # The middle of a sample is itself up to the last digit.
    return quantiles_of([0.0 if level == 0.5 else value for level, value in zip(LEVELS, values, strict=True)])
