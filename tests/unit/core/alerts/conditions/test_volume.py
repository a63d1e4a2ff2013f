"""volume: a multiple of the usual one."""

import pytest

from core.alerts.facts import Comparison, Rearm, RearmBy, VolumeRatio, Way
from core.market.model import Interval
from tests.fakes.rules import compared, mistake, rewritten


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("btc volume 1h > 3x", "btc volume 1h > 3x"),
        ("btc vol 4h above 2.50 times", "btc volume 4h > 2.5x"),
        ("btc -5% 1h and volume 1h > 3×", "btc -5% 1h and btc volume 1h > 3x"),
    ],
)
def test_a_multiple_is_written_with_an_x(text: str, written: str) -> None:
    assert rewritten(text) == written


def test_a_bar_on_which_it_is_not_true_rearms() -> None:
    fact = VolumeRatio("btc", Interval.H1)
    assert compared("btc volume 1h > 3x") == [Comparison(fact, Way.ABOVE, 3.0, Rearm(RearmBy.NOTHING))]
    assert compared("btc volume 1h > 3x rearm 10%")[0].rearm == Rearm(RearmBy.SHARE, 0.1)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("btc volume > 3x", "window"),
        ("btc volume 1h > 3", "multiple"),
        ("btc volume 1h > 0x", "multiple"),
        ("btc volume 2h > 3x", "interval"),
        ("volume 1h > 3x", "coin"),
    ],
)
def test_what_is_wrong_is_named(text: str, what: str) -> None:
    assert mistake(text).what == what
