"""The file itself is whole."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from tests.simulator.invariants.base import Invariant


class Storage(Invariant):
    """Asks SQLite what it finds wrong with its file."""

    def over(self, file: Path, until_ms: int) -> Iterator[str]:
        with closing(sqlite3.connect(file)) as database:
            for (found,) in database.execute("PRAGMA integrity_check"):
                if found != "ok":
                    yield f"the file is damaged: {found}"
