"""Lines of standard input, read without holding up the event loop or the end of the process."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from threading import Thread
from typing import BinaryIO


async def lines(stream: BinaryIO) -> AsyncIterator[str]:
    """Yield each line without its end; what is no UTF-8 becomes U+FFFD, a byte order mark goes."""
    first = True
    while raw := await _line(stream):
        line = raw.decode("utf-8", "replace").rstrip("\r\n")
        yield line.removeprefix("\ufeff") if first else line
        first = False


async def _line(stream: BinaryIO) -> bytes:
    """Return the next line, b"" at the end. The loop's own threads are waited for when it ends; this one is not."""
    loop = asyncio.get_running_loop()
    read: asyncio.Future[bytes] = loop.create_future()

    def deliver(line: bytes) -> None:
        if not read.done():
            read.set_result(line)

    def wait() -> None:
        try:
            line = stream.readline()
        except OSError:
            line = b""  # a closed terminal is an end, too
        with suppress(RuntimeError):  # the loop may be gone by now
            loop.call_soon_threadsafe(deliver, line)

    Thread(target=wait, daemon=True).start()
    return await read
