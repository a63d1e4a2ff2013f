"""start — what this is and what to try."""

from bot.ask import Ask
from bot.command import Effect, command
from bot.speaking.reply import Button, Part, PublicReply

# What to begin with; the whole line is in the text above.
_TRIES = (("price btc", "price btc"), ("alert btc", "alert btc < 60k"), ("chart sol", "chart sol 4h rsi"))


def show_start(ask: Ask, _: None) -> PublicReply:
    say = ask.say
    buttons = (
        Button(say.line("button-zone"), "settings zone"),
        Button(say.line("button-language"), "settings language"),
        Button(say.line("button-privacy"), "privacy"),
    )
    lines = (say.text("start", Part.ANSWER), say.text("start-try"), say.text("start-free"))
    tries = tuple(Button(label, line) for label, line in _TRIES)
    return PublicReply(lines, tries, () if ask.room else buttons)


@command(effect=Effect.READ, show=show_start, topic="system", examples=("start",))
async def start(ask: Ask) -> None:
    """Say hello, once and short."""
