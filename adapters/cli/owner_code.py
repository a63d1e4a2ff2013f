"""owner-code — a one-time code; who sends it to the bot in private is the owner."""

from argparse import ArgumentParser

from adapters.cli.call import OK, Call
from adapters.cli.opening import opened
from core.people.model import CodePurpose
from core.people.register import CODE_LIFE, WRONG_TRIES

DEFAULTS = {"log_level": "warning"}


def declare(parser: ArgumentParser) -> None:
    """A code needs no options but the settings."""


async def answer(call: Call) -> int:
    """Print the code alone on its line."""
    async with opened(call) as application:
        code = await application.register.make_code(CodePurpose.OWNER, by=None)
    call.say(code)
    minutes = int(CODE_LIFE.total_seconds()) // 60
    call.tell(f"Send it to the bot in a private chat within {minutes} minutes; {WRONG_TRIES} wrong tries end it.")
    return OK
