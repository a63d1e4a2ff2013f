"""Joining one's doors: a code that is shown on one platform, typed on another, and confirmed on the first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from core.kernel.base36 import base36
from core.people.model import Identity


@dataclass(frozen=True, slots=True)
class Link:
    """A code that `person_id` was shown at `shown_to`, hashed; the real clock. `joiner` typed it and waits for the word
    of who was shown it; None while nobody did. `expires_at` is moved on when it is typed."""

    person_id: int
    hashed: str
    shown_to: Identity
    made_at: datetime
    expires_at: datetime
    joiner: Identity | None = None
    joiner_name: str = ""

    @property
    def mark(self) -> str:
        """What tells this code from earlier ones, for a button."""
        return f"m-{base36(int(self.made_at.timestamp() * 1000))}"


class Links(Protocol):
    """Codes on disk, one a person."""

    async def keep(self, link: Link) -> None:
        """Write it in place of the person's earlier one."""

    async def of(self, person_id: int, now: datetime) -> Link | None:
        """Return the person's, unless it has expired."""

    async def open(self, now: datetime) -> Sequence[Link]:
        """Return those that nobody typed yet and that have not expired."""

    async def claim(self, link: Link) -> bool:
        """Write who typed it; False if somebody was quicker, or it is gone."""

    async def claimed_by(self, joiner: Identity, now: datetime) -> Sequence[Link]:
        """Return those that `joiner` typed and that wait for a word."""

    async def drop(self, person_id: int) -> None: ...
    async def forget_before(self, at: datetime) -> int:
        """Remove what expired before then; return how many."""
