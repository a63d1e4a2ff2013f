"""run — the service: collects, watches, answers at every door, until it is told to stop."""

import asyncio
import logging
from argparse import ArgumentParser
from typing import TYPE_CHECKING

from adapters.cli.call import OK, Call
from adapters.cli.opening import opened, sole_service
from adapters.cli.stopping import stop_asked, unless_asked

if TYPE_CHECKING:
    from adapters.cli.application import Application

DEFAULTS: dict[str, str] = {}
STOP_WITHIN_S = 10.0

log = logging.getLogger("candlewick")


def declare(parser: ArgumentParser) -> None:
    """The service has no options but the settings."""


async def answer(call: Call) -> int:
    """Serve until SIGTERM or SIGINT."""
    with sole_service(call.settings):
        async with stop_asked() as asked, opened(call, service=True) as application:
            try:
                if await unless_asked(asked, application.start()):
                    log.info("ready; stop with Ctrl-C or SIGTERM")
                    await asked.wait()
            finally:
                await stopped(application)
    return OK


async def stopped(application: "Application") -> None:
    """Stop in time, come what may: a container is killed soon after."""
    log.info("stopping")
    try:
        async with asyncio.timeout(STOP_WITHIN_S):
            await application.stop(STOP_WITHIN_S - 1)
    except TimeoutError:
        log.error("something did not stop within %s s; it is done again at the next start", STOP_WITHIN_S)  # noqa: TRY400
