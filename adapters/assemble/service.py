"""What a service has besides answers: the web door, platforms, delivery, loops."""

from typing import TYPE_CHECKING

from adapters.assemble.application import Application, database_address
from adapters.assemble.doors import ready_checks, web_door
from adapters.web.app import WebDoor
from bot.courier import FaceCourier
from bot.ports import Face
from core.alerts.unreachable import pause_unreachable
from core.alerts.watcher import Watcher
from core.delivery.deliverer import Clocks, Deliverer
from core.delivery.ports import Courier
from core.delivery.tally import TalliedCourier, Tally
from core.market.model import MarketMode
from core.status.doors import door_status
from core.status.readings import readings

if TYPE_CHECKING:
    from adapters.assemble.house import Ground


def open_service(application: Application, ground: "Ground", watcher: Watcher) -> None:
    """Hand the application what `start` opens, `stop` stops and `close` closes."""
    telegram, discord, room = application.telegram, application.discord, application.room
    faces: dict[str, Face] = {application.terminal.door: application.terminal, **application.sinks}
    faces |= ground.outside.faces
    open_doors = [door for door in (telegram, discord) if door is not None]
    faces |= {door.door: door for door in open_doors}
    for opened in open_doors:
        application.services.admins.open(opened.door, opened)
    if discord is not None:
        application.services.status.add(door_status(discord.door, lambda: discord.down_since, application.real))
    address = database_address(application.settings)
    ready = ready_checks(address, ground.database, room.collector, ground.market.clock, room.world.policy)
    tally = Tally()
    read = readings(ground.database, room.collector, ground.market.clock, tally)
    _open_web(application, web_door(application.settings, telegram, ready, read))
    courier = FaceCourier(ground.database, faces, ground.market.clock, ground.market.mark)
    _open_delivery(application, ground, TalliedCourier(courier, tally, ground.market.clock))
    _open_loops(application, watcher)
    for opened in open_doors:
        application.openings.append(opened.start)
        application.stoppings.append(opened.stop)


def _open_web(application: Application, door: WebDoor) -> None:
    web = application.settings.web

    async def start() -> None:
        await door.start(web.host, web.port, web.port_is_set)

    application.openings.append(start)
    # Last to stop: Telegram's pushes may still be answered while the doors finish.
    application.closings.append(door.stop)


def _open_delivery(application: Application, ground: "Ground", courier: Courier) -> None:
    """Empty the outbox as long as the service runs; what is not sent when it stops is handed back."""
    clocks = Clocks(ground.market.clock, application.real)
    deliverer = Deliverer(
        ground.database, courier, clocks, application.chance, ground.outside.delivery, pause_unreachable
    )

    async def start() -> None:
        application.supervisor.supervise("outbox", lambda: deliverer.run(ground.bus), deliverer.stop)

    application.openings.append(start)


def _open_loops(application: Application, watcher: Watcher) -> None:
    """Hand the long-running loops to the supervisor. A made-up market's history is made when asked for."""
    room, live = application.room, application.market.mode is MarketMode.LIVE

    async def start() -> None:
        application.supervisor.supervise("streams", room.watch.streams)
        application.supervisor.supervise("alerts", watcher.run)
        application.supervisor.supervise("history", room.collector.backfill if live else room.collector.catch_up)

    application.openings.append(start)
