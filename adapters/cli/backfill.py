"""backfill — fetches the history that the settings ask for."""

from argparse import ArgumentParser

from adapters.cli.call import OK, Call
from adapters.cli.opening import opened

DEFAULTS = {"log_level": "warning"}


def declare(parser: ArgumentParser) -> None:
    """What is fetched is set: --coins, --intervals, --history."""


async def answer(call: Call) -> int:
    """Fetch, telling of each series on the way."""
    async with opened(call) as application:
        stored = await application.backfill(call.tell)
    call.say(f"{stored} candles stored")
    return OK
