"""Forecasts unasked: of every coin that is followed once a day has closed, and after every seventh hour, so that the
record does not depend on what people happen to ask. Seven goes through all hours of the week. On other closes answers
are only made ready."""

from datetime import datetime

from core.forecasts.desk import ForecastDesk
from core.forecasts.judging import EVERY
from core.forecasts.model import Lane
from core.forecasts.models import ModelRegistry
from core.kernel.clock import MarketClock
from core.market.model import to_ms


class Rounds:
    """Looks whether a close of a lane has come on which forecasts are made for all; each is made once."""

    def __init__(self, desk: ForecastDesk, models: ModelRegistry, clock: MarketClock) -> None:
        self._desk, self._models, self._clock = desk, models, clock
        self._made: dict[Lane, datetime] = {}
        self._prepared: dict[Lane, datetime] = {}

    async def look(self) -> int:
        """Make what is due; return of how many coins."""
        made = 0
        for lane in Lane:
            close = lane.interval.floor(self._clock.now())
            is_round = to_ms(close) // lane.interval.ms % EVERY[lane] == 0
            done = self._made if is_round else self._prepared
            if done.get(lane) == close or (await self._models.reign(lane)).champion is None:
                continue
            if not is_round:
                # Not for the record; who asks meanwhile is not to wait for a process to start.
                if await self._desk.prepare(lane, close):
                    self._prepared[lane] = close
                continue
            of_lane = await self._desk.refresh(lane, close)
            made += of_lane
            if of_lane:
                self._made[lane] = close
        return made
