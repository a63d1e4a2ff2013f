"""Days of the simulated market look like days of a market, and do not depend on who asks for which."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.venues.simulated_assets import COINS, FIATS, STABLES, Asset
from adapters.venues.simulated_days import BLOCK, Days, Factor
from adapters.venues.simulated_division import Bars
from core.market.model import Floats

FACTOR = Factor(1)
# Six years from 2020 on.
FIRST, COUNT = 18_262, 2_192


def days_of(asset: Asset, seed: int = 1) -> Bars:
    return Days(asset, FACTOR if seed == 1 else Factor(seed), seed).bars(FIRST, COUNT)


def moves(bars: Bars) -> Floats:
    moves: Floats = bars.close - bars.open
    return moves


def tails(sample: Floats) -> float:
    """Kurtosis: 3 for a normal distribution."""
    return float(((sample - sample.mean()) ** 4).mean() / sample.var() ** 2)


@given(first=st.integers(10_000, 30_000), count=st.integers(1, 1_200), skipped=st.integers(0, 500))
def test_a_day_is_the_same_in_every_range(first: int, count: int, skipped: int) -> None:
    wide = Days(COINS[1], FACTOR, 1).bars(first - skipped, count + skipped)
    for mine, theirs in zip(wide[skipped:].columns, Days(COINS[1], FACTOR, 1).bars(first, count).columns, strict=True):
        assert mine.tolist() == theirs.tolist()


def test_every_day_begins_where_the_last_ended_also_across_blocks() -> None:
    bars = Days(COINS[0], FACTOR, 1).bars(FIRST, 3 * BLOCK)
    np.testing.assert_allclose(bars.open[1:], bars.close[:-1], rtol=1e-13)


def test_another_seed_is_another_market() -> None:
    assert abs(np.corrcoef(moves(days_of(COINS[0], 1)), moves(days_of(COINS[0], 2)))[0, 1]) < 0.15


def test_coins_move_together_but_not_as_one() -> None:
    sample = np.array([moves(days_of(coin)) for coin in COINS])
    correlations = np.corrcoef(sample)[np.triu_indices(len(COINS), 1)]
    assert 0.3 < correlations.min() < correlations.max() < 0.95


def test_currencies_of_states_and_stable_coins_go_their_own_ways() -> None:
    bitcoin = moves(days_of(COINS[0]))
    for asset in (*FIATS, *STABLES):
        assert abs(np.corrcoef(bitcoin, moves(days_of(asset)))[0, 1]) < 0.15


@pytest.mark.parametrize("coin", COINS, ids=lambda coin: coin.pair.base)
def test_a_coin_has_fat_tails_and_a_coins_restlessness(coin: Asset) -> None:
    sample = moves(days_of(coin))
    assert 0.02 < sample.std() < 0.08
    assert 3.8 < tails(sample) < 40


def test_unrest_comes_in_clusters() -> None:
    size = np.abs(moves(days_of(COINS[0])))
    size = np.minimum(size, 4 * size.mean())
    weeks = size[: COUNT // 7 * 7].reshape(-1, 7).mean(axis=1)
    assert np.corrcoef(weeks[1:], weeks[:-1])[0, 1] > 0.15


def test_prices_stay_plausible_for_years() -> None:
    for coin in COINS:
        bars = days_of(coin)
        assert np.exp(bars.high.max()) < 25 * coin.price
        assert np.exp(bars.low.min()) > coin.price / 25
    for asset in FIATS:
        bars = days_of(asset)
        assert 0.6 < np.exp(bars.low.min()) / asset.price < np.exp(bars.high.max()) / asset.price < 1.7


def test_a_stable_coin_holds_its_peg_but_for_rare_days() -> None:
    lows = np.concatenate([np.exp(days_of(asset, seed).low) for asset in STABLES for seed in (1, 2, 3)])
    closes = np.concatenate([np.exp(days_of(asset, seed).close) for asset in STABLES for seed in (1, 2, 3)])
    assert np.median(np.abs(closes - 1)) < 0.001
    assert 0 < (lows < 0.995).mean() < 0.03
    assert lows.min() > 0.93


def test_all_regimes_occur_and_last() -> None:
    regimes = FACTOR.regimes(np.arange(FIRST, FIRST + COUNT))
    shares = np.bincount(regimes, minlength=4) / COUNT
    assert shares.min() > 0.02
    changes = int((np.diff(regimes) != 0).sum())
    assert 15 < changes < COUNT / 21


def test_bulls_raise_and_bears_lower_the_market() -> None:
    regimes = FACTOR.regimes(np.arange(FIRST, FIRST + COUNT))
    innovation, deviation = FACTOR.days(FIRST, COUNT)
    assert innovation[regimes == 1].mean() > 0 > innovation[regimes == 2].mean()
    assert deviation[regimes == 3].mean() > 2 * deviation[regimes == 0].mean()


def test_more_is_traded_when_the_price_goes_far() -> None:
    bars = days_of(COINS[0])
    far = np.abs(moves(bars)) > np.quantile(np.abs(moves(bars)), 0.9)
    assert bars.lots[far].mean() > 1.5 * bars.lots[~far].mean()
    worth = (bars.lots * COINS[0].lot * np.exp(bars.open)).mean()
    assert 0.5 < worth / COINS[0].turnover < 2


def test_weekends_are_quieter() -> None:
    day = (np.arange(FIRST, FIRST + COUNT) + 3) % 7
    for asset in (COINS[0], FIATS[0]):
        deviation = days_of(asset).deviation
        assert deviation[day >= 5].mean() < 0.9 * deviation[day < 5].mean()
