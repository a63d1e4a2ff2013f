"""The service's side: a process that answers, kept for a while after the last question, and one for each training."""

import asyncio
import logging
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from adapters.forecasting import wire
from adapters.forecasting.wire import Garbled, Message
from core.forecasts.model import Lane
from core.forecasts.ports import Answer, History, Learnt, ModelRefused, Task, Walk
from core.kernel.clock import RealClock
from core.kernel.errors import Unavailable
from core.market.model import Instants, from_ms, to_ms

log = logging.getLogger(__name__)

SOURCE = "forecasts"
WORKER = "adapters.forecasting.worker"
_ROOT = Path(__file__).resolve().parents[2]
_COLUMNS = {"opened": "opened_ms", "high": "high", "low": "low", "close": "close", "volume": "volume"}
# One thread: whoever learns or answers leaves the others their cores.
_THREADS = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
_PASSED_ON = ("PATH", "LANG", "HOME", "TMPDIR", "LD_LIBRARY_PATH", "VIRTUAL_ENV")
_ASKING_S, _WALKING_S, _LEARNING_S = 60.0, 600.0, 3_600.0
_IDLE_S = 180.0


class ProcessWorkshop:
    """A Forecaster and a Learner. Models lie in `folder`; `worker` is the module that computes, run as a program."""

    def __init__(self, folder: Path, clock: RealClock, idle_s: float = _IDLE_S, worker: str = WORKER) -> None:
        self._folder, self._clock, self._idle_s, self._worker = folder, clock, idle_s, worker
        self._answering: asyncio.subprocess.Process | None = None
        self._turn = asyncio.Lock()
        self._resting: asyncio.Task[None] | None = None

    async def ask(
        self, model_id: str, lane: Lane, histories: Sequence[History], coins: Sequence[str]
    ) -> Mapping[str, Answer]:
        told = await self._asked(_question("quantiles", lane, histories, {"model": model_id}), _ASKING_S)
        garch = told.arrays.get("garch")
        found = {
            coin: Answer(told.arrays["quantiles"][place], None if garch is None else garch[place])
            for place, coin in enumerate(told.head["coins"])
        }
        return {coin: found[coin] for coin in coins if coin in found}

    async def walk(self, model_id: str, lane: Lane, histories: Sequence[History], origins: Instants) -> Walk:
        question = _question("walk", lane, histories, {"model": model_id}, {"origins": origins})
        return _walk(await self._asked(question, _WALKING_S), origins)

    async def drift(self, model_id: str, lane: Lane, histories: Sequence[History]) -> Mapping[str, float]:
        told = await self._asked(_question("drift", lane, histories, {"model": model_id}), _WALKING_S)
        found: Mapping[str, float] = told.head["drift"]
        return found

    async def learn(
        self, lane: Lane, histories: Sequence[History], task: Task, told: Callable[[int], object]
    ) -> Learnt:
        facts = {"lane": lane.value, "until_ms": to_ms(task.until), "quick": task.quick, "taken": task.taken}
        question = _question("learn", lane, histories, facts, {"origins": task.origins})
        process = await self._started()
        try:
            async with asyncio.timeout(_LEARNING_S):
                answer = await _exchanged(process, question, told)
        except TimeoutError as error:
            raise Unavailable(SOURCE, "timeout") from error
        finally:
            await _ended(process)
        head = answer.head
        return Learnt(
            head["model"],
            lane,
            from_ms(head["until_ms"]),
            tuple(head["members"]),
            head["seed"],
            head["data_hash"],
            head["manifest"],
            _walk(answer, task.origins),
        )

    async def close(self) -> None:
        """End the process that answers; one that learns ends with whoever waits for it."""
        if self._resting is not None:
            self._resting.cancel()
        await self._let_go()

    async def _asked(self, question: Message, within_s: float) -> Message:
        async with self._turn:
            if self._resting is not None:
                self._resting.cancel()
            if self._answering is None or self._answering.returncode is not None:
                self._answering = await self._started()
            whole = False
            try:
                async with asyncio.timeout(within_s):
                    answer = await _exchanged(self._answering, question, lambda percent: None)
                whole = True
                return answer
            except ModelRefused:
                whole = True
                raise
            except TimeoutError as error:
                raise Unavailable(SOURCE, "timeout") from error
            finally:
                # Half an answer would be taken for the beginning of the next one.
                if not whole:
                    await self._let_go()
                self._resting = asyncio.create_task(self._rest())

    async def _rest(self) -> None:
        """Give its memory back when nobody has asked for a while."""
        await self._clock.sleep(self._idle_s)
        async with self._turn:
            await self._let_go()

    async def _let_go(self) -> None:
        process, self._answering = self._answering, None
        if process is not None:
            await _ended(process)

    async def _started(self) -> asyncio.subprocess.Process:
        # Nothing of our own environment: there are secrets in it that a learner has no use for.
        environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
        await asyncio.to_thread(self._folder.mkdir, mode=0o700, parents=True, exist_ok=True)
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            self._worker,
            str(self._folder),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            cwd=_ROOT,
            env={**environment, **_THREADS},
            # Ctrl-C is for the service, which ends its children itself.
            start_new_session=True,
        )


def _question(
    ask: str,
    lane: Lane,
    histories: Sequence[History],
    facts: Mapping[str, Any],
    arrays: Mapping[str, NDArray[Any]] | None = None,
) -> Message:
    """Return a question about candles. Columns travel by place: a coin may be called anything."""
    columns: dict[str, NDArray[Any]] = dict(arrays or {})
    for place, history in enumerate(histories):
        for name, column in _COLUMNS.items():
            columns[f"{place} {name}"] = np.ascontiguousarray(getattr(history.candles, column))
    coins = [history.coin.id for history in histories]
    return Message({"ask": ask, "interval": lane.interval.value, "coins": coins, **facts}, columns)


async def _exchanged(process: asyncio.subprocess.Process, question: Message, told: Callable[[int], object]) -> Message:
    """Return the answer to a question; `told` hears how far it is.

    Raises
    ------
    ModelRefused
        If the model's files are not what was trained.
    Unavailable
        If the process ends, garbles its answer, or cannot work with what it was given.
    """
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(await asyncio.to_thread(wire.packed, question))
    try:
        await process.stdin.drain()
        while True:
            answer = await wire.read(process.stdout)
            if answer is None:
                raise Unavailable(SOURCE, "broken")
            if "percent" not in answer.head:
                break
            told(int(answer.head["percent"]))
    except (ConnectionError, Garbled) as error:
        raise Unavailable(SOURCE, "garbled" if isinstance(error, Garbled) else "broken") from error
    if "refused" in answer.head:
        raise ModelRefused(str(answer.head["refused"]))
    if "wrong" in answer.head:
        log.warning("forecasts could not be computed: %s", answer.head["wrong"])
        raise Unavailable(SOURCE, "rejected")
    return answer


def _walk(answer: Message, origins: Instants) -> Walk:
    return Walk(origins, tuple(answer.head["coins"]), answer.arrays["quantiles"], answer.arrays.get("garch"))


async def _ended(process: asyncio.subprocess.Process) -> None:
    """End a process for good."""
    with suppress(ProcessLookupError):
        process.kill()
    await process.wait()
