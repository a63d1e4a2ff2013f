"""train — trains a model of forecasts in a process of its own, and lets it serve if it is better."""

from argparse import ArgumentParser

from adapters.cli.call import OK, UNABLE, Call, Refusal
from adapters.cli.opening import opened
from core.kernel.errors import NotAllowed

DEFAULTS = {"log_level": "warning"}


def declare(parser: ArgumentParser) -> None:
    """Add which candles it learns from, and how much of it."""
    parser.add_argument("--lane", choices=("daily", "hourly"), default="daily", help="candles to learn from (daily)")
    parser.add_argument("--quick", action="store_true", default=False, help="only members that are trained in seconds")


async def answer(call: Call) -> int:
    """Train, telling how far it is; what serves goes on serving if that does not end well."""
    async with opened(call) as application:
        try:
            became = await application.train(call.options.lane, call.options.quick, call.tell)
        except NotAllowed:
            raise Refusal(UNABLE, "Another process is training a model; wait until it ends.") from None
    call.say(became)
    return OK
