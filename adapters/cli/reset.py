"""reset — empties the data directory, after a typed confirmation."""

import asyncio
import shutil
from argparse import ArgumentParser
from pathlib import Path

from adapters.cli.call import OK, UNABLE, Call, Refusal
from adapters.cli.lines import lines
from adapters.cli.opening import sole_service
from adapters.lock import FILE as LOCK

DEFAULTS = {"log_level": "warning"}
# What tells a data directory of ours from somebody's home.
_OURS = ("candlewick.db", "master.key", LOCK)


def declare(parser: ArgumentParser) -> None:
    """The confirmation is typed, never an option."""


async def answer(call: Call) -> int:
    """Ask for the folder's name, then empty it."""
    folder = call.settings.data_dir
    if not folder.is_dir() or not any(folder.iterdir()):
        call.tell(f"{folder} is empty.")
        return OK
    if not any((folder / name).exists() for name in _OURS):
        raise Refusal(UNABLE, f"{folder} does not look like a data directory of ours; nothing was deleted.")
    with sole_service(call.settings):
        call.tell(f"This deletes everything in {folder}: candles, people, keys. There is no way back.")
        if not call.settings.is_embedded:
            call.tell("The PostgreSQL database is not in there and stays as it is.")
        call.tell(f"Type the name of the data directory ({folder.name}) to go on:")
        if await _typed(call) not in (folder.name, str(folder)):
            raise Refusal(UNABLE, "That is not its name; nothing was deleted.")
        await asyncio.to_thread(_empty, folder)
    call.tell(f"{folder} is empty.")
    return OK


async def _typed(call: Call) -> str:
    async for line in lines(call.console.stdin):
        return line.strip()
    return ""


def _empty(folder: Path) -> None:
    # The lock goes last: until then no service starts on what is left.
    for path in sorted(folder.iterdir(), key=lambda path: path.name == LOCK):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
