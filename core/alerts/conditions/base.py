"""What every kind of condition is: words on one side, comparisons on the other."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Protocol, Self

from core.alerts.facts import Comparison, Rearm, RearmBy
from core.alerts.said import Said


@dataclass(frozen=True, slots=True)
class Settling:
    """What a rule's own words leave open and its saving decides: `currency` of levels without one (None: stay as they
    are), `venue` where the rule says `at VENUE`, `rearm` where it says `rearm P` (P as written: 2 is two)."""

    currency: str | None = None
    venue: str | None = None
    rearm: float | None = None

    def points(self, otherwise: float) -> Rearm:
        """Return a distance in the fact's own unit: P percent points of a fraction, or `otherwise`."""
        return Rearm(RearmBy.POINTS, otherwise if self.rearm is None else self.rearm / 100)


class Condition(Protocol):
    """One condition of a rule. Frozen and slotted; `kind` is its name in the grammar, in storage and in text keys
    ("price"), `example` a rule of this kind, `awaits` what it needs that is not there (a room that is not open yet;
    None: it can be watched).

    `comparisons` returns what must be true: any one of them is enough (a change of ±8 % is two). They are in the
    order in which a message names them.
    """

    kind: ClassVar[str]
    example: ClassVar[str]

    @property
    def awaits(self) -> str | None: ...

    @property
    def coin(self) -> str | None:
        """The word of the coin it is about: the next condition means the same unless it says another."""

    @property
    def text(self) -> str:
        """In the language of rules: coins lower case, numbers written out; it parses to an equal condition."""

    def comparisons(self, settling: Settling) -> tuple[Comparison, ...]: ...

    def settled(self, currency: str) -> Self:
        """Return the same condition with `currency` where a level had none."""

    def facts(self) -> Mapping[str, object]:
        """Return its fields as JSON knows them; `read` makes an equal condition of them."""

    @classmethod
    def read(cls, facts: Mapping[str, object]) -> Self: ...

    @classmethod
    def of(cls, said: Said) -> Self:
        """Return the condition that was said. Raises a `Mistake` for words that mean nothing."""
