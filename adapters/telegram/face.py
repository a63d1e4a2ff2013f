"""The bot's face on Telegram: hears updates, polled or pushed, and speaks. Brings the library: import it late."""

import asyncio
import hmac
import json
import logging
import re
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from typing import Any

from telegram import ChatMember, Update, User
from telegram.error import BadRequest, Forbidden, InvalidToken, TelegramError

from adapters.telegram.conversation import Conversation
from adapters.telegram.intake import Ledger, Poller, pause_s, readable, taken
from adapters.telegram.menu import About, Menu
from adapters.telegram.pace import Limits, Pace
from adapters.telegram.updates import DOOR, KINDS, lane
from adapters.telegram.wire import Raw, attempt_of, open_bot, open_wires
from bot.lanes import Lanes
from bot.ports import Hears
from bot.speaking.reply import PublicReply, Reply
from core.delivery.model import Attempt, Outcome
from core.kernel.clock import RealClock
from core.kernel.errors import Mistake, Unavailable
from core.kernel.memory import Memory
from core.people.codes import read_code
from core.people.model import Identity, Room

log = logging.getLogger(__name__)

_TOKEN_SETTING = "CANDLEWICK_TELEGRAM__TOKEN"  # noqa: S105  (a name)
_TOKEN_EXAMPLE = "123456789:AAF0…, as @BotFather gives it"  # noqa: S105  (a name)
_TOKEN_SHAPE = re.compile(r"[0-9A-Za-z_:-]+")  # what may stand in a path; Telegram itself judges the rest
_SECRET_SETTING = "CANDLEWICK_TELEGRAM__WEBHOOK_SECRET"  # noqa: S105  (a name)
_SECRET_SHAPE = re.compile(r"[A-Za-z0-9_-]{1,256}")
_SECRET_HEADER = "x-telegram-bot-api-secret-token"  # noqa: S105  (a name)
_BODY_BYTES = 256 * 1024
_WEBHOOK_HOLD_S = 25.0
_PUSHED_AGAIN = timedelta(minutes=5)
_CONFIRM_S = 1.0
_GOVERN = frozenset({ChatMember.ADMINISTRATOR, ChatMember.OWNER})


@dataclass(frozen=True, slots=True)
class TelegramOptions:
    """How to reach Telegram. With `webhook_url` updates are pushed there, under `webhook_secret`; else they are polled.
    `reply_within_s`: how long a call may take, `poll_s`: how long a poll stays open, `about`: texts per language."""

    token: str = field(repr=False)
    base_url: str = "https://api.telegram.org"
    webhook_url: str | None = None
    webhook_secret: str = field(default="", repr=False)
    reply_within_s: float = 20.0
    poll_s: int = 50
    limits: Limits = field(default_factory=Limits)
    about: Mapping[str, About] = field(default_factory=dict)


