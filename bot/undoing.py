"""[Undo]: a line that takes back what was just done, for a minute of real time.

    undo t6h2k0 watch remove arb

The button carries the line and the second at which it lapses. The line is kept besides, so that "undo that", said in
the same chat by the same person within the minute, means it, after a restart too.
"""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import structlog

from bot.ask import Ask
from bot.hearing.closed import LONGEST, meaning_of
from bot.hearing.words import cleaned
from bot.speaking.reply import Button, Part, PublicReply, Reply
from core.kernel.base36 import base36
from core.kernel.errors import Unavailable
from core.people.ports import PeopleStore

log = structlog.get_logger(__name__)

UNDONE_WITHIN = timedelta(seconds=60)
_UNDO = re.compile(r"/?undo\s+([0-9a-z]{6,7})\s+(\S.{0,200})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Undo:
    """`line` takes something back; it may be asked for until `until` (real clock)."""

    line: str
    until: datetime


def undo_button(ask: Ask, line: str) -> Button:
    """Return the button that takes back, by `line`, what was just done. In plain text there are no buttons, and what
    one types oneself does not lapse."""
    sends = line if ask.say.plain else f"undo {base36(int((ask.real_now + UNDONE_WITHIN).timestamp()))} {line}"
    return Button(ask.say.line("button-undo"), sends, takes_back=line)


def read_undo(text: str) -> Undo | None:
    """Return what an [Undo] asks for; None for any other text."""
    found = _UNDO.fullmatch(text.strip())
    return None if found is None else Undo(found[2], datetime.fromtimestamp(int(found[1], 36), UTC))


def says_undo(text: str) -> bool:
    """Return whether `text` asks, in any language, to take back what was just done, and says nothing else."""
    return len(text) <= LONGEST and meaning_of(cleaned(text).removeprefix("/"), "undoing") is not None


class Undoing:
    """Keeps, for each chat, the line that takes back what its person did there last."""

    def __init__(self, store: PeopleStore) -> None:
        self._store = store

    async def meant(self, ask: Ask) -> Ask | Reply:
        """Return `ask` with the line that it asks for where it asks to take something back; the answer where that is
        too late, or nothing there can be taken back."""
        undo = read_undo(ask.text)
        if undo is not None:
            return replace(ask, text=undo.line) if ask.real_now <= undo.until else _lapsed(ask, undo)
        if not says_undo(ask.text):
            return ask
        async with self._store.reading() as work:
            line = await work.undos.find(ask.person.id, ask.chat, ask.real_now)
        return _nothing(ask) if line is None else replace(ask, text=line)

    async def remember(self, ask: Ask, reply: Reply, undone: bool) -> None:
        """Keep what takes back what `reply` tells of, where it was said and where it is read; where something was done
        that no line takes back, nothing earlier is taken back in its stead. A line that was `undone` just now is
        forgotten: saying it twice does it once."""
        line = next((button.takes_back for button in reply.buttons if button.takes_back), None)
        if line is None and (reply.error is not None or not (undone or reply.settles)):
            return
        try:
            async with self._store.begin() as work:
                await work.undos.forget(ask.person.id, ask.text)
                for chat in {ask.chat, ask.chat if isinstance(reply, PublicReply) else ask.own_chat}:
                    if line is not None:
                        await work.undos.keep(ask.person.id, chat, line, ask.real_now + UNDONE_WITHIN)
                    elif reply.settles:
                        await work.undos.end(ask.person.id, chat)
                await work.commit()
        except Unavailable as error:
            # What was asked is done, and its answer must not be lost over the way back; the button carries it.
            log.warning("no undo by word", kind=error.kind, error=str(error))


def _nothing(ask: Ask) -> PublicReply:
    return PublicReply((ask.say.text("undo-nothing", Part.ANSWER), ask.say.text("undo-nothing-how")))


def _lapsed(ask: Ask, undo: Undo) -> Reply:
    """Say that it is too late to take it back so simply, and how it is done all the same."""
    do_it = Button(ask.say.line("button-do-it"), undo.line)
    return Reply((ask.say.text("undo-lapsed", Part.ANSWER, line=undo.line),), (do_it,))
