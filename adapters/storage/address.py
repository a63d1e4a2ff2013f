"""Which database: what people write, turned into what our drivers take."""

from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from core.kernel.errors import UnknownName

_EXAMPLE = "postgresql://user@host/candlewick"
_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}


def sqlite_address(file: Path) -> str:
    """Return the address of an embedded database in `file`."""
    return URL.create("sqlite", database=str(file)).render_as_string(hide_password=False)


def driver_url(address: str) -> URL:
    """Return `address` (sqlite:///file, postgresql://user@host/name, with or without a driver) for our drivers.

    Raises
    ------
    UnknownName
        If it is no address, or of a database that we cannot use. The password is never in the error.
    """
    try:
        url = make_url(address)
    except (ArgumentError, ValueError) as error:
        raise UnknownName("database", address.partition(":")[0][:40], ("sqlite", "postgresql"), _EXAMPLE) from error
    driver = _DRIVERS.get(url.get_backend_name())
    if driver is None or (driver.startswith("sqlite") and url.database in {None, "", ":memory:"}):
        # In memory every connection would see a database of its own.
        raise UnknownName("database", url.drivername, ("sqlite", "postgresql"), _EXAMPLE)
    return _as_asyncpg_says(url.set(drivername=driver))


def _as_asyncpg_says(url: URL) -> URL:
    """Addresses that hosts hand out are written for libpq, which calls two things otherwise or does not need them."""
    query = dict(url.query)
    if "sslmode" in query:
        query["ssl"] = query.pop("sslmode")
    query.pop("channel_binding", None)
    return url.set(query=query)
