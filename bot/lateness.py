"""What was said long ago: its person has meanwhile seen other things, and the market has moved."""

from datetime import timedelta

from bot.ask import Ask
from bot.command import Command, Effect
from bot.ports import Heard
from bot.speaking.plain import tame
from bot.speaking.reply import Button, Part, PublicReply, Text

OLD_WRITE = timedelta(minutes=2)
OLD_READ = timedelta(hours=1)
# What the narrowest platform carries in a button.
_BUTTON_BYTES = 64


def too_late_to_do(heard: Heard, command: Command) -> bool:
    """Return whether this changes something, or was tapped, and is too old to be simply done."""
    return _age(heard) > OLD_WRITE and (heard.tapped or command.effect is Effect.WRITE)


def too_late_to_tell(heard: Heard) -> bool:
    """Return whether nobody waits for the answer any more."""
    return _age(heard) > OLD_READ


def asked_at(ask: Ask, heard: Heard) -> tuple[Text, ...]:
    """Return the line that says when an old question was asked, nothing above a fresh one."""
    return (ask.say.text("asked-at", at=ask.real_now - _age(heard)),) if _age(heard) > OLD_WRITE else ()


def asked_again(ask: Ask, heard: Heard) -> PublicReply:
    """Ask whether it is still wanted, with the words in a button; words that no button carries are to be said again."""
    words, at = " ".join(heard.text.split()), ask.real_now - _age(heard)
    if len(words.encode("utf-8", "replace")) > _BUTTON_BYTES or tame(words, _BUTTON_BYTES) != words:
        return PublicReply((ask.say.text("asked-long-ago", Part.ANSWER, at=at),))
    again = Button(ask.say.line("button-again"), words)
    return PublicReply((ask.say.text("asked-again", Part.ANSWER, at=at),), (again,))


def too_old(ask: Ask) -> PublicReply:
    """One line for all that was asked before the last hour."""
    return PublicReply((ask.say.text("asked-long-ago", Part.ANSWER, at=ask.real_now - OLD_READ),))


def _age(heard: Heard) -> timedelta:
    return timedelta(seconds=heard.asked_s)
