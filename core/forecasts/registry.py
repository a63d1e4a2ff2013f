"""Which model serves: a log of what became of each, read from the first entry to the last.

A model is added, may challenge the one that serves, takes its place or is turned down; what served before comes back by
`ROLLED_BACK`, and a model whose file is not what was trained never serves again: the one before takes its place, and
where there is none, the newest that waited as a challenger stands in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from core.forecasts.model import Lane

QUICK = "first"
"""Why a model was trained that is made of the members that take seconds."""
BY_OWNER = "owner"
"""Because of whom something became of a model, where nothing else decided it."""


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
    """Who serves by a log.

    `champion` who serves · `challenger` the newest that challenged and waits · `before` who served, the last one last ·
    `refused` those that never serve again · `waited` who challenged and never served, the newest last · `stands_in`
    whether the champion serves only because the one before it was refused, `chosen` whether the owner put it there,
    `withstood` who has challenged it in vain.
    """

    champion: str | None = None
    challenger: str | None = None
    before: tuple[str, ...] = ()
    refused: frozenset[str] = field(default_factory=frozenset)
    waited: tuple[str, ...] = ()
    stands_in: bool = False
    chosen: bool = False
    withstood: tuple[str, ...] = ()

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
    # Whatever becomes of a model, it waits no more.
    waited = tuple(each for each in reign.waited if each != model)
    challenger = None if reign.challenger == model else reign.challenger
    rest = replace(reign, challenger=challenger, waited=waited)
    match event.became:
        case Became.CHALLENGER:
            return replace(rest, challenger=model, waited=(*waited, model), withstood=(*reign.withstood, model))
        case Became.CHAMPION:
            others = tuple(each for each in reign.before if each != model)
            before = others if reign.champion in (None, model) else (*others, str(reign.champion))
            return _enthroned(rest, model, before, chosen=event.because == BY_OWNER)
        case Became.REJECTED:
            return rest
        case Became.ROLLED_BACK:
            if reign.champion != model:
                return reign
            # The one that was taken back is no candidate for the next rollback.
            return _enthroned(reign, reign.previous, reign.before[:-1], chosen=True)
        case Became.REFUSED:
            return _without(rest, model)


def _enthroned(
    reign: Reign, model: str | None, before: tuple[str, ...], *, chosen: bool = False, stands_in: bool = False
) -> Reign:
    return replace(reign, champion=model, before=before, stands_in=stands_in, chosen=chosen, withstood=())


def _without(reign: Reign, model: str) -> Reign:
    """Return who serves when a model is refused for ever: of those left the last one that has served, else the newest
    that has challenged: it has been judged on what it had not seen, and an old one knows less."""
    before = tuple(each for each in reign.before if each != model)
    left = replace(reign, before=before, refused=reign.refused | {model})
    if reign.champion != model:
        return left
    if before:
        return _enthroned(left, before[-1], before[:-1])
    if not reign.waited:
        return _enthroned(left, None, ())
    heir = reign.waited[-1]
    challenger = None if reign.challenger == heir else reign.challenger
    return replace(_enthroned(left, heir, (), stands_in=True), challenger=challenger, waited=reign.waited[:-1])


def is_provisional(reign: Reign, card: ModelCard | None) -> bool:
    """Whether who serves, of that card, only holds the place until a model of all members is there: one that stands in,
    and the quick first one, unless the owner chose it."""
    return reign.stands_in or (card is not None and card.why == QUICK and not reign.chosen)


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
