"""Proof of life: whose prices stopped, and that they are back, told once to everybody whose alerts wait for them."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core.alerts.ports import AlertStore, AlertWork
from core.alerts.roster import Holder
from core.alerts.sources import Source
from core.alerts.streams import Stream
from core.delivery.deliverer import TOPIC
from core.delivery.model import NewNotice, Priority
from core.kernel.bus import Bus
from core.kernel.clock import MarketClock
from core.kernel.memory import Memory
from core.market.model import from_ms, to_ms
from core.market.outage import DataBack, DataStopped, Watch, look

ALERT_STALE = "alert-stale"
ALERT_BACK = "alert-back"
_KEY = "alerts-silent"


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard last of a coin that rules look at, and whose those are that do not sleep: `price` in `unit` by
    `venue`, `at` market time; None where no price ever came."""

    coin: str
    holders: frozenset[Holder]
    at: datetime | None
    price: float | None
    unit: str | None
    venue: str | None


def heard_of(sources: Iterable[Source], holders: Mapping[Stream, Iterable[Holder]]) -> tuple[Heard, ...]:
    """Return what was heard last of each coin that rules look at; `holders` by stream."""
    found: dict[str, Heard] = {}
    for source in sources:
        at = max(filter(None, (source.book.at, source.feed.heard_at if source.feed else None)), default=None)
        book, own = source.book, frozenset(holders.get(source.stream, ()))
        heard = Heard(book.stream.coin, own, None if at is None else from_ms(at), book.price, book.unit, book.venue)
        known = found.get(heard.coin)
        if known is not None:
            newest = max(known, heard, key=lambda each: each.at or from_ms(0))
            heard = replace(newest, holders=known.holders | own)
        found[heard.coin] = heard
    return tuple(found.values())


class Interruptions:
    """Looks whether prices of watched coins still come; they are too old after `stale_after` of the market's time."""

    def __init__(
        self,
        store: AlertStore,
        heard: Callable[[], Sequence[Heard]],
        clock: MarketClock,
        stale_after: timedelta,
        bus: Bus,
    ) -> None:
        self._store, self._heard, self._clock, self._bus = store, heard, clock, bus
        self._stale_after = stale_after

    async def look(self) -> int:
        """Look once and write down what is to be said; return how many notices that were. What was seen and the notices
        are saved in one transaction: each interruption is said once, also across restarts."""
        coins, now, written = self._heard(), self._clock.now(), 0
        async with self._store.begin() as work:
            before: dict[str, list[object]] = json.loads(await work.memory.recall(_KEY) or "{}")
            after: dict[str, list[object]] = {}
            for coin in coins:
                text, *told = before.get(coin.coin, [None, []])
                knows = frozenset(_holders(told[0]))
                watch, event = look(Watch.read(_text(text)), coin.at, now, self._stale_after)
                if isinstance(event, DataBack):
                    written += await self._tell(work, coin, event, knows)
                    knows = frozenset[Holder]()
                elif watch.stopped_at is not None and not watch.doubts:
                    # Whoever makes a rule in the middle of it is told as well: it waits like the others.
                    stopped = DataStopped(watch.stopped_at, now)
                    holders = coin.holders.union(await work.rules.holders(coin.coin))
                    written += await self._tell(work, coin, stopped, holders - knows)
                    knows |= holders
                after[coin.coin] = [watch.text, sorted(knows, key=str)]
            if after == before:
                return 0
            await work.memory.keep(_KEY, json.dumps(after))
            await work.commit()
        if written:
            self._bus.publish(TOPIC)
        return written

    async def _tell(self, work: AlertWork, coin: Heard, event: DataStopped | DataBack, whom: frozenset[Holder]) -> int:
        for person_id, room_id in sorted(whom, key=str):
            if await work.people.by_id(person_id) is None:
                continue  # gone, or joined with somebody who is told as themselves
            facts: Mapping[str, object] = _stopped(coin)
            if isinstance(event, DataBack):
                due = await work.rules.told_between(person_id, room_id, coin.coin, event.last_at, event.at)
                facts = {**facts, "since": to_ms(event.last_at), "until": to_ms(event.at), "n": due}
            kind = ALERT_STALE if isinstance(event, DataStopped) else ALERT_BACK
            await work.outbox.put(
                NewNotice(
                    f"{kind}:{coin.coin}:{to_ms(event.last_at)}:{person_id}:{room_id or ''}",
                    kind,
                    json.dumps(facts),
                    event.at,
                    event.at,
                    person_id=person_id if room_id is None else None,
                    room_id=room_id,
                    priority=Priority.REPLY,
                )
            )
        return len(whom)


async def joined(memory: Memory, from_id: int, to_id: int) -> None:
    """Remember who was told of a silence under the number of whom they joined, so that they are told of its end."""
    kept: dict[str, list[object]] = json.loads(await memory.recall(_KEY) or "{}")
    for told in kept.values():
        if len(told) > 1:
            told[1] = sorted({(to_id if who == from_id else who, room) for who, room in _holders(told[1])}, key=str)
    await memory.keep(_KEY, json.dumps(kept))


def _stopped(coin: Heard) -> dict[str, object]:
    at = None if coin.at is None else to_ms(coin.at)
    return {"coin": coin.coin, "price": coin.price, "unit": coin.unit, "venue": coin.venue, "at": at}


def _text(kept: object) -> str | None:
    return kept if isinstance(kept, str) else None


def _holders(kept: object) -> Sequence[Holder]:
    return [(person_id, room_id) for person_id, room_id in kept] if isinstance(kept, list) else []
