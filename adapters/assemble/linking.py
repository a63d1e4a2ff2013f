"""Joining doors: which tables move, what else remembers people by number, and who looks again."""

from typing import TYPE_CHECKING

from core.alerts import interruptions
from core.alerts.book import TOPIC as RULES
from core.delivery import allowance
from core.delivery.deliverer import TOPIC as OUTBOX
from core.delivery.deliverer import Clocks
from core.delivery.joining import Beyond
from core.delivery.linking import Linking
from core.delivery.sinks import Sinks
from core.people.privacy import ALERTS_KEPT, DELIVERY_KEPT, MARKET_KEPT, PEOPLE_KEPT

if TYPE_CHECKING:
    from adapters.assemble.house import Ground

REGISTER = (*PEOPLE_KEPT, *MARKET_KEPT, *ALERTS_KEPT, *DELIVERY_KEPT)


def open_linking(ground: "Ground", sinks: Sinks) -> Linking:
    """Return what joins and parts doors."""

    def changed() -> None:
        ground.bus.publish(RULES)
        ground.bus.publish(OUTBOX)

    clocks = Clocks(ground.market.clock, ground.outside.real)
    beyond = Beyond(REGISTER, (interruptions.joined,), (allowance.passed_on,), sinks.resealed, changed)
    return Linking(ground.database, clocks, ground.outside.chance, beyond)
