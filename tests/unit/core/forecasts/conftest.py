"""What tests of this room may ask for: a real embedded store, a clock, a laid-out past, and the room over them."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.storage.address import sqlite_address
from adapters.storage.engine import Database, open_database
from tests.databases import migrated_file
from tests.fakes.clock import ManualClock
from tests.fakes.forecast_past import LaidOutPast
from tests.fakes.forecast_room import SmallForecasts, forecasts_of
from tests.fakes.forecasting import ClimatologyWorkshop

__all__ = ["migrated_file"]


@pytest.fixture
async def store(migrated_file: Path, tmp_path: Path) -> AsyncIterator[Database]:
    """An embedded database with every table and nothing in them."""
    file = tmp_path / "candlewick.db"
    shutil.copy(migrated_file, file)
    opened = open_database(sqlite_address(file), durable=False)
    yield opened
    await opened.close()


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
