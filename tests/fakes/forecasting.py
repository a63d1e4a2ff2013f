"""Who computes forecasts in tests: an honest forecaster that says what all past returns say, and keeps its models in
memory as the real one keeps them in files."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

import numpy as np

from core.forecasts import scoring
from core.forecasts.model import LEVELS, Lane
from core.forecasts.ports import Answer, History, Learnt, ModelRefused, Task, Walk
from core.kernel.errors import Unavailable
from core.market.model import Floats, Instants


@dataclass
class ClimatologyWorkshop:
    """A Forecaster and a Learner. Its models are the plain ranges times a width: `widths` are those of the models to
    come, one after the other. What is in `broken` is refused, as a file that is not what was trained; `fails` is
    raised by the next training. `asked` counts the questions."""

    widths: list[float] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    fails: Exception | None = None
    models: dict[str, float] = field(default_factory=dict)
    shifts: Mapping[str, float] = field(default_factory=dict)
    asked: int = 0
    during: Callable[[], object] = lambda: None

    async def learn(
        self, lane: Lane, histories: Sequence[History], task: Task, told: Callable[[int], object]
    ) -> Learnt:
        for percent in (10, 50, 90):
            told(percent)
            self.during()
        if self.fails is not None:
            raise self.fails
        width = self.widths.pop(0) if self.widths else 1.0
        model_id = f"{lane.value}-{task.until:%Y%m%d}-{len(self.models):04x}"
        self.models[model_id] = width
        walk = self._walk(model_id, lane, histories, task.origins)
        digest = sha256(b"".join(h.candles.close.tobytes() for h in histories)).hexdigest()
        members = ("plain",) if task.quick else ("plain", "wide")
        return Learnt(model_id, lane, task.until, members, 1, digest, digest, walk)

    async def ask(
        self, model_id: str, lane: Lane, histories: Sequence[History], coins: Sequence[str]
    ) -> Mapping[str, Answer]:
        self.asked += 1
        width, known = self._width(model_id), {h.coin.id: h for h in histories}
        answers = {}
        for coin in coins:
            rows = [_plain(known[coin].candles.close, steps) for steps in lane.steps]
            answers[coin] = Answer(np.array(rows) * width)
        return answers

    async def walk(self, model_id: str, lane: Lane, histories: Sequence[History], origins: Instants) -> Walk:
        return self._walk(model_id, lane, histories, origins)

    async def drift(self, model_id: str, lane: Lane, histories: Sequence[History]) -> Mapping[str, float]:
        self._width(model_id)
        return self.shifts

    async def close(self) -> None:
        """Its models stay, as files do."""

    def _width(self, model_id: str) -> float:
        if model_id in self.broken:
            raise ModelRefused(model_id)
        if model_id not in self.models:
            raise Unavailable("forecasts", "none")
        return self.models[model_id]

    def _walk(self, model_id: str, lane: Lane, histories: Sequence[History], origins: Instants) -> Walk:
        width = self._width(model_id)
        said = np.full((len(histories), origins.size, len(lane.steps), len(LEVELS)), np.nan)
        for row, history in enumerate(histories):
            rows = np.searchsorted(history.candles.opened_ms, origins - lane.interval.ms)
            for column, steps in enumerate(lane.steps):
                plain = scoring.climatologies(history.candles.close, steps, rows)
                said[row, :, column] = plain * width
        return Walk(origins, tuple(h.coin.id for h in histories), said)


def _plain(closes: Floats, steps: int) -> Floats:
    """Return the quantiles of all past returns; of few candles those of one candle's, as wide as chance makes them."""
    found = scoring.climatology(closes, steps)
    if found is None:
        past = np.diff(np.log(closes))
        found = np.quantile(past - np.median(past), LEVELS) * steps**0.5
        found[LEVELS.index(0.5)] = 0.0
    return found
