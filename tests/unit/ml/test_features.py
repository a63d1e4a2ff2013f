"""Features are causal: what happens later, or in candles that still run, changes none of them."""

from dataclasses import replace

import numpy as np
import pytest

from core.market.model import Instants
from ml.features import names_of, tabulate
from ml.panel import Panel, Series, panel_of
from ml.spacing import DAILY, HOURLY, Spacing
from tests.fakes.candles_of_a_walk import BEGAN_MS, COINS, a_panel, wandering

BOTH = pytest.mark.parametrize("spacing", [DAILY, HOURLY], ids=lambda spacing: spacing.name)


def disturbed_after(panel: Panel, row: int) -> Panel:
    """Return `panel` with another future: ten times the price, a hundredth of the trade."""
    after = np.arange(panel.times.size) >= row
    return replace(
        panel,
        high=panel.high * np.where(after, 20, 1),
        low=panel.low * np.where(after, 5, 1),
        close=panel.close * np.where(after, 10, 1),
        volume=panel.volume * np.where(after, 0.01, 1),
    )


@BOTH
def test_there_are_fifty_two_and_each_has_a_name_of_its_own(spacing: Spacing) -> None:
    assert len(names_of(spacing)) == 52
    assert len(set(names_of(spacing))) == 52


@BOTH
def test_cutting_the_candles_changes_no_feature_before(spacing: Spacing) -> None:
    panel = a_panel(700, spacing=spacing)
    whole, cut = tabulate(panel), tabulate(panel.until(500))
    assert np.array_equal(whole.values[:, :500], cut.values)
    assert np.array_equal(whole.measures.scales[:, :500], cut.measures.scales, equal_nan=True)


@BOTH
def test_another_future_changes_no_feature_before(spacing: Spacing) -> None:
    panel = a_panel(700, spacing=spacing)
    other = tabulate(disturbed_after(panel, 500))
    assert np.array_equal(tabulate(panel).values[:, :500], other.values[:, :500])
    assert not np.array_equal(tabulate(panel).values[:, 500:], other.values[:, 500:])


def test_coins_that_are_listed_later_change_nothing_before() -> None:
    series = wandering(400, apart=40)
    all_coins = tabulate(panel_of(series, DAILY))
    early = {coin: one for coin, one in series.items() if one.opened_ms[0] < BEGAN_MS + 100 * DAILY.ms}
    few = tabulate(panel_of(early, DAILY))
    assert np.array_equal(few.values[:, :100], all_coins.values[: len(early), :100])


def test_the_running_candle_is_not_a_candle() -> None:
    series = wandering(300)
    # Asked in the middle of the last day: its candle is still open.
    closed = panel_of(series, DAILY, until_ms=BEGAN_MS + 299 * DAILY.ms)
    assert closed.times[-1] == BEGAN_MS + 298 * DAILY.ms


def test_a_redenomination_changes_nothing() -> None:
    series = wandering(300)
    old = series["ADA-USDT"]
    new = Series(old.opened_ms, old.high * 1000, old.low * 1000, old.close * 1000, old.volume / 1000)
    before, after = (tabulate(panel_of({**series, "ADA-USDT": one}, DAILY)) for one in (old, new))
    place, now = before.panel.coins.index("ADA-USDT"), after.panel.coins.index("ADA-USDT")
    np.testing.assert_allclose(after.values[now], before.values[place], atol=1e-4)


def test_the_leader_is_found_by_its_trade_under_any_name() -> None:
    series = wandering(300)
    leader = tabulate(panel_of(series, DAILY)).measures.leader[-1]
    renamed = {f"C{place}-USDT": one for place, one in enumerate(series.values())}
    assert tabulate(panel_of(renamed, DAILY)).measures.leader[-1] == leader
    assert panel_of(series, DAILY).coins[leader] == COINS[0]


def test_what_a_gap_repeats_is_not_seen() -> None:
    one = wandering(100, COINS[:1])[COINS[0]]
    kept = np.r_[0:40, 45:100]
    gap = panel_of({COINS[0]: rows_of(one, kept)}, DAILY)
    filled = np.where(np.isin(np.arange(100), kept), np.arange(100), 39)
    repeated = panel_of({COINS[0]: replace(rows_of(one, filled), opened_ms=one.opened_ms)}, DAILY)
    assert np.flatnonzero(~gap.seen[0]).tolist() == [40, 41, 42, 43, 44]
    assert np.array_equal(gap.seen, repeated.seen)
    assert np.array_equal(gap.close, repeated.close)
    assert np.array_equal(tabulate(gap).values, tabulate(repeated).values)


def test_a_coin_whose_candles_ended_has_no_volatility_and_leads_nothing() -> None:
    series = wandering(300)
    panel = panel_of({**series, COINS[0]: rows_of(series[COINS[0]], slice(200))}, DAILY)
    measures, place = tabulate(panel).measures, panel.coins.index(COINS[0])
    assert np.isnan(measures.base[place, 200:]).all()
    assert (measures.leader[:200][60:] == place).all()
    assert (measures.leader[200:] != place).all()


def rows_of(one: Series, rows: slice | Instants) -> Series:
    """Return some rows of a coin's candles."""
    return Series(one.opened_ms[rows], one.high[rows], one.low[rows], one.close[rows], one.volume[rows])
