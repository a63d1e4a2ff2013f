"""What the service and the process that computes say to each other."""

import asyncio
import io
import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.forecasting.wire import LONGEST, Garbled, Message, length_of, packed, read, read_now, unpacked


def a_message() -> Message:
    return Message(
        {"ask": "quantiles", "coins": ["bitcoin", "ä/b"]}, {"0 close": np.arange(5.0), "n": np.array([[1, 2]])}
    )


def same(one: Message, other: Message | None) -> bool:
    if other is None or one.head != other.head or one.arrays.keys() != other.arrays.keys():
        return False
    return all(np.array_equal(one.arrays[name], other.arrays[name]) for name in one.arrays)


def test_what_is_packed_comes_back_one_after_the_other() -> None:
    file = io.BytesIO(packed(a_message()) + packed(Message({"percent": 7})))
    assert same(a_message(), read_now(file))
    assert same(Message({"percent": 7}), read_now(file))
    assert read_now(file) is None


async def test_a_stream_that_ends_in_the_middle_has_no_message() -> None:
    stream = asyncio.StreamReader()
    stream.feed_data(packed(a_message()))
    stream.feed_data(packed(a_message())[:-3])
    stream.feed_eof()
    assert same(a_message(), await read(stream))
    assert await read(stream) is None


def test_no_length_is_believed_beyond_what_can_be() -> None:
    for length in (0, LONGEST + 1):
        with pytest.raises(Garbled):
            length_of(length.to_bytes(8))


@given(st.binary(max_size=200))
def test_what_is_no_message_is_said_to_be_none(body: bytes) -> None:
    with pytest.raises(Garbled):
        unpacked(body)


def test_nothing_that_is_read_is_run() -> None:
    class Trap:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return (pytest.fail, ("it was run",))

    file = io.BytesIO()
    np.savez(file, head=np.frombuffer(b"{}", np.uint8), trap=np.array([Trap()], dtype=object))
    with pytest.raises(Garbled):
        unpacked(file.getvalue())
    with pytest.raises(Garbled):
        unpacked(pickle.dumps({"head": 1}))
