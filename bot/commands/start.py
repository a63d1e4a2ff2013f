"""start — what this is and what to try."""

from bot.ask import Ask
from bot.command import Effect, command
from bot.speaking.reply import Button, Part, PublicReply


def show_start(ask: Ask, _: None) -> PublicReply:
    say = ask.say
    buttons = (
        Button(say.line("button-zone"), "settings zone"),
        Button(say.line("button-language"), "settings language"),
        Button(say.line("button-privacy"), "privacy"),
    )
    lines = (say.text("start", Part.ANSWER), say.text("start-try"), say.text("start-free"))
    return PublicReply(lines, () if ask.room else buttons)


@command(effect=Effect.READ, show=show_start, topic="system", examples=("start",))
async def start(ask: Ask) -> None:
    """Say hello, once and short."""
