"""One service per data directory: the lock is the kernel's, so it ends with its process however that ends."""

import fcntl
import os
from pathlib import Path
from types import TracebackType
from typing import Self

FILE = "service.lock"


class AlreadyRunning(Exception):
    """Another process serves this data directory; `pid` names it where it said so."""

    def __init__(self, pid: int | None) -> None:
        super().__init__(pid)
        self.pid = pid


class ServiceLock:
    """Held from `with` to its end: `with ServiceLock(folder):`. Its file holds the process id of the holder."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE
        self._descriptor: int | None = None

    def __enter__(self) -> Self:
        """Take the lock, at once or not at all.

        Raises
        ------
        AlreadyRunning
            If another process has it.
        OSError
            If the folder cannot be written, or locks nothing.
        """
        descriptor = os.open(self._file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning(_pid(descriptor)) from None
        else:
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
            self._descriptor, descriptor = descriptor, -1
        finally:
            if descriptor != -1:
                os.close(descriptor)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # The file stays: removing it would let a third process lock another file of the same name.
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def served_by_another(folder: Path) -> bool:
    """Return whether a service of another process holds this data directory."""
    try:
        descriptor = os.open(folder / FILE, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        # There was never one, or nobody of ours could read what it wrote.
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return _pid(descriptor) != os.getpid()
    finally:
        os.close(descriptor)
    return False


def _pid(descriptor: int) -> int | None:
    written = os.pread(descriptor, 32, 0).strip()
    return int(written) if written.isdigit() else None
