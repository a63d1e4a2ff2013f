"""Models of a running service as time goes by: a whole house with its scheduler and its process that computes, on a
clock that the test moves. A model has one small member, so a training takes a moment."""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from adapters.assemble import Application, Outside, assemble
from adapters.assemble.house import Ground
from adapters.assemble.workshop import MODELS
from adapters.forecasting.workshop import ProcessWorkshop
from adapters.scheduler import AsyncScheduler, ScheduleStore
from adapters.settings import Settings
from adapters.settings.groups import Web
from adapters.settings.values import Market, MarketKind
from bot.ports import Heard
from core.delivery.ports import Defects
from core.forecasts.keeper import TRAINED_ANEW_AFTER
from core.forecasts.model import Lane
from core.kernel.clock import RealClock
from core.people.model import Identity
from core.schedule import Job
from tests.databases import furnished
from tests.end_to_end.tiny_worker import BROKEN, WIDE
from tests.fakes.clock import ManualClock

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("forecasting")]

START = datetime(2026, 3, 2, 0, 30, tzinfo=UTC)
OWNER = Identity("local", "owner")
PATIENCE_S = 300
LOOKS = "forecast-models"
# Each as often as it can be; in this order they bring candles, resolve, forecast and look after the models.
TURNED = ("candles", "forecast-outcomes", "forecast-rounds", LOOKS)


class OftenTurned(AsyncScheduler):
    """The scheduler, with the jobs of forecasts alone, several times a second."""

    def __init__(self, jobs: Sequence[Job], store: ScheduleStore, clock: RealClock, defects: Defects) -> None:
        self._done: Counter[str] = Counter()
        self._turned = asyncio.Condition()
        often = timedelta(milliseconds=150)
        turned = [replace(job, every=often, what=self._counted(job)) for job in jobs if job.name in TURNED]
        super().__init__(turned, store, clock, defects)

    def _counted(self, job: Job) -> Callable[[], Awaitable[object]]:
        async def run() -> object:
            try:
                return await job.what()
            finally:
                async with self._turned:
                    self._done[job.name] += 1
                    self._turned.notify_all()

        return run

    async def seen_by(self, name: str) -> None:
        """Wait until a job has run from its beginning to its end: one that runs now may have begun before."""
        until = self._done[name] + 2
        async with self._turned:
            await self._turned.wait_for(lambda: self._done[name] >= until)


@dataclass
class Running:
    """A house that serves. `models` is where its models lie."""

    house: Application
    clock: ManualClock
    models: Path

    async def settled(self) -> None:
        """Wait until every job has run once more from its beginning, in turn, and nothing is left to train."""
        scheduler = self.house.scheduler
        assert isinstance(scheduler, OftenTurned)
        async with asyncio.timeout(PATIENCE_S):
            trained = -1
            while trained != (trained := len(await self.trainings())):
                for name in TURNED:
                    await scheduler.seen_by(name)

    async def later(self, **parts: float) -> None:
        self.clock.advance(**parts)
        await self.settled()

    async def trainings(self, why: str | None = None) -> list[tuple[str, str, datetime, str]]:
        """Return lane, why, begin and outcome of each training, oldest first; those of one reason where it is named."""
        rows = await self._rows("SELECT lane, why, begun_at, outcome FROM forecast_trainings ORDER BY number")
        found = [(lane, said, datetime.fromtimestamp(at / 1000, UTC), outcome) for lane, said, at, outcome in rows]
        return [row for row in found if why in (None, row[1])]

    async def told(self, what: str) -> list[str]:
        """Return the models that the owner was told this of."""
        rows = await self._rows("SELECT facts FROM notices WHERE kind = 'forecast-models' ORDER BY id")
        return [facts["model"] for facts in (json.loads(row[0]) for row in rows) if facts["what"] == what]

    async def champion(self) -> str | None:
        return (await self.house.services.models.reign(Lane.DAILY)).champion

    async def _rows(self, statement: str) -> Sequence[Sequence[Any]]:
        async with self.house.database._reader.connect() as connection:
            return (await connection.execute(text(statement))).all()


