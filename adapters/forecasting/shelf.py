"""Models on disk: a folder each, with its manifest and its weights. A folder is whole or not there."""

import os
import re
import shutil
from pathlib import Path

MANIFEST, WEIGHTS = "manifest.json", "weights.safetensors"
_ID = re.compile(r"(?:daily|hourly)-[0-9a-z-]{4,40}")
_LARGEST = 256 << 20


class Absent(LookupError):
    """No such model is on the shelf, or its files cannot be read."""


class Shelf:
    """Keeps models below a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, model_id: str, manifest: bytes, weights: bytes) -> None:
        """Write both files at once: who is cut off in the middle leaves nothing that could be taken for a model."""
        place = self._place(model_id)
        half = place.with_name(f".{place.name}.{os.getpid()}")
        half.mkdir(parents=True, exist_ok=True)
        for name, content in ((MANIFEST, manifest), (WEIGHTS, weights)):
            with (half / name).open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        if place.exists():
            shutil.rmtree(half)
            return
        half.replace(place)

    def holds(self, model_id: str) -> bool:
        """Return whether anything is kept under this name, whole or not."""
        return self._place(model_id).exists()

    def take(self, model_id: str) -> tuple[bytes, bytes]:
        """Return manifest and weights as they are on disk. Raises `Absent`."""
        place = self._place(model_id)
        try:
            if (place / WEIGHTS).stat().st_size > _LARGEST:
                raise Absent(model_id)
            return (place / MANIFEST).read_bytes(), (place / WEIGHTS).read_bytes()
        except OSError as error:
            raise Absent(model_id) from error

    def _place(self, model_id: str) -> Path:
        if not _ID.fullmatch(model_id):
            raise Absent(model_id)
        return self._folder / model_id
