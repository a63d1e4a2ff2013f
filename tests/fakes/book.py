"""A book of rules on a real database."""

from dataclasses import dataclass, field, replace

from adapters.bus import AsyncioBus
from adapters.storage.engine import Database
from core.alerts.book import Book, BookPolicy, Clocks
from core.alerts.model import Rule
from core.alerts.page import Page
from core.market.catalogue import Catalogue
from core.people.model import AlertsBy, Role, Room
from tests.databases import somebody
from tests.fakes.alerts import a_wish
from tests.fakes.clock import ManualClock


@dataclass
class BookDesk:
    """A book on a real database, and clocks that a test holds."""

    database: Database
    policy: BookPolicy = field(default_factory=BookPolicy)
    market: ManualClock = field(default_factory=ManualClock)
    real: ManualClock = field(default_factory=ManualClock)

    def __post_init__(self) -> None:
        clocks = Clocks(self.market, self.real)
        self.book = Book(self.database, Catalogue(), clocks, AsyncioBus(), self.policy)

    async def page(self, external_id: str = "1", role: Role = Role.MEMBER, room: Room | None = None) -> Page:
        person = await somebody(self.database, external_id)
        return Page(replace(person, role=role), room)

    async def room(self, alerts_by: AlertsBy = AlertsBy.MEMBERS) -> Room:
        async with self.database.begin() as work:
            room = await work.rooms.add("telegram", "-100", True)
            await work.commit()
        return replace(room, alerts_by=alerts_by)

    async def added(self, page: Page, text: str = "btc < 60000 usd") -> Rule:
        return await self.book.add(page, a_wish(text))

    async def state(self, rule: Rule) -> str | None:
        async with self.database.reading() as work:
            return (await work.rules.states([rule.id])).get(rule.id)

    async def written_down(self, rule: Rule, state: str) -> None:
        async with self.database.begin() as work:
            await work.rules.change(rule)
            await work.rules.keep_state(rule.id, state)
            await work.commit()
