"""What people write for a setting, read into values.

Every reader takes text, or a value of the right type as it is, and raises `Misfit`, which never holds the text.
"""

import base64
import binascii
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

VENUES = ("binance", "kraken", "coinbase", "kucoin")
INTERVALS = ("1m", "1h", "1d")
HISTORY: Mapping[str, timedelta | None] = {"1m": timedelta(days=14), "1h": timedelta(days=3 * 365), "1d": None}
LOG_LEVELS = ("debug", "info", "warning", "error")
_UNITS = {"m": 1, "h": 60, "d": 1440, "w": 7 * 1440, "y": 365 * 1440}  # in minutes
_DURATION = re.compile(r"([1-9]\d{0,5})([mhdwy])")
_TICKER = re.compile(r"[A-Z0-9][A-Z0-9-]{0,39}")
_MAILBOX = re.compile(r"(?:[^<>@\r\n\"]{0,60}<)?[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}>?", re.ASCII)
_KEY_BYTES = 32
FASTEST = 100_000  # a day and four hours of market in a real second


class Misfit(ValueError):
    """`wrong` is a clause that follows the value ("is no number"); `nearest` what may have been meant."""

    def __init__(self, wrong: str, given: str = "", valid: Sequence[str] = ()) -> None:
        super().__init__(wrong)
        self.wrong, self.given, self.valid = wrong, given, tuple(valid)


class Access(StrEnum):
    """Whom we talk to: `INVITED` the owner and invited people, `OPEN` everybody."""

    INVITED = "invited"
    OPEN = "open"


class SmsProvider(StrEnum):
    """Who sends text messages."""

    TWILIO = "twilio"
    SNS = "sns"


class MarketKind(StrEnum):
    """Where prices come from."""

    LIVE = "live"
    SIMULATED = "simulated"
    REPLAY = "replay"


@dataclass(frozen=True, slots=True)
class Market:
    """Where prices come from; a replay reads Parquet candles below `folder`."""

    kind: MarketKind
    folder: Path | None = None

    def __str__(self) -> str:
        return self.kind if self.folder is None else f"{self.kind}:{self.folder}"


def market(value: object) -> object:
    """Read live, simulated or replay:FOLDER."""
    if not isinstance(value, str):
        return value
    kind, colon, folder = value.strip().partition(":")
    if kind.lower() == MarketKind.REPLAY and folder.strip():
        return Market(MarketKind.REPLAY, _existing(folder.strip()))
    if kind.lower() in (MarketKind.LIVE, MarketKind.SIMULATED) and not colon:
        return Market(MarketKind(kind.lower()))
    if kind.lower() == MarketKind.REPLAY:
        raise Misfit("does not say which folder", kind, ("replay:FOLDER",))
    valid = (MarketKind.LIVE.value, MarketKind.SIMULATED.value, "replay:FOLDER")
    raise Misfit("is neither live nor simulated nor replay:FOLDER", kind, valid)


def access(value: object) -> object:
    """Read invited or open."""
    return Access(_one_of(value, [each.value for each in Access])) if isinstance(value, str) else value


def sms_provider(value: object) -> object:
    """Read twilio or sns."""
    return SmsProvider(_one_of(value, [each.value for each in SmsProvider])) if isinstance(value, str) else value


def log_level(value: object) -> object:
    return _one_of(value, LOG_LEVELS) if isinstance(value, str) else value


def path(value: object) -> object:
    """Read a folder, absolute from here on."""
    if not isinstance(value, str | Path):
        return value
    try:
        return Path(value).expanduser().absolute()
    except RuntimeError as error:
        raise Misfit("names a person who has no home on this machine") from error


def coins(value: object) -> object:
    """Read tickers or names, separated by commas."""
    if not isinstance(value, str):
        return value
    found = tuple(dict.fromkeys(word.upper() for word in _listed(value)))
    for word in found:
        if not _TICKER.fullmatch(word):
            raise Misfit("is no list of coins separated by commas")
    return found


def intervals(value: object) -> object:
    """Read a list of stored intervals, shortest first whatever their order."""
    if not isinstance(value, str):
        return value
    named = {_one_of(word, INTERVALS) for word in _listed(value)}
    return tuple(each for each in INTERVALS if each in named) or INTERVALS


def venues(value: object) -> object:
    """Read venues in the order of preference."""
    if not isinstance(value, str):
        return value
    return tuple(dict.fromkeys(_one_of(word, VENUES) for word in _listed(value))) or VENUES


