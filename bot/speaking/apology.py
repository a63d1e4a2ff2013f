"""Apologies: an error's facts into what was wrong · the nearest valid form · one example, with buttons that mend it."""

import re
from collections.abc import Iterator, Sequence

from bot.speaking.plain import tame
from bot.speaking.reply import Block, Button, Part, Text
from bot.speaking.say import LANGUAGE_NAMES, Age, Say
from core.kernel.errors import (
    CandlewickError,
    Defect,
    Missing,
    Mistake,
    NotAllowed,
    OverBudget,
    Stale,
    Unavailable,
    Unsaid,
)

# Shown when the error brings no example of its own; commands are English in every language. One for each kind of word
# that can be wrong or missing: nobody is left without a line that works.
EXAMPLES = {
    "action": "help",
    "address": "notify email ana@example.com",
    "alert": "alerts",
    "alert-button": "alerts",
    "alert-choice": "alerts",
    "alert-true": "alert btc < 60k",
    "amount": "convert 250 eur to eth",
    "bracket": "alert (btc < 50k or eth < 2k) and sol < 100",
    "brackets": "alert (btc < 50k or eth < 2k) and sol < 100",
    "by": "alert usdt off 1 by 0.5%",
    "clash": "alert btc < 60k every 4h",
    "code": "link",
    "coin": "price btc",
    "coin-choice": "price btc",
    "command": "help",
    "conditions": "alert btc < 60k",
    "count": "top losers 24h 10",
    "currency": "price btc in eur",
    "date": "alert btc < 60k until 31 dec",
    "days": "digest 08:00 weekdays watch",
    "direction": "top losers 24h 10",
    "draft": "alert btc < 60k",
    "draft-button": "price btc",
    "event": "notify webhook events alert price",
    "forecast": "alert forecast btc 24h excludes 60k",
    "history": "30d",
    "horizon": "forecast btc 7d",
    "hours": "quiet 23:00-07:00",
    "indicator": "chart sol 4h 30d rsi",
    "interval": "chart sol 4h 30d",
    "interval-fit": "chart sol 4h 30d",
    "language": "settings language de",
    "lasting": "alert btc < 60k for 10m",
    "link": "link",
    "link-door": "unlink discord",
    "message": "price btc",
    "model": "forecast models",
    "multiple": "alert btc volume 1h > 3x",
    "note": "alert btc < 60k note look again",
    "operator": "alert btc < 60k",
    "option": "settings language de",
    "other": "help",
    "pair": "price btc/usdt",
    "pair-choice": "price btc/usdt",
    "part": "digest 08:00 watch",
    "past-date": "alert btc < 60k until 31 dec",
    "percent": "alert btc -5% 1h",
    "person": "admin users",
    "place": "alert btc < 60k to here",
    "portfolio": "digest 08:00 watch",
    "room": "room alerts",
    "rule": "alert btc < 60k",
    "second-currency": "price btc in eur",
    "sign-choice": "alert btc -5% 1h",
    "sink": "notify email ana@example.com",
    "switch": "settings plain on",
    "tendency": "alert market shift",
    "theme": "settings theme dark",
    "time": "digest 08:00 weekdays watch",
    "topic": "help market",
    "twice": "alert btc < 60k every 4h",
    "venue": "price btc at kraken",
    "window": "top losers 24h",
    "word": "help",
    "zone": "settings zone Europe/Berlin",
}

# What fits where too much was asked for; what is new later says when instead.
FITTING = {
    "alerts": "alerts",
    "charts": "chart btc eth",
    "forecasts": "forecast top",
    "panels": "chart sol 4h rsi macd",
    "watchlist": "watch list",
}

# Sent in lower case when that is how the person writes.
_CASELESS = frozenset({"coin", "coin-choice", "pair", "pair-choice", "currency"})

LONGEST_LABEL = 14
# A longer message is nobody's slip of the finger, and a button repeats all of it.
LONGEST_SENT = 128
MOST_CHOICES = 3
# What was not said has as many answers as its error names.
MOST_OFFERED = 5
MOST_GIVEN = 40


def apologise(error: CandlewickError, say: Say, said: str = "") -> tuple[tuple[Block, ...], tuple[Button, ...]]:
    """Return what to show for `error`, and buttons that send `said` again with the wrong word mended."""
    buttons = _buttons(error, said) if isinstance(error, Mistake) else ()
    lead, *rest = (sentence for sentence in _sentences(error, say, buttons) if sentence)
    block = Text(lead, "".join(f" {sentence}" for sentence in rest), Part.ANSWER)
    return (block,), buttons


def sentence(error: CandlewickError, say: Say) -> str:
    """Return what was wrong as it stands within another answer."""
    return " ".join(filter(None, _sentences(error, say)))


