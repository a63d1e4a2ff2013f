"""The heatmap: equal tiles, five steps, words in ink."""

from dataclasses import replace
from itertools import pairwise

import pytest

from adapters.painter.fonts import measure
from adapters.painter.heatmap import heatmap_sheet, tile_colour
from adapters.painter.marks import EDGE, LEFT, Pill, Words
from adapters.painter.themes import PALETTES
from tests.unit.adapters.painter.sketches import HEADING, LEGEND, a_heatmap

LIGHT = PALETTES["light"]


def test_tiles_are_equal_and_within_the_picture() -> None:
    drawn = heatmap_sheet(a_heatmap([0.1 - n / 100 for n in range(20)]), measure)
    boxes = [mark.box for mark in drawn.of("tile") if isinstance(mark, Pill)]
    assert len(boxes) == 20
    assert len({(round(x1 - x0, 6), round(y1 - y0, 6)) for x0, y0, x1, y1 in boxes}) == 1
    assert min(box[0] for box in boxes) == LEFT
    assert max(box[2] for box in boxes) == pytest.approx(EDGE)
    assert drawn.size == (1200, 1200)


def test_tiles_keep_their_order() -> None:
    assert heatmap_sheet(a_heatmap([0.05, 0.0, -0.05]), measure).words("percent") == ("+5.0%", "+0.0%", "-5.0%")


def test_the_five_steps_end_at_two_and_six_percent() -> None:
    shades = [tile_colour(change, LIGHT) for change in (-0.061, -0.06, -0.021, -0.02, 0, 0.02, 0.021, 0.06, 0.061)]
    assert len(set(shades)) == 5
    assert shades[1] == shades[2]
    assert shades[3] == shades[4] == shades[5] == LIGHT.sunken
    assert shades[6] == shades[7]


def test_an_unknown_change_has_no_colour() -> None:
    assert tile_colour(float("nan"), LIGHT) == LIGHT.sunken


def test_twenty_one_tiles_are_refused() -> None:
    with pytest.raises(ValueError, match="20 do"):
        heatmap_sheet(a_heatmap([0.0] * 21), measure)


@pytest.mark.parametrize("longer", ["", " in der Woche", " in der letzten Woche", " und" * 40])
def test_the_legend_fits_in_one_row_or_two(longer: str) -> None:
    drawn = heatmap_sheet(a_heatmap([0.0], legend=tuple(text + longer for text in LEGEND)), measure)
    words = [mark for mark in drawn.of("legend") if isinstance(mark, Words)]
    assert len(words) == 5
    for mark in words:
        assert mark.x + measure(mark.text, mark.size, False) <= EDGE + 0.1
        assert mark.y < drawn.height_pt - 2
    for one, other in pairwise(words):
        if one.y == other.y:
            assert one.x + measure(one.text, one.size, False) < other.x - 10


def test_the_mode_is_across_the_tiles_and_under_their_words() -> None:
    heading = replace(HEADING, tag="SIMULATED", watermark="SIMULATED")
    order = [mark.role for mark in heatmap_sheet(a_heatmap([0.1, -0.1], heading=heading), measure).marks]
    assert order.index("tile") < order.index("watermark") < order.index("symbol")
