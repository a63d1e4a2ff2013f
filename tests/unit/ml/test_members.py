"""Every member keeps the promises of the interface: quantiles in order around zero, the same by the same seed."""

from dataclasses import replace

import numpy as np
import pytest

from ml.features import tabulate
from ml.member import Member
from ml.members import MEMBERS, QUICK, SERVED
from ml.neural import Networks
from ml.pace import Pace
from ml.panel import Panel, panel_of
from ml.sample import askable, gather
from ml.spacing import LEVELS, MEDIAN
from tests.fakes.candles_of_a_walk import COINS, a_panel, wandering

TABLE = tabulate(a_panel(520, COINS[:4]))
SAMPLE = gather(TABLE, 480)
ROWS = askable(TABLE, 480, 520)


def brisk(member: Member) -> Member:
    """Return a member that is trained for two epochs instead of until it is good."""
    return replace(member, count=1, pace=Pace(epochs=2, batch=256)) if isinstance(member, Networks) else member


ALL = pytest.mark.parametrize("member", [brisk(member) for member in MEMBERS.values()], ids=lambda member: member.name)


@ALL
def test_quantiles_never_cross_and_their_median_is_the_last_price(member: Member) -> None:
    told = member.fit(SAMPLE, 1).quantiles(TABLE, ROWS)
    assert told.shape == (ROWS.time.size, 4, LEVELS.size)
    assert (np.diff(told, axis=-1) >= 0).all()
    assert (told[..., MEDIAN] == 0).all()
    assert (told[..., 0] < -0.2).all()
    assert (told[..., -1] > 0.2).all()


@ALL
def test_one_seed_gives_one_model(member: Member) -> None:
    first, again = (member.fit(SAMPLE, 1).quantiles(TABLE, ROWS) for _ in range(2))
    assert np.array_equal(first, again)


@ALL
def test_what_is_restored_says_the_same(member: Member) -> None:
    fitted = member.fit(SAMPLE, 1)
    arrays = {name: np.array(array) for name, array in fitted.arrays().items()}
    assert np.array_equal(member.restore(arrays).quantiles(TABLE, ROWS), fitted.quantiles(TABLE, ROWS))


@ALL
def test_what_happens_after_the_day_of_learning_changes_no_model(member: Member) -> None:
    cut = tabulate(TABLE.panel.until(480))
    rows = askable(cut, 470, 480)
    known = member.fit(gather(cut, 480), 1).quantiles(cut, rows)
    assert np.array_equal(member.fit(SAMPLE, 1).quantiles(TABLE, rows), known)


@pytest.mark.parametrize("name", [name for name, member in MEMBERS.items() if isinstance(member, Networks)])
def test_another_seed_gives_another_network(name: str) -> None:
    member = brisk(MEMBERS[name])
    one, other = (member.fit(SAMPLE, seed).quantiles(TABLE, ROWS) for seed in (1, 2))
    assert not np.array_equal(one, other)


@pytest.mark.parametrize("name", ["har", "trees", "mlp"])
def test_a_calm_coin_gets_a_narrower_range_than_a_wild_one(name: str) -> None:
    told = MEMBERS[name].fit(SAMPLE, 1).quantiles(TABLE, ROWS)[:, 0, -1]
    scales = TABLE.measures.scales[ROWS.coin, ROWS.time, 0]
    assert np.corrcoef(np.log(told * scales), np.log(scales))[0, 1] > 0.5


def test_networks_are_scaled_by_the_rows_they_are_trained_on() -> None:
    fitted = brisk(MEMBERS["linear"]).fit(SAMPLE, 1)
    trained = SAMPLE.features[SAMPLE.earlier()]
    np.testing.assert_allclose(fitted.arrays()["mean"], trained.mean(axis=0, dtype=np.float64))
    assert not np.allclose(fitted.arrays()["mean"], SAMPLE.features.mean(axis=0, dtype=np.float64))


def test_garch_takes_the_median_for_a_coin_that_it_never_saw() -> None:
    series = wandering(520, COINS[:4])
    fitted = MEMBERS["garch"].fit(SAMPLE, 1)
    renamed: Panel = panel_of(
        {f"NEW{place}-USDT": one for place, one in enumerate(series.values())}, TABLE.panel.spacing
    )
    told = fitted.quantiles(tabulate(renamed), ROWS)
    assert np.isfinite(told).all()
    assert not np.array_equal(told, fitted.quantiles(TABLE, ROWS))


def test_those_that_serve_are_all_there_is_a_member_for() -> None:
    assert set(SERVED) <= set(MEMBERS)
    assert set(QUICK) <= set(SERVED)


def test_the_spread_of_what_was_learnt_is_right_on_average() -> None:
    fitted = MEMBERS["har"].fit(SAMPLE, 1)
    told = fitted.quantiles(TABLE, SAMPLE.rows)
    known = ~np.isnan(SAMPLE.moved)
    below = [(SAMPLE.moved < told[..., place])[known].mean() for place in range(LEVELS.size)]
    # The median is the last price, so all quantiles move by what the market of the training moved.
    width = np.asarray(below)[10] - np.asarray(below)[2]
    assert width == pytest.approx(0.8, abs=0.03)