@asynccontextmanager
async def running(folder: Path, wide: bool = False) -> AsyncIterator[Running]:
    """A house with three coins of a simulated market, an owner, and models that were trained once."""
    clock, models = ManualClock(START), folder / MODELS
    models.mkdir()
    if wide:
        (models / WIDE).touch()

    def workshop(ground: Ground) -> ProcessWorkshop:
        return ProcessWorkshop(models, ground.outside.real, worker="tests.end_to_end.tiny_worker")

    settings = Settings(
        data_dir=furnished(folder),
        market=Market(MarketKind.SIMULATED),
        coins=("BTC", "ETH", "SOL"),
        intervals=("1h", "1d"),
        history={"1h": timedelta(days=200), "1d": None},
        web=Web(port=0),
    )
    outside = Outside(real=clock, durable=False, workshop=workshop, schedule=OftenTurned)
    house = await assemble(settings, service=False, outside=outside)
    try:
        await house.door.hear(Heard("start", OWNER, trusted=True))
        await house.scheduler.start()
        here = Running(house, clock, models)
        await here.settled()
        yield here
    finally:
        await house.scheduler.stop(1.0)
        await house.close()


async def test_a_month_on_each_lane_has_a_challenger_trained_and_the_owner_hears_what_became_of_it(
    tmp_path: Path,
) -> None:
    async with running(tmp_path) as here:
        first = await here.trainings()
        assert [(lane, why) for lane, why, _, _ in first] == [
            ("daily", "first"),
            ("daily", "full"),
            ("hourly", "first"),
            ("hourly", "full"),
        ]
        assert {outcome for *_, outcome in first} == {"done"}
        await here.later(days=29)
        assert await here.trainings("age") == []
        await here.later(days=2)
        assert [lane for lane, *_ in await here.trainings("age")] == ["daily", "hourly"]
        challengers = {(await here.house.services.models.lane(lane)).cards[-1].model_id for lane in Lane}
        assert challengers <= {*await here.told("waits"), *await here.told("promoted")}
        await here.later(days=1)
        assert len(await here.trainings("age")) == 2


async def test_a_monthly_training_that_dies_is_told_and_tried_again_a_day_later_and_no_sooner(tmp_path: Path) -> None:
    async with running(tmp_path) as here:
        champion = await here.champion()
        (here.models / BROKEN).touch()
        await here.later(seconds=TRAINED_ANEW_AFTER.total_seconds() + 60)
        for _ in range(3):
            await here.later(hours=7)
        died = [(lane, outcome) for lane, _, _, outcome in await here.trainings("age")]
        assert died == [("daily", "unavailable"), ("hourly", "unavailable")]
        assert len(await here.told("failed")) == 2
        assert await here.champion() == champion
        (here.models / BROKEN).unlink()
        await here.later(hours=4)
        assert [(lane, outcome) for lane, _, _, outcome in await here.trainings("age")][2:] == [
            ("daily", "done"),
            ("hourly", "done"),
        ]


async def test_ranges_that_say_less_than_the_past_have_a_challenger_trained_once_a_day_and_the_owner_hears_of_both(
    tmp_path: Path,
) -> None:
    async with running(tmp_path, wide=True) as here:
        wide = await here.champion()
        assert wide is not None
        for _ in range(9):
            await here.later(days=1)
        # Of fewer than ten outcomes nothing is concluded.
        assert await here.trainings("drift") == []
        while not await here.trainings("drift"):
            await here.later(days=1)
        assert wide in await here.told("loss")
        # It was taught by the same too wide hand, and says no more.
        assert await here.champion() == wide
        await here.later(hours=5)
        assert len(await here.trainings("drift")) == 1
        await here.later(days=1)
        begun = [at for *_, at, _ in await here.trainings("drift")]
        assert len(begun) == 2
        assert begun[1] - begun[0] >= timedelta(days=1)
        challengers = (await here.house.services.models.lane(Lane.DAILY)).cards[-2:]
        assert {card.model_id for card in challengers} <= {*await here.told("waits")}
