"""One seed by hand: `python -m tests.simulator 17` prints what was said; what was broken, and the hash, come last."""

import sys
import tempfile
from pathlib import Path

from tests.simulator.simulation import Broken, Simulation


def main(seed: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        simulation = Simulation(seed, Path(folder))
        try:
            found = simulation.run()
        except Broken as broken:
            print("\n".join(simulation.transcript))
            print(broken)
            return 1
    print("\n".join(simulation.transcript))
    print(found)
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
