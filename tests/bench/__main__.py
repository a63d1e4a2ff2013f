"""`python -m tests.bench [--quick] [PART …]`: each part in a process of its own, a JSON object a figure.

A target that is missed is printed, never raised: whoever reads decides. The exit status tells whether all could be
measured.
"""

import argparse
import asyncio
import importlib
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Protocol

from tests.bench.figures import Figure, Run

PARTS = (
    "starting",
    "storing",
    "computing",
    "drawing",
    "answering",
    "telegram",
    "matching",
    "compounding",
    "loading",
    "watching",
    "delivering",
    "forecasting",
    "idling",
)
ROOT = Path(__file__).resolve().parent.parent.parent
LONGEST_S = 300


class Part(Protocol):
    """A module of this folder."""

    def figures(self, run: Run) -> AsyncIterator[Figure]:
        """Measure, and yield each figure as soon as it is known."""


def main(argv: Sequence[str]) -> int:
    """Measure the named parts, all without a name."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Figures about speed and memory.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    parser.add_argument("--here", action="store_true", help="measure in this process, not in one for each part")
    chosen = parser.parse_args(argv)
    if unknown := set(chosen.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    measure = _measured_here if chosen.here else _measured_apart
    failed = [part for part in chosen.parts or PARTS if not measure(part, chosen.quick)]
    return 1 if failed else 0


def _measured_apart(part: str, quick: bool) -> bool:
    command = [sys.executable, "-m", "tests.bench", "--here", *(["--quick"] if quick else []), part]
    started = time.perf_counter()
    try:
        status = subprocess.run(command, cwd=ROOT, timeout=LONGEST_S, check=False).returncode
    except subprocess.TimeoutExpired:
        status = -1
    if status:
        print(json.dumps({"name": part, "failed": f"exit status {status}"}), flush=True)
    print(f"{part}: {time.perf_counter() - started:.0f} s", file=sys.stderr)
    return status == 0


def _measured_here(part: str, quick: bool) -> bool:
    module: Part = importlib.import_module(f"tests.bench.{part}")

    async def measure() -> None:
        with tempfile.TemporaryDirectory(prefix="candlewick-bench-") as folder:
            async for figure in module.figures(Run(quick, Path(folder))):
                print(figure.line, flush=True)

    asyncio.run(measure())
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
