"""Numbers by address: the same for the same cell, whatever else is asked, and as random as numbers should be."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from adapters.venues.simulated_chance import key, normals, uniforms

CELLS = np.arange(200_000)
STREAM = key(1, "a", "b")


@given(cells=st.lists(st.integers(0, 2**40), min_size=1, max_size=50))
def test_a_number_depends_on_its_cell_alone(cells: list[int]) -> None:
    together = uniforms(STREAM, np.array(cells))
    alone = [float(uniforms(STREAM, np.array([cell]))[0]) for cell in cells]
    assert together.tolist() == alone


def test_streams_differ_by_seed_and_by_name() -> None:
    streams = [key(1, "a", "b"), key(2, "a", "b"), key(1, "a", "c"), key(1, "b", "a")]
    assert len({tuple(uniforms(stream, CELLS[:10])) for stream in streams}) == 4


def test_uniform_numbers_fill_the_open_unit_interval_evenly() -> None:
    numbers = uniforms(STREAM, CELLS)
    assert 0 < numbers.min() < numbers.max() < 1
    counts, _ = np.histogram(numbers, bins=20, range=(0, 1))
    assert counts.min() > 9_500
    assert counts.max() < 10_500


def test_normal_numbers_are_standard_independent_and_without_memory() -> None:
    one, other = normals(STREAM, CELLS)
    for numbers in (one, other):
        assert abs(numbers.mean()) < 0.015
        assert abs(numbers.std() - 1) < 0.01
        assert abs((numbers**4).mean() - 3) < 0.15
        assert abs(np.corrcoef(numbers[1:], numbers[:-1])[0, 1]) < 0.015
    assert abs(np.corrcoef(one, other)[0, 1]) < 0.015
