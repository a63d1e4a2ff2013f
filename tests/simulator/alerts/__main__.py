"""One world by hand: `python -m tests.simulator.alerts 17` prints what happened and what was broken.

`python -m tests.simulator.alerts 1-50` prints only what was broken in many.
"""

import asyncio
import sys
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory

from adapters.storage.address import sqlite_address
from adapters.storage.migrate import upgrade
from tests.simulator.alerts.playing import lived
from tests.simulator.alerts.promises import broken
from tests.simulator.alerts.worlds import world


def main(words: list[str]) -> int:
    first, _, last = words[0].partition("-")
    seeds, total = range(int(first), int(last or first) + 1), 0
    with TemporaryDirectory() as folder:
        empty = Path(folder) / "empty.db"
        asyncio.run(upgrade(sqlite_address(empty)))
        for seed in seeds:
            life = lived(world(seed), Path(copy(empty, Path(folder) / f"{seed}.db")))
            wrong = broken(life)
            if len(seeds) == 1:
                print(*life.log, sep="\n")
            said = f"seed {seed}: {len(life.chats.shown)} messages, {len(wrong)} wrong"
            print(said, *wrong, sep="\n    ", flush=True)
            total += bool(wrong)
    print(f"{total} of {len(seeds)} worlds are broken")
    return 1 if total else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
