"""Logs, ours and the libraries', to standard error: one record a line, and no secret in any of them.

Records are redacted when they are a line of text already, so that messages, fields, URLs and tracebacks pass the same
gate; what nobody foresaw is on a line too.
"""

import asyncio
import json
import logging
import re
import sys
import threading
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, TextIO
from urllib.parse import quote, quote_plus

import structlog
from structlog.stdlib import ProcessorFormatter
from structlog.typing import EventDict, Processor, WrappedLogger

HIDDEN = "[hidden]"
_SHORTEST = 4
# They tell of every request, address included.
TALKATIVE = (
    "httpx",
    "httpx2",
    "httpcore",
    "aiohttp",
    "ccxt",
    "telegram",
    "discord",
    "openai",
    "apscheduler",
    "asyncio",
)

_NAMED = (
    r"(?:[\w-]{0,40}(?:secret|passw(?:or)?d|passphrase|pwd|api[-_]?key|apikey|private[-_]?key|access[-_]?key|token"
    r"|signature|mnemonic|seed[-_]?phrase|credential)|(?:kc|cb|x-mbx)-[\w-]{0,40}|api-sign)"
)
_SET = r"[\"'\\]*\s{0,3}[=:]\s{0,3}\\*"
_Patterns = tuple[tuple[re.Pattern[str], str], ...]
# A secret said by its name, as logs and headers do. In a sentence a colon means something else.
_BY_NAME: _Patterns = tuple(
    (re.compile(pattern, re.DOTALL), keeping)
    for pattern, keeping in (
        (rf"(?i)((?:set-)?cookie{_SET}[\"']?)[^\"'\r\n]+", rf"\1{HIDDEN}"),
        (rf"(?i)(authorization{_SET}[\"']?)(?:[a-z]{{3,10}}\s+)?[^\s\"',;]+", rf"\1{HIDDEN}"),
        (rf"(?i)(?<![\w-])({_NAMED}{_SET})b?([\"'])(?:\\.|(?!\2).){{0,4096}}\2", rf"\1{HIDDEN}"),
        (rf"(?i)(?<![\w-])({_NAMED}{_SET})(?!\[hidden\])[\"']?[^\s\"',;&)}}\]]+", rf"\1{HIDDEN}"),
    )
)
_BY_SHAPE: _Patterns = tuple(
    (re.compile(pattern, re.DOTALL), keeping)
    for pattern, keeping in (
        (r"-----BEGIN [A-Z0-9 ]{0,40}-----.*?(?:-----END [A-Z0-9 ]{0,40}-----|\Z)", HIDDEN),
        (r"(?i)\b(Bearer|Basic|Bot|Digest|Token)\s+(?=[^\s]*[\d=])[A-Za-z0-9._~+/:=-]{8,}", rf"\1 {HIDDEN}"),
        (r"(?i)([?&;](?:key|sign|sig|auth|code|secret|hash)=)[^&\s\"'<>]+", rf"\1{HIDDEN}"),
        (r"(://[^\s/:@]{0,64}:)[^\s/@]{1,256}@", rf"\1{HIDDEN}@"),
        (r"(?i)(?<!\d)\d{5,}(?::|%3A)[A-Za-z0-9_-]{30,}", HIDDEN),
        (r"(?<![\w-])[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}", HIDDEN),
        (r"(?<![\w-])eyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?", HIDDEN),
        (r"(?<![\w-])(?:sk|pk|rk)-[\w-]{16,}|(?<![\w-])(?:gh[pousr]_|xox[abeoprs]-|glpat-)[\w-]{10,}", HIDDEN),
        (r"0[xX][0-9a-fA-F]{64}(?![0-9a-fA-F])", HIDDEN),
        (r"(?<![A-Za-z0-9])[xyz]prv[1-9A-HJ-NP-Za-km-z]{20,}", HIDDEN),
    )
)
_LONG = re.compile(r"[A-Za-z0-9_-]{40,}|[A-Za-z0-9+/]{40,}={0,2}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_ESCAPED = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


class Redactor:
    """Takes secrets out of text: the known ones by value, in every spelling that they are passed around in, and the
    rest by shape. Time is linear in the length of the text."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        spelt = {spelling for secret in secrets for spelling in _spellings(secret) if len(spelling) >= _SHORTEST}
        # The longest first: one secret may begin with another.
        words = (re.escape(spelling) for spelling in sorted(spelt, key=len, reverse=True))
        self._known = re.compile("|".join(words)) if spelt else None

    def __call__(self, text: str) -> str:
        """Return `text` without secrets."""
        for pattern, keeping in _BY_NAME:
            text = pattern.sub(keeping, text)
        return self.in_prose(text)

    def in_prose(self, text: str) -> str:
        """Return sentences of ours without secrets: "…__TOKEN: it is too short" holds none."""
        if self._known is not None:
            text = self._known.sub(HIDDEN, text)
        for pattern, keeping in _BY_SHAPE:
            text = pattern.sub(keeping, text)
        return _LONG.sub(_unless_plain, text)


class StandardError(logging.StreamHandler[TextIO]):
    """Writes to what standard error is at the moment; a chat in the terminal puts its own in place."""

    def __init__(self) -> None:
        logging.Handler.__init__(self)

    @property
    def stream(self) -> TextIO:
        return sys.stderr

    @stream.setter
    def stream(self, _: TextIO) -> None:
        raise AttributeError("standard error is looked up for every record")

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  (the library's name)
        """Tell where a record was that could not be written; the library would print it as it is."""
        if isinstance(sys.exc_info()[1], OSError):
            return  # there is nobody to tell
        sys.stderr.write(f"a log record could not be written: {record.pathname}:{record.lineno}\n")


def configure(level: str, secrets: Iterable[str] = ()) -> Redactor:
    """Send every log of this process through redaction to standard error, crashes too; return what redacts."""
    redactor = Redactor(secrets)
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.StackInfoRenderer(),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *shared, ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = StandardError()
    handler.setFormatter(
        ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[ProcessorFormatter.remove_processors_meta, _Line(redactor)],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(max(root.level, logging.WARNING))
    logging.captureWarnings(True)
    sys.excepthook = _crashed
    threading.excepthook = _thread_crashed
    sys.unraisablehook = _unraisable
    return redactor


def loop_failed(_: asyncio.AbstractEventLoop, context: Mapping[str, Any]) -> None:
    """Log what an event loop could give to nobody (`loop.set_exception_handler`)."""
    error = context.get("exception")
    exc_info = None if error is None else (type(error), error, error.__traceback__)
    logging.getLogger("asyncio").error(context.get("message", "failed"), exc_info=exc_info)


class _Line:
    """The last processor: a record becomes one line of text, and only then loses its secrets."""

    def __init__(self, redactor: Redactor) -> None:
        self._redactor = redactor

    def __call__(self, _: WrappedLogger, __: str, record: EventDict) -> str:
        at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3]
        level, name = record.pop("level", "info"), record.pop("logger", "root")
        event, trace = record.pop("event", ""), record.pop("exception", None) or record.pop("stack", None)
        fields = "".join(f" {key}={self._field(value)}" for key, value in record.items())
        line = f"{at}Z {level:<7} {name}: {event}{fields}" + (f"\n{trace}" if trace else "")
        return _CONTROL.sub(_escaped, self._redactor(line))

    def _field(self, value: object) -> str:
        # Before it is quoted: quotes within quotes would hide a secret from the patterns.
        text = self._redactor(value if isinstance(value, str) else repr(value))
        return json.dumps(text, ensure_ascii=False) if not text or re.search(r"[\s\"=]", text) else text


def _spellings(secret: str) -> Iterable[str]:
    """Return a secret as it stands, line by line, in a URL, and inside quotes of Python and JSON."""
    yield from (secret, quote(secret, safe=""), quote(secret), quote_plus(secret), repr(secret)[1:-1])
    yield from (json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1])
    yield from (line for line in secret.splitlines() if len(line) >= 3 * _SHORTEST)


def _unless_plain(match: re.Match[str]) -> str:
    """Hide a long word that looks drawn by chance; names in code and paths have few digits or one case."""
    word = match[0]
    digits, lower, upper = (sum(test(c) for c in word) for test in (str.isdigit, str.islower, str.isupper))
    mixed = digits >= 3 and lower >= 2 and upper >= 2
    one_case = digits >= 5 and lower + upper >= 1 and word.isalnum()
    return HIDDEN if mixed or one_case else word


def _escaped(match: re.Match[str]) -> str:
    return _ESCAPED.get(match[0], f"\\x{ord(match[0]):02x}")


def _crashed(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if not issubclass(kind, KeyboardInterrupt):
        logging.getLogger("candlewick").critical("ended by an error", exc_info=(kind, error, trace))


def _thread_crashed(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
        exc_info = (args.exc_type, args.exc_value, args.exc_traceback)
        logging.getLogger("candlewick").error("a thread was ended by an error", exc_info=exc_info)


def _unraisable(args: "sys.UnraisableHookArgs") -> None:
    if args.exc_value is not None:
        exc_info = (args.exc_type, args.exc_value, args.exc_traceback)
        logging.getLogger("candlewick").error("an error that nobody could catch", exc_info=exc_info)
