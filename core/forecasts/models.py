"""The registry at work: who serves, and what the owner may do about it."""

from dataclasses import dataclass

from core.delivery.deliverer import TOPIC
from core.forecasts.model import Lane
from core.forecasts.owners import What, tell_owners
from core.forecasts.ports import ForecastStore
from core.forecasts.registry import BY_OWNER, Became, Event, ModelCard, Reign, reign_of
from core.forecasts.trainings import Training
from core.kernel.bus import Bus
from core.kernel.clock import MarketClock, RealClock
from core.kernel.errors import NotAllowed, UnknownName
from core.people.model import Person

_WANTED = "forecast-wanted"


@dataclass(frozen=True, slots=True)
class LaneModels:
    """The models of one lane: who serves, every card, the newest training (None: there never was one), whether it holds
    its lease, whether it gave a sign lately, and whether the owner has asked for another."""

    lane: Lane
    reign: Reign
    cards: tuple[ModelCard, ...]
    training: Training | None
    is_running: bool
    is_heard: bool
    wanted: bool

    def card(self, model_id: str | None) -> ModelCard | None:
        return next((card for card in self.cards if card.model_id == model_id), None)

    @property
    def percent(self) -> int | None:
        """How far the training is that was heard of lately; None while nobody trains."""
        return self.training.percent if self.training is not None and self.is_heard else None


class ModelRegistry:
    """Reads and writes the log of models. What the owner does leaves an audit entry."""

    def __init__(self, store: ForecastStore, market: MarketClock, real: RealClock, bus: Bus) -> None:
        self._store, self._market, self._real, self._bus = store, market, real, bus

    async def lane(self, lane: Lane) -> LaneModels:
        """Return how the models of a lane stand."""
        async with self._store.reading() as work:
            events, cards = await work.models.events(lane), await work.models.cards(lane)
            training = await work.trainings.newest(lane)
            wanted = await work.memory.recall(f"{_WANTED}:{lane.value}")
        now = self._real.now()
        runs, heard = (False, False) if training is None else (training.runs(now), training.is_heard(now))
        return LaneModels(lane, reign_of(events), tuple(cards), training, runs, heard, bool(wanted))

    async def reign(self, lane: Lane) -> Reign:
        """Return who serves."""
        async with self._store.reading() as work:
            return reign_of(await work.models.events(lane))

    async def refuse(self, lane: Lane, model_id: str) -> None:
        """Never ask this model again: its file is not what was trained. What served before serves, else the newest that
        waited; the owners are told which."""
        now = self._market.now()
        async with self._store.begin() as work:
            events = await work.models.events(lane)
            before = reign_of(events)
            if model_id in before.refused:
                return
            event = Event(lane, now, model_id, Became.REFUSED, "file")
            await work.models.note(event)
            after = reign_of([*events, event])
            facts = {"how": _taken(before, after), "now": after.champion or ""}
            await tell_owners(work, What.REFUSED, lane, now, model_id, facts)
            await work.commit()
        self._bus.publish(TOPIC)

    async def promote(self, lane: Lane, model_id: str | None, by: Person) -> Reign:
        """Let a model serve: the challenger where none is named. Raises UnknownName for one there is not, NotAllowed
        for one whose file was refused, or when nobody challenges."""
        async with self._store.begin() as work:
            reign, cards = reign_of(await work.models.events(lane)), await work.models.cards(lane)
            wanted = model_id or reign.challenger
            if wanted is None:
                raise NotAllowed("forecast-no-challenger", lane.value)
            if wanted not in [card.model_id for card in cards]:
                raise UnknownName("model", wanted, [card.model_id for card in cards[::-1]][:3])
            if wanted in reign.refused:
                raise NotAllowed("forecast-refused", wanted)
            event = Event(lane, self._market.now(), wanted, Became.CHAMPION, BY_OWNER)
            await work.models.note(event)
            await work.audit.append(self._real.now(), by.id, "forecast-promote", wanted, "done")
            await work.commit()
        return await self.reign(lane)

    async def rollback(self, lane: Lane, by: Person) -> Reign:
        """Let the model serve that served before. Raises NotAllowed where there was none."""
        async with self._store.begin() as work:
            reign = reign_of(await work.models.events(lane))
            if reign.champion is None or reign.previous is None:
                raise NotAllowed("forecast-no-previous", lane.value)
            event = Event(lane, self._market.now(), reign.champion, Became.ROLLED_BACK, BY_OWNER)
            await work.models.note(event)
            await work.audit.append(self._real.now(), by.id, "forecast-rollback", reign.champion, "done")
            await work.commit()
        return await self.reign(lane)

    async def want(self, lane: Lane, by: Person) -> None:
        """Ask for a training; the service begins it with its next look."""
        async with self._store.begin() as work:
            await work.memory.keep(f"{_WANTED}:{lane.value}", str(by.id))
            await work.audit.append(self._real.now(), by.id, "forecast-train", lane.value, "asked")
            await work.commit()

    async def unwant(self, lane: Lane) -> None:
        """The training that was asked for has begun."""
        async with self._store.begin() as work:
            await work.memory.keep(f"{_WANTED}:{lane.value}", "")
            await work.commit()


def _taken(before: Reign, after: Reign) -> str:
    """Return in a word how the place of a refused model was taken."""
    if after.champion == before.champion:
        return "same"
    if after.champion is None:
        return "none"
    return "stand-in" if after.stands_in else "before"