def _sentences(error: CandlewickError, say: Say, mending: Sequence[Button] = ()) -> Iterator[str]:
    match error:
        case NotAllowed():
            yield say.line(_key(say, "not-allowed", error.what), given=error.given)
            if error.example:
                yield say.line("try-instead", example=error.example)
        case OverBudget():
            yield from _over_budget(error, say)
        case Mistake():
            yield from _mistake(error, say, mending)
        case Unavailable():
            yield from _unavailable(error, say)
        case Unsaid():
            yield from _two_parts(
                say.text(_key(say, "unsaid", error.reason), Part.ANSWER, door=say.source_name(error.door))
            )
        case Defect():
            yield from _two_parts(say.text("defect", Part.ANSWER, reference=error.reference))
        case _:
            raise TypeError(f"no words for {error!r}") from error


def _mistake(error: Mistake, say: Say, mending: Sequence[Button]) -> Iterator[str]:
    given = tame(error.given, MOST_GIVEN)
    # A wrong code is not repeated to whoever tries codes; any other empty word is one that was not said.
    kind = "unknown" if not isinstance(error, Missing) and (given or error.what == "code") else "missing"
    nearest = [tame(word, MOST_GIVEN) for word in error.nearest[:MOST_CHOICES]]
    yield say.line(_key(say, kind, error.what), given=given, nearest=nearest)
    if nearest and error.what.endswith("-choice"):
        yield say.line("which-one", nearest=say.either(nearest))
    elif nearest and kind == "unknown" and error.what not in ("message", "length"):
        yield say.line("did-you-mean", nearest=say.either(nearest))
    # Between two things of one name, the line itself with one of them is the best example.
    mended = mending[0].sends if mending and error.what.endswith("-choice") else ""
    example = error.example or mended or EXAMPLES.get(error.what, EXAMPLES["other"])
    yield say.line("example", example=tame(example, LONGEST_SENT))


def _over_budget(error: OverBudget, say: Say) -> Iterator[str]:
    yield from _two_parts(say.text(_key(say, "over-budget", error.what), Part.ANSWER, given=error.given))
    if error.until is not None:
        yield say.line("over-budget-until", until=error.until)
    if error.what == "questions":
        yield say.line("try-instead", example=EXAMPLES["coin"])
    elif error.what in FITTING:
        yield say.line("example", example=FITTING[error.what])


def _unavailable(error: Unavailable, say: Say) -> Iterator[str]:
    source = say.source_name(error.source)
    if isinstance(error, Stale):
        yield say.line("stale", mark=say.mark("STALE"), source=source, age=Age(error.at))
        return
    key = f"unavailable-{error.reason}"
    yield say.line(key if say.has(key) else "unavailable-network", source=source)
    if error.retry_after is not None:
        yield say.line("unavailable-retry", wait=error.retry_after)


def _two_parts(text: Text) -> Iterator[str]:
    yield text.lead
    yield text.rest.strip()


def _key(say: Say, kind: str, what: str) -> str:
    key = f"{kind}-{what}"
    return key if say.has(key) else f"{kind}-other"


def _buttons(error: Mistake, said: str) -> tuple[Button, ...]:
    if not said or len(said) > LONGEST_SENT:
        return ()
    choices = error.nearest[: MOST_CHOICES if error.given else MOST_OFFERED]
    mended = ((choice, _mended(said, error, choice)) for choice in choices)
    names = LANGUAGE_NAMES if error.what == "language" else {}
    return tuple(
        Button(names.get(choice) or _label(choice, choices), sends) for choice, sends in mended if sends is not None
    )


def _mended(said: str, error: Mistake, choice: str) -> str | None:
    """Return `said` with the word that was wrong replaced, or with the missing one behind it; None when it is not
    there to be replaced."""
    line = " ".join(said.split())
    if not error.given:
        return f"{line} {choice}" if isinstance(error, Missing) else None
    slash = "/" if error.given.startswith("/") and not choice.startswith("/") else ""
    if error.given.islower() and error.what in _CASELESS:
        choice = choice.lower()
    wrong = re.compile(rf"(?<!\w){re.escape(error.given)}(?!\w)", re.IGNORECASE)
    mended, count = wrong.subn(lambda _: slash + choice, line, count=1)
    return mended if count else None


def _label(choice: str, choices: Sequence[str]) -> str:
    """Return at most 14 characters that tell this choice from the others: a zone's city, else its beginning."""
    if len(choice) <= LONGEST_LABEL:
        return choice
    last = choice.rsplit("/", maxsplit=1)[-1].replace("_", " ")
    words = last if sum(c.endswith(choice.rsplit("/", maxsplit=1)[-1]) for c in choices) == 1 else choice
    return words if len(words) <= LONGEST_LABEL else words[: LONGEST_LABEL - 1] + "…"
