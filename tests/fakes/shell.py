"""A shell for sub-commands: words and standard input in, exit status and both outputs out, in this process."""

import json
import logging
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr
from dataclasses import dataclass
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import structlog

from adapters.cli.call import Console
from adapters.cli.main import main
from adapters.log import TALKATIVE
from tests.fakes.application import ScriptedApplication


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended, and what it printed."""

    status: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()

    @property
    def objects(self) -> list[dict[str, Any]]:
        """Every line as JSON."""
        return [json.loads(line) for line in self.lines]


class Shell:
    """Calls `main` with the data directory `folder` and the scripted application."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.application = ScriptedApplication()
        self.environ: dict[str, str] = {}

    def run(self, *words: str, stdin: bytes = b"", out: BytesIO | None = None) -> Ended:
        """Run one sub-command to its end."""
        printed, told = out or BytesIO(), StringIO()
        environ = {"CANDLEWICK_DATA_DIR": str(self.folder), **self.environ}
        with untouched(), redirect_stderr(told):
            status = main(words, self.application.assembled, Console(BytesIO(stdin), printed), environ)
        return Ended(status, printed.getvalue().decode(), told.getvalue())


@contextmanager
def untouched() -> Iterator[None]:
    """Put back what a process sets for itself: logs, hooks, signals, umask."""
    root = logging.getLogger()
    handlers, levels = root.handlers[:], {name: logging.getLogger(name).level for name in (None, *TALKATIVE)}
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    signals = {each: signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)}
    mask = os.umask(0o022)
    os.umask(mask)
    try:
        yield
    finally:
        os.umask(mask)
        for each, before in signals.items():
            signal.signal(each, before)
        root.handlers[:] = handlers
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)
        sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
        logging.captureWarnings(False)
        structlog.reset_defaults()
