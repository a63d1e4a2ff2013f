"""Addresses besides the chats: proved ones, and those that wait for their code."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.delivery.addresses import shortened


class Event(StrEnum):
    """What a webhook may subscribe to."""

    ALERT = "alert"
    PRICE = "price"
    SYNC = "sync"
    FORECAST = "forecast"


@dataclass(frozen=True, slots=True)
class Sink:
    """An address that its owner proved. `events` are what a webhook is told besides what only it can be told; `secret`
    is sealed, and what a webhook's receiver checks signatures with."""

    person_id: int
    door: str
    address: str
    proved_at: datetime
    events: tuple[str, ...] = ()
    secret: str | None = None

    @property
    def shown(self) -> str:
        return shortened(self.door, self.address)


@dataclass(frozen=True, slots=True)
class Claim:
    """An address that waits for its code (hashed) until `expires_at` (real clock); a wrong try costs one of
    `tries_left`."""

    person_id: int
    door: str
    address: str
    hashed: str
    expires_at: datetime
    tries_left: int
    secret: str | None = None

    @property
    def shown(self) -> str:
        return shortened(self.door, self.address)
