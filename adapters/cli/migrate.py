"""migrate — brings the database to the newest revision, or shows what is in it."""

from argparse import ArgumentParser

from adapters.cli.call import OK, Call
from adapters.cli.opening import make_folder, sole_service
from adapters.settings import Settings

DEFAULTS = {"log_level": "warning"}


def declare(parser: ArgumentParser) -> None:
    """Add whether to look only."""
    parser.add_argument(
        "--show", action="store_true", default=False, help="print revision, tables and row counts; change nothing"
    )


async def answer(call: Call) -> int:
    """Migrate while no service runs, or look."""
    from adapters.storage.migrate import upgrade

    if call.options.show:
        return await _show(call)
    with sole_service(call.settings):
        call.tell("Migrating…")
        call.say(f"revision {await upgrade(address(call.settings))}")
    return OK


def address(settings: Settings) -> str:
    """Return the address of the database that the settings name."""
    from adapters.storage.address import sqlite_address

    if settings.database_url is None:
        return sqlite_address(settings.database_file)
    return settings.database_url.get_secret_value()


async def _show(call: Call) -> int:
    from adapters.storage.migrate import show

    make_folder(call.settings)
    shown = await show(address(call.settings))
    newest = "the newest" if shown.revision == shown.head else f"the newest is {shown.head}"
    call.say(f"revision {shown.revision or 'none'} ({newest})")
    width = max((len(name) for name, _ in shown.tables), default=0)
    for name, rows in shown.tables:
        call.say(f"{name:<{width}}  {rows}")
    return OK
