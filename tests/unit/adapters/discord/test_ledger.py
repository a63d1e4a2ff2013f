"""ledger — up to which event everything is done."""

import asyncio

import pytest

from adapters.discord.ledger import Ledger


def test_what_is_in_hand_comes_again_and_all_after_it() -> None:
    ledger = Ledger()
    ledger.begin(10)
    assert all(ledger.take(seq) for seq in (11, 12, 13))
    ledger.finish(11)
    ledger.finish(13)
    assert ledger.handled == 11
    ledger.finish(12)
    assert ledger.handled == 13


def test_an_event_of_before_is_not_taken() -> None:
    ledger = Ledger()
    ledger.begin(10)
    assert not ledger.take(10)
    assert ledger.take(11)
    assert not ledger.take(11)


def test_before_anything_happened_nothing_is_known() -> None:
    assert Ledger().handled is None


@pytest.mark.parametrize(("end", "handled"), [(asyncio.CancelledError, 10), (ValueError, 11)])
def test_what_is_cut_off_stays_in_hand_and_what_fails_is_done(end: type[BaseException], handled: int) -> None:
    ledger = Ledger()
    ledger.begin(10)
    ledger.take(11)
    with pytest.raises(end), ledger.handling(11):
        raise end
    assert ledger.handled == handled
