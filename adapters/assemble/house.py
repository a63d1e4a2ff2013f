"""The whole house: from settings to an application that answers."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from adapters.assemble.alerts import alert_jobs, open_watcher
from adapters.assemble.application import Application, database_address
from adapters.assemble.board import status_board
from adapters.assemble.digests import digest_desks
from adapters.assemble.forecasts import ForecastRoom, OpenWorkshop, forecast_jobs, open_forecasts
from adapters.assemble.linking import REGISTER, open_linking
from adapters.assemble.market import Market, OpenVenues, open_market
from adapters.assemble.sinks import FaceWhenNeeded, close_jobs, open_sinks
from adapters.assemble.workshop import process_workshop
from adapters.bus import AsyncioBus
from adapters.chance import SystemChance
from adapters.clock import SystemClock, keep_high_water
from adapters.painter import MatplotlibPainter
from adapters.scheduler import AsyncScheduler, Supervisor
from adapters.settings import Access, Settings
from adapters.storage.engine import Database, Pool, open_database
from adapters.storage.migrate import upgrade
from adapters.terminal.chat import Terminal
from bot.commands import COMMANDS
from bot.door import Door
from bot.drafts import Drafts
from bot.hearing.grammar import Grammar
from bot.house import House
from bot.ports import Face
from bot.undoing import Undoing
from core.alerts.book import Book
from core.alerts.book import Clocks as RuleClocks
from core.alerts.drafting import Drafting
from core.alerts.nearest import nearest_alerts
from core.alerts.previewing import LookingBack
from core.alerts.standings import Standings
from core.delivery.aside_desk import AsideDesk
from core.delivery.defect_notices import DefectNotices
from core.delivery.deliverer import DeliveryPolicy
from core.delivery.digests import DigestDesk
from core.delivery.forgetting import Forgetting
from core.delivery.outage_notices import OutageNotices
from core.delivery.rest import Rest
from core.delivery.sinks import Sinks
from core.kernel.chance import Chance
from core.kernel.clock import RealClock
from core.market.board import Patience
from core.market.collector import Collection
from core.market.model import Interval
from core.market.room import MarketRoom, open_room
from core.market.watching import Watching
from core.market.world import MarketPolicy, World
from core.people.admins import Admins
from core.people.gate import Gate, Pace
from core.people.model import Person, Room
from core.people.privacy import Privacy
from core.people.register import AccessPolicy, Register
from core.people.welcome import Welcoming
from core.schedule import Job
from core.services import Services
from core.status import StatusBoard

if TYPE_CHECKING:
    import aiohttp


@dataclass(frozen=True, slots=True)
class Outside:
    """What is passed in from the world, so that a test can pass in its own. `venues` take the place of those that the
    settings name; `faces` are doors besides those whose token is set; `schedule` makes what turns the table of jobs;
    `workshop` is who computes forecasts (None: nobody, so there are none);
    `delivery` is how the outbox is emptied, `patience` how long an answer waits for venues."""

    real: RealClock = field(default_factory=SystemClock)
    chance: Chance = field(default_factory=SystemChance)
    durable: bool = True
    venues: OpenVenues | None = None
    faces: Mapping[str, Face] = field(default_factory=dict)
    schedule: type[AsyncScheduler] = AsyncScheduler
    workshop: OpenWorkshop | None = None
    delivery: DeliveryPolicy = field(default_factory=DeliveryPolicy)
    patience: Patience = field(default_factory=Patience)


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
    ground = await _ground(settings, outside or Outside(workshop=process_workshop))
    real, chance = ground.outside.real, ground.outside.chance
    room = _market_room(ground)
    register = Register(ground.database, real, chance, AccessPolicy(settings.access is Access.OPEN))
    gate = Gate(ground.database, real, Pace())
    defects = DefectNotices(ground.database, ground.market.clock, real, chance)
    digests, watcher = digest_desks(ground, room, defects), open_watcher(ground, room)
    forecasts = open_forecasts(ground, room)
    jobs = [*_jobs(ground, room, gate, digests), *alert_jobs(ground, room, watcher, forecasts)]
    jobs += [*close_jobs(ground, room), *forecast_jobs(ground, forecasts)]
    scheduler = ground.outside.schedule(jobs, ground.database, real, defects)
    supervisor = Supervisor(real, chance, defects)
    board = status_board(ground, room, scheduler, supervisor)
    sinks, faces = open_sinks(ground)
    services, painter = _services(ground, room, register, board, (*digests, sinks, forecasts)), MatplotlibPainter()
    application = Application(
        settings=settings,
        database=ground.database,
        market=ground.market,
        services=services,
        door=Door(_house(ground, services, painter, gate, defects)),
        register=register,
        scheduler=scheduler,
        supervisor=supervisor,
        terminal=Terminal(settings.data_dir / "files"),
        room=room,
        real=real,
        chance=chance,
        sinks=faces,
        forecasts=forecasts,
    )
    application.closings += [face.close for face in faces.values() if isinstance(face, FaceWhenNeeded)]
    application.closings += [ground.close, _closing(painter), room.board.close, forecasts.close]
    if service:
        # Doors bring libraries that a single question does not need.
        from adapters.assemble.service import open_service

        open_service(application, ground, watcher)
    return application


def _house(ground: Ground, services: Services, painter: MatplotlibPainter, gate: Gate, defects: DefectNotices) -> House:
    real = ground.outside.real
    return House(
        grammar=Grammar(COMMANDS),
        services=services,
        drafts=Drafts(ground.database, real),
        undoing=Undoing(ground.database),
        gate=gate,
        painter=painter,
        market_clock=ground.market.clock,
        real_clock=real,
        chance=ground.outside.chance,
        defects=defects,
        mode=ground.market.mark,
        ended=lambda: ground.market.ended,
    )


async def _ground(settings: Settings, outside: Outside) -> Ground:
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    address = database_address(settings)
    await upgrade(address)
    pool = Pool(settings.database.pool_size, settings.database.pool_overflow, settings.database.pool_recycle_s)
    database = open_database(address, pool, durable=outside.durable)
    sessions: list[aiohttp.ClientSession] = []
    try:
        market = await open_market(
            settings, database, outside.real, outside.chance, lambda: _session(sessions), outside.venues
        )
    except BaseException:
        await database.close()
        raise

    async def close() -> None:
        for venue in market.venues:
            await venue.close()
        for session in sessions:
            await session.close()

    return Ground(settings, outside, database, market, AsyncioBus(), close)


def _session(sessions: "list[aiohttp.ClientSession]") -> "aiohttp.ClientSession":
    """Return the one session for everything that is asked over HTTP, opened at first need."""
    import aiohttp

    if not sessions:
        sessions.append(aiohttp.ClientSession(trust_env=True))
    return sessions[0]


def _market_room(ground: Ground) -> MarketRoom:
    settings, outside = ground.settings, ground.outside
    policy = MarketPolicy(settings.poll_seconds, ground.market.speed, outside.patience)
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


def _services(
    ground: Ground,
    room: MarketRoom,
    register: Register,
    board: StatusBoard,
    desks: tuple[DigestDesk[Person], DigestDesk[Room], Sinks, ForecastRoom],
) -> Services:
    digests, room_digests, sinks, forecasts = desks
    clock = ground.market.clock
    book = Book(ground.database, room.catalogue, RuleClocks(clock, ground.outside.real), ground.bus)
    previews = LookingBack(room.desk, room.catalogue, ground.database, ground.outside.real)
    standings = Standings(ground.database, room.desk, room.catalogue, clock)
    return Services(
        desk=room.desk,
        overview=room.overview,
        catalogue=room.catalogue,
        watching=Watching(ground.database, room.catalogue),
        rest=Rest(ground.database, ground.market.clock, ground.bus),
        digests=digests,
        room_digests=room_digests,
        asides=AsideDesk(ground.database),
        sinks=sinks,
        linking=open_linking(ground, sinks),
        register=register,
        welcoming=Welcoming(ground.database, ground.outside.real),
        admins=Admins(ground.outside.real),
        privacy=Privacy(ground.database, ground.outside.real, REGISTER),
        status=board,
        book=book,
        drafting=Drafting(book, room.desk, room.catalogue, clock, previews),
        standings=standings,
        nearest=nearest_alerts(ground.database, standings),
        forecasts=forecasts.desk,
        models=forecasts.models,
        venues=tuple(venue.id for venue in ground.market.venues),
    )


def _jobs(
    ground: Ground, room: MarketRoom, gate: Gate, digests: tuple[DigestDesk[Person], DigestDesk[Room]]
) -> list[Job]:
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
        Job("ended", timedelta(hours=6), Forgetting(ground.database, ground.outside.real).forget_old),
        Job("digests", timedelta(seconds=15), digests[0].look, at_start=True),
        Job("room-digests", timedelta(seconds=15), digests[1].look, at_start=True),
        Job("market-time", timedelta(minutes=1), keep_market_time),
    ]


def _closing(painter: MatplotlibPainter) -> Callable[[], Awaitable[None]]:
    async def close() -> None:
        await asyncio.to_thread(painter.close)

    return close
