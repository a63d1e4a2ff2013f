"""Messages out: one in flight per chat, Telegram's pauses kept, and an honest word on what arrived."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from weakref import WeakValueDictionary

from telegram import Bot
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, TelegramError

from adapters.telegram.markup import html
from adapters.telegram.pace import Pace
from adapters.telegram.render import AlbumMessage, Message, PhotoMessage, TextMessage
from adapters.telegram.wire import Flooded, TooLarge, attempt_of
from adapters.telegram.writing import NO_PREVIEW, Place, markup, write
from bot.parts import in_order
from core.delivery.model import Attempt, Outcome
from core.kernel.clock import RealClock

log = logging.getLogger(__name__)

_QUEUE_S = 10.0
_EDIT_S = 30.0  # how long a pause an edit waits for

# The Bot API tells these apart by their words alone.
_UNPARSABLE = "can't parse"
_NO_CHAT = "chat not found"
_UNCHANGED = "message is not modified"

Moved = Callable[[int, int], Awaitable[None]]


class Sender:
    """Sends rendered messages. `moved` hears when a group got another id."""

    def __init__(self, bot: Bot, pace: Pace, clock: RealClock, moved: Moved) -> None:
        self._bot = bot
        self._pace = pace
        self._clock = clock
        self._moved = moved
        self._orders: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._now_at: dict[int, int] = {}

    def now_at(self, chat: int) -> int:
        """Return the id that `chat` has now."""
        return self._now_at.get(chat, chat)

    def note_move(self, old: int, new: int) -> bool:
        """Remember that `old` became `new`; False if that is known."""
        known = self._now_at.get(old) == new
        self._now_at[old] = new
        return not known

    async def send(self, place: Place, messages: Sequence[Message], patience_s: float = 0.0) -> Attempt:
        """Send all messages in order. What certainly did not arrive is tried again for `patience_s` seconds; what may
        have arrived never is. A reply that arrived in part is UNCERTAIN, so that a repeat is labelled."""
        place = replace(place, chat=self.now_at(place.chat))
        order = self._order(place.chat)
        if not patience_s and (left := self._pace.held_s(place.chat)) > 0:
            return Attempt(Outcome.RETRY, reason="busy", retry_after_s=left)
        try:
            async with asyncio.timeout(None if patience_s else _QUEUE_S):
                await order.acquire()
        except TimeoutError:
            return Attempt(Outcome.RETRY, reason="busy", retry_after_s=_QUEUE_S)
        try:
            return await self._send_all(place, messages, patience_s)
        finally:
            order.release()

    async def edit(self, chat: int, message_id: int, text: TextMessage) -> bool:
        """Put `text` in place of a message; False if that cannot be done soon. Repeating an edit does no harm."""
        async with self._order(chat):
            for tries in range(3):
                try:
                    await self._pace.opened(chat)
                    await self._pace.turn(chat)
                    await self._bot.edit_message_text(
                        html(text.text),
                        chat,
                        message_id,
                        parse_mode=ParseMode.HTML,
                        reply_markup=markup(text.keyboard),
                        link_preview_options=NO_PREVIEW,
                    )
                    return True
                except BadRequest as error:
                    return _says(error, _UNCHANGED)
                except TelegramError as error:
                    attempt = self._failed(chat, error)
                    pause = attempt.retry_after_s or 2.0**tries
                    if attempt.outcome is Outcome.REFUSED or pause > _EDIT_S:
                        return False
                    await self._clock.sleep(pause)
        return False

    async def delete(self, chat: int, message_id: int) -> bool:
        """Delete a message; False (and a line in the log) if Telegram would not."""
        try:
            return await self._bot.delete_message(chat, message_id)
        except TelegramError as error:
            log.info("a message that held a secret could not be deleted: %s", type(error).__name__)
            return False

    def _order(self, chat: int) -> asyncio.Lock:
        return self._orders.setdefault(chat, asyncio.Lock())

    async def _send_all(self, place: Place, messages: Sequence[Message], patience_s: float) -> Attempt:
        async def send(number: int) -> Attempt:
            left = self._pace.held_s(place.chat)
            return (
                Attempt(Outcome.RETRY, None, "busy", left)
                if left > 0
                else await self._send_one(place, messages[number])
            )

        return await in_order(len(messages), send, self._clock, patience_s)

    async def _send_one(self, place: Place, message: Message) -> Attempt:
        formatted, as_file = True, False
        for _ in range(4):
            try:
                await self._pace.turn(place.chat, len(message.photos) if isinstance(message, AlbumMessage) else 1)
                sent = await write(self._bot, place, message, formatted, as_file)
                return Attempt(Outcome.SENT, str(sent))
            except ChatMigrated as error:
                await self._moved(place.chat, error.new_chat_id)
                place = Place(error.new_chat_id)
            except BadRequest as error:
                if formatted and _says(error, _UNPARSABLE):
                    log.warning("Telegram could not read our markup; sent again without it")
                    formatted = False
                elif not as_file and isinstance(message, PhotoMessage | AlbumMessage) and not _is_gone(error):
                    # Too large or too long for a picture, in words that change: a file may be both.
                    log.info("Telegram took no picture; sent again as a file: %s", error.message)
                    as_file = True
                else:
                    return self._failed(place.chat, error)
            except TelegramError as error:
                return self._failed(place.chat, error)
        return Attempt(Outcome.REFUSED, reason="rejected")

    def _failed(self, chat: int, error: TelegramError) -> Attempt:
        if isinstance(error, Flooded):
            self._pace.hold(chat, error.retry_after_s)
        attempt = attempt_of(error)
        log.info("a message did not arrive for certain: %s (%s)", attempt.outcome, error)
        return attempt


def _is_gone(error: BadRequest) -> bool:
    return isinstance(error, TooLarge) or _says(error, _NO_CHAT)


def _says(error: BadRequest, words: str) -> bool:
    return words in error.message.lower()
