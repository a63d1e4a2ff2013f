"""status — proof of life: what is watched, when it was last checked, how old the data is."""

from collections.abc import Mapping, Sequence

from bot.ask import Ask
from bot.command import Effect, command
from bot.speaking.reply import Part, Reply
from core.status import Fact, StatusLine


def show_status(ask: Ask, lines: Sequence[StatusLine]) -> Reply:
    head, *rest = lines
    texts = [ask.say.text(head.key, Part.ANSWER, **_named(ask, head))]
    texts += [ask.say.text(line.key, **_named(ask, line)) for line in rest]
    return Reply(tuple(texts))


def _named(ask: Ask, line: StatusLine) -> Mapping[str, Fact]:
    """Return the facts of a line, a venue by the name that people know it by."""
    return {name: ask.say.source_name(str(fact)) if name == "venue" else fact for name, fact in line.facts.items()}


@command(effect=Effect.READ, show=show_status, topic="privacy", examples=("status",))
async def status(ask: Ask) -> Sequence[StatusLine]:
    """Ask every room how it is."""
    return await ask.services.status.lines(ask.person)
