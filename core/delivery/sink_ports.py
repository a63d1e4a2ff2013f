"""What sinks need of the world besides what delivery needs."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from core.delivery.ports import DeliveryWork
from core.delivery.sink_model import Claim, Sink


class SinkTable(Protocol):
    """Proved addresses and those that wait for their code; of each one a person and door."""

    async def of(self, person_id: int) -> Sequence[Sink]:
        """Return somebody's proved addresses, by door."""

    async def find(self, person_id: int, door: str) -> Sink | None: ...
    async def keep(self, sink: Sink) -> None:
        """Write it, replacing what was at that door."""

    async def drop(self, person_id: int, door: str) -> None: ...
    async def claims(self, person_id: int) -> Sequence[Claim]:
        """Return what waits, by door, expired ones too."""

    async def try_claims(self, person_id: int, now: datetime) -> Sequence[Claim]:
        """Take one try of each that waits and may still be tried at `now`, and return those."""

    async def keep_claim(self, claim: Claim) -> None:
        """Write it, replacing what waited at that door."""

    async def drop_claim(self, person_id: int, door: str) -> None: ...
    async def subscribed(self, event: str) -> Sequence[Sink]:
        """Return every webhook that is told of such events, by person."""


class SinkWork(DeliveryWork, Protocol):
    """The tables that sinks may touch."""

    @property
    def sinks(self) -> SinkTable: ...
