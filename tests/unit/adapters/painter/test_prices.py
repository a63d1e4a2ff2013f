"""Candles, close line, volume and gaps, as they are laid out."""

from dataclasses import replace

import numpy as np
import pytest

from adapters.painter.marks import Boxes, Polyline, Segments, Words
from adapters.painter.prices import body_width
from adapters.painter.themes import PALETTES
from tests.unit.adapters.painter.laid_out import extent, gapped, only, roles, sheet
from tests.unit.adapters.painter.sketches import a_chart, a_series, a_walk

LIGHT = PALETTES["light"]


def test_rising_candles_are_hollow_and_falling_ones_filled() -> None:
    drawn = sheet(a_chart())
    assert only(drawn, "rising bodies", Boxes).fill == LIGHT.card
    assert only(drawn, "rising bodies", Boxes).edge == LIGHT.up
    assert only(drawn, "falling bodies", Boxes).fill == LIGHT.down


@pytest.mark.parametrize("slot", [3.0, 3.5, 5.0, 9.0])
def test_a_hollow_body_keeps_its_hollow(slot: float) -> None:
    assert body_width(slot) - 2 >= 0.5
    assert body_width(slot) < slot


def test_ninety_five_candles_are_candles_and_ninety_six_a_line() -> None:
    assert "rising bodies" in roles(a_chart(a_series(a_walk(95))))
    assert {"close line", "high-low bars"} <= roles(a_chart(a_series(a_walk(96))))
    assert "rising bodies" not in roles(a_chart(a_series(a_walk(96))))


def test_every_wick_is_drawn_in_the_line_picture() -> None:
    bars = only(sheet(a_chart(a_series(a_walk(500)))), "high-low bars", Segments)
    assert len(bars.lines) == 500
    assert bars.width >= 0.5


def test_the_close_line_lifts_at_a_hole() -> None:
    line = only(sheet(gapped(200, range(90, 110))), "close line", Polyline)
    assert int(np.isnan(line.points[:, 0]).sum()) == 1
    assert len(line.points) == 181


def test_a_candle_between_two_holes_is_still_seen() -> None:
    series = a_series(a_walk(200), missing=range(100, 120))
    alone = series.sliced(slice(0, 101))
    line = only(sheet(a_chart(alone)), "close line", Polyline)
    last = line.points[-2:]
    assert not np.isnan(last).any()
    assert last[0, 1] == last[1, 1]
    assert last[0, 0] < last[1, 0]


def test_the_axis_keeps_its_time_across_a_gap() -> None:
    bodies = [
        m for role in ("rising bodies", "falling bodies") for m in sheet(gapped()).of(role) if isinstance(m, Boxes)
    ]
    middles = np.sort(np.concatenate([(b.corners[:, 0] + b.corners[:, 2]) / 2 for b in bodies]))
    steps = np.diff(middles)
    assert steps.max() == pytest.approx(9 * steps.min())


def test_a_gap_is_a_hatched_block_as_high_as_plot_and_volume_with_its_words_inside() -> None:
    drawn = sheet(gapped())
    ((left, top, right, bottom),) = only(drawn, "gap", Boxes).corners
    assert only(drawn, "gap", Boxes).fill == LIGHT.sunken
    assert (top, bottom) == (68, pytest.approx(248))
    hatch = only(drawn, "hatch", Segments).lines
    assert (hatch[:, :, 0] >= left - 1e-9).all() and (hatch[:, :, 0] <= right + 1e-9).all()
    assert (hatch[:, :, 1] >= top - 1e-9).all() and (hatch[:, :, 1] <= bottom + 1e-9).all()
    label = only(drawn, "gap label", Words)
    assert label.text == "no data 06:01–10:45"
    assert label.angle == 90
    assert left < extent(label)[0] and extent(label)[2] < right


def test_a_wide_gap_has_its_words_upright() -> None:
    assert only(sheet(gapped(60, range(10, 45))), "gap label", Words).angle == 0


def test_the_gap_lies_over_grid_and_last_price() -> None:
    order = [mark.role for mark in sheet(gapped()).marks]
    assert order.index("gap") > max(order.index("grid"), order.index("last price"))


def test_the_running_candle_has_a_dashed_outline_and_keeps_its_fill() -> None:
    rising = only(sheet(a_chart(a_series([100.0, 101.0]), running=True)), "running body", Boxes)
    falling = only(sheet(a_chart(a_series([101.0, 100.0]), running=True)), "running body", Boxes)
    assert rising.dash and falling.dash
    assert (rising.edge, rising.fill) == (LIGHT.up, LIGHT.card)
    assert falling.edge == LIGHT.down
    assert falling.fill != LIGHT.card
    assert "running body" not in roles(a_chart())


def test_no_volume_at_all_draws_no_column() -> None:
    series = a_series(a_walk(10))
    assert "volume" not in roles(a_chart(replace(series, volume=np.zeros(10))))
