"""When the data stopped and when it is back: each is said once."""

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core.market.model import from_ms, to_ms

LOOKS_TO_STOP = 2
LOOKS_TO_BE_BACK = 2


@dataclass(frozen=True, slots=True)
class DataStopped:
    """No price has come since `last_at`; noticed at `at` (market clock)."""

    last_at: datetime
    at: datetime


@dataclass(frozen=True, slots=True)
class DataBack:
    """Prices come again at `at`; there were none since `last_at`."""

    last_at: datetime
    at: datetime


@dataclass(frozen=True, slots=True)
class Watch:
    """What the watchdog remembers: since when nothing came (None while all is well), and how many looks in a row said
    otherwise. Keep its `text` and a restart says nothing twice."""

    stopped_at: datetime | None = None
    doubts: int = 0

    @property
    def text(self) -> str:
        return json.dumps([None if self.stopped_at is None else to_ms(self.stopped_at), self.doubts])

    @classmethod
    def read(cls, text: str | None) -> "Watch":
        """Return what `text` kept."""
        if not text:
            return cls()
        stopped_ms, doubts = json.loads(text)
        return cls(None if stopped_ms is None else from_ms(stopped_ms), doubts)


def look(
    watch: Watch, data_at: datetime | None, now: datetime, stale_after: timedelta
) -> tuple[Watch, DataStopped | DataBack | None]:
    """Return the watch after one look, and what is to be said.

    The data has stopped when two looks in a row find the newest price too old, and is back when two find it fresh: a
    single late answer says nothing. Before the first price ever there is nothing that could stop.
    """
    if data_at is None:
        return watch, None
    stale = now - data_at > stale_after
    doubts = watch.doubts + 1 if stale is (watch.stopped_at is None) else 0
    if watch.stopped_at is None and doubts >= LOOKS_TO_STOP:
        return Watch(data_at), DataStopped(data_at, now)
    if watch.stopped_at is not None and doubts >= LOOKS_TO_BE_BACK:
        return Watch(), DataBack(watch.stopped_at, now)
    return replace(watch, doubts=doubts), None
