"""The whole house: from settings to an application that answers."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from adapters.assemble.application import Application
from adapters.assemble.doors import ready_checks, telegram_face, web_door
from adapters.assemble.market import Market, open_market
from adapters.assemble.probing import probes
from adapters.bus import AsyncioBus
from adapters.chance import SystemChance
from adapters.clock import SystemClock, keep_high_water
from adapters.painter import MatplotlibPainter
from adapters.scheduler import AsyncScheduler, Supervisor
from adapters.settings import Access, Settings
from adapters.storage.engine import Database, Pool, open_database
from adapters.storage.migrate import upgrade
from adapters.terminal.chat import Terminal
from adapters.web.app import WebDoor
from bot.commands import COMMANDS
from bot.courier import FaceCourier
from bot.door import Door, House
from bot.drafts import Drafts
from bot.hearing.grammar import Grammar
from bot.ports import Face
from core.delivery.deliverer import Clocks, Deliverer
from core.delivery.outage_notices import OutageNotices
from core.kernel.chance import Chance
from core.kernel.clock import RealClock
from core.market.collector import Collection
from core.market.model import Interval, MarketMode
from core.market.room import MarketRoom, open_room
from core.status.market import market_status
from core.market.watching import Watching
from core.market.world import MarketPolicy, World
from core.people.gate import Gate, Pace
from core.people.privacy import DELIVERY_KEPT, MARKET_KEPT, PEOPLE_KEPT, Privacy
from core.people.register import AccessPolicy, Register
from core.schedule import Job
from core.services import Services
from core.status import StatusBoard

if TYPE_CHECKING:
    import aiohttp


@dataclass(frozen=True, slots=True)
class Outside:
    """What is passed in from the world, so that a test can pass in its own."""

    real: RealClock = field(default_factory=SystemClock)
    chance: Chance = field(default_factory=SystemChance)
    durable: bool = True


@dataclass(frozen=True, slots=True)
class Ground:
    """What every room stands on."""

    settings: Settings
    outside: Outside
    database: Database
    market: Market
    bus: AsyncioBus
    close: Callable[[], Awaitable[None]]


async def assemble(settings: Settings, service: bool, outside: Outside | None = None) -> Application:
    """Return the whole house; with `service` its doors and schedule are ready to be started.

    Raises
    ------
    Mistake
        For a data directory of another market, a replay folder that is none.
    Unavailable
        If the database does not answer.
    """
    ground = await _ground(settings, outside or Outside())
    real, chance = ground.outside.real, ground.outside.chance
    room = _market_room(ground)
    register = Register(ground.database, real, chance, AccessPolicy(settings.access is Access.OPEN))
    services = _services(ground, room, register)
    painter = MatplotlibPainter()
    house = House(
        grammar=Grammar(COMMANDS),
        services=services,
        drafts=Drafts(ground.database, real),
        gate=Gate(ground.database, real, Pace()),
        painter=painter,
        market_clock=ground.market.clock,
        real_clock=real,
        chance=chance,
        mode=ground.market.mark,
    )
    application = Application(
        settings=settings,
        database=ground.database,
        market=ground.market,
        services=services,
        door=Door(house),
        register=register,
        scheduler=AsyncScheduler(_jobs(ground, room, house.gate), ground.database, real),
        supervisor=Supervisor(real, chance),
        terminal=Terminal(settings.data_dir / "files"),
        room=room,
    )
    application.closings += [ground.close, _closing(painter), room.board.close]
    telegram = telegram_face(settings, application.door, real, ground.database)
    address = database_address(settings)
    application.probe_list = probes(settings, address, ground.market, real, telegram)
    if service:
        faces: dict[str, Face] = {application.terminal.door: application.terminal}
        if telegram is not None:
            faces[telegram.door] = telegram
        _open_delivery(application, ground, faces)
        ready = ready_checks(address, ground.database, room.collector, ground.market.clock, room.world.policy)
        _open_web(application, web_door(settings, telegram, ready))
        _open_loops(application, room)
        if telegram is not None:
            application.openings.append(telegram.start)
            application.stoppings.append(telegram.stop)
    return application


def _open_web(application: Application, door: WebDoor) -> None:
    web = application.settings.web

    async def start() -> None:
        await door.start(web.host, web.port, web.port_is_set)

    application.openings.append(start)
    # Last to stop: Telegram's pushes may still be answered while the doors finish.
    application.closings.append(door.stop)


def _open_delivery(application: Application, ground: Ground, faces: Mapping[str, Face]) -> None:
    """Empty the outbox as long as the service runs; what is not sent when it stops is handed back."""
    outside = ground.outside
    courier = FaceCourier(ground.database, faces, ground.market.clock, ground.market.mark)
    clocks = Clocks(ground.market.clock, outside.real)
    deliverer = Deliverer(ground.database, courier, clocks, outside.chance)

    async def start() -> None:
        application.supervisor.supervise("outbox", lambda: deliverer.run(ground.bus), deliverer.stop)

    application.openings.append(start)


def _open_loops(application: Application, room: MarketRoom) -> None:
    """Hand the long-running loops to the supervisor. A made-up market's history is made when asked for."""
    live = application.market.mode is MarketMode.LIVE

    async def start() -> None:
        application.supervisor.supervise("streams", room.watch.streams)
        application.supervisor.supervise("history", room.collector.backfill if live else room.collector.catch_up)

    application.openings.append(start)


