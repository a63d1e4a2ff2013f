"""demo — a chat in this terminal with a simulated market."""

import io
import logging
import os
import sys
from argparse import ArgumentParser
from typing import TYPE_CHECKING

from adapters.cli.call import MISUSED, OK, Call, HungUp, Refusal
from adapters.cli.opening import opened, sole_service
from adapters.cli.run import stopped
from adapters.cli.stopping import stop_asked, unless_asked
from adapters.settings import MarketKind

if TYPE_CHECKING:
    from adapters.cli.application import Application

# Records of every job would run through the conversation.
DEFAULTS = {"market": "simulated", "data_dir": "data/demo", "log_level": "warning"}


def declare(parser: ArgumentParser) -> None:
    """The demo has no options but the settings."""


async def answer(call: Call) -> int:
    """Chat until the person leaves, or standard input ends."""
    if call.settings.market.kind is MarketKind.LIVE:
        raise Refusal(MISUSED, "demo has no live market: run_bot.py run is for that. Example: --market simulated")
    with sole_service(call.settings):
        async with stop_asked() as asked, opened(call, service=True) as application:
            try:
                finished = await unless_asked(asked, _chat(application))
            finally:
                await stopped(application)
    if not finished:
        _leave()
    return OK


async def _chat(application: "Application") -> None:
    if isinstance(sys.stdout, io.TextIOWrapper):
        # Who talks through a pipe waits for each answer; what their encoding lacks becomes "?".
        sys.stdout.reconfigure(line_buffering=True, errors="replace")
    await application.start()
    head = f"Candlewick · {application.mode()} · help says what I can do, quit leaves"
    try:
        await application.terminal.chat(application.door, head)
    except BrokenPipeError:
        raise HungUp from None


def _leave() -> None:
    """End at once: the thread that reads the keyboard cannot be woken, and all is closed."""
    logging.shutdown()
    sys.stdout.flush()
    os._exit(OK)
