"""Bus — hints reach whoever listens, and nobody waits for a listener."""

import asyncio

import pytest

from adapters.bus import AsyncioBus
from core.kernel.bus import Bus


@pytest.fixture
def bus() -> Bus:
    return AsyncioBus()


async def test_every_listener_of_a_topic_hears_a_message(bus: Bus) -> None:
    with bus.listen("outbox") as first, bus.listen("outbox") as second:
        bus.publish("outbox", "n1")
        assert (await anext(first), await anext(second)) == ("n1", "n1")


async def test_messages_come_in_the_order_they_were_published(bus: Bus) -> None:
    with bus.listen("quotes") as ear:
        for message in "abc":
            bus.publish("quotes", message)
        assert [await anext(ear) for _ in range(3)] == ["a", "b", "c"]


async def test_other_topics_are_not_heard(bus: Bus) -> None:
    with bus.listen("candles") as ear:
        bus.publish("quotes", "not this")
        bus.publish("candles", "this")
        assert await anext(ear) == "this"


async def test_what_was_published_before_listening_is_not_heard(bus: Bus) -> None:
    bus.publish("outbox", "early")
    with bus.listen("outbox") as ear:
        bus.publish("outbox", "now")
        assert await anext(ear) == "now"


async def test_a_publisher_waits_for_nobody_and_a_slow_listener_keeps_the_newest(bus: Bus) -> None:
    with bus.listen("quotes") as slow:
        for number in range(100_000):
            bus.publish("quotes", str(number))
        heard = [await anext(slow)]
        while heard[-1] != "99999":
            heard.append(await anext(slow))
    assert len(heard) < 10_000
    assert heard == [str(n) for n in range(100_000 - len(heard), 100_000)]


async def test_a_listener_that_waits_is_woken(bus: Bus) -> None:
    with bus.listen("outbox") as ear:
        waiting = asyncio.ensure_future(anext(ear))
        await asyncio.sleep(0)
        assert not waiting.done()
        bus.publish("outbox")
        assert await waiting == ""


async def test_a_wait_that_was_given_up_loses_no_later_message(bus: Bus) -> None:
    with bus.listen("outbox") as ear:
        waiting = asyncio.ensure_future(anext(ear))
        await asyncio.sleep(0)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        bus.publish("outbox", "later")
        assert await anext(ear) == "later"


async def test_listening_ends_with_its_context(bus: Bus) -> None:
    with bus.listen("outbox") as ear:
        waiting = asyncio.ensure_future(anext(ear))
        await asyncio.sleep(0)
    with pytest.raises(StopAsyncIteration):
        await waiting
    bus.publish("outbox", "to nobody")
    with pytest.raises(StopAsyncIteration):
        await anext(ear)
