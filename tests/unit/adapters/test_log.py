"""Logs: forty planted secrets, every way into a record, and none comes out; one record is one line."""

import asyncio
import json
import logging
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from adapters.log import HIDDEN, TALKATIVE, Redactor, StandardError, configure, loop_failed
from tests.planted import BOT_TOKEN, KNOWN, PLANTED

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def logged(capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[[], list[str]]]:
    """Logging as the program has it; call it for the lines so far."""

    def lines() -> list[str]:
        return capsys.readouterr().err.splitlines()

    with configured("debug", KNOWN.values()):
        yield lines


@contextmanager
def configured(level: str, known: Iterable[str] = ()) -> Iterator[logging.Handler]:
    """Configure the process, and put everything back."""
    root = logging.getLogger()
    handlers, levels = root.handlers[:], {name: logging.getLogger(name).level for name in (None, *TALKATIVE)}
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    configure(level, known)
    try:
        yield root.handlers[0]
    finally:
        root.handlers[:] = handlers
        for name, before in levels.items():
            logging.getLogger(name).setLevel(before)
        sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
        logging.captureWarnings(False)
        structlog.reset_defaults()


def by_stdlib(text: str) -> None:
    logging.getLogger("httpx").warning("%s", text)


def by_message(text: str) -> None:
    structlog.get_logger("ours").warning(text)


def by_field(text: str) -> None:
    structlog.get_logger("ours").warning("asked", url=text)


def by_nested_field(text: str) -> None:
    structlog.get_logger("ours").warning("asked", request={"headers": [text]})


def by_context(text: str) -> None:
    with structlog.contextvars.bound_contextvars(ask=text):
        logging.getLogger("ours").warning("asked")


def by_exception(text: str) -> None:
    try:
        raise ValueError(text)
    except ValueError:
        structlog.get_logger("ours").exception("failed")


def by_chained_exception(text: str) -> None:
    try:
        try:
            raise KeyError(text)
        except KeyError as error:
            raise RuntimeError("outer") from error
    except RuntimeError:
        logging.getLogger("ccxt").exception("failed")


def by_crash(text: str) -> None:
    error = OSError(text)
    sys.excepthook(OSError, error, None)


def by_thread(text: str) -> None:
    def fail() -> None:
        raise OSError(text)

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()


WAYS = [by_stdlib, by_message, by_field, by_nested_field, by_context, by_exception, by_chained_exception]
WAYS += [by_crash, by_thread]


def test_forty_are_planted() -> None:
    assert len(PLANTED) == 40


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
@pytest.mark.parametrize("label", PLANTED)
def test_a_secret_leaves_no_log(label: str, way: Callable[[str], None], logged: Callable[[], list[str]]) -> None:
    secret, text = PLANTED[label]
    way(text)
    (line,) = logged()
    assert secret not in line
    assert HIDDEN in line


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
@pytest.mark.parametrize("label", KNOWN)
def test_a_setting_s_secret_leaves_no_log_however_it_is_spelt(
    label: str, way: Callable[[str], None], logged: Callable[[], list[str]]
) -> None:
    secret = KNOWN[label]
    for spelt in (secret, quote(secret), quote_plus(secret), repr(secret), json.dumps(secret)):
        way(f"before {spelt} after")
        (line,) = logged()
        for piece in (secret, *secret.splitlines(), spelt.strip("\"'")):
            assert piece not in line


def test_what_a_loop_could_give_to_nobody_is_redacted(logged: Callable[[], list[str]]) -> None:
    logging.getLogger("asyncio").setLevel("ERROR")
    asyncio.run(_fail_unseen(PLANTED["bot token in a url"][1]))
    (line,) = logged()
    assert BOT_TOKEN.partition(":")[2] not in line
    assert "error" in line


async def _fail_unseen(text: str) -> None:
    def fail() -> None:
        raise ValueError(text)

    loop = asyncio.get_running_loop()
    loop.set_exception_handler(loop_failed)
    loop.call_soon(fail)
    await asyncio.sleep(0)


