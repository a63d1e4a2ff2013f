"""Parts add up to their whole to the last bit, whatever chance says."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from adapters.venues.simulated_chance import key, normals, uniforms
from adapters.venues.simulated_division import Bars, Draws, divided, gathered, joined, reach
from core.market.model import Floats

logarithms = st.floats(-12, 12)
deviations = st.floats(1e-7, 0.3)
lots = st.integers(0, 10**14)


def whole(rows: list[tuple[float, float, float, float, float, int]]) -> Bars:
    """Bars from (open, close − open, wick above, wick below, deviation, lots)."""
    start, move, above, below, deviation = (np.array([row[i] for row in rows]) for i in range(5))
    end = start + move
    high, low = np.maximum(start, end) + above, np.minimum(start, end) - below
    amounts = np.array([row[5] for row in rows], dtype=np.int64)
    return Bars(start, high, low, end, deviation, np.zeros_like(start), amounts)


bars = st.lists(
    st.tuples(logarithms, st.floats(-0.5, 0.5), st.floats(0, 0.5), st.floats(0, 0.5), deviations, lots),
    min_size=1,
    max_size=6,
).map(whole)


def draws(rows: int, parts: int, seed: int) -> Draws:
    cells = np.arange(rows * parts).reshape(rows, parts)
    noise, unrest = normals(key(seed, "n"), cells)
    return Draws(noise, unrest, uniforms(key(seed, "u"), cells), uniforms(key(seed, "d"), cells), np.ones(cells.shape))


def equal(one: Floats, other: Floats) -> bool:
    return bool(np.array_equal(one, other))


@given(bars=bars, parts=st.sampled_from([7, 24, 60]), seed=st.integers(0, 10_000))
def test_parts_make_their_whole_again(bars: Bars, parts: int, seed: int) -> None:
    again = gathered(divided(bars, draws(len(bars), parts, seed)), parts)
    assert equal(again.open, bars.open)
    assert equal(again.high, bars.high)
    assert equal(again.low, bars.low)
    assert equal(again.close, bars.close)
    assert again.lots.tolist() == bars.lots.tolist()


@given(bars=bars, parts=st.sampled_from([7, 24, 60]), seed=st.integers(0, 10_000))
def test_every_part_is_a_candle_and_begins_where_the_last_ended(bars: Bars, parts: int, seed: int) -> None:
    cut = divided(bars, draws(len(bars), parts, seed))
    assert np.all(cut.low <= np.minimum(cut.open, cut.close))
    assert np.all(cut.high >= np.maximum(cut.open, cut.close))
    assert np.all(cut.lots >= 0)
    inner = np.arange(1, len(cut)) % parts != 0
    assert equal(cut.open[1:][inner], cut.close[:-1][inner])


@given(bars=bars, seed=st.integers(0, 10_000))
def test_a_row_does_not_depend_on_its_neighbours(bars: Bars, seed: int) -> None:
    chance = draws(len(bars), 24, seed)
    together = divided(bars, chance)
    for row in range(len(bars)):
        one = slice(row, row + 1)
        columns = (chance.noise, chance.unrest, chance.up, chance.down, chance.season)
        alone = divided(bars[one], Draws(*(column[one] for column in columns)))
        for mine, theirs in zip(alone.columns, together[row * 24 : row * 24 + 24].columns, strict=True):
            assert mine.tolist() == theirs.tolist()


@given(bars=bars, seed=st.integers(0, 10_000))
def test_the_variance_of_the_parts_is_that_of_the_whole(bars: Bars, seed: int) -> None:
    again = gathered(divided(bars, draws(len(bars), 60, seed)), 60)
    np.testing.assert_allclose(again.deviation, bars.deviation, rtol=1e-9)


def test_joined_bars_follow_each_other() -> None:
    one = whole([(1.0, 0.1, 0.1, 0.1, 0.1, 5)])
    other = whole([(2.0, 0.1, 0.1, 0.1, 0.1, 6)])
    assert joined([one, other]).open.tolist() == [1.0, 2.0]
    assert joined([one, other]).lots.tolist() == [5, 6]


@given(start=logarithms, end=logarithms, deviation=deviations, up=st.floats(1e-9, 1), down=st.floats(1e-9, 1))
def test_a_bridge_reaches_at_least_both_its_ends(
    start: float, end: float, deviation: float, up: float, down: float
) -> None:
    high, low = reach(*(np.array([value]) for value in (start, end, deviation, up, down)))
    assert low[0] <= min(start, end) <= max(start, end) <= high[0]


def test_a_bridge_reaches_as_far_as_a_random_walk_between_its_ends() -> None:
    n, steps = 4000, 400
    walk = np.cumsum(normals(key(3, "walk"), np.arange(n * steps).reshape(n, steps))[0] / np.sqrt(steps), axis=1)
    bridge = walk - walk[:, -1:] * np.linspace(1 / steps, 1, steps)
    numbers = uniforms(key(3, "reach"), np.arange(n))
    high, _ = reach(np.zeros(n), np.zeros(n), np.ones(n), numbers, numbers)
    # A walk in steps misses a little of the extremes of the continuous one.
    assert abs(bridge.max(axis=1).mean() + 0.58 / np.sqrt(steps) - high.mean()) < 0.03
