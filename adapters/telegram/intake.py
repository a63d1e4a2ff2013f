"""Updates in: which are in our hands, which are done, and what Telegram may forget.

An update counts as received only once it is handled: Telegram keeps what a killed process had not finished, and gives
it again. What was finished but not yet told to Telegram comes again too; the door knows it by its id.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken, TelegramError

from adapters.telegram.updates import KINDS
from adapters.telegram.wire import Flooded, Raw, Wire
from core.kernel.clock import RealClock

log = logging.getLogger(__name__)

BATCH = 100
_REMEMBERED = 4096
_FIRST_LOOK_S, _PATIENT_LOOK_S, _SLOWEST_LOOK_S = 0.05, 0.4, 1.0
_LONGEST_PAUSE_S = 30.0


# An update, and since when we have been in touch: it is not older than that. None where we cannot know.
Take = Callable[[Update, datetime | None], Awaitable[None]]


class Ledger:
    """The ids of updates: in hand, and done."""

    def __init__(self) -> None:
        self._open: dict[int, asyncio.Future[None]] = {}
        self._overtaken: set[int] = set()
        self._done: set[int] = set()
        self._order: deque[int] = deque()
        self._next: int | None = None

    @property
    def idle(self) -> bool:
        return not self._open

    @property
    def offset(self) -> int | None:
        """The first id that Telegram must keep; None while nothing was seen."""
        return min(self._open.keys() - self._overtaken, default=self._next)

    def take(self, update_id: int) -> bool:
        """Take an update in hand; False if it is there already, or done."""
        if update_id in self._open or update_id in self._done:
            return False
        self._open[update_id] = asyncio.get_running_loop().create_future()
        self._next = max(update_id + 1, self._next or 0)
        return True

    @contextmanager
    def handling(self, update_id: int) -> Iterator[None]:
        """What is left by cancellation stays in hand; all else, a failure too, is done."""
        try:
            yield
        except asyncio.CancelledError:
            raise
        except BaseException:
            self.finish(update_id)
            raise
        else:
            self.finish(update_id)

    def finish(self, update_id: int) -> None:
        """The update is done."""
        self._open.pop(update_id).set_result(None)
        self._overtaken.discard(update_id)
        self._done.add(update_id)
        self._order.append(update_id)
        if len(self._order) > _REMEMBERED:
            self._done.discard(self._order.popleft())

    async def finished(self, update_id: int, within_s: float) -> bool:
        """Wait for an update in hand; False if it was handed back."""
        ending = self._open.get(update_id)
        if ending is None:
            return True
        await asyncio.wait({ending}, timeout=within_s)
        return not ending.cancelled()

    async def all_finished(self, within_s: float) -> None:
        """Return when nothing is in hand, or after `within_s` seconds."""
        if self._open:
            await asyncio.wait(set(self._open.values()), timeout=within_s)

    def overtake(self) -> None:
        """Look past the oldest updates in hand. Telegram shows a hundred updates at a time: what is slow must not hide
        what is new, so it counts as received although it is not done."""
        self._overtaken.update(self._open)

    def hand_back(self) -> int:
        """Give up what is in hand; return how many Telegram will not give again."""
        for ending in self._open.values():
            ending.cancel()
        return len(self._overtaken)


class Poller:
    """Asks for updates, for as long as it is left running. `take` gets each new update once, oldest first."""

    def __init__(self, bot: Bot, wire: Wire, clock: RealClock, ledger: Ledger, take: Take) -> None:
        self._bot = bot
        self._wire = wire
        self._clock = clock
        self._ledger = ledger
        self._take = take

    async def run(self, poll_s: int) -> None:
        """Poll until cancelled; each question stays open for `poll_s` seconds while nothing is in hand."""
        failures, look_s = 0, _FIRST_LOOK_S
        looked_at: datetime | None = None
        while True:
            try:
                raws = await self.ask(poll_s if self._ledger.idle else 0)
            except TelegramError as error:
                failures += 1
                await self._clock.sleep(pause_s(error, failures))
                continue
            failures = 0
            fresh = [raw for raw in raws if taken(self._ledger, raw)]
            for raw in fresh:
                if (update := readable(self._ledger, raw, self._bot)) is not None:
                    await self._take(update, looked_at)
            looked_at = self._clock.now()
            if len(raws) >= BATCH and not fresh and look_s >= _PATIENT_LOOK_S:
                self._ledger.overtake()
            # While something is in hand Telegram answers at once, with what we know: look less and less often.
            look_s = _FIRST_LOOK_S if fresh else min(2 * look_s, _SLOWEST_LOOK_S)
            await self._ledger.all_finished(look_s)

    async def ask(self, poll_s: int) -> list[Raw]:
        """Ask once; what is before the ledger's offset is received thereby."""
        return await self._wire.updates(self._bot.base_url, self._ledger.offset, poll_s, KINDS)


def taken(ledger: Ledger, raw: Raw) -> bool:
    """Take a raw update in hand; False if it is known, or has no id."""
    update_id = raw.get("update_id")
    return isinstance(update_id, int) and ledger.take(update_id)


def readable(ledger: Ledger, raw: Raw, bot: Bot) -> Update | None:
    """Read a raw update in hand; one that nobody can read is done, and None."""
    try:
        return Update.de_json(raw, bot)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        # Neither the update nor the error's words: both may hold what somebody wrote.
        log.warning("an update could not be read: %s", type(error).__name__)
        ledger.finish(raw["update_id"])
        return None


def pause_s(error: TelegramError, failures: int) -> float:
    """Return how long to wait after the so-many-th failure in a row; log what somebody must know."""
    if isinstance(error, Flooded):
        return error.retry_after_s
    if isinstance(error, Conflict):
        log.error("another program polls with the same bot token; only one can")
    elif isinstance(error, InvalidToken):
        log.error("Telegram does not accept CANDLEWICK_TELEGRAM__TOKEN any more")
        return _LONGEST_PAUSE_S
    elif failures == 1:
        log.warning("Telegram does not answer, tried again until it does: %s", error)
    return min(_LONGEST_PAUSE_S, 2.0 ** min(failures - 1, 5))
