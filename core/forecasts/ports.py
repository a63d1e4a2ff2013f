"""What forecasts need of the world: models that answer, someone who trains them, and stores."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from core.delivery.ports import Outbox
from core.forecasts.model import Forecast, Horizon, Lane, Outcome
from core.forecasts.record import Due, Kept, Link, Resolved
from core.forecasts.registry import Event, ModelCard
from core.forecasts.trainings import Training
from core.kernel.errors import Unavailable
from core.kernel.memory import Memory
from core.kernel.work import UnitOfWork
from core.market.model import CandleSeries, Coin, Floats, Instants
from core.market.ports import Candles, Watchlists
from core.people.ports import Audit, People


class ModelRefused(Unavailable):
    """A model's file is not what was trained: truncated, changed, or foreign. No code of it was run."""

    def __init__(self, model_id: str) -> None:
        super().__init__(f"model {model_id}", "garbled")
        self.model_id = model_id


@dataclass(frozen=True, slots=True)
class History:
    """Closed candles of one coin, oldest first: days or hours, as the lane needs."""

    coin: Coin
    candles: CandleSeries


@dataclass(frozen=True, slots=True)
class Answer:
    """Quantiles [horizons of the lane, 13] of one coin as a model gives them, the middle zero; `garch` those of a
    GARCH-t model, None where it has none."""

    quantiles: Floats
    garch: Floats | None = None


@dataclass(frozen=True, slots=True)
class Walk:
    """What a model said at each of `origins` [o] (ms, closes of candles) without having seen anything later: quantiles
    [coin, origin, horizon, 13], NaN where it said nothing; `garch` likewise, None where it has none."""

    origins: Instants
    coins: tuple[str, ...]
    quantiles: Floats
    garch: Floats | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be learnt: up to `until` (market clock); `origins` [o] (ms) of the fold after it, at which the new
    model is asked; `quick` of the members that are trained in seconds; `taken` the names that models bear already: one
    that is learnt again from the same candles is the same, and gets a name of its own all the same."""

    until: datetime
    origins: Instants
    quick: bool
    taken: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Learnt:
    """A new model, on disk under `model_id`. It has seen candles up to `trained_until` only; `walk` is what it says of
    the fold after that. `members` are those it is made of, `seed` and `data_hash` make it reproducible, `manifest` is
    the hex SHA-256 of what describes its files."""

    model_id: str
    lane: Lane
    trained_until: datetime
    members: tuple[str, ...]
    seed: int
    data_hash: str
    manifest: str
    walk: Walk


class Forecaster(Protocol):
    """Models that were trained. Every method may raise `ModelRefused` for a file that is not what was trained, and
    `Unavailable` when whoever computes does not answer."""

    async def ask(
        self, model_id: str, lane: Lane, histories: Sequence[History], coins: Sequence[str]
    ) -> Mapping[str, Answer]:
        """Return answers by coin id at the last candle of each history; coins that it has nothing to say of are left
        out. `histories` are all that are known: a coin is seen beside the others."""

    async def walk(self, model_id: str, lane: Lane, histories: Sequence[History], origins: Instants) -> Walk:
        """Return what the model says at each origin, of candles up to it only."""

    async def drift(self, model_id: str, lane: Lane, histories: Sequence[History]) -> Mapping[str, float]:
        """Return the population stability index of each feature by name: the last month against what it learnt on."""


class Learner(Protocol):
    """Trains models, elsewhere than on the event loop, one at a time."""

    async def learn(
        self, lane: Lane, histories: Sequence[History], task: Task, told: Callable[[int], object]
    ) -> Learnt:
        """Return a model that has seen nothing after `task.until`; `told` hears how far it is, 0 to 100. Raises
        `Unavailable` when the training does not end well; then there is no new model."""


class Forecasts(Protocol):
    """The record: forecasts and outcomes, each a chain. Append-only: the database itself refuses changes."""

    async def append(self, forecasts: Sequence[Forecast]) -> Sequence[Kept]:
        """Keep forecasts under the next numbers; one that is there already (same coin, horizon, cut-off and model) is
        returned as it was kept."""

    async def newest(self, coin_ids: Sequence[str], lane: Lane, since: datetime) -> Sequence[Kept]:
        """Return the newest forecast of each coin and horizon with a cut-off at `since` or later."""

    async def due(self, now: datetime, limit: int, skipped: int = 0) -> Due:
        """Return forecasts whose due instant has passed and that have no outcome, of at most `limit` rows, the oldest
        first, without the `skipped` oldest rows."""

    async def resolve(self, outcomes: Sequence[Outcome]) -> int:
        """Keep outcomes; one that is there already stays as it is. Return how many are new."""

    async def resolved(self, horizon: Horizon, since: datetime) -> Sequence[Resolved]:
        """Return forecasts over `horizon` with a cut-off at `since` or later that have an outcome, by cut-off."""

    async def last_outcome(self) -> int:
        """Return the number of the newest outcome, 0 without any."""

    async def links(self, chain: str, after: int, limit: int) -> Sequence[Link]:
        """Return rows of a chain ("forecasts", "outcomes") with numbers above `after`, by number, whatever they say."""

    async def written_to(self, chain: str) -> tuple[int, str] | None:
        """Return number and hash of the row that was written last to a chain, whatever is there now; None for nobody
        knows. What is written next follows it."""


class Models(Protocol):
    """Which models there are, and what became of each: append-only."""

    async def add(self, card: ModelCard) -> None:
        """Keep a new model's card. ValueError for an id that is taken."""

    async def cards(self, lane: Lane) -> Sequence[ModelCard]:
        """Return every model of a lane, oldest first."""

    async def note(self, event: Event) -> None:
        """Add what became of a model."""

    async def events(self, lane: Lane) -> Sequence[Event]:
        """Return what became of a lane's models, oldest first."""

    async def last_event(self) -> int:
        """Return the number of the newest event of any lane, 0 without any."""


class Trainings(Protocol):
    """Trainings that run or ran: a row each, held by a lease, so that one runs once whoever starts it."""

    async def claim(self, lane: Lane, why: str, holder: str, now: datetime, until: datetime) -> Training | None:
        """Begin a training (real clock); None while another one, of whichever lane, holds its lease."""

    async def beat(self, number: int, percent: int, until: datetime) -> bool:
        """Say how far it is and hold it longer; False if it was taken away."""

    async def end(self, number: int, now: datetime, outcome: str) -> None:
        """End it: "done", or why it did not end well."""

    async def newest(self, lane: Lane) -> Training | None: ...


class ForecastWork(UnitOfWork, Protocol):
    """The tables that forecasts may touch."""

    @property
    def forecasts(self) -> Forecasts: ...
    @property
    def models(self) -> Models: ...
    @property
    def trainings(self) -> Trainings: ...
    @property
    def candles(self) -> Candles: ...
    @property
    def watchlists(self) -> Watchlists: ...
    @property
    def memory(self) -> Memory: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def people(self) -> People: ...
    @property
    def audit(self) -> Audit: ...


class ForecastStore(Protocol):
    """Where units of work come from."""

    def begin(self) -> ForecastWork:
        """Return a unit of work that may write."""

    def reading(self) -> ForecastWork:
        """Return one that only reads, and waits for no writer."""
