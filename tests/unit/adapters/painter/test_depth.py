"""The depth picture: two step curves of what stands in the book."""

import numpy as np
import pytest

from adapters.painter.depth import depth_sheet, steps
from adapters.painter.fonts import measure
from adapters.painter.marks import EDGE, Area, Polyline, Segments, Words
from tests.unit.adapters.painter.sketches import a_book


def test_sizes_are_cumulated_from_the_best_price_outwards() -> None:
    curve = steps(((99.0, 1.0), (98.0, 2.0), (96.0, 5.0)), 95.0)
    wanted = [(99, 0), (99, 1), (98, 1), (98, 3), (96, 3), (96, 8), (95, 8)]
    assert np.array_equal(curve, np.array(wanted, dtype=np.float64)[: len(curve)])
    assert len(curve) == len(wanted)


def test_bids_are_an_outline_on_the_left_and_asks_filled_on_the_right() -> None:
    drawn = depth_sheet(a_book(), measure)
    (bids,), (asks,), (middle,) = drawn.of("bids"), drawn.of("asks"), drawn.of("middle")
    assert isinstance(bids, Polyline) and isinstance(asks, Area) and isinstance(middle, Segments)
    x = middle.lines[0, 0, 0]
    assert bids.points[:, 0].max() < x < asks.points[:, 0].min()


def test_the_words_of_both_sides_are_there_and_fit() -> None:
    drawn = depth_sheet(a_book(bids_text="b" * 200), measure)
    first, second = (mark for mark in drawn.of("side") if isinstance(mark, Words))
    assert first.text.endswith("…")
    assert second.text == "asks: 3 BTC within +5%"
    assert first.x + measure(first.text, first.size, False) <= EDGE
    assert second.y - first.y >= 12


@pytest.mark.parametrize("side", ["bids", "asks"])
def test_a_book_with_one_side_shows_that_side(side: str) -> None:
    drawn = depth_sheet(a_book(**{side: ()}), measure)
    other = "asks" if side == "bids" else "bids"
    assert not list(drawn.of(side))
    assert list(drawn.of(other))


def test_an_empty_book_is_refused() -> None:
    with pytest.raises(ValueError, match="no level"):
        depth_sheet(a_book(bids=(), asks=()), measure)


def test_a_tiny_price_axis_says_its_power() -> None:
    book = a_book(bids=((1.2e-5, 5.0), (1.1e-5, 5.0)), asks=((1.3e-5, 5.0), (1.4e-5, 5.0)))
    drawn = depth_sheet(book, measure)
    assert drawn.words("unit") == ("×10⁻⁶",)
    assert "12.00" in drawn.words("price tick")
