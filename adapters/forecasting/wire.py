"""What the service and the process that computes say to each other: JSON with arrays beside it, a length in front.

Arrays travel as numpy writes them, without pickle: nothing that is read here is ever run.
"""

import asyncio
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

# Twenty coins' years of hours are 30 MB.
LONGEST = 1 << 30
_HEAD = "head"
_LENGTH = 8


class Garbled(ValueError):
    """What was read is no message."""


@dataclass(frozen=True, slots=True)
class Message:
    """`head` as JSON knows it, and `arrays` by name."""

    head: Mapping[str, Any]
    arrays: Mapping[str, NDArray[Any]] = field(default_factory=dict)


def packed(message: Message) -> bytes:
    """Return a message as bytes, its length first."""
    head = np.frombuffer(json.dumps(message.head).encode(), np.uint8)
    file = io.BytesIO()
    np.savez(file, allow_pickle=False, **{_HEAD: head, **message.arrays})
    body = file.getvalue()
    return len(body).to_bytes(_LENGTH) + body


def unpacked(body: bytes) -> Message:
    """Return the message of these bytes, without its length. Raises `Garbled`."""
    try:
        with np.load(io.BytesIO(body), allow_pickle=False) as found:
            arrays = {name: found[name] for name in found.files}
        head = json.loads(arrays.pop(_HEAD).tobytes())
    except (ValueError, KeyError, OSError, EOFError) as error:
        raise Garbled(str(error)) from error
    if not isinstance(head, dict):
        raise Garbled("a message has a head")
    return Message(head, arrays)


def length_of(prefix: bytes) -> int:
    """Return how long the message is. Raises `Garbled` for a length that is none."""
    length = int.from_bytes(prefix)
    if not 0 < length <= LONGEST:
        raise Garbled(f"a message of {length} bytes")
    return length


async def read(stream: asyncio.StreamReader) -> Message | None:
    """Return the next message, None at the end. Raises `Garbled`."""
    try:
        prefix = await stream.readexactly(_LENGTH)
        body = await stream.readexactly(length_of(prefix))
    except asyncio.IncompleteReadError:
        return None
    return await asyncio.to_thread(unpacked, body)


def read_now(file: BinaryIO) -> Message | None:
    """Return the next message of a file that blocks, None at the end."""
    prefix = file.read(_LENGTH)
    if len(prefix) < _LENGTH:
        return None
    body = file.read(length_of(prefix))
    return unpacked(body)