class TelegramFace:
    """A Face. `start` it once, `stop` it once; the webhook's route calls `webhook`."""

    def __init__(self, options: TelegramOptions, hears: Hears, clock: RealClock, memory: Memory) -> None:
        self._options = options
        self._hears = hears
        self._clock = clock
        self._wire, self._updates_wire = open_wires(options.token, options.reply_within_s)
        self._bot = open_bot(options.base_url, self._wire, self._updates_wire)
        self._conversation = Conversation(self._bot, hears, clock, Pace(clock, options.limits))
        self._menu = Menu(self._bot, hears, memory, options.about)
        self._lanes = Lanes()
        self._ledger = Ledger()
        self._poller = Poller(self._bot, self._updates_wire, clock, self._ledger, self._take)
        self._me: User | None = None
        self._started_at = clock.now()
        self._stopping = False
        self._closed = False
        self._errands: set[asyncio.Task[None]] = set()

    @property
    def door(self) -> str:
        return DOOR

    @property
    def username(self) -> str | None:
        """The bot's name, for links to it; None until Telegram was reached."""
        return self._me.username if self._me else None

    async def start(self) -> None:
        """Begin to hear. Where Telegram cannot be reached it is tried again, in the background.

        Raises
        ------
        Mistake
            If Telegram does not know the token, or the webhook's secret is none.
        """
        try:
            await self.identify()
        except Unavailable as error:
            log.warning("Telegram cannot be reached yet: %s", error.reason)
        self._errand(self._listen())

    async def identify(self) -> str:
        """Return the bot's name as Telegram knows it; nothing is taken or changed there.

        Raises
        ------
        Mistake
            As `start` does.
        Unavailable
            If Telegram cannot be reached.
        """
        _check(self._options)
        try:
            self._me = await self._bot.get_me()
        except InvalidToken:
            raise Mistake("setting", _TOKEN_SETTING, example=_TOKEN_EXAMPLE) from None
        except TelegramError as error:
            raise Unavailable(DOOR, attempt_of(error).reason or "network") from error
        return self._me.username or ""

    async def stop(self, within_s: float) -> None:
        """Take nothing more, finish what is in hand within `within_s` seconds; Telegram keeps the rest for later."""
        self._stopping = True
        for errand in (errands := list(self._errands)):
            errand.cancel()
        await asyncio.gather(*errands, return_exceptions=True)
        dropped = await self._lanes.drain(max(0.0, within_s - _CONFIRM_S))
        if dropped:
            lost = self._ledger.hand_back()
            log.warning("%d updates were not finished; Telegram keeps all but %d for the next start", dropped, lost)
        if not self._options.webhook_url and self._ledger.offset is not None:
            await self._confirm()
        await self.close()

    async def close(self) -> None:
        """Release the connections; safe to call twice, and without a start."""
        self._closed = True
        for wire in (self._wire, self._updates_wire):
            await wire.shutdown()

    async def webhook(self, headers: Mapping[str, str], body: bytes) -> int:
        """Take a pushed update; return the HTTP status: 200 when handled (or long in hand), else it comes again."""
        if not self._options.webhook_url:
            return 404
        given = next((value for name, value in headers.items() if name.lower() == _SECRET_HEADER), "")
        if not hmac.compare_digest(_bytes(given), _bytes(self._options.webhook_secret)):
            return 401
        if len(body) > _BODY_BYTES:
            return 413
        if self._me is None or self._stopping or self._lanes.full:
            return 503
        raw = _update(body)
        if raw is None:
            return 400
        if taken(self._ledger, raw) and (update := readable(self._ledger, raw, self._bot)) is not None:
            await self._take(update, self._in_touch_since())
        return 200 if await self._ledger.finished(raw["update_id"], _WEBHOOK_HOLD_S) else 503

    async def whisper(self, identity: Identity, reply: Reply) -> Attempt:
        """Say it in the person's own chat; a person's chat has the person's id."""
        return await self._speak(identity.external_id, reply)

    async def post(self, room: Room, reply: PublicReply) -> Attempt:
        """Say it to a room."""
        return await self._speak(room.external_id, reply)

    async def is_admin(self, room: Room, identity: Identity) -> bool:
        """Return whether somebody is an administrator of a group, or made it; Unavailable when Telegram is."""
        try:
            member = await self._bot.get_chat_member(int(room.external_id), int(identity.external_id))
        except (BadRequest, Forbidden):
            return False  # not there any more, or we are not
        except TelegramError as error:
            raise Unavailable(DOOR, attempt_of(error).reason or "network") from error
        return member.status in _GOVERN

    async def _speak(self, chat: str, reply: Reply) -> Attempt:
        if self._closed:
            return Attempt(Outcome.RETRY, reason="none")
        return await self._conversation.say(int(chat), reply)

    async def _listen(self) -> None:
        await self._until_done(self._introduce)
        self._errand(self._until_done(self._menu.publish))
        self._errand(self._show_owners())
        if not self._options.webhook_url:
            await self._poller.run(self._options.poll_s)

    async def _show_owners(self) -> None:
        """Show the owner's commands in the owners' own chats."""
        for owner in await self._hears.owners(DOOR):
            await self._until_done(partial(self._menu.publish_for_owner, int(owner.external_id)))

    async def _introduce(self) -> None:
        """Learn our own name, and tell Telegram how we want our updates."""
        if self._me is None:
            self._me = await self._bot.get_me()
        options = self._options
        if options.webhook_url:
            await self._bot.set_webhook(options.webhook_url, allowed_updates=KINDS, secret_token=options.webhook_secret)
        else:
            await self._bot.delete_webhook()

    async def _until_done(self, do: Callable[[], Awaitable[None]]) -> None:
        """Do it, again and again while Telegram does not answer; what Telegram refuses is not asked twice."""
        for failures in count(1):
            try:
                await do()
                return
            except BadRequest as error:
                log.warning("Telegram refused: %s", error.message)
                return
            except TelegramError as error:
                await self._clock.sleep(pause_s(error, failures))

    def _in_touch_since(self) -> datetime | None:
        # What was pushed in vain before our start comes again within the first minutes after it.
        settled = self._started_at + _PUSHED_AGAIN
        return settled if self._clock.now() >= settled else None

    async def _take(self, update: Update, in_touch_since: datetime | None) -> None:
        if update.callback_query is not None:
            # Not in the lane: the button turns until this is said, however busy the chat is.
            self._errand(self._acknowledge(update.callback_query.id))
        await self._lanes.put(lane(update), partial(self._handle, update, in_touch_since))

    async def _handle(self, update: Update, in_touch_since: datetime | None) -> None:
        with self._ledger.handling(update.update_id):
            if self._me is not None:
                await self._conversation.answer(update, self._me, in_touch_since)
                if _may_open(update):
                    self._errand(self._show_owners())

    async def _acknowledge(self, query_id: str) -> None:
        try:
            await self._bot.answer_callback_query(query_id)
        except TelegramError as error:
            log.info("a tap could not be acknowledged: %s", error)

    async def _confirm(self) -> None:
        """Tell Telegram what was handled; where it does not hear, the updates come again and the door knows them."""
        try:
            async with asyncio.timeout(_CONFIRM_S):
                await self._poller.ask(0)
        except (TelegramError, TimeoutError) as error:
            log.info("the last updates could not be confirmed: %s", type(error).__name__)

    def _errand(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._errands.add(task)
        task.add_done_callback(self._returned)

    def _returned(self, task: asyncio.Task[None]) -> None:
        self._errands.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("a task of the Telegram door ended in an error", exc_info=error)


def _check(options: TelegramOptions) -> None:
    if not _TOKEN_SHAPE.fullmatch(options.token):
        raise Mistake("setting", _TOKEN_SETTING, example=_TOKEN_EXAMPLE)
    if options.webhook_url and not _SECRET_SHAPE.fullmatch(options.webhook_secret):
        raise Mistake("setting", _SECRET_SETTING, example="1 to 256 of A-Z a-z 0-9 _ -")


def _may_open(update: Update) -> bool:
    """Whether what was said may be a code, which may have made an owner."""
    said = (update.message.text or "").split() if update.message else []
    return bool(said) and read_code(said[-1], lenient=True) is not None


def _bytes(header: str) -> bytes:
    # A header may hold any bytes, and then is no text that could be encoded strictly.
    return header.encode(errors="surrogateescape")


def _update(body: bytes) -> Raw | None:
    try:
        raw = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return raw if isinstance(raw, dict) and isinstance(raw.get("update_id"), int) else None