async def _ground(settings: Settings, outside: Outside) -> Ground:
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    address = database_address(settings)
    await upgrade(address)
    pool = Pool(settings.database.pool_size, settings.database.pool_overflow, settings.database.pool_recycle_s)
    database = open_database(address, pool, durable=outside.durable)
    sessions: list[aiohttp.ClientSession] = []
    try:
        market = await open_market(settings, database, outside.real, outside.chance, lambda: _session(sessions))
    except BaseException:
        await database.close()
        raise

    async def close() -> None:
        for venue in market.venues:
            await venue.close()
        for session in sessions:
            await session.close()

    return Ground(settings, outside, database, market, AsyncioBus(), close)


def database_address(settings: Settings) -> str:
    """Return where the data is kept: the database that is set, else SQLite in the data directory."""
    if settings.database_url is not None:
        return settings.database_url.get_secret_value()
    return f"sqlite:///{settings.database_file}"


def _session(sessions: "list[aiohttp.ClientSession]") -> "aiohttp.ClientSession":
    """Return the one session for everything that is asked over HTTP, opened at first need."""
    import aiohttp

    if not sessions:
        sessions.append(aiohttp.ClientSession(trust_env=True))
    return sessions[0]


def _market_room(ground: Ground) -> MarketRoom:
    settings = ground.settings
    policy = MarketPolicy(poll_seconds=settings.poll_seconds, speed=ground.market.speed)
    outside = ground.outside
    room = open_room(
        World(
            ground.market.venues,
            ground.database,
            ground.market.clock,
            outside.real,
            outside.chance,
            ground.bus,
            policy,
        )
    )
    room.universe.configure(settings.coins)
    intervals = tuple(Interval(word) for word in settings.intervals)
    depths = {Interval(word): depth for word, depth in settings.history.items()}
    room.collector.configure(Collection(intervals, depths))
    return room


def _services(ground: Ground, room: MarketRoom, register: Register) -> Services:
    return Services(
        desk=room.desk,
        overview=room.overview,
        catalogue=room.catalogue,
        watching=Watching(ground.database, room.catalogue),
        register=register,
        privacy=Privacy(ground.database, ground.outside.real, (*PEOPLE_KEPT, *MARKET_KEPT, *DELIVERY_KEPT)),
        status=StatusBoard([market_status(room.collector, ground.market.clock)]),
        venues=tuple(venue.id for venue in ground.market.venues),
    )


def _jobs(ground: Ground, room: MarketRoom, gate: Gate) -> list[Job]:
    """Return the schedule; everything on it may run twice or late without harm."""
    poll = timedelta(seconds=ground.settings.poll_seconds)

    async def keep_market_time() -> None:
        async with ground.database.begin() as work:
            await keep_high_water(work.memory, ground.market.clock)
            await work.commit()

    async def newest_price_at() -> datetime | None:
        return (await room.collector.health()).data_at

    stale_after = room.world.policy.stale_after
    outages = OutageNotices(ground.database, newest_price_at, ground.market.clock, stale_after, ground.bus)
    return [
        Job("outages", timedelta(seconds=30), outages.look),
        Job("prices", poll, room.watch.poll, at_start=True),
        Job("candles", poll, room.collector.append),
        Job("gaps", timedelta(hours=1), room.collector.sweep),
        Job("updates", timedelta(hours=6), gate.forget_old),
        Job("market-time", timedelta(minutes=1), keep_market_time),
    ]


def _closing(painter: MatplotlibPainter) -> Callable[[], Awaitable[None]]:
    async def close() -> None:
        await asyncio.to_thread(painter.close)

    return close
