"""Processes of the product, started as people start them, and what they took from the machine."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Timer

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE_S = 60.0
_LOOK_S = 0.02


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds on the wall's clock and on the processor's."""

    wall_s: float
    cpu_s: float


def bot(*arguments: str) -> list[str]:
    """Return the command line of the product."""
    return [sys.executable, str(ROOT / "run_bot.py"), *arguments]


def surroundings(data: Path) -> Mapping[str, str]:
    """Return an environment without settings of whoever measures, with `data` to write in."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CANDLEWICK_")}
    # A first model learns on a core of its own for a while, which is not what is measured.
    alone = {"CANDLEWICK_FORECAST__TRAIN": "0"}
    return {**kept, **alone, "CANDLEWICK_DATA_DIR": str(data), "PYTHONUNBUFFERED": "1"}


def cost_until(command: Sequence[str], data: Path, said: bytes, sign: bytes) -> Cost:
    """Start a process, say something on its standard input, and return what it cost until `sign` is in its output.

    Raises
    ------
    RuntimeError
        If it ends, or a minute passes, before.
    """
    started = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=data,
        env=surroundings(data),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    limit = Timer(PATIENCE_S, process.kill)
    limit.start()
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(said)
    process.stdin.flush()
    found = any(sign in line for line in process.stdout)
    wall_s = time.perf_counter() - started
    # What a killed process has used up to here is known when it is waited for.
    process.kill()
    _, _, used = os.wait4(process.pid, 0)
    process.returncode = -9
    limit.cancel()
    process.stdin.close()
    process.stdout.close()
    if not found:
        raise RuntimeError(f"{command[2:]} never said {sign!r}")
    return Cost(wall_s, used.ru_utime + used.ru_stime)


@contextmanager
def service(data: Path, port: int, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """Hold a running service whose web door is at `port`; it is killed at the end, as by a power cut."""
    command = bot("run", "--web-port", str(port), "--log-level", "error", *arguments)
    process = subprocess.Popen(command, cwd=data, env=surroundings(data), stdout=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def seconds_until_ready(process: subprocess.Popen[bytes], port: int, since: float) -> float:
    """Return the seconds from `since` until the service says that it is ready.

    Raises
    ------
    RuntimeError
        If it ends, or a minute passes, before.
    """
    while time.perf_counter() - since < PATIENCE_S and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5):
                return time.perf_counter() - since
        except (urllib.error.URLError, ConnectionError):
            time.sleep(_LOOK_S)
    raise RuntimeError("the service did not get ready")


def resident_mb(pid: int) -> float:
    """Return how much memory the process holds now, in MB."""
    listing = Path(f"/proc/{pid}/statm")
    if listing.exists():
        return int(listing.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    told = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=True)
    return int(told.stdout) * 1024 / 1e6
