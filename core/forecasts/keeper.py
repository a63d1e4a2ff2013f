"""Looks after the models: trains the first, a new one when one has grown old or does not keep its promise, and says so.

Drift is watched in three ways: coverage out of its tolerance, a loss above that of plain ranges, and features that are
no longer those that were learnt on. The first two start a challenger's training, once a real day at most.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from core.forecasts.gathering import ASKED_ON, Gathering
from core.forecasts.model import Lane
from core.forecasts.models import LaneModels, ModelRegistry
from core.forecasts.owners import What, tell_owners
from core.forecasts.ports import Forecaster, ForecastStore, ModelRefused
from core.forecasts.records import FEW, Records
from core.forecasts.registry import BY_OWNER, QUICK, Became, is_provisional
from core.forecasts.trainer import DONE, Trainer
from core.kernel.clock import MarketClock, RealClock
from core.kernel.errors import Unavailable

log = logging.getLogger(__name__)

TRAINED_ANEW_AFTER = timedelta(days=30)
APART = timedelta(days=1)
TRIED_AGAIN_AFTER = timedelta(minutes=10)
FULL_AGAIN_AFTER = timedelta(hours=1)
FIRST, FULL, AGE, DRIFT, OWNER = QUICK, "full", "age", "drift", BY_OWNER
_UNSTABLE = 0.25
_MANY_UNSTABLE = 0.25


@dataclass(frozen=True, slots=True)
class Clocks:
    """Models age by the market's time; trainings are apart in real time."""

    market: MarketClock
    real: RealClock


@dataclass(frozen=True, slots=True)
class Care:
    """What the keeper looks at."""

    store: ForecastStore
    models: ModelRegistry
    records: Records
    gathering: Gathering
    forecaster: Forecaster
    clocks: Clocks


class Keeper:
    """Runs on the schedule; `changed` hears that another model serves."""

    def __init__(self, care: Care, trainer: Trainer, changed: Callable[[], object]) -> None:
        self._care, self._trainer, self._changed = care, trainer, changed

    async def look(self) -> bool:
        """Train what is most wanted, if anything is; return whether something was trained. A training that does not
        end well is tried again later."""
        for lane in Lane:
            models = await self._care.models.lane(lane)
            why = await self._why(models)
            if why is None:
                continue
            if why == OWNER:
                await self._care.models.unwant(lane)
            try:
                trained = await self._trainer.train(lane, why, quick=why == FIRST)
            except Unavailable as error:
                log.warning("no new model of %s candles: %s", lane.value, error)
                continue
            if trained is not None and trained.became is Became.CHAMPION:
                self._changed()
            return trained is not None
        return False

    async def watch(self) -> None:
        """Look whether features have drifted from what each serving model learnt on, and tell the owners."""
        for lane in Lane:
            champion = (await self._care.models.reign(lane)).champion
            if champion is None:
                continue
            try:
                histories = await self._care.gathering.histories(lane, ASKED_ON[lane])
                drift = await self._care.forecaster.drift(champion, lane, histories)
            except ModelRefused as refused:
                await self._care.models.refuse(lane, refused.model_id)
                continue
            unstable = sorted(name for name, index in drift.items() if index > _UNSTABLE)
            if len(unstable) > _MANY_UNSTABLE * len(drift):
                await self._tell(What.FEATURES, lane, champion, ", ".join(unstable[:3]))

    async def _why(self, models: LaneModels) -> str | None:
        """Return why a model of this lane is to be trained now, None when none is."""
        if models.is_running:
            return None
        if models.wanted:
            return OWNER
        last = models.training
        now = self._care.clocks.real.now()
        if models.reign.champion is None:
            # One that somebody began by hand says nothing of how the first one would go.
            if last is None or last.why == OWNER or last.outcome == DONE:
                return FIRST
            return FIRST if now - last.begun_at > TRIED_AGAIN_AFTER else None
        if _lacks_whole(models):
            # One that was cut off, by a restart or by a lack of memory, is not to leave the quick model for a month.
            due = last is None or last.why == FIRST or now - last.begun_at > FULL_AGAIN_AFTER
            return FULL if due else None
        if last is not None and now - last.begun_at < APART:
            return None
        newest = max((each.made_at for each in models.cards), default=None)
        if newest is not None and self._care.clocks.market.now() - newest > TRAINED_ANEW_AFTER:
            return AGE
        return DRIFT if await self._misses(models.lane, models.reign.champion) else None

    async def _misses(self, lane: Lane, model: str) -> bool:
        """Whether what was forecast live did not keep its promise; the owners are told of what."""
        found = False
        await self._care.records.freshened()
        for horizon in lane.horizons:
            live = (await self._care.records.of(horizon)).live
            if live is None or live.n < FEW:
                continue
            if live.is_off_target:
                await self._tell(What.COVERAGE, lane, model, horizon.text)
                found = True
            elif live.skill is not None and live.skill < 0:
                await self._tell(What.LOSS, lane, model, horizon.text)
                found = True
        return found

    async def _tell(self, what: What, lane: Lane, model: str, because: str) -> None:
        async with self._care.store.begin() as work:
            await tell_owners(work, what, lane, self._care.clocks.market.now(), model, {"because": because})
            await work.commit()


def _lacks_whole(models: LaneModels) -> bool:
    """Whether who serves only holds the place, and no model of all members that could serve has challenged it yet."""
    reign = models.reign
    whole = {card.model_id for card in models.cards if card.why != FIRST} - reign.refused
    return is_provisional(reign, models.card(reign.champion)) and whole.isdisjoint(reign.withstood)
