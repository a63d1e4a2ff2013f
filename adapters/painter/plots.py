"""Plots for documents: how forecasts were calibrated, and by how much they beat others. Not for chats."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from core.market.model import Floats

_INK, _QUIET = "#1c2733", "#8b98a5"
_COLOURS = ("#1f77b4", "#d95f02", "#1b9e77", "#7570b3")


def calibration_png(levels: Floats, below: Mapping[str, Sequence[float]]) -> bytes:
    """Return a plot of how often outcomes lay below each quantile, by the horizon's label; the diagonal is perfect."""
    figure, axes = _sheet("Share of outcomes below each quantile")
    axes.plot([0, 1], [0, 1], color=_QUIET, linewidth=1, linestyle="--", label="as it should be")
    for colour, (label, shares) in zip(_COLOURS, below.items(), strict=False):
        axes.plot(levels, shares, color=colour, marker="o", markersize=3.5, linewidth=1.2, label=label)
    axes.set_xlabel("quantile that was forecast")
    axes.set_ylabel("outcomes below it")
    axes.set_aspect("equal")
    axes.legend(frameon=False, fontsize=8)
    return _written(figure)


def skill_png(gains: Mapping[str, Mapping[str, tuple[float, float]]]) -> bytes:
    """Return bars of skill by horizon against each other forecast, with two standard errors; fractions."""
    figure, axes = _sheet("Lower loss than …, in % of the climatology's loss")
    others = list(dict.fromkeys(other for bars in gains.values() for other in bars))
    width = 0.8 / max(len(others), 1)
    for place, other in enumerate(others):
        at = [row + (place - (len(others) - 1) / 2) * width for row in range(len(gains))]
        told = [bars[other] for bars in gains.values()]
        axes.bar(
            at,
            [100 * gain for gain, _ in told],
            width=0.92 * width,
            yerr=[200 * error for _, error in told],
            color=_COLOURS[place % len(_COLOURS)],
            ecolor=_INK,
            capsize=3,
            label=other,
        )
    axes.axhline(0, color=_INK, linewidth=0.8)
    axes.set_xticks(range(len(gains)), list(gains))
    axes.legend(frameon=False, fontsize=8)
    return _written(figure)


def _sheet(title: str) -> tuple[Any, Any]:
    # Half a second to import, for one command.
    from matplotlib.figure import Figure

    figure = Figure(figsize=(6.4, 4.6), dpi=120, facecolor="white", layout="constrained")
    axes = figure.add_subplot()
    axes.set_title(title, fontsize=10, color=_INK, loc="left")
    axes.tick_params(colors=_INK, labelsize=8)
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def _written(figure: Any) -> bytes:
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    file = BytesIO()
    canvas: Any = FigureCanvasAgg(figure)  # its methods carry no types
    canvas.print_png(file)
    return file.getvalue()
