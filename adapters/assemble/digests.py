"""What digests are made of: a line for each room that has something to tell."""

from typing import TYPE_CHECKING

from core.alerts.nearest import nearest_alerts
from core.alerts.standings import Standings
from core.delivery.digest_parts import alerts_part, market_part, watch_part
from core.delivery.digests import DigestDesk
from core.delivery.ports import Defects
from core.market.room import MarketRoom
from core.market.watching import Watching

if TYPE_CHECKING:
    from adapters.assemble.house import Ground


def digest_desk(ground: "Ground", room: MarketRoom, defects: Defects) -> DigestDesk:
    """Return what keeps and composes digests, with every part there is, in the order in which they are told."""
    standings = Standings(ground.database, room.desk, room.catalogue, ground.market.clock)
    nearest = nearest_alerts(ground.database, standings)
    parts = {
        "watch": watch_part(Watching(ground.database, room.catalogue), room.desk, nearest),
        "market": market_part(room.overview),
        "alerts": alerts_part(ground.database),
    }
    return DigestDesk(ground.database, parts, ground.market.clock, ground.bus, defects)
