"""When somebody wants to be left alone: their quiet hours, kept and ended."""

from dataclasses import dataclass

from core.delivery.deliverer import TOPIC
from core.delivery.ports import DeliveryStore
from core.delivery.quiet import QuietHours
from core.kernel.bus import Bus
from core.kernel.clock import MarketClock


@dataclass(frozen=True, slots=True)
class Rested:
    """The hours before and after a change, and how many messages are held, or were let go by it."""

    before: QuietHours | None
    after: QuietHours | None
    held: int = 0


class Rest:
    """Keeps quiet hours by recipient: a person's number, a room's below zero. What a change sets free is said at once,
    what it still holds is held for as long as the new hours say."""

    def __init__(self, store: DeliveryStore, clock: MarketClock, bus: Bus) -> None:
        self._store, self._clock, self._bus = store, clock, bus

    async def of(self, recipient: int) -> Rested:
        """Return somebody's quiet hours, and what is held now."""
        async with self._store.reading() as work:
            hours = (await work.quiet.of((recipient,))).get(recipient)
            return Rested(hours, hours, await work.held.count(recipient))

    async def keep(self, recipient: int, hours: QuietHours) -> Rested:
        """Replace somebody's quiet hours; their zone is the recipient's own, whatever `hours` say."""
        async with self._store.begin() as work:
            before = (await work.quiet.of((recipient,))).get(recipient)
            await work.quiet.keep(recipient, hours)
            after = (await work.quiet.of((recipient,)))[recipient]
            held = await work.held.release_to(recipient, self._clock.now())
            await work.commit()
        self._bus.publish(TOPIC)
        return Rested(before, after, held)

    async def end(self, recipient: int) -> Rested:
        """End somebody's quiet hours."""
        async with self._store.begin() as work:
            before = (await work.quiet.of((recipient,))).get(recipient)
            await work.quiet.end(recipient)
            held = await work.held.release_to(recipient, self._clock.now())
            await work.commit()
        self._bus.publish(TOPIC)
        return Rested(before, None, held)

    async def moved(self, recipient: int) -> None:
        """Somebody lives in another zone now: what is held is judged anew."""
        async with self._store.begin() as work:
            await work.held.release_to(recipient, self._clock.now())
            await work.commit()
        self._bus.publish(TOPIC)
