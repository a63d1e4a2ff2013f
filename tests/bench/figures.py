"""What the benchmark prints: one JSON object a figure, with the target it should meet."""

import json
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure. `at_most` or `at_least` is its target; `parts` are the raw values of a ratio, both measured
    in the same run, because a shared machine may be half as fast an hour later."""

    name: str
    value: float
    unit: str
    at_most: float | None = None
    at_least: float | None = None
    parts: Mapping[str, float] = field(default_factory=dict)

    @property
    def met(self) -> bool | None:
        """Whether the target is met, None where there is none."""
        if self.at_most is not None:
            return self.value <= self.at_most
        return None if self.at_least is None else self.value >= self.at_least

    @property
    def line(self) -> str:
        """The figure as one JSON object."""
        said: dict[str, object] = {"name": self.name, "value": _short(self.value), "unit": self.unit}
        if self.at_most is not None:
            said["target"] = f"<= {self.at_most:g}"
        if self.at_least is not None:
            said["target"] = f">= {self.at_least:g}"
        if self.met is not None:
            said["met"] = self.met
        if self.parts:
            said["of"] = {name: _short(value) for name, value in self.parts.items()}
        return json.dumps(said, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the benchmark: how much is measured, and a folder to measure in."""

    quick: bool
    folder: Path

    def times(self, full: int, quick: int) -> int:
        """Return how often to measure."""
        return quick if self.quick else full

    def room(self, name: str) -> Path:
        """Return a new folder of the run."""
        folder = self.folder / name
        folder.mkdir(mode=0o700)
        return folder


def percentile(values: Sequence[float], percent: float) -> float:
    """Return the smallest value that `percent` of all do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, min(len(ordered) - 1, -int(-len(ordered) * percent // 100) - 1))]


def least(work: Callable[[], object], times: int) -> float:
    """Return the seconds of the fastest of `times` rounds: on a shared machine the slower ones tell of the others."""
    return min(_seconds(work) for _ in range(times))


def middle(work: Callable[[], object], times: int) -> float:
    """Return the median seconds of `times` rounds."""
    return statistics.median(_seconds(work) for _ in range(times))


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _short(value: float) -> float:
    return float(f"{value:.4g}")
