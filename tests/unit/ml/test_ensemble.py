"""The mean of quantiles is neither a cone that averaging made thin nor a bet on a direction."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from core.market.model import Floats
from ml.ensemble import Ensemble, evened
from ml.features import Table, tabulate
from ml.member import Arrays
from ml.sample import Rows, askable
from ml.spacing import DAILY, LEVELS, MEDIAN
from tests.fakes.candles_of_a_walk import a_panel

TABLE = tabulate(a_panel(200))
ROWS = askable(TABLE, 190, 200)
SPREAD = np.array([-2.2, -1.7, -1.2, -0.8, -0.5, -0.2, 0.0, 0.2, 0.5, 0.8, 1.2, 1.7, 2.2])


class Says:
    """A fitted member that says the same of every row."""

    def __init__(self, quantiles: Floats) -> None:
        self._quantiles = quantiles

    def quantiles(self, table: Table, rows: Rows) -> Floats:
        return np.tile(self._quantiles, (rows.time.size, len(DAILY.horizons), 1))

    def arrays(self) -> Arrays:
        return {"said": self._quantiles}


def test_members_that_agree_are_not_narrowed_by_averaging() -> None:
    scales = TABLE.measures.scales[ROWS.coin, ROWS.time]
    both = Ensemble({"one": Says(SPREAD), "other": Says(SPREAD)}).quantiles(TABLE, ROWS)
    np.testing.assert_allclose(both, SPREAD * scales[:, :, None])


def test_widths_are_averaged_level_by_level() -> None:
    wide = Ensemble({"one": Says(SPREAD), "other": Says(3 * SPREAD)}).quantiles(TABLE, ROWS)
    np.testing.assert_allclose(wide, 2 * Ensemble({"one": Says(SPREAD)}).quantiles(TABLE, ROWS))


@given(arrays(np.float64, LEVELS.size, elements=st.floats(-5, 5)))
def test_quantiles_never_cross_and_the_median_is_the_last_price_whatever_members_say(said: Floats) -> None:
    told = Ensemble({"one": Says(np.sort(said))}).quantiles(TABLE, ROWS)
    assert (np.diff(told, axis=-1) >= 0).all()
    assert (told[..., MEDIAN] == 0).all()


def test_a_lean_to_one_side_is_left_for_a_day_and_nearly_gone_for_a_month() -> None:
    leaning = np.where(SPREAD > 0, 2 * SPREAD, SPREAD)
    told = evened(np.tile(leaning, (1, 4, 1)), DAILY.horizons)[0]
    np.testing.assert_allclose(told[0], leaning)
    lean = told[:, -1] / -told[:, 0]
    assert (np.diff(lean) < 0).all()
    assert 1 < lean[3] < 1.03
    # What one side loses the other gains.
    np.testing.assert_allclose(told[:, -1] - told[:, 0], 3 * 2.2)
