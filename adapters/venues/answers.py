"""Answers that are none, and what a venue says in the head of one."""

import email.utils
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

# What ccxt's parsers raise on an answer of another shape than they expect.
MISSHAPEN: Final = (TypeError, KeyError, IndexError, ValueError, AttributeError, ArithmeticError, RecursionError)
LONGEST_PAUSE: Final = timedelta(days=7)


class Throttled(Exception):
    """Status 429 or 418; `retry_after` as the venue said, None when it did not."""

    def __init__(self, retry_after: timedelta | None) -> None:
        super().__init__(retry_after)
        self.retry_after = retry_after


class Refused(Exception):
    """Another status of the 400s, with a body that ccxt makes nothing of."""


class Garbled(Exception):
    """An answer came, but it is none."""


def retry_after(headers: Mapping[str, str]) -> timedelta | None:
    """Return what a Retry-After header says, in seconds or as a date against the Date of the same answer."""
    named = {name.lower(): text for name, text in headers.items()}
    said = named.get("retry-after", "").strip()
    if said.isdecimal():
        return min(timedelta(seconds=int(said[:9])), LONGEST_PAUSE)
    until, answered = http_date(said), http_date(named.get("date", ""))
    return max(until - answered, timedelta(0)) if until and answered else None


def http_date(text: str) -> datetime | None:
    """Return the instant that an HTTP date names, None for what is no date."""
    try:
        at = email.utils.parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
