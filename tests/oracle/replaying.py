"""What `run_bot.py replay-alerts` says about the same rules and the same past."""

import io
import json
import subprocess
import sys
from collections.abc import Sequence
from contextlib import redirect_stderr
from datetime import UTC, datetime
from pathlib import Path

from adapters.assemble import assemble
from adapters.cli.call import Console
from adapters.cli.main import main
from tests.oracle.history import History, kept
from tests.oracle.judge import Message, Span
from tests.oracle.wanted import Wanted

ROOT = Path(__file__).resolve().parents[2]


class Replay:
    """The command, over a folder of candles. `folder` is where it may write."""

    def __init__(self, folder: Path, candles: Path | None = None) -> None:
        self._folder = folder
        self._candles = candles

    def told(
        self, rules: Sequence[Wanted], history: History, span: Span, *, apart: bool = False
    ) -> list[list[Message]]:
        """Return the messages of each rule, in order; in a process of its own if `apart`.

        Raises
        ------
        AssertionError
            If the command does not end well, or says that a line is no rule.
        """
        words = self._words(rules, history, span)
        code, out, err = _run_apart(words) if apart else _run(words)
        assert code == 0, f"it ended with {code}: {err}"
        assert not err, err
        found: list[list[Message]] = [[] for _ in rules]
        for line in out.splitlines():
            said = json.loads(line)
            found[said["rule"] - 1].append(_message(said))
        return found

    def _words(self, rules: Sequence[Wanted], history: History, span: Span) -> list[str]:
        file = self._folder / "rules.txt"
        file.write_text("".join(f"{rule.text}\n" for rule in rules), encoding="utf-8")
        candles = self._candles
        if candles is None:
            candles = self._folder / "candles"
            for left in candles.glob("*.parquet"):
                left.unlink()
            kept(history, candles)
        options = {
            "--folder": str(candles),
            "--rules": str(file),
            "--start": _iso(span.start),
            "--end": _iso(span.end),
            "--zone": span.zone,
        }
        return ["replay-alerts", *(word for option in options.items() for word in option), "--json"]


def _run(words: Sequence[str]) -> tuple[int, str, str]:
    out, err = io.BytesIO(), io.StringIO()
    with redirect_stderr(err):
        code = main(words, assemble, Console(io.BytesIO(), out), {})
    return code, out.getvalue().decode("utf-8"), err.getvalue()


def _run_apart(words: Sequence[str]) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, str(ROOT / "run_bot.py"), *words],
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def _message(said: dict[str, str]) -> Message:
    return Message(
        _ms(said["due"]), _ms(said["at"]), said["coin"].lower(), float(said["price"]), still=said["label"] == "still"
    )


def _ms(text: str) -> int:
    return round(datetime.fromisoformat(text).timestamp() * 1000)


def _iso(ms: int) -> str:
    return datetime.fromtimestamp(ms / 1000, UTC).isoformat().replace("+00:00", "Z")
