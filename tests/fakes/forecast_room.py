"""The room of forecasts around one clock, for tests that hold a database and a market room in their hands."""

from dataclasses import dataclass

from adapters.bus import AsyncioBus
from adapters.chance import SeededChance
from adapters.storage.engine import Database
from core.forecasts.absent import NoWorkshop
from core.forecasts.desk import Clocks, ForecastDesk
from core.forecasts.gathering import Followed, Gathering, Past
from core.forecasts.issuer import Ground, Issuer
from core.forecasts.keeper import Care, Keeper
from core.forecasts.keeper import Clocks as KeepersClocks
from core.forecasts.models import ModelRegistry
from core.forecasts.records import Records
from core.forecasts.resolver import Resolver
from core.forecasts.trainer import Trainer, Workshop
from core.market.room import MarketRoom
from tests.fakes.clock import ManualClock
from tests.fakes.forecasting import ClimatologyWorkshop


@dataclass
class SmallForecasts:
    """Everything of the room; `changes` counts how often another model began to serve."""

    desk: ForecastDesk
    models: ModelRegistry
    records: Records
    issuer: Issuer
    trainer: Trainer
    keeper: Keeper
    resolver: Resolver
    changes: list[str]


def forecasts_of(
    database: Database,
    past: Past,
    followed: Followed,
    clock: ManualClock,
    workshop: ClimatologyWorkshop | None = None,
    share: float = 0.0,
) -> SmallForecasts:
    """Return the room over a market's past; without a workshop nobody computes."""
    shop = workshop or NoWorkshop()
    gathering, changes = Gathering(past, followed), list[str]()
    models = ModelRegistry(database, clock, clock, AsyncioBus())
    records = Records(database, models, clock)
    issuer = Issuer(Ground(database, gathering, shop, models, records, clock, share))
    trainer = Trainer(Workshop(database, gathering, shop, shop, models, clock, clock, SeededChance(12)))
    care = Care(database, models, records, gathering, shop, KeepersClocks(clock, clock))
    return SmallForecasts(
        desk=ForecastDesk(issuer, records, models, gathering, Clocks(clock, clock)),
        models=models,
        records=records,
        issuer=issuer,
        trainer=trainer,
        keeper=Keeper(care, trainer, lambda: changes.append("changed")),
        resolver=Resolver(database, clock, records.forget),
        changes=changes,
    )


def small_forecasts(database: Database, room: MarketRoom, clock: ManualClock) -> SmallForecasts:
    """Return the room of a house in which nobody computes."""
    return forecasts_of(database, room.desk, room.universe, clock)
