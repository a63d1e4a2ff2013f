"""Addresses besides the chats on a real database, with a sender that keeps its codes."""

from dataclasses import dataclass, field
from pathlib import Path

from adapters.chance import SeededChance
from adapters.storage.engine import Database
from adapters.vault import AesVault
from core.delivery.addresses import DOORS
from core.delivery.model import Attempt
from core.delivery.sink_model import Claim
from core.delivery.sinks import Sinks
from core.people.model import Identity, Person
from tests.fakes.clock import NOON, ManualClock
from tests.fakes.delivery import SENT

ANA, HOOK, NUMBER = "ana@example.com", "https://example.com/hook", "+4915112345678"


@dataclass
class Codes:
    """A SendsCodes that keeps what it sent."""

    doors: frozenset[str] = frozenset(DOORS)
    attempt: Attempt = SENT
    sent: list[tuple[str, str, str | None]] = field(default_factory=list)

    async def send_code(self, person: Person, claim: Claim, code: str, secret: str | None) -> Attempt:
        self.sent.append((claim.address, code, secret))
        return self.attempt

    @property
    def last(self) -> str:
        return self.sent[-1][1]


@dataclass
class Desk:
    """The sinks of a house, and what is around them."""

    database: Database
    codes: Codes
    clock: ManualClock
    sinks: Sinks

    async def audited(self) -> list[tuple[str, str, str]]:
        async with self.database.reading() as work:
            return [(e.action, e.subject, e.outcome) for e in await work.audit.entries()]

    async def identities(self, person: Person) -> set[Identity]:
        async with self.database.reading() as work:
            return set(await work.people.identities(person.id)) - {Identity("telegram", "1"), Identity("telegram", "2")}

    async def proved(self, person: Person, door: str, where: str) -> None:
        self.clock.advance(minutes=1)
        await self.sinks.ask(person, door, where)
        await self.sinks.prove(person, self.codes.last)


def a_desk(database: Database, folder: Path) -> Desk:
    """Return the sinks of a house whose clocks stand at noon."""
    codes, clock = Codes(), ManualClock(NOON)
    sinks = Sinks(database, codes, AesVault(folder, bytes(32)), clock, clock, SeededChance(3))
    return Desk(database, codes, clock, sinks)
