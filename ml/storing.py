"""Models as bytes: weights in safetensors, and a manifest that says what they are. Nothing in either is ever run.

Each byte of both is covered: the manifest holds the weights' SHA-256 and ends with its own. What does not fit, to the
last byte, is refused before anything of it is used.
"""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.kernel.errors import CandlewickError
from ml.drift import Habits
from ml.ensemble import Ensemble
from ml.features import names_of
from ml.member import Arrays
from ml.members import MEMBERS
from ml.model import VERSION, Model
from ml.recalibration import Widths
from ml.spacing import LEVELS, SPACINGS

FORMAT = "candlewick-model"
_BEYOND = "ensemble"
_KEYS = {
    *("format", "version", "interval", "horizons", "levels", "features", "members", "coins"),
    *("cutoff_ms", "seed", "data_hash", "metrics", "weights"),
}


class ForeignModel(CandlewickError):
    """These bytes are no model of ours: cut off, changed, or made by something else. `why` is one of a few words."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Stored:
    """A model as two files."""

    manifest: bytes
    weights: bytes

    @property
    def id(self) -> str:
        """The name of a model: the first 16 digits of its manifest's SHA-256, which covers all of it."""
        return hashlib.sha256(self.manifest).hexdigest()[:16]


def written(model: Model) -> Stored:
    """Return `model` as bytes."""
    from safetensors.numpy import save

    tensors = {
        f"{name}/{key}": np.ascontiguousarray(array)
        for name, arrays in _parts(model).items()
        for key, array in arrays.items()
    }
    weights = save(tensors)
    return Stored(_sealed(_manifest(model, weights)), weights)


def read(stored: Stored) -> Model:
    """Return the model that `written` made.

    Raises
    ------
    ForeignModel
        For anything else.
    """
    manifest = described(stored.manifest)
    if hashlib.sha256(stored.weights).hexdigest() != manifest["weights"]:
        raise ForeignModel("weights")
    spacing = next((each for each in SPACINGS.values() if each.name == manifest["interval"]), None)
    if spacing is None or list(spacing.horizons) != manifest["horizons"] or manifest["levels"] != LEVELS.tolist():
        raise ForeignModel("horizons")
    if manifest["features"] != list(names_of(spacing)):
        raise ForeignModel("features")
    parts = _unpacked(stored.weights)
    try:
        members = {name: MEMBERS[name].restore(parts[name]) for name in manifest["members"]}
        beyond = parts[_BEYOND]
        return Model(
            spacing,
            tuple(manifest["features"]),
            Ensemble(members),
            tuple(manifest["coins"]),
            Widths(beyond["pooled"], beyond["own"]),
            Habits(beyond["edges"], beyond["shares"]),
            beyond["season"],
            manifest["cutoff_ms"],
            manifest["seed"],
            manifest["data_hash"],
            manifest["metrics"],
        )
    except (KeyError, ValueError, TypeError, RuntimeError) as error:
        raise ForeignModel("contents") from error


def described(manifest: bytes) -> dict[str, Any]:
    """Return what a manifest says; ForeignModel when it is not one of this version, whole and unchanged."""
    try:
        told = json.loads(manifest)
    except (ValueError, RecursionError) as error:
        raise ForeignModel("manifest") from error
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise ForeignModel("manifest")
    seal = told.pop("sha256", None)
    # Written again it must be the same bytes: a space more would pass every check of what it says.
    if not isinstance(seal, str) or _sealed(told) != manifest:
        raise ForeignModel("manifest")
    if told.get("version") != VERSION:
        raise ForeignModel("version")
    if told.keys() != _KEYS:
        raise ForeignModel("manifest")
    return told


def _manifest(model: Model, weights: bytes) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": VERSION,
        "interval": model.spacing.name,
        "horizons": list(model.spacing.horizons),
        "levels": LEVELS.tolist(),
        "features": list(model.features),
        "members": list(model.ensemble.members),
        "coins": list(model.coins),
        "cutoff_ms": model.cutoff_ms,
        "seed": model.seed,
        "data_hash": model.data_hash,
        "metrics": dict(model.metrics),
        "weights": hashlib.sha256(weights).hexdigest(),
    }


def _sealed(manifest: dict[str, Any]) -> bytes:
    written_once = json.dumps(manifest, sort_keys=True).encode()
    seal = hashlib.sha256(written_once).hexdigest()
    return json.dumps({**manifest, "sha256": seal}, sort_keys=True).encode()


def _parts(model: Model) -> dict[str, Arrays]:
    parts = {name: member.arrays() for name, member in model.ensemble.members.items()}
    widths = {"pooled": model.widths.pooled, "own": model.widths.own}
    return parts | {_BEYOND: {**widths, **model.habits.arrays(), "season": model.season}}


def _unpacked(weights: bytes) -> dict[str, dict[str, NDArray[Any]]]:
    from safetensors import SafetensorError
    from safetensors.numpy import load

    try:
        tensors = load(weights)
    except SafetensorError as error:
        raise ForeignModel("weights") from error
    parts: dict[str, dict[str, NDArray[Any]]] = {}
    for name, tensor in tensors.items():
        member, _, key = name.partition("/")
        parts.setdefault(member, {})[key] = tensor
    return parts
