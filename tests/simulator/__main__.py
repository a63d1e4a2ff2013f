"""One seed by hand: `python -m tests.simulator 17` prints what was said; what was broken, and the hash, come last.

`python -m tests.simulator 17 FILE` also writes every step into FILE: where two runs part, `diff` finds the place.
"""

import sys
import tempfile
from pathlib import Path

from tests.simulator.simulation import Broken, Simulation


def main(seed: int, steps: str | None = None) -> int:
    with tempfile.TemporaryDirectory() as folder:
        simulation = Simulation(seed, Path(folder), kept=steps is not None)
        try:
            said, status = simulation.run(), 0
        except Broken as broken:
            said, status = str(broken), 1
    if steps is not None:
        Path(steps).write_text("\n".join(simulation.world.trace.lines))
    print("\n".join(simulation.transcript))
    print(said)
    return status


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), *sys.argv[2:3]))
