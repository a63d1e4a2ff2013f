"""A small house around a real door: a real database, a real register, a few commands of its own."""

import asyncio
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated

from adapters.bus import AsyncioBus
from adapters.chance import SeededChance
from adapters.storage.engine import Database
from adapters.vault import AesVault
from bot.ask import Ask
from bot.code_words import FaceCodes
from bot.command import Command, Effect, Who, command
from bot.commands.cancel import cancel
from bot.commands.confirm import confirm
from bot.commands.privacy import privacy
from bot.commands.room import room
from bot.commands.settings import settings
from bot.door import Door
from bot.drafts import Drafts
from bot.hearing.grammar import Grammar
from bot.house import House
from bot.params.base import Named
from bot.params.coins import CoinsKind
from bot.ports import Heard, Told
from bot.speaking.drawings import Drawing
from bot.speaking.reply import Part, PublicReply, Reply, Text
from bot.undoing import Undoing
from core.alerts.book import Book, Clocks
from core.alerts.drafting import Drafting
from core.alerts.nearest import nearest_alerts
from core.alerts.standings import Standings
from core.delivery.aside_desk import AsideDesk
from core.delivery.defect_notices import DefectNotices
from core.delivery.deliverer import Clocks as DeliveryClocks
from core.delivery.digest_holders import OfPersons, OfRooms
from core.delivery.digest_parts import market_part, movers_part, prices_part, room_alerts_part
from core.delivery.digests import DigestDesk, Telling
from core.delivery.digests import Part as DigestPart
from core.delivery.joining import Beyond
from core.delivery.linking import Linking
from core.delivery.rest import Rest
from core.delivery.sinks import Sinks
from core.market.model import Coin
from core.market.room import MarketRoom, open_room
from core.market.watching import Watching
from core.market.world import World
from core.people.admins import Admins
from core.people.gate import Gate, Pace
from core.people.model import Identity, Person, Preferences, Role, Room
from core.people.privacy import ALERTS_KEPT, DELIVERY_KEPT, MARKET_KEPT, PEOPLE_KEPT, Privacy
from core.people.register import AccessPolicy, Register
from core.people.welcome import Welcoming
from core.services import Services
from core.status import StatusBoard
from tests.fakes.clock import ManualClock
from tests.fakes.forecast_room import small_forecasts
from tests.fakes.market import FakeVenue

OWNER, ADA, BOB = Identity("local", "owner"), Identity("telegram", "1"), Identity("telegram", "2")
Coins = Annotated[tuple[Coin, ...], CoinsKind(), Named("coins")]


def show_words(ask: Ask, words: str) -> PublicReply:
    return PublicReply((Text(words, part=Part.ANSWER),))


def show_personal(ask: Ask, words: str) -> Reply:
    return Reply((Text(words, part=Part.ANSWER),))


@dataclass
class Doings:
    """What commands did, and what they wait for."""

    noted: list[int] = field(default_factory=list)
    hold: asyncio.Event = field(default_factory=asyncio.Event)
    waiting: asyncio.Event = field(default_factory=asyncio.Event)
    fails: Exception | None = None

    def commands(self) -> tuple[Command, ...]:
        @command(effect=Effect.READ, show=show_words, topic="t", examples=("ping",))
        async def ping(ask: Ask, coins: Coins = ()) -> str:
            return " ".join(["pong", *(coin.symbol for coin in coins)])

        @command(effect=Effect.READ, show=show_personal, topic="t", examples=("mine",))
        async def mine(ask: Ask) -> str:
            return f"only for {ask.person.id}"

        @command(effect=Effect.WRITE, show=show_words, topic="t", examples=("note",))
        async def note(ask: Ask) -> str:
            self.noted.append(ask.person.id)
            return "noted"

        @command(effect=Effect.WRITE, show=show_words, topic="t", examples=("boss",), who=Who.OWNER)
        async def boss(ask: Ask) -> str:
            self.noted.append(ask.person.id)
            return "bossed"

        @command(effect=Effect.READ, show=show_words, topic="t", examples=("wait",))
        async def wait(ask: Ask) -> str:
            self.waiting.set()
            await self.hold.wait()
            return "waited"

        @command(effect=Effect.READ, show=show_words, topic="t", examples=("slip",))
        async def slip(ask: Ask) -> str:
            raise self.fails or ZeroDivisionError("a slip")

        return ping, mine, note, boss, wait, slip


class NoPainter:
    """Nothing here is painted."""

    async def paint(self, drawing: Drawing) -> bytes:
        raise AssertionError("nobody asked for a picture")


def no_sinks(database: Database, clock: ManualClock) -> Sinks:
    """Return the addresses besides the chats of a house whose operator has set up no door for them."""
    return Sinks(database, FaceCodes({}, clock), AesVault(Path(), bytes(32)), clock, clock, SeededChance(11))


def no_linking(database: Database, clock: ManualClock) -> Linking:
    """Return what joins doors, where nothing is sealed."""

    async def resealed(*_: object) -> str:
        raise AssertionError("nothing here is sealed")

    beyond = Beyond((*PEOPLE_KEPT, *MARKET_KEPT, *ALERTS_KEPT, *DELIVERY_KEPT), (), (), resealed, lambda: None)
    return Linking(database, DeliveryClocks(clock, clock), SeededChance(12), beyond)


