"""Reads a folder of candles, walks it, and prints how forecasts of each horizon did."""

import json
import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from adapters.cli.call import MISUSED, OK, UNABLE, Call, Refusal
from adapters.cli.candle_folder import candles_in
from adapters.cli.instants import instant
from adapters.painter.plots import calibration_png, skill_png
from core.market.model import Instants, Interval, from_ms
from ml.assessment import assess
from ml.judging import Against, NothingToCompare, Verdict
from ml.members import MEMBERS, SERVED
from ml.panel import Panel, panel_of
from ml.spacing import LEVELS, SPACINGS
from ml.walking import Plan

_INTERVALS = {"D": Interval.D1, "h": Interval.H1}
_STEPS = {"D": 3, "h": 7}
_DAY_MS = 86_400_000
_TWO_YEARS_MS = 730 * _DAY_MS
# A coin of a few months has hardly a climatology to compare with, and would weigh as much as any other.
_MIN_ROWS = 900
_EXAMPLE = "2023-07-01"


def answered(call: Call) -> int:
    """Walk forward, judge and print."""
    options = call.options
    panel = _panel(call, options.folder, _INTERVALS[options.freq], options.min_rows)
    step = _STEPS[options.freq] if options.step is None else options.step
    if step < 1:
        raise Refusal(MISUSED, "--step is at least 1. Example: --step 3")
    origins = _origins(
        panel,
        instant("--start", options.start, _EXAMPLE),
        instant("--end", options.end, _EXAMPLE),
        step,
    )
    plan = Plan(_members(options.members), weighting=options.weights)
    if options.plots is not None:
        # Minutes before it is written to.
        _make(options.plots)
    call.tell(
        f"{len(panel.coins)} coins, {origins.size} forecasts of each, "
        f"{_day(panel, origins[0])} to {_day(panel, origins[-1])}"
    )
    try:
        verdicts = assess(panel, origins, step, plan, lambda share: call.tell(f"{share:4.0%} of the models"))
    except NothingToCompare as error:
        raise Refusal(UNABLE, f"{options.folder}: {error}.") from None
    for horizon in sorted({*panel.spacing.horizons} - {verdict.horizon for verdict in verdicts}):
        call.tell(f"{horizon:>3} {panel.spacing.name[-1]}  {NothingToCompare()}")
    for verdict in verdicts:
        call.say(json.dumps(_facts(verdict)) if options.json else _line(verdict, panel.spacing.name[-1]))
    if options.plots is not None:
        _plot(options.plots, verdicts, panel.spacing.name[-1])
    return OK


def _panel(call: Call, folder: Path, interval: Interval, min_rows: int | None) -> Panel:
    if min_rows is not None and min_rows < 1:
        raise Refusal(MISUSED, "--min-rows is at least 1. Example: --min-rows 60")
    found = candles_in(folder, interval)
    for note in found.left_out:
        call.tell(note)
    if not found.series:
        raise Refusal(MISUSED, f"{folder}: no coin has candles of {interval.value} there.")
    least = _MIN_ROWS if min_rows is None else min_rows
    old = {pair: one for pair, one in found.series.items() if one.opened_ms.size >= least}
    if not old and min_rows is not None:
        raise Refusal(MISUSED, f"{folder}: no coin has {min_rows} candles there. Example: --min-rows 60")
    if young := [pair for pair in found.series if old and pair not in old]:
        call.tell(f"Fewer than {least} candles, and left out: {', '.join(young)}. --min-rows 60 takes them too.")
    return panel_of(old or found.series, SPACINGS[interval])


def _origins(panel: Panel, start_ms: int | None, end_ms: int | None, step: int) -> Instants:
    # The last candle has no outcome.
    last = int(panel.times[-1]) - panel.spacing.ms
    end = last if end_ms is None else min(end_ms, last)
    start = max(end - _TWO_YEARS_MS if start_ms is None else start_ms, int(panel.times[0]))
    asked = np.arange(start, end + 1, step * panel.spacing.ms, dtype=np.int64)
    rows = panel.rows_at(asked)
    rows = rows[rows >= 0]
    if not rows.size:
        raise Refusal(MISUSED, "No candle lies between --start and --end, or --start is not the opening of one.")
    return rows


def _members(words: str) -> Sequence[str]:
    names = tuple(word for word in words.split(",") if word) or SERVED
    if unknown := [name for name in names if name not in MEMBERS]:
        raise Refusal(MISUSED, f"--members: there is no {unknown[0]}. There are {', '.join(MEMBERS)}.")
    return names


def _day(panel: Panel, row: int) -> str:
    return f"{from_ms(int(panel.times[row])):%Y-%m-%d}"


def _facts(verdict: Verdict) -> dict[str, object]:
    return {
        "horizon": verdict.horizon,
        "outcomes": verdict.outcomes,
        "independent": verdict.independent,
        "skill": _percent(verdict.skill.gain),
        "skill_error": _percent(verdict.skill.error),
        "over_garch": _percent(verdict.over_garch.gain),
        "over_garch_error": _percent(verdict.over_garch.error),
        "covered_80": round(verdict.covered_80, 4),
        "covered_95": round(verdict.covered_95, 4),
        "worst_coin": verdict.worst_coin,
        "worst_coin_80": round(verdict.worst_coin_80, 4),
        "skill_by_half_year": {half: _percent(gain) for half, gain in verdict.by_half_year.items()},
    }


def _line(verdict: Verdict, unit: str) -> str:
    halves = "  ".join(f"{half} {100 * gain:+.1f}" for half, gain in verdict.by_half_year.items())
    return (
        f"{verdict.horizon:>3} {unit}  skill {_signed(verdict.skill)} %  over GARCH-t {_signed(verdict.over_garch)}"
        f"  80 % held {verdict.covered_80:.1%}  95 % held {verdict.covered_95:.1%}"
        f"  worst {verdict.worst_coin} {verdict.worst_coin_80:.0%}"
        f"  n {verdict.outcomes} ({verdict.independent} apart)  {halves}"
    )


def _signed(against: Against) -> str:
    gain, error = (_percent(share) for share in (against.gain, against.error))
    told = "unknown" if gain is None else f"{gain:+.2f}"
    return f"{told} ± {'unknown' if error is None else f'{error:.2f}'}"


def _percent(share: float) -> float | None:
    """Return a share in percent; None, which JSON has a word for, where it is not known."""
    return None if math.isnan(share) else round(100 * share, 3)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refusal(UNABLE, f"{folder}: it cannot be written ({error.strerror}).") from None


def _plot(folder: Path, verdicts: Sequence[Verdict], unit: str) -> None:
    labels = [f"{verdict.horizon} {unit}" for verdict in verdicts]
    try:
        (folder / "calibration.png").write_bytes(
            calibration_png(LEVELS, {label: v.below for label, v in zip(labels, verdicts, strict=True)})
        )
        bars = {
            label: {"climatology": (v.skill.gain, v.skill.error), "GARCH-t": (v.over_garch.gain, v.over_garch.error)}
            for label, v in zip(labels, verdicts, strict=True)
        }
        (folder / "skill.png").write_bytes(skill_png(bars))
    except OSError as error:
        raise Refusal(UNABLE, f"{folder}: it cannot be written ({error.strerror}).") from None
