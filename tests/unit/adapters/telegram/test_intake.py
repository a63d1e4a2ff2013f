"""Ledger — what Telegram may forget, and what it must not."""

import asyncio

import pytest

from adapters.telegram.intake import Ledger


async def test_an_update_is_taken_once_also_after_it_is_done() -> None:
    ledger = Ledger()
    assert ledger.take(7)
    assert not ledger.take(7)
    ledger.finish(7)
    assert not ledger.take(7)


async def test_telegram_keeps_the_oldest_that_is_not_done() -> None:
    ledger = Ledger()
    for update_id in (7, 8, 9):
        ledger.take(update_id)
    ledger.finish(8)
    assert ledger.offset == 7
    ledger.finish(7)
    assert ledger.offset == 9
    ledger.finish(9)
    assert ledger.offset == 10


async def test_before_the_first_update_nothing_is_confirmed() -> None:
    assert Ledger().offset is None


async def test_what_is_overtaken_no_longer_hides_what_is_new() -> None:
    ledger = Ledger()
    ledger.take(7)
    ledger.take(8)
    ledger.overtake()
    assert ledger.offset == 9
    ledger.finish(7)
    assert ledger.hand_back() == 1


async def test_cancelled_work_stays_in_hand_and_failed_work_is_done() -> None:
    ledger = Ledger()
    ledger.take(7)
    ledger.take(8)
    with pytest.raises(asyncio.CancelledError), ledger.handling(7):
        raise asyncio.CancelledError
    with pytest.raises(RuntimeError), ledger.handling(8):
        raise RuntimeError
    assert ledger.offset == 7


async def test_who_waits_for_an_update_learns_whether_it_was_handed_back() -> None:
    ledger = Ledger()
    ledger.take(7)
    ledger.take(8)
    waiting = [asyncio.create_task(ledger.finished(update_id, 5)) for update_id in (7, 8)]
    await asyncio.sleep(0)
    ledger.finish(7)
    ledger.hand_back()
    assert await asyncio.gather(*waiting) == [True, False]
