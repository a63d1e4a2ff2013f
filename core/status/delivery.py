"""What delivery says in `/status`: to each person that what is for them is late; to the owner how much waits and for
how long, what could not be delivered."""

from collections.abc import Sequence
from datetime import timedelta

from core.delivery.ports import DeliveryStore
from core.kernel.clock import MarketClock
from core.kernel.figures import Figure, FigureName, Origin
from core.people.model import Person
from core.status import StatusLine, StatusSource

_OWN = "candlewick"
# Less than this is no delay.
TOLD_AFTER = timedelta(seconds=60)


def delivery_status(store: DeliveryStore, clock: MarketClock) -> StatusSource:
    """Return the source of delivery's lines; it says nothing while nothing waits."""

    async def lines(person: Person) -> Sequence[StatusLine]:
        async with store.reading() as work:
            depth = await work.outbox.depth(clock.now())
            since = await work.outbox.waiting_since(person.id, clock.now())
        now = clock.now()

        def count(of: str, value: int) -> Figure:
            return Figure(FigureName.COUNT, of, value, "count", Origin(_OWN, now))

        found = []
        if since is not None and now - since > TOLD_AFTER:
            found.append(StatusLine("status-delayed", {"age": now - since}))
        if depth.oldest_at is not None:
            waiting = count("messages waiting", depth.waiting + depth.uncertain)
            age = max(now - depth.oldest_at, timedelta(0))
            found.append(StatusLine("status-outbox", {"waiting": waiting, "age": age}, owner_only=True))
        if depth.held:
            held = count("messages held", depth.held)
            found.append(StatusLine("status-held", {"held": held}, owner_only=True))
        if depth.dead:
            dead = count("messages not delivered", depth.dead)
            found.append(StatusLine("status-undelivered", {"dead": dead}, owner_only=True))
        return found

    return lines
