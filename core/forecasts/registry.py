"""Which model serves: a log of what became of each, read from the first entry to the last.

A model is added, may challenge the one that serves, takes its place or is turned down; what served before comes back by
`ROLLED_BACK`, and a model whose file is not what was trained never serves again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from core.forecasts.model import Lane


class Became(StrEnum):
    """What became of a model."""

    CHALLENGER = "challenger"
    CHAMPION = "champion"
    REJECTED = "rejected"
    ROLLED_BACK = "rolled-back"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class CoinScore:
    """How a model did on one coin of the fold: `n` outcomes with something of their own to tell, coverage of its 80 %
    range, `skill` against all past returns, and the share `inside` each of `scoring.CENTRAL`."""

    coin_id: str
    n: int
    held: float
    skill: float | None
    inside: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class FoldScore:
    """How a model did on the fold it had not seen, over one horizon: `days` long, coverage of its 80 % and 95 % ranges,
    `skill` against all past returns and against GARCH-t (None: not compared). `inside` and `coins` are empty for models
    that were judged before these were kept."""

    horizon: str
    days: int
    held: float
    held95: float
    skill: float | None
    skill_garch: float | None
    worst: str | None = None
    worst_held: float | None = None
    stretch: float = 1.0
    n: int = 1
    inside: tuple[float, ...] = ()
    coins: tuple[CoinScore, ...] = ()

    def of_coin(self, coin_id: str) -> CoinScore | None:
        return next((each for each in self.coins if each.coin_id == coin_id), None)


@dataclass(frozen=True, slots=True)
class ModelCard:
    """What is known of a model beside its files: never changed. `trained_until` is its training cut-off (market clock),
    `why` it was trained."""

    model_id: str
    lane: Lane
    made_at: datetime
    trained_until: datetime
    members: tuple[str, ...]
    seed: int
    data_hash: str
    manifest: str
    why: str
    fold: tuple[FoldScore, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the log; `because` in few words. Who did it stands in the audit table."""

    lane: Lane
    at: datetime
    model_id: str
    became: Became
    because: str


@dataclass(frozen=True, slots=True)
class Reign:
    """Who serves by a log: the `champion`, the `challenger` that waits, those that served `before` (the last one last),
    and those `refused` for ever."""

    champion: str | None = None
    challenger: str | None = None
    before: tuple[str, ...] = ()
    refused: frozenset[str] = field(default_factory=frozenset)

    @property
    def previous(self) -> str | None:
        """The model that would serve after a rollback."""
        return self.before[-1] if self.before else None


def reign_of(events: Sequence[Event]) -> Reign:
    """Return who serves after `events` of one lane, oldest first."""
    reign = Reign()
    for event in events:
        reign = _after(reign, event)
    return reign


def _after(reign: Reign, event: Event) -> Reign:
    model = event.model_id
    others = tuple(each for each in reign.before if each != model)
    challenger = None if reign.challenger == model else reign.challenger
    match event.became:
        case Became.CHALLENGER:
            return Reign(reign.champion, model, reign.before, reign.refused)
        case Became.CHAMPION:
            before = others if reign.champion in (None, model) else (*others, str(reign.champion))
            return Reign(model, challenger, before, reign.refused)
        case Became.REJECTED:
            return Reign(reign.champion, challenger, reign.before, reign.refused)
        case Became.ROLLED_BACK:
            # The one that was taken back is no candidate for the next rollback.
            if reign.champion != model:
                return reign
            return Reign(reign.previous, reign.challenger, reign.before[:-1], reign.refused)
        case Became.REFUSED:
            refused = reign.refused | {model}
            champion, before = reign.champion, others
            if champion == model:
                champion, before = (others[-1] if others else None), others[:-1]
            return Reign(champion, challenger, before, refused)


def takes_over(reign: Reign, action: str) -> str | None:
    """Return the model that would serve after "promote" or "rollback" where none is named; None when there is none."""
    return {"promote": reign.challenger, "rollback": reign.previous}.get(action)


def serving(reign: Reign, coin_id: str, share: float) -> str | None:
    """Return the model that serves a coin: the champion, and for a `share` (0..1) of coins, always the same ones, the
    challenger."""
    if reign.champion is None or reign.challenger is None or share <= 0:
        return reign.champion
    lot = sha256(f"{reign.challenger} {coin_id}".encode()).digest()
    return reign.challenger if int.from_bytes(lot[:8]) / 2**64 < share else reign.champion


def by_horizon(card: ModelCard) -> Mapping[str, FoldScore]:
    """Return the fold's scores by the horizon's text."""
    return {score.horizon: score for score in card.fold}
