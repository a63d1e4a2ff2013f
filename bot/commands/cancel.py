"""cancel — leaves any dialogue of this chat; a bare "no" leaves the one that waits, and "cancel that" the last."""

from dataclasses import dataclass
from typing import Annotated

from bot.ask import Ask
from bot.command import Effect, command
from bot.drafts import MOST_CHOICES, spoken_of
from bot.hearing.closed import meaning_of
from bot.params.base import Named
from bot.params.drafts import DraftKind
from bot.speaking.plain import tame
from bot.speaking.reply import Part, Reply
from bot.speaking.waiting import nothing_here, unsaved
from bot.turns import draft_replied_to
from bot.typed import as_typed
from core.kernel.errors import Missing
from core.people.model import Draft

Dropped = Annotated[str, DraftKind(), Named("draft", narrows="")]


@dataclass(frozen=True, slots=True)
class Left:
    """How many drafts were dropped; whether a code that joins doors was, and first questions were left; the line that
    we asked a word of; which drafts wait in other chats; what was true of the one that was named."""

    drafts: int = 0
    code: bool = False
    welcome: bool = False
    line: str | None = None
    elsewhere: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()


def show_cancelled(ask: Ask, left: Left) -> Reply:
    dropped = (ask.say.text("cancelled", Part.ANSWER, n=left.drafts),) if left.drafts else ()
    ended = (ask.say.text("cancelled-link", Part.ANSWER),) if left.code else ()
    left_off = (ask.say.text("cancelled-welcome", Part.ANSWER),) if left.welcome else ()
    line = as_typed(left.line or "", ask.identity.door)
    unasked = (ask.say.text("cancelled-question", Part.ANSWER, line=tame(line)),) if line else ()
    said = (*dropped, *ended, *left_off, *unasked) or nothing_here(ask.say, left.elsewhere)
    return Reply(said, settles=True, ends=left.ends)


@command(effect=Effect.WRITE, alerts_of_room=True, show=show_cancelled, topic="settings", examples=("cancel",))
async def cancel(ask: Ask, draft: Dropped | None = None) -> Left:
    """Drop one draft; else what waits in this chat: the drafts, the person's code, the first questions and what we
    asked. A refusal is about one thing: what we asked last, or a draft; Missing where it may be about several."""
    if draft is not None or (draft := draft_replied_to(ask)) is not None:
        taken = await ask.drafts.take(ask.person, draft)
        return Left(1, ends=(unsaved(ask.say, f"d{taken.number}"),))
    waiting = await ask.drafts.open_in(ask.person, ask.chat)
    refused = meaning_of(ask.text, "refusing")
    if refused is not None and ask.left is not None and not _asked_which(ask, ask.left):
        return Left(line=ask.left)
    meant = waiting.here if refused is None else _refused(waiting.here, refused)
    dropped = await ask.drafts.drop(ask.person, meant)
    if refused is not None and dropped:
        return Left(dropped)
    code, welcome = await ask.services.linking.cancel(ask.person), await ask.services.welcoming.leave(ask.person)
    return Left(dropped, code, welcome, ask.left, spoken_of(waiting.elsewhere))


def _asked_which(ask: Ask, line: str) -> bool:
    """Whether we asked, after a bare yes or no, which draft was meant: that is no dialogue beside the draft's."""
    named = ask.grammar.named(line)
    return named is not None and named.name in {"confirm", "cancel"}


def _refused(waiting: tuple[Draft, ...], how: str) -> tuple[Draft, ...]:
    """Return the draft that is not wanted: "that" is the last; of several, "no" says not which."""
    if len(waiting) > 1 and how == "no":
        newest = spoken_of(reversed(waiting))
        raise Missing("draft", "", newest[:MOST_CHOICES], f"cancel {newest[0]}")
    return waiting[-1:]
