"""The watchdog: stopped and back are each said once."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from core.market.outage import DataBack, DataStopped, Watch, look

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
LIMIT = timedelta(seconds=60)


def looks(ages_s: list[float]) -> list[DataStopped | DataBack]:
    watch, said = Watch(), []
    for i, age in enumerate(ages_s):
        now = NOON + timedelta(seconds=30 * i)
        watch, event = look(Watch.read(watch.text), now - timedelta(seconds=age), now, LIMIT)
        if event is not None:
            said.append(event)
    return said


def test_one_late_answer_says_nothing() -> None:
    assert looks([5, 61, 5, 61, 5]) == []


def test_two_looks_at_old_data_are_a_stop_and_two_at_fresh_are_back() -> None:
    stopped, back = looks([5, 70, 100, 130, 160, 5, 5, 5])
    assert isinstance(stopped, DataStopped)
    assert isinstance(back, DataBack)
    assert stopped.last_at == back.last_at == NOON + timedelta(seconds=60 - 100)
    assert back.at > stopped.at


def test_one_fresh_price_between_is_not_back() -> None:
    assert len(looks([70, 100, 5, 130, 160, 190])) == 1


def test_before_the_first_price_nothing_can_stop() -> None:
    assert look(Watch(), None, NOON, LIMIT) == (Watch(), None)


@given(st.lists(st.sampled_from([5.0, 100.0]), max_size=60))
def test_stop_and_back_take_turns(ages_s: list[float]) -> None:
    said = looks(ages_s)
    assert all(isinstance(event, DataStopped if i % 2 == 0 else DataBack) for i, event in enumerate(said))


def test_the_watch_survives_a_restart() -> None:
    watch = Watch(NOON, 1)
    assert Watch.read(watch.text) == watch
    assert Watch.read(None) == Watch()
