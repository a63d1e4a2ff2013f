"""What alerts say in `/status`: how many rules are watched, and when they were looked at last."""

from collections.abc import Sequence

from core.alerts.model import Life
from core.alerts.ports import AlertStore
from core.kernel.clock import MarketClock
from core.kernel.figures import Figure, FigureName, Origin
from core.people.model import Person
from core.status import StatusLine, StatusSource

_OWN = "candlewick"


def alert_status(store: AlertStore, clock: MarketClock) -> StatusSource:
    """Return the source of the line about rules; it says nothing while there are none."""

    async def lines(person: Person) -> Sequence[StatusLine]:
        async with store.reading() as work:
            many = await work.rules.count(Life.ACTIVE)
        if not many:
            return ()
        rules = Figure(FigureName.COUNT, "rules", many, "count", Origin(_OWN, clock.now()))
        return (StatusLine("status-rules", {"rules": rules}),)

    return lines
