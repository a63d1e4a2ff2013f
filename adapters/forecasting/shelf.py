"""Models on disk: a folder each, with its manifest and its weights. A folder is whole or not there."""

import os
import re
import shutil
import stat
from pathlib import Path

MANIFEST, WEIGHTS = "manifest.json", "weights.safetensors"
_ID = re.compile(r"(?:daily|hourly)-[0-9a-z-]{4,40}")
_LARGEST = {MANIFEST: 1 << 20, WEIGHTS: 256 << 20}


class Absent(LookupError):
    """No such model is on the shelf, or its files cannot be read."""


class Shelf:
    """Keeps models below a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, model_id: str, manifest: bytes, weights: bytes) -> None:
        """Write both files at once: who is cut off in the middle leaves nothing that could be taken for a model."""
        place = self._place(model_id)
        self._folder.mkdir(parents=True, exist_ok=True)
        self._sweep(model_id)
        if place.exists():
            return
        half = place.with_name(f".{place.name}.{os.getpid()}")
        try:
            half.mkdir()
            for name, content in ((MANIFEST, manifest), (WEIGHTS, weights)):
                with (half / name).open("wb") as file:
                    file.write(content)
                    file.flush()
                    os.fsync(file.fileno())
            half.replace(place)
        except OSError:
            # A disk that is full is not to be kept full by what nobody can use.
            shutil.rmtree(half, ignore_errors=True)
            raise

    def holds(self, model_id: str) -> bool:
        """Return whether anything is kept under this name, whole or not."""
        return self._place(model_id).exists()

    def take(self, model_id: str) -> tuple[bytes, bytes]:
        """Return manifest and weights as they are on disk. Raises `Absent`."""
        place = self._place(model_id)
        try:
            return _read(place / MANIFEST), _read(place / WEIGHTS)
        except OSError as error:
            raise Absent(model_id) from error

    def _sweep(self, model_id: str) -> None:
        """Remove what was left by trainings of the same lane that were cut off: one is trained at a time."""
        lane = model_id.partition("-")[0]
        for half in self._folder.glob(f".{lane}-*"):
            shutil.rmtree(half, ignore_errors=True)

    def _place(self, model_id: str) -> Path:
        if not _ID.fullmatch(model_id):
            raise Absent(model_id)
        return self._folder / model_id


def _read(file: Path) -> bytes:
    """Return what a file holds; OSError for one that is no plain file, which might never end, or is too large."""
    told = file.stat()
    if not stat.S_ISREG(told.st_mode) or told.st_size > _LARGEST[file.name]:
        raise OSError(f"{file} is no file of a model")
    return file.read_bytes()