def all_privacy(database: Database, clock: ManualClock) -> Privacy:
    """Return what shows and erases everything that there is of a person."""
    return Privacy(database, clock, (*PEOPLE_KEPT, *MARKET_KEPT, *ALERTS_KEPT, *DELIVERY_KEPT))


@dataclass
class SmallHouse:
    """What a test holds in its hands. `restarted()` is the same house after its process was killed."""

    database: Database
    clock: ManualClock = field(default_factory=ManualClock)
    doings: Doings = field(default_factory=Doings)
    access_open: bool = False
    mode: str | None = "SIMULATED"
    ended: bool = False

    def __post_init__(self) -> None:
        self.register = Register(self.database, self.clock, SeededChance(7), AccessPolicy(self.access_open))
        defects = DefectNotices(self.database, self.clock, self.clock, SeededChance(10))
        services = self._services(self._market(), defects)
        self.house = House(
            grammar=Grammar((*self.doings.commands(), settings, room, privacy, confirm, cancel)),
            services=services,
            drafts=Drafts(self.database, self.clock),
            undoing=Undoing(self.database),
            gate=Gate(self.database, self.clock, Pace()),
            painter=NoPainter(),
            market_clock=self.clock,
            real_clock=self.clock,
            chance=SeededChance(9),
            defects=defects,
            mode=lambda: self.mode,
            ended=lambda: self.ended,
        )
        self.door = Door(self.house)

    def _market(self) -> MarketRoom:
        self.venue = FakeVenue("kraken", self.clock, {"BTC/USD": 60_000.0, "ZZQX/USD": 2.0})
        return open_room(World([self.venue], self.database, self.clock, self.clock, SeededChance(8), AsyncioBus()))

    def _room_digests(self, room: MarketRoom, telling: Telling) -> DigestDesk[Room]:
        parts: dict[str, DigestPart[Room]] = {
            "market": market_part(room.overview),
            "prices": prices_part(room.universe, room.desk),
            "top": movers_part(room.universe, room.overview),
            "alerts": room_alerts_part(self.database),
        }
        return DigestDesk(OfRooms(), parts, telling)

    def _services(self, room: MarketRoom, defects: DefectNotices) -> Services:
        book = Book(self.database, room.catalogue, Clocks(self.clock, self.clock), AsyncioBus())
        standings = Standings(self.database, room.desk, room.catalogue, self.clock)
        forecasts = small_forecasts(self.database, room, self.clock)
        telling = Telling(self.database, self.clock, AsyncioBus(), defects)
        return Services(
            desk=room.desk,
            overview=room.overview,
            catalogue=room.catalogue,
            watching=Watching(self.database, room.catalogue),
            rest=Rest(self.database, self.clock, AsyncioBus()),
            digests=DigestDesk(OfPersons(), {}, telling),
            room_digests=self._room_digests(room, telling),
            asides=AsideDesk(self.database),
            sinks=no_sinks(self.database, self.clock),
            linking=no_linking(self.database, self.clock),
            register=self.register,
            welcoming=Welcoming(self.database, self.clock),
            admins=Admins(self.clock),
            privacy=all_privacy(self.database, self.clock),
            status=StatusBoard([]),
            book=book,
            drafting=Drafting(book, room.desk, room.catalogue, self.clock, previews=None),
            standings=standings,
            nearest=nearest_alerts(self.database, standings),
            forecasts=forecasts.desk,
            models=forecasts.models,
            venues=(self.venue.id,),
        )

    def restarted(self) -> "SmallHouse":
        return replace(self)

    async def met(self, identity: Identity, role: Role) -> Person:
        """Return somebody who was here before, with that role."""
        person = await self.register.welcome(identity, "Somebody", Preferences(), trusted=False)
        return await self.register.set_role(person, role, by=None)

    async def invited(self, room: str) -> None:
        """Let Ada be a member, and the room be invited by her."""
        await self.met(ADA, Role.MEMBER)
        assert await self.door.brought(room, ADA, "telegram") is not None

    async def known(self) -> int:
        """Return how many people are remembered."""
        return len(await self.register.everyone())

    async def tell(self, text: str, sender: Identity = ADA, **how: object) -> Told:
        """Say something to the door; `how` are the other fields of `Heard`."""
        return await self.door.hear(Heard(text, sender, **how))  # type: ignore[arg-type]

    async def heard(self, text: str, sender: Identity = ADA, **how: object) -> str | None:
        """Say something and return the words of the answer, wherever they went; None for silence."""
        told = await self.tell(text, sender, **how)
        return "\n".join(filter(None, (words(told.to_room), words(told.to_person)))) or None


def words(reply: Reply | None) -> str | None:
    """Return the texts of a reply, a line each, without its mode."""
    if reply is None:
        return None
    return "\n".join(b.text for b in reply.blocks if isinstance(b, Text) and b.part is not Part.MODE)
