"""status — proof of life: what is watched, when it was last checked, how old the data is."""

from collections.abc import Sequence

from bot.ask import Ask
from bot.command import Effect, command
from bot.speaking.reply import Part, Reply
from core.status import StatusLine


def show_status(ask: Ask, lines: Sequence[StatusLine]) -> Reply:
    head, *rest = lines
    texts = [ask.say.text(head.key, Part.ANSWER, **head.facts)]
    texts += [ask.say.text(line.key, **line.facts) for line in rest]
    return Reply(tuple(texts))


@command(effect=Effect.READ, show=show_status, topic="privacy", examples=("status",))
async def status(ask: Ask) -> Sequence[StatusLine]:
    """Ask every room how it is."""
    return await ask.services.status.lines(ask.person)
