"""Lanes — in order within a chat, side by side across chats, never more than there is room for."""

import asyncio
import logging

import pytest

from bot.lanes import Job, Lanes


def noting(notes: list[str], word: str, gate: asyncio.Event | None = None) -> Job:
    async def job() -> None:
        if gate is not None:
            await gate.wait()
        notes.append(word)

    return job


async def test_a_slow_chat_keeps_its_order_and_holds_up_nobody_else() -> None:
    lanes, notes, gate = Lanes(), list[str](), asyncio.Event()
    await lanes.put(1, noting(notes, "slow", gate))
    await lanes.put(1, noting(notes, "after slow"))
    await lanes.put(2, noting(notes, "other"))
    await asyncio.sleep(0)
    assert notes == ["other"]
    gate.set()
    assert await lanes.drain(5) == 0
    assert notes == ["other", "slow", "after slow"]


async def test_whoever_brings_more_than_there_is_room_for_waits() -> None:
    lanes, notes, gate = Lanes(2), list[str](), asyncio.Event()
    await lanes.put(1, noting(notes, "first", gate))
    await lanes.put(2, noting(notes, "second", gate))
    assert lanes.full
    third = asyncio.create_task(lanes.put(3, noting(notes, "third")))
    await asyncio.sleep(0)
    assert not third.done()
    gate.set()
    await third
    await lanes.drain(5)
    assert sorted(notes) == ["first", "second", "third"]


async def test_a_failure_is_logged_and_the_chat_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    lanes, notes = Lanes(), list[str]()

    async def fails() -> None:
        raise RuntimeError("a bug")

    await lanes.put(1, fails)
    await lanes.put(1, noting(notes, "next"))
    await lanes.drain(5)
    assert notes == ["next"]
    assert [record.levelno for record in caplog.records] == [logging.ERROR]


async def test_what_is_not_done_in_time_is_dropped_and_counted() -> None:
    lanes, notes, gate = Lanes(), list[str](), asyncio.Event()
    for chat in (1, 1, 2):
        await lanes.put(chat, noting(notes, "never", gate))
    assert await lanes.drain(0.01) == 3
    assert notes == []
