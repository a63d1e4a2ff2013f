"""The track record that is shown, and by how much ranges are widened after misses."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.forecasts.chains import Chains
from core.forecasts.model import Horizon
from core.forecasts.models import ModelRegistry
from core.forecasts.ports import ForecastStore
from core.forecasts.registry import CoinScore, FoldScore, by_horizon
from core.forecasts.scoring import CENTRAL
from core.forecasts.track import (
    CoinRecord,
    Kind,
    Scored,
    TrackRecord,
    Verdict,
    judged,
    tolerance,
    track_record,
)
from core.kernel.clock import MarketClock

# A record of so few outcomes says nothing; the back-filled one is shown beside it until then.
FEW = 10
MOST_WIDENED = 3.0


@dataclass(frozen=True, slots=True)
class HorizonRecord:
    """What is known of one horizon: `live`, and `backfilled` of the model that serves; None where there is none."""

    horizon: Horizon
    live: TrackRecord | None
    backfilled: TrackRecord | None

    @property
    def shown(self) -> TrackRecord | None:
        """The live one once it tells something, else the back-filled one, else what there is."""
        if self.live is not None and self.live.n >= FEW:
            return self.live
        return self.backfilled or self.live


@dataclass(frozen=True, slots=True)
class Mark:
    """Up to where the store is known: numbers of the newest event of any model, and of the newest outcome."""

    event: int = 0
    outcome: int = 0


class Records:
    """Reads records. What was computed is kept until the next candle closes, or something else is known."""

    def __init__(self, store: ForecastStore, models: ModelRegistry, clock: MarketClock) -> None:
        self._store, self._models, self._clock = store, models, clock
        self._known: dict[Horizon, tuple[datetime, Scored, Scored]] = {}
        self._told: dict[Horizon, tuple[datetime, HorizonRecord]] = {}
        self._mark = Mark()
        self.chains = Chains(store, clock)

    def forget(self) -> None:
        """Something has come true, or another model serves: compute anew."""
        self._known.clear()
        self._told.clear()

    async def freshened(self) -> Mark:
        """Return up to where the store is known, and forget what was computed before it came there: other processes
        write outcomes and change who serves, too."""
        async with self._store.reading() as work:
            mark = Mark(await work.models.last_event(), await work.forecasts.last_outcome())
        if mark != self._mark:
            self.forget()
            self._mark = mark
        return mark

    async def of(self, horizon: Horizon) -> HorizonRecord:
        """Return the records of a horizon."""
        stands = horizon.lane.interval.floor(self._clock.now())
        told = self._told.get(horizon)
        if told is None or told[0] != stands:
            shown, _ = await self._scored(horizon)
            live = track_record(shown, horizon, Kind.LIVE, self._clock.now())
            told = (stands, HorizonRecord(horizon, live, await self._backfilled(horizon)))
            self._told[horizon] = told
        return told[1]

    async def of_coin(self, horizon: Horizon, coin_id: str) -> HorizonRecord:
        """Return one coin's own records of a horizon."""
        shown, _ = await self._scored(horizon)
        live = track_record(shown.of(coin_id), horizon, Kind.LIVE, self._clock.now())
        return HorizonRecord(horizon, live, await self._backfilled(horizon, coin_id))

    async def widening(self, horizon: Horizon) -> float:
        """Return by what factor the model's ranges are to be stretched: 1 unless fewer of them held, as the model gave
        them, than its tolerance allows."""
        _, raw = await self._scored(horizon)
        record = track_record(raw, horizon, Kind.LIVE, self._clock.now())
        if record is None or record.verdict is Verdict.EARLY:
            record = await self._backfilled(horizon)
        if record is None or record.verdict is not Verdict.LOW:
            return 1.0
        return min(MOST_WIDENED, record.stretch)

    async def _backfilled(self, horizon: Horizon, coin_id: str | None = None) -> TrackRecord | None:
        """Return the record of the model that serves on the fold it had not seen; of one coin where one is named."""
        lane = await self._models.lane(horizon.lane)
        card = lane.card(lane.reign.champion)
        found = None if card is None else by_horizon(card).get(horizon.text)
        if card is None or found is None:
            return None
        if coin_id is None:
            return _of_fold(found, horizon, card.made_at)
        own = found.of_coin(coin_id)
        return None if own is None else _of_fold_coin(own, found, horizon, card.made_at)

    async def _scored(self, horizon: Horizon) -> tuple[Scored, Scored]:
        """Return what came true within the horizon's window: as it was shown, and as the models gave it."""
        now = self._clock.now()
        stands = horizon.lane.interval.floor(now)
        known = self._known.get(horizon)
        if known is None or known[0] != stands:
            since = now - timedelta(days=tolerance(horizon).days) - horizon.length
            async with self._store.reading() as work:
                resolved = await work.forecasts.resolved(horizon, since)
            known = (stands, Scored.of_resolved(resolved), Scored.of_resolved(resolved, as_modelled=True))
            self._known[horizon] = known
        return known[1], known[2]


def _of_fold(score: FoldScore, horizon: Horizon, until: datetime) -> TrackRecord:
    worst = None
    if score.worst is not None and score.worst_held is not None:
        worst = CoinRecord(score.worst, score.worst_held, score.n)
    return TrackRecord(
        horizon=horizon,
        kind=Kind.BACKFILLED,
        since=until - timedelta(days=score.days),
        until=until,
        n=score.n,
        held=score.held,
        held95=score.held95,
        skill=score.skill,
        skill_garch=score.skill_garch,
        verdict=judged(score.held, score.days, tolerance(horizon)),
        worst=worst,
        stretch=score.stretch,
        inside=score.inside,
    )


def _of_fold_coin(own: CoinScore, score: FoldScore, horizon: Horizon, until: datetime) -> TrackRecord:
    return TrackRecord(
        horizon=horizon,
        kind=Kind.BACKFILLED,
        since=until - timedelta(days=score.days),
        until=until,
        n=own.n,
        held=own.held,
        held95=own.inside[CENTRAL.index(0.95)],
        skill=own.skill,
        skill_garch=None,
        verdict=judged(own.held, score.days, tolerance(horizon)),
        inside=own.inside,
    )
