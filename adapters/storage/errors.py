"""A database's errors in our words, told apart by type and code, never by message."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from core.kernel.errors import CandlewickError, Defect, Unavailable

DATABASE = "database"

_SQLITE_REASONS = {
    sqlite3.SQLITE_BUSY: "busy",
    sqlite3.SQLITE_LOCKED: "busy",
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_READONLY: "read-only",
    sqlite3.SQLITE_PERM: "read-only",
    sqlite3.SQLITE_IOERR: "broken",
    sqlite3.SQLITE_CANTOPEN: "broken",
    sqlite3.SQLITE_CORRUPT: "garbled",
    sqlite3.SQLITE_NOTADB: "garbled",
}

# SQLSTATE, the longest that fits: https://www.postgresql.org/docs/current/errcodes-appendix.html
_POSTGRES_REASONS = {
    "08": "network",
    "28": "rejected",  # user or password
    "3D": "rejected",  # no such database
    "25006": "read-only",
    "40001": "busy",
    "40P01": "busy",
    "53": "busy",
    "53100": "full",
    "55P03": "busy",
    "57": "network",  # shut down, starting up
    "57014": "timeout",
    "58": "broken",
    "XX001": "garbled",
    "XX002": "garbled",
}


@contextmanager
def translated() -> Iterator[None]:
    """Let the database's errors leave as ours.

    Raises
    ------
    Unavailable
        From "database", when waiting or mending the machine helps: busy (locked), network, timeout, full, read-only,
        broken (input or output failed), garbled (damaged, or no database of ours), rejected (by the server's rights).
    Defect
        For everything else: a constraint broken, a statement that does not fit the tables.
    """
    try:
        yield
    except DBAPIError as error:
        raise ours(error.orig, error.connection_invalidated) from error
    except sqlite3.Error as error:
        raise ours(error, was_cut=False) from error
    except (PoolTimeout, TimeoutError) as error:
        raise Unavailable(DATABASE, "timeout") from error
    except OSError as error:
        raise Unavailable(DATABASE, "network") from error
    except SQLAlchemyError as error:
        raise Defect(DATABASE) from error


def ours(cause: BaseException | None, was_cut: bool) -> CandlewickError:
    """Return a driver's error as one of ours; `was_cut` when the connection is gone with it."""
    reason = _reason(cause) or ("network" if was_cut else None)
    return Defect(DATABASE) if reason is None else Unavailable(DATABASE, reason)


def _reason(cause: BaseException | None) -> str | None:
    extended = getattr(cause, "sqlite_errorcode", None)
    if isinstance(extended, int):
        return _SQLITE_REASONS.get(extended & 0xFF)
    state = getattr(cause, "sqlstate", None)
    if isinstance(state, str):
        return _POSTGRES_REASONS.get(state) or _POSTGRES_REASONS.get(state[:2])
    return None
