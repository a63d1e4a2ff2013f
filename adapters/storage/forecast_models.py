"""Models of forecasts: their cards, the log of what became of them, and trainings."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select, update

from adapters.storage.forecast_tables import forecast_events, forecast_models, forecast_trainings
from adapters.storage.transaction import Transaction
from core.forecasts.model import Lane
from core.forecasts.registry import Became, CoinScore, Event, FoldScore, ModelCard
from core.forecasts.trainings import Training

# Any numbers, as long as nothing else in this database takes a lock of the same number.
_NOTING, _CLAIMING = 7_261_003, 7_261_004


class SqlModels:
    """A core.forecasts.ports.Models."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, card: ModelCard) -> None:
        taken = select(forecast_models.c.model_id).where(forecast_models.c.model_id == card.model_id)
        if (await self._transaction.run(taken)).first() is not None:
            raise ValueError(f"a model {card.model_id} is there already")
        values = {
            "model_id": card.model_id,
            "lane": card.lane.value,
            "made_at": card.made_at,
            "trained_until": card.trained_until,
            "members": json.dumps(card.members),
            "seed": card.seed,
            "data_hash": card.data_hash,
            "manifest": card.manifest,
            "why": card.why,
            "fold": json.dumps([asdict(score) for score in card.fold]),
        }
        await self._transaction.run(forecast_models.insert().values(values))

    async def cards(self, lane: Lane) -> Sequence[ModelCard]:
        found = await self._transaction.run(
            select(forecast_models)
            .where(forecast_models.c.lane == lane.value)
            .order_by(forecast_models.c.made_at, forecast_models.c.model_id)
        )
        return tuple(_card(row) for row in found)

    async def note(self, event: Event) -> None:
        await _alone(self._transaction, _NOTING)
        values = {
            "number": await self.last_event() + 1,
            "lane": event.lane.value,
            "at": event.at,
            "model_id": event.model_id,
            "became": event.became.value,
            "because": event.because,
        }
        await self._transaction.run(forecast_events.insert().values(values))

    async def events(self, lane: Lane) -> Sequence[Event]:
        found = await self._transaction.run(
            select(forecast_events).where(forecast_events.c.lane == lane.value).order_by(forecast_events.c.number)
        )
        return tuple(Event(Lane(row.lane), row.at, row.model_id, Became(row.became), row.because) for row in found)

    async def last_event(self) -> int:
        found = await self._transaction.run(select(func.max(forecast_events.c.number)))
        return found.scalar_one() or 0


class SqlTrainings:
    """A core.forecasts.ports.Trainings."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def claim(self, lane: Lane, why: str, holder: str, now: datetime, until: datetime) -> Training | None:
        await _alone(self._transaction, _CLAIMING)
        table = forecast_trainings.c
        running = select(table.number).where(table.outcome.is_(None), table.held_until > now)
        if (await self._transaction.run(running)).first() is not None:
            return None
        values = {"lane": lane.value, "why": why, "holder": holder, "begun_at": now, "held_until": until, "percent": 0}
        await self._transaction.run(forecast_trainings.insert().values(values))
        found = await self._transaction.run(select(forecast_trainings).where(table.holder == holder))
        return _training(found.one())

    async def beat(self, number: int, percent: int, until: datetime) -> bool:
        table = forecast_trainings.c
        newest = select(func.max(table.number)).scalar_subquery()
        # One that began later has taken it over.
        mine = update(forecast_trainings).where(table.number == number, table.number == newest, table.outcome.is_(None))
        return await self._transaction.changed(mine.values(percent=percent, held_until=until)) == 1

    async def end(self, number: int, now: datetime, outcome: str) -> None:
        mine = update(forecast_trainings).where(forecast_trainings.c.number == number)
        await self._transaction.run(mine.values(ended_at=now, outcome=outcome))

    async def newest(self, lane: Lane) -> Training | None:
        found = await self._transaction.run(
            select(forecast_trainings)
            .where(forecast_trainings.c.lane == lane.value)
            .order_by(forecast_trainings.c.number.desc())
            .limit(1)
        )
        row = found.one_or_none()
        return None if row is None else _training(row)


async def _alone(transaction: Transaction, lock: int) -> None:
    if not transaction.is_sqlite:
        await transaction.run(select(func.pg_advisory_xact_lock(lock)))


def _card(row: Row[Any]) -> ModelCard:
    return ModelCard(
        row.model_id,
        Lane(row.lane),
        row.made_at,
        row.trained_until,
        tuple(json.loads(row.members)),
        row.seed,
        row.data_hash,
        row.manifest,
        row.why,
        tuple(_fold_score(score) for score in json.loads(row.fold)),
    )


def _fold_score(said: Mapping[str, Any]) -> FoldScore:
    # Models that were judged before some of these were kept say nothing of them.
    coins = tuple(CoinScore(**{**coin, "inside": tuple(coin["inside"])}) for coin in said.get("coins", ()))
    return FoldScore(**{**said, "inside": tuple(said.get("inside", ())), "coins": coins})


def _training(row: Row[Any]) -> Training:
    return Training(
        row.number,
        Lane(row.lane),
        row.why,
        row.holder,
        row.begun_at,
        row.held_until,
        row.percent,
        row.ended_at,
        row.outcome,
    )
