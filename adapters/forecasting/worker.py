"""The process that computes: reads questions from standard input, writes answers to standard output, ends with its
input. `python -m adapters.forecasting.worker FOLDER`, the folder of the models.

It alone imports what learning needs, on one thread.
"""

import contextlib
import itertools
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from adapters.forecasting.shelf import Absent, Shelf
from adapters.forecasting.wire import Garbled, Message, packed, read_now
from core.market.model import Floats, Instants, Interval

if TYPE_CHECKING:
    from ml.features import Table
    from ml.model import Model
    from ml.panel import Panel

_COLUMNS = ("opened", "high", "low", "close", "volume")
_SEED = 20
_MONTH = {"1d": 30, "1h": 720}
_GARCH = "garch"
# So much of what a model's manifest hashes to stands in its name: more where another one bears the shorter name.
_DIGITS = (6, 10, 16)
# What a learner takes beside one that answers.
_NICE = 10


class Refused(Exception):
    """A model's files are not what was trained."""


class Worker:
    """Answers questions; models stay loaded once they were asked."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._models: dict[str, Model] = {}

    def answer(self, question: Message, told: Callable[[int], None]) -> Message:
        """Return the answer to one question."""
        head = question.head
        panel = _panel(question)
        match head["ask"]:
            case "quantiles":
                return self._quantiles(self._model(head["model"]), panel)
            case "walk":
                return self._walk(self._model(head["model"]), panel, question.arrays["origins"])
            case "drift":
                return self._drift(self._model(head["model"]), panel)
            case _:
                return self._learn(panel, question, told)

    def _model(self, model_id: str) -> "Model":
        if model_id not in self._models:
            from ml.storing import ForeignModel, Stored, read

            try:
                stored = Stored(*self._shelf.take(model_id))
                model = read(stored)
            except (ForeignModel, Absent) as error:
                raise Refused(model_id) from error
            if not stored.id.startswith(model_id.split("-")[2]):
                # Whole, and another one than was trained under this name.
                raise Refused(model_id)
            self._models[model_id] = model
        return self._models[model_id]

    def _quantiles(self, model: "Model", panel: "Panel") -> Message:
        told = model.ask(panel)
        arrays: dict[str, NDArray[Any]] = {"quantiles": np.array([*told.values()])}
        if _GARCH in model.ensemble.members:
            arrays["garch"] = _garch_now(model, panel, list(told))
        return Message({"coins": list(told)}, arrays)

    def _walk(self, model: "Model", panel: "Panel", origins: Instants) -> Message:
        from ml.features import tabulate

        # With the season it answers with: what is walked is what would have been said.
        table = tabulate(panel, model.season)
        # An origin is a close: that of the candle before it.
        rows = panel.rows_at(origins - panel.spacing.ms)
        inside = np.flatnonzero(rows >= 0)
        shape = (len(panel.coins), origins.size, len(panel.spacing.horizons), _levels())
        quantiles = np.full(shape, np.nan)
        if inside.size:
            quantiles[:, inside] = model.walk(table, rows[inside])
        arrays: dict[str, NDArray[Any]] = {"quantiles": quantiles}
        if inside.size and _GARCH in model.ensemble.members:
            garch = np.full(shape, np.nan)
            garch[:, inside] = _garch_at(model, table, rows[inside])
            arrays["garch"] = garch
        return Message({"coins": list(panel.coins)}, arrays)

    def _drift(self, model: "Model", panel: "Panel") -> Message:
        from ml import sample as samples
        from ml.drift import by_name
        from ml.features import tabulate

        table = tabulate(panel, model.season)
        count = panel.times.size
        rows = samples.askable(table, max(0, count - _MONTH[panel.spacing.name]), count)
        features = table.values[rows.coin, rows.time]
        return Message({"drift": by_name(model.features, model.habits.index(features)) if rows.time.size else {}})

    def _learn(self, panel: "Panel", question: Message, told: Callable[[int], None]) -> Message:
        from ml.model import learn
        from ml.panel import panel_of
        from ml.storing import written

        os.nice(_NICE)
        head = question.head
        until = panel_of(_series(question), panel.spacing, int(head["until_ms"]))
        model = learn(until, _SEED, quick=bool(head["quick"]), told=lambda share: told(5 + round(85 * share)))
        stored = written(model)
        cutoff_ms = int(model.cutoff_ms) + panel.spacing.ms
        day = datetime.fromtimestamp(cutoff_ms / 1000, UTC)
        model_id = self._free(f"{head['lane']}-{day:%Y%m%d}", stored.id, head["taken"])
        self._shelf.keep(model_id, stored.manifest, stored.weights)
        walk = self._walk(model, panel, question.arrays["origins"])
        facts = {
            "model": model_id,
            "until_ms": cutoff_ms,
            "members": list(model.ensemble.members),
            "seed": model.seed,
            "data_hash": model.data_hash,
            "manifest": stored.id,
        }
        return Message({**facts, **walk.head}, walk.arrays)

    def _free(self, day: str, digits: str, taken: Sequence[str]) -> str:
        """Return the shortest name of a model of that lane and day which no other bears, and under which nothing lies
        that once was one. What was learnt twice is the same to the last digit: it is counted."""
        names = [f"{day}-{digits[:count]}" for count in _DIGITS]
        counted = (f"{names[-1]}-{count}" for count in itertools.count(2))
        return next(
            each for each in itertools.chain(names, counted) if each not in taken and not self._shelf.holds(each)
        )


def _levels() -> int:
    from ml.spacing import LEVELS

    return int(LEVELS.size)


def _garch_now(model: "Model", panel: "Panel", coins: Sequence[str]) -> Floats:
    """Return what the GARCH-t member alone says at the last candle, [coin, horizon, level]."""
    from ml.features import tabulate

    count = panel.times.size
    table = tabulate(panel.span(count - panel.spacing.reach, count), model.season)
    last = table.panel.times.size - 1
    told = _garch_at(model, table, np.array([last]))[:, 0]
    return told[[table.panel.coins.index(coin) for coin in coins]]


def _garch_at(model: "Model", table: "Table", origins: Instants) -> Floats:
    """Return what the GARCH-t member alone says at these rows, [coin, origin, horizon, level]; NaN for nothing."""
    from ml import sample as samples

    rows = samples.askable(table, int(origins[0]), int(origins[-1]) + 1)
    rows = rows.take(np.flatnonzero(np.isin(rows.time, origins)))
    told = model.ensemble.of(_GARCH, table, rows)
    out = np.full((len(table.panel.coins), origins.size, *told.shape[1:]), np.nan)
    out[rows.coin, np.searchsorted(origins, rows.time)] = told
    return out


def _panel(question: Message) -> "Panel":
    from ml.panel import panel_of
    from ml.spacing import SPACINGS

    return panel_of(_series(question), SPACINGS[Interval(question.head["interval"])])


def _series(question: Message) -> Mapping[str, Any]:
    from ml.panel import Series

    arrays = question.arrays
    return {
        coin: Series(*(arrays[f"{place} {column}"] for column in _COLUMNS))
        for place, coin in enumerate(question.head["coins"])
    }


def main(folder: str) -> None:
    """Answer until the input ends."""
    with _own_output() as output:
        worker = Worker(Shelf(Path(folder)))

        def say(message: Message) -> None:
            try:
                output.write(packed(message))
                output.flush()
            except BrokenPipeError:
                # Nobody hears it any more, and the end of the input is about to be seen.
                os._exit(0)

        for question in _questions(sys.stdin.buffer):
            try:
                answer = worker.answer(question, lambda percent: say(Message({"percent": percent})))
            except Refused as refused:
                answer = Message({"refused": str(refused)})
            except ValueError as error:
                # Nothing to learn from, candles off the grid: said, and the next question is heard.
                answer = Message({"wrong": f"{type(error).__name__}: {error}"})
            say(answer)


def _questions(source: BinaryIO) -> Iterator[Message]:
    """Yield questions as they come. The input ends when whoever asks has ended, killed or not: so does this process
    then, in the midst of whatever it learns, which nobody waits for."""
    heard: SimpleQueue[Message] = SimpleQueue()

    def hear() -> None:
        try:
            while (question := read_now(source)) is not None:
                heard.put(question)
        except Garbled as error:
            print(f"not a question: {error}", file=sys.stderr)
            os._exit(1)
        os._exit(0)

    Thread(target=hear, name="ear", daemon=True).start()
    while True:
        yield heard.get()


@contextlib.contextmanager
def _own_output() -> Iterator[BinaryIO]:
    """Hold what was standard output; libraries that print do so where it does no harm."""
    with os.fdopen(os.dup(1), "wb") as output:
        os.dup2(2, 1)
        yield output


if __name__ == "__main__":
    main(sys.argv[1])
