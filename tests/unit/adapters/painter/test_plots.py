"""Plots for documents are PNGs that change with what they tell."""

import numpy as np

from adapters.painter.plots import calibration_png, skill_png
from ml.spacing import LEVELS

PNG = b"\x89PNG"


def test_a_calibration_plot_shows_what_was_measured() -> None:
    right = calibration_png(LEVELS, {"1 d": LEVELS.tolist()})
    wrong = calibration_png(LEVELS, {"1 d": np.sqrt(LEVELS).tolist()})
    assert right.startswith(PNG)
    assert right != wrong


def test_a_skill_plot_shows_each_horizon_against_each_other_forecast() -> None:
    one = skill_png({"1 d": {"climatology": (0.05, 0.01)}})
    two = skill_png({"1 d": {"climatology": (0.05, 0.01), "GARCH-t": (0.02, 0.01)}})
    assert one.startswith(PNG)
    assert one != two
