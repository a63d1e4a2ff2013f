"""A figure as programs read it: `say --json` and webhooks say it in the same words."""

from datetime import UTC, datetime

from core.kernel.figures import Figure, written

_OPTIONAL = ("window", "level", "horizon", "account")


def facts_of(figure: Figure) -> dict[str, object]:
    """Return a figure as JSON-ready values; its value is a decimal string."""
    facts: dict[str, object] = {
        "name": figure.name.value,
        "of": figure.of,
        "value": written(figure.value),
        "unit": figure.unit,
        "source": figure.origin.source,
        "at": instant(figure.origin.at),
        "stale": figure.origin.stale,
    }
    said = {name: getattr(figure, name) for name in _OPTIONAL}
    return facts | {name: value for name, value in said.items() if value is not None}


def instant(at: datetime) -> str:
    """Return an instant in UTC with a Z, to the second or, where it has a fraction, to the millisecond."""
    utc = at.astimezone(UTC)
    precision = "milliseconds" if utc.microsecond else "seconds"
    return utc.isoformat(timespec=precision).replace("+00:00", "Z")
