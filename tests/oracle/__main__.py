"""python -m tests.oracle SEED…: where the two differ in these worlds, made small; several seeds as FIRST-LAST."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.oracle.disputing import disputes, shown
from tests.oracle.replaying import Replay
from tests.oracle.worlds import world


def look(seed: int) -> int:
    """Show what is in dispute about a seed, and return how much."""
    with TemporaryDirectory() as folder:
        replay = Replay(Path(folder))
        found = disputes(world(seed), replay)
        for dispute in found:
            print(f"— seed {seed}: {dispute.wanted.text}\n{shown(dispute, replay)}\n", flush=True)
    return len(found)


def main(words: list[str]) -> int:
    total = 0
    for word in words:
        first, _, last = word.partition("-")
        total += sum(look(seed) for seed in range(int(first), int(last or first) + 1))
    print(f"{total} in dispute")
    return 1 if total else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
