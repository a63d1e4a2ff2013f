"""What digests are made of: a line for each room of the house that has something to tell."""

from typing import TYPE_CHECKING

from core.alerts.nearest import nearest_alerts
from core.alerts.standings import Standings
from core.delivery.digest_holders import OfPersons, OfRooms
from core.delivery.digest_parts import (
    alerts_part,
    market_part,
    movers_part,
    prices_part,
    room_alerts_part,
    watch_part,
)
from core.delivery.digests import DigestDesk, Part, Telling
from core.delivery.ports import Defects
from core.market.room import MarketRoom
from core.market.watching import Watching
from core.people.model import Person, Room

if TYPE_CHECKING:
    from adapters.assemble.house import Ground


def digest_desks(ground: "Ground", room: MarketRoom, defects: Defects) -> tuple[DigestDesk[Person], DigestDesk[Room]]:
    """Return what keeps and composes digests, of persons and of rooms, with every part there is, in the order in which
    they are told."""
    telling = Telling(ground.database, ground.market.clock, ground.bus, defects)
    standings = Standings(ground.database, room.desk, room.catalogue, ground.market.clock)
    nearest = nearest_alerts(ground.database, standings)
    own: dict[str, Part[Person]] = {
        "watch": watch_part(Watching(ground.database, room.catalogue), room.desk, nearest),
        "market": market_part(room.overview),
        "alerts": alerts_part(ground.database),
    }
    shared: dict[str, Part[Room]] = {
        "market": market_part(room.overview),
        "prices": prices_part(room.universe, room.desk),
        "top": movers_part(room.universe, room.overview),
        "alerts": room_alerts_part(ground.database),
    }
    return DigestDesk(OfPersons(), own, telling), DigestDesk(OfRooms(), shared, telling)
