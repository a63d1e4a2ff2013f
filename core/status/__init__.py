"""The lines of `/status`: every room adds what it knows of itself, facts only."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.kernel.errors import Unavailable
from core.kernel.figures import Figure
from core.people.model import Person, Role

Fact = Figure | datetime | timedelta | int | str


@dataclass(frozen=True, slots=True)
class StatusLine:
    """One line: the key of its text and the facts in it. `owner_only` lines are for who runs the house."""

    key: str
    facts: Mapping[str, Fact]
    owner_only: bool = False


StatusSource = Callable[[Person], Awaitable[Sequence[StatusLine]]]


class StatusBoard:
    """Asks every registered source, in order; one that cannot answer now says so and hides no other."""

    def __init__(self, sources: Sequence[StatusSource]) -> None:
        self._sources = list(sources)

    def add(self, source: StatusSource) -> None:
        """Ask one more source, last: of what is opened later."""
        self._sources.append(source)

    async def lines(self, person: Person) -> tuple[StatusLine, ...]:
        """Return what this person may see."""
        found: list[StatusLine] = []
        for source in self._sources:
            try:
                found += await source(person)
            except Unavailable as error:
                found.append(StatusLine("status-venue-down", {"venue": error.source, "reason": error.reason}))
        return tuple(line for line in found if not line.owner_only or person.role is Role.OWNER)
