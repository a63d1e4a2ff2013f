"""One simulated world from its first second to its last: processes that live, end or are killed, and what they said."""

import gc
import logging
import traceback
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from random import Random

from structlog.testing import capture_logs
from structlog.typing import EventDict

from core.kernel.figures import Figure, written
from core.market.model import to_ms
from tests.simulator import stored
from tests.simulator.answers import Answer, words
from tests.simulator.faults import Ending, drawn
from tests.simulator.life import Life
from tests.simulator.model import Model
from tests.simulator.people import Mail, posts
from tests.simulator.prices import Prices
from tests.simulator.trace import Trace
from tests.simulator.virtual_time import BEGAN_AT, Timeline, VirtualLoop, run
from tests.simulator.world import World

UNREST_S = 1_500.0
SPEEDS, POLLS_S = (1.0, 1.0, 6.0), (45.0, 60.0, 60.0)
LAST_LINES = 12


class Broken(AssertionError):
    """A promise was not kept: which, and what was said last."""


class Simulation:
    """Runs the real application object through the plan of one seed, in `folder`; `transcript` is what was said."""

    def __init__(self, seed: int, folder: Path, kept: bool = False) -> None:
        chance = Random(f"world {seed}")
        plan = drawn(chance, UNREST_S)
        speed, poll_s = chance.choice(SPEEDS), chance.choice(POLLS_S)
        said = tuple(posts(chance, plan.calm_s, plan.over_s))
        self.seed, self.plan, self._folder = seed, plan, folder
        timeline = Timeline()
        stale_after = max(timedelta(seconds=60), timedelta(seconds=2 * poll_s * speed))
        self.world = World(
            seed, plan, timeline, Prices(seed), speed, poll_s, stale_after, Mail(said), [], [], Trace(timeline, kept)
        )
        self.model = Model(self.world)
        self.transcript: list[str] = []
        self._secrets = [post.secret for post in said if post.secret]

    def run(self) -> str:
        """Live through all of it and return the hash of all that was done.

        Raises
        ------
        Broken
            If a promise was not kept.
        """
        folder, endings = self._folder / "0", (*self.plan.endings, None)
        # What is there already is no leak of ours, and looking through it again and again takes its time.
        gc.freeze()
        for number, ending in enumerate(endings):
            folder = self._lived(number, folder, ending)
            self._raise_if_broken()
        now_ms = to_ms(BEGAN_AT) + round(self.world.timeline.now_s * 1_000 * self.world.speed)
        # What closed since the last look but one may have been running then.
        gc.unfreeze()
        self.model.end(folder / "candlewick.db", now_ms - round(2_000 * self.world.poll_s * self.world.speed) - 60_000)
        self._raise_if_broken()
        return self.world.trace.hash

    def _lived(self, number: int, folder: Path, ending: Ending | None) -> Path:
        """Run one process; return the folder that the next one finds."""
        life = Life(self.world, number, folder, self._judge)
        image = self._folder / str(number + 1)

        async def main(loop: VirtualLoop) -> list[str]:
            return await life.live(loop, ending, image)

        with self._overheard(life), warnings.catch_warnings(record=True) as leaks:
            warnings.simplefilter("always")
            # When the collector comes depends on what this process did before; what it ends, ends at another point.
            gc.disable()
            try:
                unheard = run(self.world.timeline, main)
            finally:
                gc.enable()
            gc.collect()
        if ending is None or not ending.killed:
            self.model.broken += [f"unheard: {wrong}" for wrong in (*unheard, *(str(leak.message) for leak in leaks))]
        left = image if ending is not None and ending.killed else folder
        for secret in self._secrets:
            self.model.broken += [f"a secret lies in {name}" for name in stored.holding(left, secret)]
        if ending is not None:
            word = "killed" if ending.killed else "stopped"
            self.transcript.append(f"{life.ended_s:.3f} {word}, down for {ending.down_s:.0f} s")
            self.world.timeline.now_s = life.ended_s + ending.down_s
        return left

    @contextmanager
    def _overheard(self, life: Life) -> Iterator[None]:
        """Listen to what is logged while `life` lasts: no error of ours, and nobody's secret."""
        ear, root = _Ear(life, self.world), logging.getLogger()
        level = root.level
        root.addHandler(ear)
        root.setLevel(logging.INFO)
        try:
            with capture_logs(processors=[ear.heard]):
                yield
        finally:
            root.removeHandler(ear)
            root.setLevel(level)
        self.model.broken += [f"logged: {line}" for line in ear.errors]
        everything = "\n".join(ear.lines)
        self.model.broken += ["a secret was logged" for secret in self._secrets if secret in everything]

    def _judge(self, answer: Answer) -> None:
        self.model.judge(answer)
        self.world.trace.note("heard", answer.post)
        self.transcript.append(f"{answer.told_s:.3f} {answer.post}")
        since = len(self.transcript)
        for place, reply in (("room", answer.told.to_room), ("private", answer.told.to_person)):
            if reply is not None:
                self.transcript += [f"    {place}: {line}" for line in words(reply)]
                self.transcript += [f"    {_line(figure)}" for figure in reply.figures]
        self.world.trace.note("told", self.transcript[since:])

    def _raise_if_broken(self) -> None:
        if self.model.broken:
            said = "\n".join(self.transcript[-LAST_LINES:])
            raise Broken(f"seed {self.seed}:\n" + "\n".join(self.model.broken[:20]) + f"\nlast said:\n{said}")


class _Ear(logging.Handler):
    """Hears what the standard library's and structlog's loggers are told, as it is before any redaction."""

    def __init__(self, life: Life, world: World) -> None:
        super().__init__()
        self._life, self._world = life, world
        self.lines: list[str] = []
        self.errors: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        trace = logging.Formatter().formatException(record.exc_info) if record.exc_info else ""
        self._note(record.levelno, f"{record.name}: {record.getMessage()} {trace}")

    def heard(self, _logger: object, method: str, event: EventDict) -> EventDict:
        error = event.get("exc_info")
        trace = "".join(traceback.format_exception(error)) if isinstance(error, BaseException) else ""
        self._note(logging.ERROR if method in ("error", "critical", "exception") else logging.INFO, f"{event} {trace}")
        return event

    def _note(self, level: int, line: str) -> None:
        if self._life.is_over:
            return
        self.lines.append(line)
        # While an adapter stumbles, its job says so.
        if level >= logging.ERROR and not self._world.plan.poisoned(self._world.timeline.now_s):
            self.errors.append(line)


def _line(figure: Figure) -> str:
    origin = figure.origin
    mark = " STALE" if origin.stale else ""
    return f"{figure.name.value} {figure.of} {written(figure.value)} {figure.unit} {origin.source} {origin.at}{mark}"
