"""Trains a model, judges it on what it has not seen, and lets it serve if it is better."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from core.forecasts.gathering import LEARNT_ON, Gathering
from core.forecasts.judging import Fold, contest, cut, fold_of, fold_scores
from core.forecasts.model import Lane
from core.forecasts.models import ModelRegistry
from core.forecasts.owners import What, tell_owners
from core.forecasts.ports import Forecaster, ForecastStore, History, Learner, Learnt, ModelRefused, Task
from core.forecasts.registry import Became, Event, ModelCard
from core.forecasts.trainings import LEASE, Training
from core.kernel.chance import Chance
from core.kernel.clock import MarketClock, RealClock
from core.kernel.errors import CandlewickError, Unavailable

log = logging.getLogger(__name__)

_BEAT_S = 3.0
_HOLDER = "abcdefghijklmnopqrstuvwxyz"
DONE = "done"


@dataclass(frozen=True, slots=True)
class Workshop:
    """What a training needs."""

    store: ForecastStore
    gathering: Gathering
    learner: Learner
    forecaster: Forecaster
    models: ModelRegistry
    market: MarketClock
    real: RealClock
    chance: Chance


@dataclass(frozen=True, slots=True)
class Trained:
    """A model that came of a training, and what became of it."""

    card: ModelCard
    became: Became
    because: str


class Trainer:
    """Trains one model at a time, whoever asks and from whichever process: a lease in the database says who."""

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop

    async def train(
        self, lane: Lane, why: str, *, quick: bool = False, told: Callable[[int], object] = lambda percent: None
    ) -> Trained | None:
        """Return the new model; None while somebody else trains.

        Raises
        ------
        Unavailable
            For too little to learn from, or a training that did not end well: what serves goes on serving.
        """
        training = await self._claimed(lane, why)
        if training is None:
            return None
        percent = _Percent(told)
        beating = asyncio.create_task(self._beat(training, percent))
        try:
            trained = await self._trained(lane, why, quick, percent)
        except CandlewickError as error:
            await self._end(training, error.kind)
            raise
        finally:
            beating.cancel()
        await self._end(training, DONE)
        return trained

    async def _trained(self, lane: Lane, why: str, quick: bool, percent: "_Percent") -> Trained:
        histories = await self._workshop.gathering.histories(lane, LEARNT_ON[lane])
        percent.tell(2)
        bounds = cut(lane, histories)
        if bounds is None:
            raise Unavailable("training", "none")
        learnt = await self._workshop.learner.learn(lane, histories, Task(*bounds, quick), percent.tell)
        fold = await asyncio.to_thread(fold_of, lane, histories, learnt.walk.origins)
        card = ModelCard(
            learnt.model_id,
            lane,
            self._workshop.market.now(),
            learnt.trained_until,
            learnt.members,
            learnt.seed,
            learnt.data_hash,
            learnt.manifest,
            why,
            await asyncio.to_thread(fold_scores, learnt.walk, fold),
        )
        became, because = await self._judged(learnt, histories, fold)
        await self._written(card, became, because)
        return Trained(card, became, because)

    async def _judged(self, learnt: Learnt, histories: Sequence[History], fold: Fold) -> tuple[Became, str]:
        """Return what becomes of a new model: it serves where there is none, or where it is better than who does."""
        lane = learnt.lane
        champion = (await self._workshop.models.reign(lane)).champion
        if champion is None:
            return Became.CHAMPION, "first"
        try:
            walk = await self._workshop.forecaster.walk(champion, lane, histories, learnt.walk.origins)
        except ModelRefused:
            await self._workshop.models.refuse(lane, champion)
            return Became.CHAMPION, "refused"
        result = await asyncio.to_thread(contest, walk, learnt.walk, fold)
        return (Became.CHAMPION if result.is_won else Became.CHALLENGER), result.text

    async def _written(self, card: ModelCard, became: Became, because: str) -> None:
        now = self._workshop.market.now()
        async with self._workshop.store.begin() as work:
            await work.models.add(card)
            await work.models.note(Event(card.lane, now, card.model_id, became, because))
            if became is Became.CHAMPION and because != "first":
                await tell_owners(work, What.PROMOTED, card.lane, now, card.model_id, {"because": because})
            await work.commit()

    async def _claimed(self, lane: Lane, why: str) -> Training | None:
        now = self._workshop.real.now()
        holder = self._workshop.chance.pick(_HOLDER, 16)
        async with self._workshop.store.begin() as work:
            training = await work.trainings.claim(lane, why, holder, now, now + LEASE)
            await work.commit()
        return training

    async def _beat(self, training: Training, percent: "_Percent") -> None:
        """Hold the lease as long as the training runs."""
        while True:
            await self._workshop.real.sleep(_BEAT_S)
            try:
                async with self._workshop.store.begin() as work:
                    held = await work.trainings.beat(training.number, percent.value, self._workshop.real.now() + LEASE)
                    await work.commit()
            except Unavailable as error:
                log.warning("the training of %s was not written down: %s", training.lane.value, error)
                continue
            if not held:
                return

    async def _end(self, training: Training, outcome: str) -> None:
        async with self._workshop.store.begin() as work:
            await work.trainings.end(training.number, self._workshop.real.now(), outcome)
            if outcome != DONE:
                now = self._workshop.market.now()
                await tell_owners(work, What.FAILED, training.lane, now, f"training {training.number}")
            await work.commit()


class _Percent:
    """How far it is; told onward as it grows."""

    def __init__(self, told: Callable[[int], object]) -> None:
        self.value, self._told = 0, told

    def tell(self, percent: int) -> None:
        if percent > self.value:
            self.value = min(100, percent)
            self._told(self.value)
