"""What `/status` tells: every room's lines, in order."""

from typing import TYPE_CHECKING

from adapters.scheduler import AsyncScheduler, Supervisor, running_status, uptime_status
from core.market.room import MarketRoom
from core.status import StatusBoard
from core.status.alerts import alert_status
from core.status.delivery import delivery_status
from core.status.market import market_status
from core.status.service import service_status

if TYPE_CHECKING:
    from adapters.assemble.house import Ground


def status_board(ground: "Ground", room: MarketRoom, scheduler: AsyncScheduler, supervisor: Supervisor) -> StatusBoard:
    """Return what `/status` tells, in order."""
    real = ground.outside.real
    return StatusBoard(
        [
            alert_status(ground.database, ground.market.clock),
            market_status(room.collector, ground.market.clock),
            service_status(ground.database, real),
            uptime_status(scheduler, real),
            delivery_status(ground.database, ground.market.clock),
            running_status(scheduler, supervisor, real),
        ]
    )
