"""Instants as flags give them."""

from datetime import UTC, datetime

from adapters.cli.call import MISUSED, Refusal
from core.market.model import to_ms

# Instants that every time zone can write down.
_FIRST, _LAST = datetime(1, 1, 3, tzinfo=UTC), datetime(9999, 12, 29, tzinfo=UTC)


def instant(flag: str, text: str, example: str) -> int | None:
    """Return the instant (ms) that was given, UTC unless it says otherwise; None for nothing.

    Raises Refusal, which shows `example`.
    """
    if not text:
        return None
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError:
        raise Refusal(MISUSED, f'{flag}: "{text}" is no date. Example: {flag} {example}') from None
    at = at if at.tzinfo is not None else at.replace(tzinfo=UTC)
    if not _FIRST <= at <= _LAST:
        raise Refusal(MISUSED, f'{flag}: "{text}" is too far away. Example: {flag} {example}')
    return to_ms(at)
