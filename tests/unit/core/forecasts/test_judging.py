"""Judging — on a fold that was not seen, with what was known then."""

from datetime import timedelta

import numpy as np

from core.forecasts import scoring
from core.forecasts.gathering import Gathering
from core.forecasts.judging import BETTER_BY_CHANCE, MARGIN, contest, cut, fold_of, fold_scores, scored
from core.forecasts.model import HORIZONS, Lane
from core.forecasts.ports import History, Walk
from core.market.model import to_ms
from tests.fakes.clock import ManualClock
from tests.fakes.forecast_past import LaidOutPast
from tests.fakes.forecasting import ClimatologyWorkshop

YEARS = timedelta(days=3 * 365)


async def laid_out(clock: ManualClock) -> tuple[list[History], Walk, Walk]:
    """Return histories, and the walks of a model that says what the past says and of one twice as wide."""
    past = LaidOutPast(clock)
    histories = [*await Gathering(past, past).histories(Lane.DAILY, YEARS)]
    bounds = cut(Lane.DAILY, histories)
    assert bounds is not None
    shop = ClimatologyWorkshop(models={"good": 1.0, "wide": 2.0})
    good, wide = [await shop.walk(name, Lane.DAILY, histories, bounds[1]) for name in ("good", "wide")]
    return histories, good, wide


async def test_the_fold_is_the_last_half_year_and_at_most_a_quarter_of_all_there_is(clock: ManualClock) -> None:
    histories, good, _ = await laid_out(clock)
    last = int(histories[0].candles.opened_ms[-1]) + 86_400_000
    assert int(good.origins[-1]) == last
    assert last - int(good.origins[0]) == 180 * 86_400_000
    short = [History(h.coin, h.candles.sliced(slice(-400, None))) for h in histories]
    bounds = cut(Lane.DAILY, short)
    assert bounds is not None
    assert last - to_ms(bounds[0]) == 100 * 86_400_000
    assert cut(Lane.DAILY, [History(h.coin, h.candles.sliced(slice(-200, None))) for h in histories]) is None
    assert cut(Lane.DAILY, []) is None


async def test_what_came_true_is_read_at_the_due_candle_and_only_where_there_is_one(clock: ManualClock) -> None:
    histories, good, _ = await laid_out(clock)
    each = scored(good, fold_of(Lane.DAILY, histories, good.origins), HORIZONS["7d"])
    one = each.of("bitcoin")
    candles = histories[0].candles
    row = int(np.searchsorted(candles.opened_ms, one.at[0] - 86_400_000))
    assert one.moved[0] == np.log(candles.close[row + 7] / candles.close[row])
    # The last seven origins have no outcome yet.
    assert len(one) == good.origins.size - 7
    gap = History(histories[0].coin, candles.sliced(slice(0, row + 7)))
    assert len(scored(good, fold_of(Lane.DAILY, [gap], good.origins), HORIZONS["7d"])) == 0


async def test_nothing_later_than_an_origin_is_in_what_is_said_of_it(clock: ManualClock) -> None:
    histories, good, _ = await laid_out(clock)
    short = [History(h.coin, h.candles.sliced(slice(0, -40))) for h in histories]
    whole, cut_off = (
        scored(good, fold_of(Lane.DAILY, each, good.origins), HORIZONS["1d"]) for each in (histories, short)
    )
    until = int(cut_off.at.max())
    before = whole.where(whole.at <= until)
    assert np.array_equal(before.plain, cut_off.plain)
    assert np.array_equal(before.moved, cut_off.moved)


async def test_a_fold_is_scored_by_horizon(clock: ManualClock) -> None:
    histories, good, wide = await laid_out(clock)
    fold = fold_of(Lane.DAILY, histories, good.origins)
    scores = {score.horizon: score for score in fold_scores(good, fold)}
    assert list(scores) == ["1d", "7d", "14d", "30d"]
    assert all(abs(score.held - 0.8) < 0.12 for score in scores.values())
    assert all(score.skill is not None and abs(score.skill) < 1e-9 for score in scores.values())
    assert scores["7d"].n == 24
    too_wide = {score.horizon: score for score in fold_scores(wide, fold)}
    assert too_wide["1d"].held > 0.93
    assert too_wide["1d"].skill is not None and too_wide["1d"].skill < 0


async def test_a_better_model_wins_and_a_worse_one_does_not(clock: ManualClock) -> None:
    histories, good, wide = await laid_out(clock)
    fold = fold_of(Lane.DAILY, histories, good.origins)
    better = contest(wide, good, fold)
    assert better.is_won
    assert better.chance < BETTER_BY_CHANCE
    worse = contest(good, wide, fold)
    assert not worse.is_won
    assert worse.better_by == -better.better_by
    assert not worse.covered
    assert not contest(good, good, fold).is_won


async def test_a_model_that_is_better_by_loss_alone_does_not_win(clock: ManualClock) -> None:
    histories, good, wide = await laid_out(clock)
    fold = fold_of(Lane.DAILY, histories, good.origins)
    # Its one-day ranges are hair-thin: cheaper than ranges ten times too wide, and hold for nobody.
    thin = good.quantiles.copy()
    thin[:, :, 0] *= 0.3
    wider = Walk(good.origins, good.coins, wide.quantiles * 5)
    result = contest(wider, Walk(good.origins, good.coins, thin), fold)
    assert result.better_by > 0
    assert not result.covered
    assert not result.is_won
    assert result.is_lost_by == "coverage"
    assert contest(good, wide, fold).is_lost_by == "loss"


async def test_what_is_hardly_different_is_no_worse_and_no_better(clock: ManualClock) -> None:
    histories, good, wide = await laid_out(clock)
    fold = fold_of(Lane.DAILY, histories, good.origins)
    same = contest(good, Walk(good.origins, good.coins, good.quantiles * 1.001), fold)
    assert (same.is_no_worse, same.is_won) == (True, False)
    assert abs(same.better_by) < MARGIN
    assert not contest(good, wide, fold).is_no_worse
    better = contest(wide, good, fold)
    assert better.is_no_worse
    assert better.chance_if_worse <= better.chance


async def test_coverage_out_of_tolerance_is_no_worse_where_the_other_one_misses_as_much(clock: ManualClock) -> None:
    histories, good, wide = await laid_out(clock)
    fold = fold_of(Lane.DAILY, histories, good.origins)
    slightly = Walk(good.origins, good.coins, wide.quantiles * 0.999)
    alike = contest(wide, slightly, fold)
    assert (alike.covered, alike.as_covered, alike.is_no_worse) == (False, True, True)
    thin = good.quantiles.copy()
    thin[:, :, 0] *= 0.3
    thinner = contest(Walk(good.origins, good.coins, wide.quantiles * 5), Walk(good.origins, good.coins, thin), fold)
    assert thinner.better_by > 0
    assert (thinner.covered, thinner.as_covered, thinner.is_no_worse) == (False, False, False)


async def test_targets_in_another_order_give_no_skill(clock: ManualClock) -> None:
    histories, good, _ = await laid_out(clock)
    each = scored(good, fold_of(Lane.DAILY, histories, good.origins), HORIZONS["1d"])
    shuffled = np.random.default_rng(5).permutation(each.moved)
    narrow = each.quantiles * np.random.default_rng(6).uniform(0.5, 1.5, (len(each), 1))
    loss, plain = scoring.pinball(narrow, shuffled), scoring.pinball(each.plain, shuffled)
    skill = scoring.skill(loss, plain)
    assert skill is not None
    assert skill <= 0
