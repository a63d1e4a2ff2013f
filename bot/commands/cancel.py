"""cancel — leaves any dialogue."""

from dataclasses import dataclass

from bot.ask import Ask
from bot.command import Effect, command
from bot.params.drafts import DraftId
from bot.speaking.plain import tame
from bot.speaking.reply import Part, Reply


@dataclass(frozen=True, slots=True)
class Left:
    """How many drafts were dropped; whether a code that joins doors was, and first questions were left; the line that
    we asked a word of."""

    drafts: int
    code: bool = False
    welcome: bool = False
    line: str | None = None


def show_cancelled(ask: Ask, left: Left) -> Reply:
    dropped = (ask.say.text("cancelled", Part.ANSWER, n=left.drafts),) if left.drafts else ()
    ended = (ask.say.text("cancelled-link", Part.ANSWER),) if left.code else ()
    left_off = (ask.say.text("cancelled-welcome", Part.ANSWER),) if left.welcome else ()
    unasked = () if left.line is None else (ask.say.text("cancelled-question", Part.ANSWER, line=tame(left.line)),)
    said = (*dropped, *ended, *left_off, *unasked) or (ask.say.text("cancelled-nothing", Part.ANSWER),)
    return Reply(said, settles=True)


@command(effect=Effect.WRITE, alerts_of_room=True, show=show_cancelled, topic="settings", examples=("cancel",))
async def cancel(ask: Ask, draft: DraftId | None = None) -> Left:
    """Drop every draft of the person, their code, the first questions and what we asked, or one draft; say what there
    was."""
    if draft is not None:
        await ask.drafts.take(ask.person, draft)
        return Left(1)
    linking, welcoming = ask.services.linking, ask.services.welcoming
    dropped = await ask.drafts.drop_all(ask.person)
    return Left(dropped, await linking.cancel(ask.person), await welcoming.leave(ask.person), ask.left)
