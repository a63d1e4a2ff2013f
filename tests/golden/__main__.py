"""python -m tests.golden: play every conversation and say which ones answer otherwise; with --write keep the answers.

Read the difference before it is committed: a transcript is a promise."""

import asyncio
import difflib
import sys
import tempfile
from pathlib import Path

from tests.golden.notation import RENDERERS, noted
from tests.golden.script import Script, read, scripts, text_of
from tests.golden.stage import played, room_of


async def answered(script: Script, folder: Path) -> str:
    """Return `script` with the answers of today, as the terminal shows them."""
    told = await played(script, folder)
    answers = [
        [] if answer is None else noted(answer, room_of(turn.happening), RENDERERS["terminal"])
        for turn, answer in zip(script.turns, told, strict=True)
    ]
    return text_of(script, answers)


def main() -> int:
    writing = "--write" in sys.argv[1:]
    wanted = {name for name in sys.argv[1:] if not name.startswith("-")}
    changed = 0
    for path in scripts():
        if wanted and path.stem not in wanted:
            continue
        with tempfile.TemporaryDirectory() as folder:
            text = asyncio.run(answered(read(path), Path(folder)))
        before = path.read_text(encoding="utf-8")
        if text != before:
            changed += 1
            print("".join(difflib.unified_diff(before.splitlines(True), text.splitlines(True), path.name, "now")))
            if writing:
                path.write_text(text, encoding="utf-8")
    return 0 if writing else min(changed, 1)


if __name__ == "__main__":
    raise SystemExit(main())
