"""The room of forecasts: who is asked, who trains, what is done on the schedule."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from core.forecasts.absent import NoWorkshop
from core.forecasts.chains import Chains
from core.forecasts.desk import Clocks, ForecastDesk
from core.forecasts.gathering import Gathering
from core.forecasts.issuer import Ground as Issuing
from core.forecasts.issuer import Issuer
from core.forecasts.keeper import Care, Keeper
from core.forecasts.keeper import Clocks as KeepersClocks
from core.forecasts.models import ModelRegistry
from core.forecasts.ports import Forecaster, Learner
from core.forecasts.records import Records
from core.forecasts.resolver import Resolver
from core.forecasts.rounds import Rounds
from core.forecasts.trainer import Trainer, Workshop
from core.market.room import MarketRoom
from core.schedule import Job

if TYPE_CHECKING:
    from adapters.assemble.house import Ground


class Workshops(Forecaster, Learner, Protocol):
    """Who computes: asked, and trained with."""

    async def close(self) -> None:
        """Let go of whoever computes."""


OpenWorkshop = Callable[["Ground"], Workshops]


@dataclass(frozen=True, slots=True)
class ForecastRoom:
    """The furniture of the room. Without a workshop nothing is trained, and no forecast made."""

    desk: ForecastDesk
    models: ModelRegistry
    trainer: Trainer
    keeper: Keeper
    resolver: Resolver
    chains: Chains
    rounds: Rounds
    workshop: Workshops | None

    async def close(self) -> None:
        if self.workshop is not None:
            await self.workshop.close()


def open_forecasts(ground: "Ground", room: MarketRoom) -> ForecastRoom:
    """Return the room; nobody computes before somebody asks."""
    database, market, real = ground.database, ground.market.clock, ground.outside.real
    opened = None if ground.outside.workshop is None else ground.outside.workshop(ground)
    workshop = opened or NoWorkshop()
    gathering = Gathering(room.desk, room.universe)
    models = ModelRegistry(database, market, real, ground.bus)
    records = Records(database, models, market)
    share = ground.settings.forecast.challenger_share
    issuer = Issuer(Issuing(database, gathering, workshop, models, records, market, share))
    desk = ForecastDesk(issuer, records, models, gathering, Clocks(market, real))
    trainer = Trainer(Workshop(database, gathering, workshop, workshop, models, market, real, ground.outside.chance))
    care = Care(database, models, records, gathering, workshop, KeepersClocks(market, real))
    return ForecastRoom(
        desk=desk,
        models=models,
        trainer=trainer,
        keeper=Keeper(care, trainer, desk.forget),
        resolver=Resolver(database, market, records.forget),
        chains=records.chains,
        rounds=Rounds(desk, models, market),
        workshop=opened,
    )


def forecast_jobs(ground: "Ground", forecasts: ForecastRoom) -> list[Job]:
    """Return what is done for forecasts on the schedule."""
    jobs = [
        Job("forecast-outcomes", timedelta(minutes=5), forecasts.resolver.look),
        Job("forecast-chains", timedelta(minutes=10), forecasts.chains.sweep),
    ]
    if forecasts.workshop is None:
        return jobs
    jobs.append(Job("forecast-rounds", timedelta(seconds=30), forecasts.rounds.look))
    if ground.settings.forecast.train:
        jobs.append(Job("forecast-models", timedelta(seconds=10), forecasts.keeper.look))
        jobs.append(Job("forecast-drift", timedelta(hours=24), forecasts.keeper.watch))
    return jobs
