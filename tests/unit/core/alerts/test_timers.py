"""What is due comes in order, once."""

from core.alerts.timers import Kind, Timers


def test_what_is_set_twice_is_handed_out_once_and_may_be_set_again() -> None:
    timers = Timers(0)
    for _ in range(3):
        timers.set(20, Kind.ENDS, 1)
    timers.set(20, Kind.LASTED, 1)
    timers.set(10, Kind.ENDS, 2)
    assert list(timers.until(19)) == [(10, Kind.ENDS, 2)]
    assert list(timers.until(20)) == [(20, Kind.LASTED, 1), (20, Kind.ENDS, 1)]
    assert list(timers.until(99)) == []
    timers.set(20, Kind.ENDS, 1)
    assert list(timers.until(99)) == [(20, Kind.ENDS, 1)]
    assert timers.now == 99
