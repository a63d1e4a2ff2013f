"""Rules, how they stand, and the messages that are due from them."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Generic, TypeAlias, TypeVar

from core.alerts.conditions.base import Condition
from core.alerts.facts import Comparison
from core.alerts.spoken import on_button

Atom = TypeVar("Atom")


@dataclass(frozen=True, slots=True)
class All(Generic[Atom]):
    """True while every part is (`and`); two parts or more, none of them an `All`."""

    parts: "tuple[All[Atom] | Either[Atom] | Atom, ...]"


@dataclass(frozen=True, slots=True)
class Either(Generic[Atom]):
    """True while any part is (`or`); two parts or more, none of them an `Either`."""

    parts: "tuple[All[Atom] | Either[Atom] | Atom, ...]"


# What a rule's text says, and what the evaluator judges.
Tree: TypeAlias = All[Condition] | Either[Condition] | Condition
Compared: TypeAlias = All[Comparison] | Either[Comparison] | Comparison


@dataclass(frozen=True, slots=True)
class Options:
    """How often and how long. Neither `every` nor `most`: once; `only_once` where that was said and is not the default.
    `lasting` is "for D" · `until` the last day, in the person's zone · `rearm` as written (2 is "rearm 2") · `to`
    "here" or "me" · `at` a venue's id."""

    every: timedelta | None = None
    most: int | None = None
    lasting: timedelta | None = None
    until: date | None = None
    note: str | None = None
    at: str | None = None
    to: str | None = None
    rearm: float | None = None
    even_at_night: bool = False
    only_once: bool = False

    @property
    def once(self) -> bool:
        return self.every is None and self.most is None


@dataclass(frozen=True, slots=True)
class Wish:
    """What a rule's text says: a tree of conditions and the options. `core.alerts.language` reads and writes it."""

    tree: Tree
    options: Options = field(default_factory=Options)


class Life(StrEnum):
    """Whether a rule is watched. Only active ones are; done, expired and deleted ones never come back by themselves."""

    ACTIVE = "active"
    PAUSED = "paused"
    DONE = "done"
    EXPIRED = "expired"
    DELETED = "deleted"


class Phase(StrEnum):
    """Where an active rule stands: armed → pending (`for` not yet over) → fired (holding) → cooling → armed."""

    ARMED = "armed"
    PENDING = "pending"
    FIRED = "fired"
    COOLING = "cooling"


@dataclass(frozen=True, slots=True)
class NewRule:
    """A rule to be saved. `wish` is settled (every level has its currency). A room's rule counts in the room and is
    posted there; `person_id` is who made it. All instants are market time."""

    person_id: int
    room_id: int | None
    wish: Wish
    zone: str
    created_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Rule:
    """A saved rule. `id` is ours, `number` the spoken one (a7): it counts per person, or per room, and is never used
    again. `snoozed_until`: judged on, but what is due waits until then. `told` counts all its messages, the last one
    due at `told_at`; `told_before` those before it was edited or armed anew, which `max N` does not count."""

    id: int
    number: int
    person_id: int
    room_id: int | None
    wish: Wish
    zone: str
    created_at: datetime
    expires_at: datetime
    life: Life = Life.ACTIVE
    snoozed_until: datetime | None = None
    told: int = 0
    told_at: datetime | None = None
    told_before: int = 0

    @property
    def spoken(self) -> str:
        return f"a{self.number}"

    @property
    def pressed(self) -> str:
        """How a button calls it."""
        return on_button(self.spoken, self.id)


class Telling(StrEnum):
    """What a message is besides a plain firing."""

    STILL = "still"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Due:
    """A message that is due from a rule.

    `due` when it is to be told, `at` when it happened (market time) · `comparison` the first one in the rule's text
    that was true then, `value` its fact's value · `coin`, `price`, `before`: the coin's word, its price then in `unit`
    and the one before it, seen at `before_at` (None where the fact has no coin, or that is not known) · `venue` whose
    prices these are · `merged` how many further crossings are told with it · `number` counts the rule's messages from 1
    and makes its key.
    """

    rule_id: int
    number: int
    due: datetime
    at: datetime
    comparison: Comparison
    value: float | str
    coin: str | None
    price: float | None
    unit: str | None
    before: float | None
    venue: str | None
    telling: Telling | None = None
    merged: int = 0
    before_at: datetime | None = None
