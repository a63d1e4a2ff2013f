"""A register of people over a real database, and what a test wants to know of it."""

from dataclasses import dataclass, field

from adapters.chance import SeededChance
from adapters.storage.engine import Database
from core.kernel.errors import UnknownName
from core.people.model import CodePurpose, Identity, Person, Preferences, Role
from core.people.register import AccessPolicy, Register
from tests.fakes.clock import ManualClock

ADA, BOB = Identity("telegram", "1"), Identity("telegram", "2")
GERMAN = Preferences(language="de")


@dataclass
class World:
    """A register over a real database."""

    database: Database
    clock: ManualClock = field(default_factory=ManualClock)
    chance: SeededChance = field(default_factory=lambda: SeededChance(1))

    def register(self, access_open: bool = False) -> Register:
        return Register(self.database, self.clock, self.chance, AccessPolicy(open=access_open))

    async def met(self, identity: Identity = ADA, role: Role | None = None) -> Person:
        """Return somebody who was here before, with that role."""
        person = await self.register().welcome(identity, "Somebody", Preferences(), trusted=False)
        return person if role is None else await self.register().set_role(person, role, by=None)

    async def audited(self) -> list[tuple[int | None, str, str, str]]:
        async with self.database.reading() as work:
            return [(e.person_id, e.action, e.subject, e.outcome) for e in await work.audit.entries()]

    async def claimed(self, person: Person, text: str) -> CodePurpose | str | None:
        """Return what a code opened, "wrong" when it opened nothing."""
        try:
            return await self.register().claim(person, text)
        except UnknownName as error:
            return "wrong" if (error.what, error.given, error.nearest) == ("code", "", ()) else str(error)

    async def role(self, person: Person) -> Role:
        async with self.database.reading() as work:
            known = await work.people.by_id(person.id)
        assert known is not None
        return known.role
