"""Zones and scales of a candle picture."""

import numpy as np
import pytest

from adapters.painter.axes import TimeAxis
from adapters.painter.frame import Frame, Scale, clear_of, frame_of
from adapters.painter.marks import LEFT, height_pt

DAY = TimeAxis(0, 24 * 3_600_000, 3_600_000, ())


@pytest.mark.parametrize(
    ("panels", "size"), [(0, (1200, 900)), (1, (1200, 1200)), (2, (1024, 1280))], ids=["none", "one", "two"]
)
def test_indicators_decide_the_size(panels: int, size: tuple[int, int]) -> None:
    assert frame_of(DAY, panels, 0, 0).size == size


def test_a_third_indicator_is_refused() -> None:
    with pytest.raises(ValueError, match="two do"):
        frame_of(DAY, 3, 0, 0)


def test_the_zones_follow_each_other_without_overlap() -> None:
    frame = frame_of(DAY, 2, 0, 0)
    (first_top, first_bottom), (second_top, second_bottom) = frame.panels
    assert frame.top == 68
    assert frame.top < frame.bottom < frame.base - 30 < frame.base < first_top
    assert first_bottom < second_top < second_bottom == frame.foot
    assert first_bottom - first_top == second_bottom - second_top == 66
    assert frame.foot < height_pt(frame.size)


def test_the_plot_ends_at_298_and_gives_way_to_wide_prices() -> None:
    assert frame_of(DAY, 0, 0, 0).right == 298
    assert frame_of(DAY, 0, 80, 0).right == 264


def test_a_candle_stands_in_the_middle_of_its_place() -> None:
    frame: Frame = frame_of(DAY, 0, 0, 0)
    x = frame.x(np.array([0, 23 * 3_600_000]))
    assert x[0] == pytest.approx(LEFT + frame.slot / 2)
    assert x[1] == pytest.approx(frame.right - frame.slot / 2)


def test_a_scale_puts_high_on_top() -> None:
    scale = Scale(10, 20, top=70, bottom=200)
    assert (scale.y(20), scale.y(10), scale.y(15)) == (70, 200, 135)


def test_a_tick_keeps_fourteen_points_from_the_pill() -> None:
    assert not clear_of(100, (113.9,))
    assert clear_of(100, (114.0,))
    assert clear_of(100, ())
