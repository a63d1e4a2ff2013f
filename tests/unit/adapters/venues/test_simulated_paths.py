"""One pair at every scale: finer bars make coarser ones, ranges agree, crosses follow their sides."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.venues.simulated_assets import ASSETS, COINS, CROSSES, Asset
from adapters.venues.simulated_days import Factor
from adapters.venues.simulated_division import gathered
from adapters.venues.simulated_paths import AssetPath, CrossPath, PricePath, Scale, running

FACTOR = Factor(1)
# 2026-01-01T12:00Z
NOON = 1_767_268_800
DAY, HOUR = NOON // 86_400, NOON // 3_600


def path_of(asset: Asset) -> AssetPath:
    return AssetPath(asset, FACTOR, 1)


def cross_path(number: int = 0) -> CrossPath:
    cross = CROSSES[number]
    over, under = (next(a for a in ASSETS if a.pair == pair) for pair in (cross.over, cross.under))
    return CrossPath(cross, path_of(over), path_of(under), over.lot, 1)


PATHS: tuple[PricePath, ...] = (path_of(COINS[0]), path_of(COINS[-1]), path_of(ASSETS[-1]), cross_path())

scales = st.sampled_from([Scale.DAY, Scale.HOUR, Scale.MINUTE, Scale.SECOND])


@given(path=st.sampled_from(PATHS[:3]), scale=scales, first=st.integers(0, 10**9), data=st.data())
def test_a_bar_is_the_same_in_every_range(path: PricePath, scale: Scale, first: int, data: st.DataObject) -> None:
    first = 1_577_836_800 // scale + first % (3_000 * 86_400 // scale)
    wide = path.prices(path.bars(scale, first, 400))
    start = data.draw(st.integers(0, 399))
    count = data.draw(st.integers(1, 400 - start))
    narrow = path.prices(path.bars(scale, first + start, count))
    for column in ("open", "high", "low", "close", "volume"):
        assert getattr(narrow, column).tolist() == getattr(wide, column)[start : start + count].tolist()


@pytest.mark.parametrize("path", PATHS, ids=["BTC/USD", "PEPE/USD", "USD/CAD", "BTC/EUR"])
@pytest.mark.parametrize("scale", [Scale.HOUR, Scale.MINUTE, Scale.SECOND], ids=lambda scale: scale.name)
def test_finer_bars_make_coarser_ones_to_the_last_digit(path: PricePath, scale: Scale) -> None:
    first, count = NOON // scale.parent, 6
    coarse = path.prices(path.bars(scale.parent, first, count))
    made = path.prices(gathered(path.bars(scale, first * scale.parts, count * scale.parts), scale.parts))
    for column in ("open", "high", "low", "close", "volume"):
        assert getattr(made, column).tolist() == getattr(coarse, column).tolist()


@pytest.mark.parametrize("path", PATHS, ids=["BTC/USD", "PEPE/USD", "USD/CAD", "BTC/EUR"])
def test_volumes_add_up_without_rounding(path: PricePath) -> None:
    minutes = path.prices(path.bars(Scale.MINUTE, DAY * 1440, 1440)).volume
    assert float(minutes.sum()) == sum(minutes.tolist()) == float(path.prices(path.bars(Scale.DAY, DAY, 1)).volume[0])


@given(path=st.sampled_from(PATHS), scale=st.sampled_from([Scale.DAY, Scale.HOUR, Scale.MINUTE]), data=st.data())
def test_a_running_bar_only_widens_and_ends_as_the_closed_one(
    path: PricePath, scale: Scale, data: st.DataObject
) -> None:
    begun = NOON // scale * scale
    elapsed = sorted(data.draw(st.lists(st.integers(1, scale - 1), min_size=1, max_size=6)))
    seen = [path.prices(running(path, scale, begun + seconds)) for seconds in elapsed]
    seen.append(path.prices(path.bars(scale, begun // scale, 1)))
    for earlier, later in pairwise(seen):
        assert later.open[0] == earlier.open[0]
        assert later.high[0] >= earlier.high[0]
        assert later.low[0] <= earlier.low[0]
        assert later.volume[0] >= earlier.volume[0]


def test_nothing_has_happened_of_a_bar_that_just_begins() -> None:
    for scale in (Scale.DAY, Scale.HOUR, Scale.MINUTE):
        assert len(running(PATHS[0], scale, DAY * 86_400)) == 0


def test_a_running_bar_knows_only_the_seconds_before() -> None:
    path = PATHS[0]
    seconds = path.prices(path.bars(Scale.SECOND, NOON, 60))
    for elapsed in range(1, 60):
        now = path.prices(running(path, Scale.MINUTE, NOON + elapsed))
        assert now.close[0] == seconds.close[elapsed - 1]
        assert now.high[0] == seconds.high[:elapsed].max()
        assert now.low[0] == seconds.low[:elapsed].min()


def test_the_price_moves_nearly_every_second() -> None:
    closes = PATHS[0].prices(PATHS[0].bars(Scale.SECOND, NOON, 3600)).close
    assert (np.diff(closes) != 0).mean() > 0.7


@pytest.mark.parametrize("number", range(len(CROSSES)), ids=lambda number: str(CROSSES[number].pair))
def test_a_cross_costs_what_its_sides_make_of_it(number: int) -> None:
    cross = cross_path(number)
    over, under = (
        path_of(next(a for a in ASSETS if a.pair == p)) for p in (CROSSES[number].over, CROSSES[number].under)
    )
    for at in range(NOON, NOON + 40 * 86_400, 5 * 86_400 + 4_321):
        direct, by_way = cross.bars(Scale.SECOND, at, 600), over.bars(Scale.SECOND, at, 600)
        apart = np.abs(direct.open - (by_way.open - under.bars(Scale.SECOND, at, 600).open))
        assert apart.max() < 0.003
        assert np.median(apart) < 0.0004


def test_days_of_a_cross_are_the_same_in_a_long_range_and_alone() -> None:
    cross = cross_path()
    long = cross.bars(Scale.DAY, DAY - 70, 70)
    for day in (0, 31, 32, 69):
        alone = cross.bars(Scale.DAY, DAY - 70 + day, 1)
        assert [column[0] for column in alone.columns] == [column[day] for column in long.columns]


@pytest.mark.parametrize(("scale", "least"), [(Scale.HOUR, 0.25), (Scale.MINUTE, 0.1)], ids=["HOUR", "MINUTE"])
def test_coins_move_together_within_the_day_too(scale: Scale, least: float) -> None:
    sample = [path_of(coin).bars(scale, NOON // scale, 20_000) for coin in COINS[:5]]
    correlations = np.corrcoef([bars.close - bars.open for bars in sample])[np.triu_indices(5, 1)]
    assert least < correlations.min() < correlations.max() < 0.97


def test_minutes_have_fat_tails_and_clusters_of_unrest_but_no_direction() -> None:
    bars = path_of(COINS[0]).bars(Scale.MINUTE, NOON // 60, 60_000)
    moves = bars.close - bars.open
    assert ((moves - moves.mean()) ** 4).mean() / moves.var() ** 2 > 4
    size = np.abs(moves)
    assert np.corrcoef(size[1:], size[:-1])[0, 1] > 0.08
    assert abs(np.corrcoef(moves[1:], moves[:-1])[0, 1]) < 0.06


def test_parts_move_as_much_as_was_drawn_for_them() -> None:
    for scale, count in ((Scale.HOUR, 20_000), (Scale.MINUTE, 40_000), (Scale.SECOND, 40_000)):
        bars = path_of(COINS[0]).bars(scale, NOON // scale, count)
        moved = np.sqrt(((bars.close - bars.open) ** 2).mean())
        assert 0.75 < moved / np.sqrt((bars.deviation**2).mean()) < 1.35


def test_afternoons_are_livelier_than_nights() -> None:
    bars = path_of(COINS[0]).bars(Scale.HOUR, HOUR // 24 * 24, 24 * 500)
    by_hour = (bars.deviation**2).reshape(-1, 24).mean(axis=0)
    lots = bars.lots.reshape(-1, 24).mean(axis=0)
    assert by_hour[13:17].mean() > 1.5 * by_hour[2:6].mean()
    assert lots[13:17].mean() > 1.1 * lots[2:6].mean()
