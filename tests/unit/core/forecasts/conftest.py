"""What tests of this room may ask for: a real embedded store, a clock, a laid-out past, and the room over them."""

import pytest

from adapters.storage.engine import Database
from tests.databases import migrated_file, store
from tests.fakes.clock import ManualClock
from tests.fakes.forecast_past import LaidOutPast
from tests.fakes.forecast_room import SmallForecasts, forecasts_of
from tests.fakes.forecasting import ClimatologyWorkshop

__all__ = ["migrated_file", "store"]


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def past(clock: ManualClock) -> LaidOutPast:
    return LaidOutPast(clock)


@pytest.fixture
def workshop() -> ClimatologyWorkshop:
    return ClimatologyWorkshop()


@pytest.fixture
def room(store: Database, past: LaidOutPast, clock: ManualClock, workshop: ClimatologyWorkshop) -> SmallForecasts:
    return forecasts_of(store, past, past, clock, workshop)
