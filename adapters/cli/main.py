"""Reads the command line, then the settings, then runs one sub-command.

Nothing heavy is imported before it is needed: help needs no settings, and bad settings need nothing else.
"""

import importlib
import io
import logging
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import nullcontext, redirect_stdout
from typing import TYPE_CHECKING, Protocol

from adapters.cli.call import INTERRUPTED, MISUSED, OK, UNABLE, Call, Console, HungUp, Refusal

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from adapters.cli.application import Assemble

COMMANDS = {
    "run": "the real thing: live venues, and every door whose token is set",
    "demo": "a chat in this terminal with a simulated market; nothing else is needed",
    "say": "say one message, or a conversation from standard input, and print the answers",
    "check": "look at settings, tokens, venues, clock and database, and say how to mend each",
    "migrate": "bring the database to the newest revision, or show it",
    "replay-alerts": "print what alert rules would have told over recorded candles",
    "evaluate": "score forecasts of the past, made as they would have been then, over recorded candles",
    "train": "train a model of forecasts and let it serve if it is better",
    "backfill": "fetch the history that the settings ask for",
    "reset": "empty the data directory, after a typed confirmation",
    "owner-code": "print a one-time code; who sends it to the bot in private is the owner",
}
_HELP = ("-h", "--help", "help")


class Command(Protocol):
    """A sub-command's module."""

    DEFAULTS: Mapping[str, str]
    """Settings that are otherwise here when nobody gave them."""

    def declare(self, parser: "ArgumentParser") -> None:
        """Add the command's own options."""

    async def answer(self, call: Call) -> int:
        """Do it and return the exit status."""


def main(
    argv: Sequence[str],
    assemble: "Assemble",
    console: Console | None = None,
    environ: Mapping[str, str] | None = None,
) -> int:
    """Run one sub-command and return the exit status: 0 done, 2 bad settings or arguments, 3 it could not be done."""
    if not argv or argv[0] in _HELP:
        print(_overview())
        return OK if argv else MISUSED
    if argv[0] not in COMMANDS:
        _tell(_no_such_command(argv[0]))
        return MISUSED
    # What this process writes is for its owner's eyes.
    os.umask(0o077)
    try:
        return _run(argv[0], argv[1:], assemble, console or _own_console(), os.environ if environ is None else environ)
    except Refusal as refusal:
        _tell(refusal.sentence)
        return refusal.code
    except KeyboardInterrupt:
        return INTERRUPTED


def _run(name: str, words: Sequence[str], assemble: "Assemble", console: Console, environ: Mapping[str, str]) -> int:
    from adapters.cli.flags import parse
    from adapters.log import configure

    command: Command = importlib.import_module(f"adapters.cli.{name.replace('-', '_')}")
    settings, options = parse(name, COMMANDS[name], command, words, environ)
    redacted = configure(settings.log_level, settings.secrets())
    call = Call(settings, options, console, assemble, redacted.in_prose)
    # Libraries that print do so where it does no harm; answers go out by `console`.
    with redirect_stdout(sys.stderr) if name != "demo" else nullcontext():
        return _answered(command, call)


def _answered(command: Command, call: Call) -> int:
    import asyncio

    from adapters.cli.sorry import sentence
    from adapters.log import loop_failed
    from adapters.settings import SettingsMistake
    from core.kernel.errors import CandlewickError, Mistake

    async def answer() -> int:
        asyncio.get_running_loop().set_exception_handler(loop_failed)
        return await command.answer(call)

    try:
        return asyncio.run(answer())
    except HungUp:
        _close_quietly()
        return OK
    except SettingsMistake as mistake:
        raise Refusal(MISUSED, call.redacted(str(mistake))) from None
    except CandlewickError as error:
        code = MISUSED if isinstance(error, Mistake) else UNABLE
        raise Refusal(code, call.redacted(sentence(error, call.settings))) from None
    except (Refusal, KeyboardInterrupt):
        raise
    except Exception:
        # The outermost edge: the trace is logged, redacted, and scripts get the status that means "not handled".
        logging.getLogger("candlewick").exception("a defect ended the command")
        return UNABLE


def _overview() -> str:
    width = max(map(len, COMMANDS))
    commands = "\n".join(f"  {name:<{width}}  {purpose}" for name, purpose in COMMANDS.items())
    return (
        "usage: run_bot.py COMMAND [options]\n\n"
        "A self-hosted market desk that lives in your chat.\n\n"
        f"commands:\n{commands}\n\n"
        "`run_bot.py COMMAND --help` lists its options and every setting."
    )


def _no_such_command(given: str) -> str:
    from adapters.settings.problems import nearest, quoted

    (closest,) = nearest(given, tuple(COMMANDS))
    return f"{quoted(given)} is no command. Did you mean {closest}? Example: run_bot.py {closest}"


def _own_console() -> Console:
    try:
        # Not sys.stdin: a thread that waits in it would hold its lock when the process ends.
        stdin: io.BufferedReader | io.BytesIO = open(0, "rb", closefd=False)  # noqa: SIM115
    except OSError:
        stdin = io.BytesIO()
    if sys.stdout is None:
        raise Refusal(UNABLE, "There is no standard output to answer to.")
    return Console(stdin, sys.stdout.buffer)


def _close_quietly() -> None:
    """Give standard output somewhere to flush to, or the interpreter complains at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)


def _tell(sentence: str) -> None:
    from adapters.log import Redactor

    print(Redactor().in_prose(sentence), file=sys.stderr, flush=True)
