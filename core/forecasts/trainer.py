"""Trains a model, judges it on what it has not seen, and lets it serve if it is better."""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from core.forecasts.gathering import LEARNT_ON, Gathering
from core.forecasts.judging import Fold, contest, cut, fold_of, fold_scores
from core.forecasts.model import Lane
from core.forecasts.models import ModelRegistry
from core.forecasts.owners import What, tell_owners
from core.forecasts.ports import Forecaster, ForecastStore, History, Learner, ModelRefused, Task, Walk
from core.forecasts.registry import QUICK, Became, Event, ModelCard, is_provisional
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
class _Verdict:
    """What becomes of a new model and why in few words; of one that was contested what the owners are told."""

    became: Became
    because: str
    told: What | None = None
    facts: Mapping[str, object] = field(default_factory=dict)


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
        except Exception as error:
            # A defect ends a training, too: nobody is to wait for the lease of one that runs no more.
            await self._end(training, error.kind if isinstance(error, CandlewickError) else "defect")
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
        taken = tuple(card.model_id for card in (await self._workshop.models.lane(lane)).cards)
        learnt = await self._workshop.learner.learn(lane, histories, Task(*bounds, quick, taken), percent.tell)
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
            QUICK if quick else why,
            await asyncio.to_thread(fold_scores, learnt.walk, fold),
        )
        verdict = await self._judged(card, learnt.walk, histories, fold)
        await self._written(card, verdict)
        return Trained(card, verdict.became, verdict.because)

    async def _judged(self, card: ModelCard, walk: Walk, histories: Sequence[History], fold: Fold) -> _Verdict:
        """Return what becomes of a new model: it serves where there is none, or where it is better than who does; where
        who serves only holds the place, no worse is enough."""
        because, lane = "first", card.lane
        while True:
            models = await self._workshop.models.lane(lane)
            champion = models.reign.champion
            if champion is None:
                return _Verdict(Became.CHAMPION, because)
            try:
                theirs = await self._workshop.forecaster.walk(champion, lane, histories, walk.origins)
            except ModelRefused:
                # Whoever takes its place is contested too: what served before is no worse for it.
                await self._workshop.models.refuse(lane, champion)
                because = "refused"
                continue
            result = await asyncio.to_thread(contest, theirs, walk, fold)
            held = card.why != QUICK and is_provisional(models.reign, models.card(champion))
            won = result.is_won or (held and result.is_no_worse)
            if not won:
                facts = {"gain": result.better_by, "why": result.is_lost_by}
                return _Verdict(Became.CHALLENGER, result.text, What.WAITS, facts)
            what = What.PROMOTED if result.is_won else What.REPLACED
            return _Verdict(Became.CHAMPION, result.text, what, {"gain": result.better_by})

    async def _written(self, card: ModelCard, verdict: _Verdict) -> None:
        now, because = self._workshop.market.now(), verdict.because
        async with self._workshop.store.begin() as work:
            await work.models.add(card)
            await work.models.note(Event(card.lane, now, card.model_id, verdict.became, because))
            if verdict.told is not None:
                await tell_owners(work, verdict.told, card.lane, now, card.model_id, verdict.facts)
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
