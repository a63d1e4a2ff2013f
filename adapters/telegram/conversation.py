"""From an update to its answer: heard by the door, told where it belongs."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from cachetools import LRUCache
from telegram import Bot, Update, User

from adapters.telegram.pace import Pace
from adapters.telegram.render import TEXT_UNITS, Message, TextMessage, render
from adapters.telegram.sending import Sender
from adapters.telegram.updates import DOOR, Brought, Left, Migrated, Moment, Said, lane, read
from adapters.telegram.writing import Place
from bot.parts import unreached, unsaid
from bot.ports import Hears, Told
from bot.speaking.reply import Block, Part, Reply, Text
from bot.speaking.richtext import lines, without
from core.delivery.model import Attempt, Outcome
from core.kernel.clock import RealClock
from core.kernel.errors import Unsaid
from core.people.model import Identity

log = logging.getLogger(__name__)

_FIGURES_KEEP_S = 60.0  # a quote is STALE then, and its words would not say so (promise 1)
_WORDS_KEEP_S = 600.0


class Conversation:
    """Answers updates, and speaks unasked."""

    def __init__(self, bot: Bot, hears: Hears, clock: RealClock, pace: Pace) -> None:
        self._hears = hears
        self._clock = clock
        self._pace = pace
        self._sender = Sender(bot, pace, clock, self._moved)
        self._shown: LRUCache[tuple[int, str], tuple[str, Identity | None]] = LRUCache(10_000)

    async def say(self, chat: int, reply: Reply) -> Attempt:
        """Say it now or say why not; who keeps the message tries again."""
        attempt = await self._sender.send(Place(chat), render(reply))
        self._remember(chat, attempt.platform_id, reply, None)
        return attempt

    async def answer(self, update: Update, me: User, in_touch_since: datetime | None) -> None:
        """Do what `update` asks for; it is not older than `in_touch_since`, where that is known."""
        # A paused chat is asked only when it can be answered: the figures are fresh then, and old asks seen as old.
        await self._pace.opened(lane(update))
        match read(update, me, Moment(self._clock.now(), in_touch_since)):
            case Said() as said:
                await self._hears.respond(said.heard, partial(self._say, said))
            case Brought(chat, by):
                reply = await self._hears.brought(str(chat), by, DOOR)
                if reply is not None:
                    await self._tell(Place(chat), reply, by)
            case Left(chat):
                await self._hears.left(str(chat), DOOR)
            case Migrated(old, new):
                await self._moved(old, new)
            case None:
                return

    async def _say(self, said: Said, told: Told) -> Unsaid | None:
        if told.secret and not said.heard.tapped:
            await self._sender.delete(said.chat, said.message_id)
        failed: Unsaid | None = None
        sender = said.heard.sender
        private = Place(int(sender.external_id))
        if told.to_person is not None and not (said.heard.room is None and await self._put_in(said, told.to_person)):
            attempt = await self._tell(private, told.to_person, sender)
            failed = unsaid(said.heard, attempt, personal=True)
            if told.to_room is not None and (closed := unreached(said.heard, attempt)) is not None:
                return closed
        # That somebody was answered in private takes nothing away that the room reads.
        if told.to_room is not None and (told.to_person is not None or not await self._put_in(said, told.to_room)):
            asked = said.heard.room is not None and not said.heard.tapped and not told.secret
            place = Place(said.chat, said.topic, said.message_id if asked else None)
            failed = unsaid(said.heard, await self._tell(place, told.to_room, sender), personal=False) or failed
        return failed

    async def _tell(self, place: Place, reply: Reply, asker: Identity) -> Attempt:
        patience_s = _FIGURES_KEEP_S if reply.figures else _WORDS_KEEP_S
        attempt = await self._sender.send(place, render(reply), patience_s)
        self._remember(place.chat, attempt.platform_id, reply, asker)
        if attempt.outcome is not Outcome.SENT:
            log.warning("an answer was not delivered: %s (%s)", attempt.outcome, attempt.reason)
        return attempt

    async def _put_in(self, said: Said, reply: Reply) -> bool:
        """Put the reply into the tapped message, where it belongs there; False where it is a message of its own."""
        put = said.heard.tapped and (await self._settled(said, reply) or await self._refreshed(said, reply))
        if put:
            self._hears.arrived(reply, f"{said.chat}/{said.message_id}", DOOR)
        return put

    async def _settled(self, said: Said, reply: Reply) -> bool:
        """Put the reply's words in the place of the buttons that are used up."""
        words = _text_only(render(replace(reply, blocks=tuple(b for b in reply.blocks if not _is_mode(b)))))
        if not reply.settles or said.tapped_on is None or words is None:
            return False
        whole = lines([without(said.tapped_on, reply.ends), words.text])
        if whole.units > TEXT_UNITS:
            return False
        return await self._sender.edit(said.chat, said.message_id, TextMessage(whole, words.keyboard))

    async def _refreshed(self, said: Said, reply: Reply) -> bool:
        """Put the reply in place of the tapped message, if it is the same command anew, for who asked before, and text
        for text. Anything else is a message of its own: an edit notifies nobody and would take the old answer away,
        in a room from somebody else."""
        if not said.heard.tapped or reply.understood is None:
            return False
        text = _text_only(render(reply))
        before = self._shown.get((said.chat, str(said.message_id)))
        if text is None or before != (reply.understood.name, said.heard.sender):
            return False
        return await self._sender.edit(said.chat, said.message_id, text)

    def _remember(self, chat: int, message_id: str | None, reply: Reply, asker: Identity | None) -> None:
        if message_id and reply.understood is not None:
            chat = self._sender.now_at(chat)
            self._shown[chat, message_id] = reply.understood.name, asker
            self._hears.arrived(reply, f"{chat}/{message_id}", DOOR)

    async def _moved(self, old: int, new: int) -> None:
        if self._sender.note_move(old, new):
            await self._hears.moved(DOOR, str(old), str(new))


def _is_mode(block: Block) -> bool:
    # It heads the tapped message already.
    return isinstance(block, Text) and block.part is Part.MODE


def _text_only(messages: Sequence[Message]) -> TextMessage | None:
    return messages[0] if len(messages) == 1 and isinstance(messages[0], TextMessage) else None
