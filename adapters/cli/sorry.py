"""Errors that end a command, as sentences for who runs it."""

from adapters.settings import MarketKind, Settings
from core.kernel.errors import CandlewickError, Defect, Mistake, Unavailable

_REASONS = {
    "network": "cannot be reached",
    "timeout": "does not answer in time",
    "busy": "is busy",
    "garbled": "answers with something unreadable, or is damaged",
    "rejected": "rejects our name or password",
    "full": "has no space left",
    "read-only": "cannot be written",
    "broken": "cannot be read or written",
    "stale": "answers with old data only",
    "none": "has nothing for us",
}


def sentence(error: CandlewickError, settings: Settings) -> str:
    """Return what happened and the way out."""
    match error:
        case Mistake(what="market"):
            return _other_market(error, settings)
        case Mistake(what="market-start"):
            outside = f'"{error.given}" is outside this replay, which covers {" to ".join(error.nearest)}.'
            return f"--market-start: {outside} Example: --market-start {error.nearest[0]}"
        case Mistake():
            return _mistake(error)
        case Unavailable():
            return (
                f"{error.source}: it {because(error)}. `run_bot.py check` looks at everything and says how to mend it."
            )
        case Defect():
            return f"A defect ended the command; the log above says more (reference {error.reference})."
        case _:
            return f"It could not be done ({error.kind})."


def because(error: Unavailable) -> str:
    """Return what is the matter, after its name or "it"."""
    return _REASONS.get(error.reason, "cannot be used")


def _mistake(error: Mistake) -> str:
    given = f' "{error.given}"' if error.given else ""
    meant = f" Did you mean {' or '.join(error.nearest)}?" if error.nearest else ""
    example = f" Example: {error.example}" if error.example else ""
    return f"{error.what}:{given} does not fit here.{meant}{example}"


def _other_market(error: Mistake, settings: Settings) -> str:
    held = error.nearest[0] if error.nearest else "another market"
    kind = held.partition(":")[0]
    again = (
        f"--market {kind}"
        if kind != MarketKind.REPLAY
        else f"--market {kind}:FOLDER (that of {held.partition(':')[2]})"
    )
    return (
        f"{settings.data_dir} belongs to another kind of market: it holds {held}, and {error.given} was asked for. "
        f"Use {again}, or another folder (--data-dir data/{error.given.partition(':')[0]}), "
        f"or empty this one (run_bot.py reset --data-dir {settings.data_dir})."
    )
