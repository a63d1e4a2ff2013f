"""Nobody computes forecasts here: what a house without a workshop answers with."""

from collections.abc import Callable, Mapping, Sequence

from core.forecasts.model import Lane
from core.forecasts.ports import Answer, History, Learnt, Task, Walk
from core.kernel.errors import Unavailable
from core.market.model import Instants


class NoWorkshop:
    """A Forecaster and a Learner that never answers."""

    async def ask(
        self, model_id: str, lane: Lane, histories: Sequence[History], coins: Sequence[str]
    ) -> Mapping[str, Answer]:
        raise Unavailable("forecasts", "none")

    async def walk(self, model_id: str, lane: Lane, histories: Sequence[History], origins: Instants) -> Walk:
        raise Unavailable("forecasts", "none")

    async def drift(self, model_id: str, lane: Lane, histories: Sequence[History]) -> Mapping[str, float]:
        raise Unavailable("forecasts", "none")

    async def learn(
        self, lane: Lane, histories: Sequence[History], task: Task, told: Callable[[int], object]
    ) -> Learnt:
        raise Unavailable("forecasts", "none")