@pytest.mark.parametrize(
    "text",
    [
        "BTC/USDT 64210.5 at kraken, 12 rows in 0.3 s",
        "GET https://api.kraken.com/0/public/OHLC?pair=XBTUSD&interval=60 200",
        "adapters/venues/simulated_division.py:41 in test_a_wick_that_came_and_went_between_two_looks_fires_24h",
        "task finished after 2026-01-01T12:00:00.123456+00:00 by 3f2c9d4e-0b1a-4c5d-8e9f-112233445566",
        "owner code K7QFM-2M9PX was made",
        "revision 0003_watchlists_and_preferences_of_people_and_rooms",
        "secret dropped",
    ],
)
def test_what_is_no_secret_stays_readable(text: str) -> None:
    assert Redactor(["hunter2-hunter2"])(text) == text


def test_a_sentence_about_a_setting_stays_readable_yet_holds_no_secret() -> None:
    redactor = Redactor(["hunter2-hunter2"])
    sentence = "CANDLEWICK_TELEGRAM__TOKEN: there is no such bot"
    assert redactor.in_prose(sentence) == sentence
    assert redactor.in_prose("it is hunter2-hunter2") == f"it is {HIDDEN}"
    assert BOT_TOKEN not in redactor.in_prose(f"--log-level: {BOT_TOKEN}")


def test_a_secret_within_another_is_hidden_with_it() -> None:
    assert Redactor(["abcdef", "abcdefghij"])("xabcdefghijx") == f"x{HIDDEN}x"


def test_a_very_short_secret_does_not_eat_every_word() -> None:
    assert Redactor(["a"])("a bad day") == "a bad day"


@given(st.text(alphabet=st.characters(), max_size=300))
def test_any_message_is_one_printable_line(text: str) -> None:
    record = logging.LogRecord("ours", logging.INFO, "", 0, "%s", (text,), None)
    with configured("info") as handler:
        line = handler.format(record)
    assert len(line.splitlines()) <= 1
    assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or 0xD800 <= ord(c) < 0xE000 for c in line)


def test_a_traceback_is_part_of_its_line(logged: Callable[[], list[str]]) -> None:
    by_exception("went wrong")
    (line,) = logged()
    assert "\\nTraceback (most recent call last):\\n" in line
    assert line.endswith("ValueError: went wrong")


def test_a_record_tells_when_what_who_and_which_ask(logged: Callable[[], list[str]]) -> None:
    with structlog.contextvars.bound_contextvars(ask="K7Q2M9PX"):
        structlog.get_logger("bot.door").info("answered", command="price", coins=["BTC"], note="two words")
    (line,) = logged()
    assert line[:4].isdigit()
    assert "Z info    bot.door: answered " in line
    assert "ask=K7Q2M9PX" in line
    assert """command=price coins=['BTC'] note="two words\"""" in line


def test_libraries_that_tell_of_every_request_are_heard_from_warning_on(logged: Callable[[], list[str]]) -> None:
    logging.getLogger("httpx").info("HTTP Request: GET https://example.org")
    logging.getLogger("aiohttp.access").info("GET /healthz 200")
    logging.getLogger("ours").info("seen")
    (line,) = logged()
    assert "seen" in line


def test_the_level_holds_for_both_kinds_of_loggers(capsys: pytest.CaptureFixture[str]) -> None:
    with configured("error"):
        structlog.get_logger("ours").warning("unheard")
        logging.getLogger("theirs").warning("unheard")
        logging.getLogger("theirs").error("heard")
    (line,) = capsys.readouterr().err.splitlines()
    assert line.endswith("theirs: heard")


def test_a_record_that_cannot_be_written_says_where_not_what(logged: Callable[[], list[str]]) -> None:
    # By our handler alone: the one of the test runner would fail here.
    ours = next(handler for handler in logging.getLogger().handlers if isinstance(handler, StandardError))
    ours.handle(logging.LogRecord("theirs", logging.INFO, __file__, 1, "%d hidden", (BOT_TOKEN,), None))
    (line,) = logged()
    assert "test_log.py" in line
    assert BOT_TOKEN not in line


def test_a_crash_of_the_program_is_redacted() -> None:
    program = (
        "from adapters.log import configure\n"
        f"configure('info', ['hunter2-hunter2'])\nraise RuntimeError('hunter2-hunter2 {BOT_TOKEN}')"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert f"RuntimeError: {HIDDEN} {HIDDEN}" in done.stderr