def history(value: object) -> object:
    """Read 1m:14d,1h:3y,1d:all; None is all there is, and what is not named stays as it is by default."""
    if not isinstance(value, str):
        return value
    found = dict(HISTORY)
    for part in _listed(value):
        interval, _, length = part.partition(":")
        found[_one_of(interval.strip(), INTERVALS)] = _length(length.strip().lower())
    return found


def instant(value: object) -> object:
    """Read an instant that says its zone: 2021-04-17T12:00Z."""
    if not isinstance(value, str):
        return value
    try:
        at = datetime.fromisoformat(value.strip())
    except ValueError as error:
        raise Misfit("is no instant") from error
    if at.tzinfo is None:
        raise Misfit("does not say its zone (Z is UTC)")
    return at


def positive(value: object) -> object:
    """Read a number above zero."""
    number = _number(value)
    if number is None or not (math.isfinite(number) and number > 0):
        raise Misfit("is no number above 0")
    return number


def speed(value: object) -> object:
    """Read a market's speed: above zero, and so that a market's year is not over in a moment."""
    number = _number(value)
    if number is None or not 0 < number <= FASTEST:
        raise Misfit(f"is no number above 0 and up to {FASTEST:,}")
    return number


def whole(least: int, most: int) -> "Whole":
    """Return a reader of whole numbers from `least` to `most`."""
    return Whole(least, most)


@dataclass(frozen=True, slots=True)
class Whole:
    """Reads a whole number within bounds."""

    least: int
    most: int

    def __call__(self, value: object) -> int:
        number = _number(value)
        if number is None or number != number // 1 or not self.least <= number <= self.most:
            raise Misfit(f"is no whole number from {self.least} to {self.most}")
        return int(number)


def switch(value: object) -> object:
    """Read 1 or 0."""
    if value is None or isinstance(value, bool):
        return value
    word = str(value).strip().lower()
    if word in {"1", "true", "yes", "on"}:
        return True
    if word in {"0", "false", "no", "off"}:
        return False
    raise Misfit("is neither 1 nor 0")


def address(value: object) -> object:
    """Read an http or https address, without a slash at its end."""
    if not isinstance(value, str):
        return value
    text = value.strip()
    try:
        parts = urlsplit(text)
        # Reading the port is what finds a port that is none.
        fits = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError as error:
        raise Misfit("is no address that begins with http:// or https://") from error
    if not fits or any(c.isspace() for c in text) or parts.query or parts.fragment:
        raise Misfit("is no address that begins with http:// or https://")
    return text.rstrip("/")


def smtp_url(text: str) -> SplitResult:
    """Return the parts of a mail server's address."""
    wrong = Misfit("is no address of a mail server: smtp://user:password@host:587 or smtps://…")
    try:
        parts = urlsplit(text.strip())
        fits = parts.scheme in {"smtp", "smtps"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        raise wrong from None
    if not fits or parts.path.strip("/") or parts.query or parts.fragment:
        raise wrong
    return parts


def mailbox(value: object) -> object:
    """Read an e-mail address, with or without a name before it."""
    if isinstance(value, str) and not _MAILBOX.fullmatch(value.strip()):
        raise Misfit("is no sender: Candlewick <candlewick@example.org>")
    return value.strip() if isinstance(value, str) else value


def database_url(text: str) -> str:
    """Read the address of a database."""
    scheme = text.partition("://")[0].partition("+")[0].lower()
    if scheme not in {"postgresql", "postgres", "sqlite"} or "://" not in text:
        raise Misfit("is no address of a database: postgresql://user:password@host/name")
    return text.strip()


def master_key(text: str) -> bytes:
    """Return the 32 bytes that `text` is the base64 of, in either alphabet."""
    try:
        key = base64.b64decode(text.strip().replace("-", "+").replace("_", "/"), validate=True)
    except (binascii.Error, ValueError):
        raise Misfit("is not base64") from None
    if len(key) != _KEY_BYTES:
        raise Misfit(f"is the base64 of {len(key)} bytes, not of {_KEY_BYTES}")
    return key


def _existing(folder: str) -> Path:
    found = path(folder)
    assert isinstance(found, Path)
    if not found.exists():
        raise Misfit("names a folder that does not exist")
    return found


def _listed(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


def _one_of(word: str, valid: Sequence[str]) -> str:
    if word.strip().lower() not in valid:
        raise Misfit(f"is none of {', '.join(valid)}", word, valid)
    return word.strip().lower()


def _length(text: str) -> timedelta | None:
    if text == "all":
        return None
    match = _DURATION.fullmatch(text)
    if match is None:
        raise Misfit("does not say how long to keep: 14d, 3y or all")
    return timedelta(minutes=int(match[1]) * _UNITS[match[2]])


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        return float(value)
    except (ValueError, OverflowError):
        return None
