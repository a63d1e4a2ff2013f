"""What every kind of condition is: words on one side, comparisons on the other."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Protocol, Self

from core.alerts.facts import Comparison


@dataclass(frozen=True, slots=True)
class Settling:
    """What a rule's own words leave open and its saving decides: `currency` of levels without one (None: stay as they
    are), `venue` where the rule says `at VENUE`, `rearm` where it says `rearm P` (P as written: 2 is two)."""

    currency: str | None = None
    venue: str | None = None
    rearm: float | None = None


class Condition(Protocol):
    """One condition of a rule. Frozen and slotted; `kind` is its name in storage and in text keys ("price").

    `comparisons` returns what must be true: any one of them is enough (a change of ±8 % is two). They are in the
    order in which a message names them.
    """

    kind: ClassVar[str]

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
