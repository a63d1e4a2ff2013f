"""Random numbers by address: one key and one cell give one number, in whatever order they are asked for.

A generator has a state and must be run from its beginning; these are a hash (SplitMix64: G. Steele, D. Lea and
C. Flood, "Fast splittable pseudorandom number generators", 2014), so any range costs only its own length.
"""

from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from core.market.model import Floats, Instants

_STEP = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)


def key(seed: int, *names: str) -> np.uint64:
    """Return the key of the stream called `names` in the world of `seed`."""
    digest = blake2b("/".join((str(seed), *names)).encode(), digest_size=8).digest()
    return np.uint64(int.from_bytes(digest, "big"))


def uniforms(stream: np.uint64, cells: Instants) -> Floats:
    """Return one number of (0, 1) for each cell."""
    return ((_mixed(stream, cells) >> np.uint64(11)).astype(np.float64) + 0.5) * 2.0**-53


def normals(stream: np.uint64, cells: Instants) -> tuple[Floats, Floats]:
    """Return two independent standard normal numbers for each cell (Box–Muller)."""
    radius = np.sqrt(-2.0 * np.log(uniforms(stream, 2 * cells)))
    angle = 2.0 * np.pi * uniforms(stream, 2 * cells + 1)
    return radius * np.cos(angle), radius * np.sin(angle)


def _mixed(stream: np.uint64, cells: Instants) -> NDArray[np.uint64]:
    with np.errstate(over="ignore"):
        z = cells.astype(np.uint64) * _STEP + stream
        z = (z ^ (z >> np.uint64(30))) * _FIRST
        z = (z ^ (z >> np.uint64(27))) * _SECOND
    return z ^ (z >> np.uint64(31))
