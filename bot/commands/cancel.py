"""cancel — leaves any dialogue."""

from bot.ask import Ask
from bot.command import Effect, command
from bot.params.drafts import DraftId
from bot.speaking.reply import Part, Reply


def show_cancelled(ask: Ask, dropped: int) -> Reply:
    key = "cancelled" if dropped else "cancelled-nothing"
    return Reply((ask.say.text(key, Part.ANSWER, n=dropped),), settles=True)


@command(effect=Effect.WRITE, alerts_of_room=True, show=show_cancelled, topic="settings", examples=("cancel",))
async def cancel(ask: Ask, draft: DraftId | None = None) -> int:
    """Drop every draft of the person, or one; return how many there were."""
    if draft is None:
        return await ask.drafts.drop_all(ask.person)
    await ask.drafts.take(ask.person, draft)
    return 1
