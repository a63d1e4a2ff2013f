"""Hash-chained records: whoever edits, removes or reorders one breaks the chain at that place.

What a chain alone cannot show is that its newest entries were cut off.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

BEGINNING = "0" * 64


@dataclass(frozen=True, slots=True)
class Linked:
    """One record of a chain: what it says, the hash of the record before it, and its own (hex SHA-256)."""

    fields: tuple[str | int | None, ...]
    previous: str
    hash: str


def link(previous: str, fields: Sequence[str | int | None]) -> str:
    """Return the hash (64 hex digits) of a record that follows the one with hash `previous`.

    Fields are written as a JSON array, so that ("ab", "c") and ("a", "bc") differ.
    """
    written = json.dumps([previous, *fields], separators=(",", ":"))
    return hashlib.sha256(written.encode("ascii")).hexdigest()


def first_broken(entries: Iterable[Linked], previous: str = BEGINNING) -> int | None:
    """Return the position (from 0) of the first entry that does not fit, None when all do.

    `previous` is the hash that the first entry must follow.
    """
    for position, entry in enumerate(entries):
        if entry.previous != previous or entry.hash != link(previous, entry.fields):
            return position
        previous = entry.hash
    return None
