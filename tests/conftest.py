"""What every test may ask for."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from blockbuster import BlockBuster, blockbuster_ctx
from hypothesis import HealthCheck, settings

from tests.effort import SAME_EACH_TIME, effort
from tests.lacking import lacking
from tests.loopback import stay_on_loopback
from tests.postgres import postgres_database, postgres_server, postgres_url

__all__ = ["postgres_database", "postgres_server", "postgres_url"]  # fixtures kept in files of their own

ROOT = Path(__file__).resolve().parent.parent
# Seconds; what is slow and takes longer hangs.
SLOW_S = effort(600, 7200)

# Bounds of work, never of time: the machine may be busy. CI tries the same examples each time.
settings.register_profile(
    "candlewick",
    max_examples=effort(100, 1000),
    deadline=None,
    derandomize=SAME_EACH_TIME,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("candlewick")

stay_on_loopback()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs PostgreSQL, put what is slow last and give it the time that a busy machine may need for it."""
    for item in items:
        if "postgres_server" in getattr(item, "fixturenames", ()):
            item.add_marker("postgres")
        if item.get_closest_marker("slow") and not item.get_closest_marker("timeout"):
            item.add_marker(pytest.mark.timeout(SLOW_S))
    items.sort(key=lambda item: item.get_closest_marker("slow") is not None)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder with recorded answers and real candles: `SHARED_DATA`, else `shared` beside the checkout."""
    folder = Path(os.environ.get("SHARED_DATA") or ROOT.parent / "shared").resolve()
    if not folder.is_dir():
        lacking(f"the data folder {folder}", "set SHARED_DATA to where it is")
    return folder


@pytest.fixture
def blockbuster() -> Iterator[BlockBuster]:
    """A test that takes this fails when something blocks the event loop."""
    with blockbuster_ctx() as guard:
        yield guard
