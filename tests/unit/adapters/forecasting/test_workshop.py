"""The process that computes, for real: it learns, answers, refuses files that are not what was trained, and may die at
any moment without harm to what serves."""

import asyncio
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from adapters.clock import SystemClock
from adapters.forecasting.shelf import MANIFEST, WEIGHTS, Shelf
from adapters.forecasting.wire import packed, read_now
from adapters.forecasting.worker import Worker
from adapters.forecasting.workshop import _ROOT, ProcessWorkshop, _question
from core.forecasts.gathering import Gathering
from core.forecasts.judging import cut
from core.forecasts.model import LEVELS, MIDDLE, Lane
from core.forecasts.ports import History, Learnt, ModelRefused, Task
from core.kernel.errors import Unavailable
from core.market.model import to_ms
from tests.effort import PATIENCE_S
from tests.fakes.clock import ManualClock
from tests.fakes.forecast_past import BTC, ETH, LaidOutPast

pytestmark = pytest.mark.xdist_group("forecasting")


async def histories() -> Sequence[History]:
    past = LaidOutPast(ManualClock())
    return await Gathering(past, past).histories(Lane.DAILY, timedelta(days=2_000))


def the_task(told: Sequence[History]) -> Task:
    bounds = cut(Lane.DAILY, told)
    assert bounds is not None
    return Task(*bounds, quick=True)


@pytest.fixture(scope="session")
def learnt(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Learnt, list[int]]:
    """A folder with a model that was really trained, what it is, and what was heard meanwhile."""
    folder, heard = tmp_path_factory.mktemp("models"), list[int]()

    async def learn() -> Learnt:
        told = await histories()
        return await ProcessWorkshop(folder, SystemClock()).learn(Lane.DAILY, told, the_task(told), heard.append)

    return folder, asyncio.run(learn()), heard


@pytest.fixture
def folder(learnt: tuple[Path, Learnt, list[int]], tmp_path: Path) -> Path:
    """A copy of it that a test may spoil."""
    return Path(shutil.copytree(learnt[0], tmp_path / "models"))


async def test_a_model_says_what_it_is_and_what_it_says_of_what_it_has_not_seen(
    learnt: tuple[Path, Learnt, list[int]],
) -> None:
    folder, model, heard = learnt
    task = the_task(await histories())
    assert model.model_id.startswith(f"daily-{task.until:%Y%m%d}-")
    assert model.trained_until == task.until
    assert model.walk.quantiles.shape == (3, task.origins.size, 4, len(LEVELS))
    assert np.all(np.diff(model.walk.quantiles, axis=-1) >= 0)
    assert np.all(np.abs(model.walk.quantiles[..., MIDDLE]) < 1e-8)
    assert heard == sorted(heard) and heard[-1] == 90
    assert (folder / model.model_id / MANIFEST).exists()


async def test_it_is_asked_and_walked_and_watched_by_a_process_that_is_kept(
    folder: Path, learnt: tuple[Path, Learnt, list[int]]
) -> None:
    model = learnt[1]
    told = await histories()
    workshop = ProcessWorkshop(folder, SystemClock())
    answers = await workshop.ask(model.model_id, Lane.DAILY, told, [BTC.id, "nobody"])
    first = workshop._answering
    assert set(answers) == {BTC.id}
    assert answers[BTC.id].quantiles.shape == (4, len(LEVELS))
    origins = model.walk.origins[-1:]
    walk = await workshop.walk(model.model_id, Lane.DAILY, told, origins)
    # The newest origin is now: what a walk says of it is what is answered.
    row = walk.coins.index(BTC.id)
    assert np.allclose(walk.quantiles[row, 0], answers[BTC.id].quantiles, atol=1e-4)
    drift = await workshop.drift(model.model_id, Lane.DAILY, told)
    assert len(drift) > 20 and all(index >= 0 for index in drift.values())
    assert workshop._answering is first
    await workshop.close()
    assert first is not None and first.returncode is not None


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def spoil(place: Path, how: str) -> None:
    """Change a model's files as a bad disk, a bad copy or a bad person would."""
    weights, manifest = place / WEIGHTS, place / MANIFEST
    match how:
        case "truncated":
            weights.write_bytes(weights.read_bytes()[:-9])
        case "flipped":
            weights.write_bytes(weights.read_bytes()[:-1] + b"\x55")
        case "foreign":
            weights.write_bytes(b"\x80\x04cos\nsystem\n(S'true'\ntR.")
        case "manifest":
            manifest.write_bytes(manifest.read_bytes() + b" ")
        case _:
            shutil.rmtree(place)


async def test_a_file_that_is_not_what_was_trained_is_refused_and_others_are_answered(
    folder: Path, learnt: tuple[Path, Learnt, list[int]]
) -> None:
    model_id, told = learnt[1].model_id, await histories()
    workshop = ProcessWorkshop(folder, SystemClock())
    for day, how in enumerate(("truncated", "flipped", "foreign", "manifest", "gone"), 1):
        # The end of a name says which model it is.
        name = f"daily-2099010{day}-{model_id[-6:]}"
        shutil.copytree(folder / model_id, folder / name)
        spoil(folder / name, how)
        with pytest.raises(ModelRefused):
            await workshop.ask(name, Lane.DAILY, told, [BTC.id])
    assert set(await workshop.ask(model_id, Lane.DAILY, told, [ETH.id])) == {ETH.id}
    await workshop.close()


async def test_a_whole_model_in_the_place_of_another_is_refused(
    folder: Path, learnt: tuple[Path, Learnt, list[int]]
) -> None:
    model_id, workshop = learnt[1].model_id, ProcessWorkshop(folder, SystemClock())
    shutil.copytree(folder / model_id, folder / "daily-20990101-abcdef")
    with pytest.raises(ModelRefused):
        await workshop.ask("daily-20990101-abcdef", Lane.DAILY, await histories(), [BTC.id])
    await workshop.close()


async def test_of_two_whose_names_would_be_one_the_second_bears_more_of_what_it_is(
    folder: Path, learnt: tuple[Path, Learnt, list[int]]
) -> None:
    told, first = await histories(), learnt[1]
    # The first is no longer what was trained; the second is another file, and answers.
    spoil(folder / first.model_id, "truncated")
    workshop = ProcessWorkshop(folder, SystemClock())
    task = replace(the_task(told), taken=(first.model_id,))
    again = await workshop.learn(Lane.DAILY, told, task, lambda percent: None)
    assert again.model_id == f"{first.model_id[:-6]}{first.manifest[:10]}"
    assert set(await workshop.ask(again.model_id, Lane.DAILY, told, [BTC.id])) == {BTC.id}
    # Nor is a whole model taken for one whose name only begins like its own.
    alike = f"{first.model_id}{'1' if first.manifest[6] == '0' else '0'}000"
    shutil.copytree(folder / again.model_id, folder / alike)
    for other in (first.model_id, alike):
        with pytest.raises(ModelRefused):
            await workshop.ask(other, Lane.DAILY, told, [BTC.id])
    await workshop.close()


def test_a_name_that_a_model_bears_or_that_lies_there_is_never_given_again(tmp_path: Path) -> None:
    worker, digits, day = Worker(Shelf(tmp_path)), "0123456789abcdef", "daily-20260101"
    given = [worker._free(day, digits, ())]
    for place in range(4):
        if place % 2:
            (tmp_path / given[-1]).mkdir()
        given.append(worker._free(day, digits, given[::2]))
    assert given == [f"{day}-{end}" for end in ("012345", "0123456789", digits, f"{digits}-2", f"{digits}-3")]


async def test_a_kill_in_the_middle_of_a_training_leaves_what_serves(
    folder: Path, learnt: tuple[Path, Learnt, list[int]]
) -> None:
    told, before = await histories(), names(folder)
    workshop = ProcessWorkshop(folder, SystemClock())
    started: list[asyncio.subprocess.Process] = []
    begin = workshop._started

    async def remembered() -> asyncio.subprocess.Process:
        started.append(await begin())
        return started[-1]

    workshop._started = remembered  # type: ignore[method-assign]
    with pytest.raises(Unavailable):
        await workshop.learn(Lane.DAILY, told, the_task(told), lambda percent: started[0].send_signal(signal.SIGKILL))
    assert names(folder) == before
    assert set(await workshop.ask(learnt[1].model_id, Lane.DAILY, told, [BTC.id])) == {BTC.id}
    await workshop.close()


def test_who_learns_ends_with_whoever_waits_for_it_and_says_nothing(tmp_path: Path) -> None:
    told = asyncio.run(histories())
    task = the_task(told)
    # All members, which takes long: it is in the midst of them when nobody is there any more.
    facts = {"lane": "daily", "until_ms": to_ms(task.until), "quick": False}
    question = packed(_question("learn", Lane.DAILY, told, facts, {"origins": task.origins}))
    command = [sys.executable, "-m", "adapters.forecasting.worker", str(tmp_path)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=_ROOT, **pipes) as process:  # type: ignore[call-overload]
        process.stdin.write(question)
        process.stdin.flush()
        first = read_now(process.stdout)
        assert first is not None and first.head["percent"] > 0
        # What the kernel does to both ends of a process that is killed.
        process.stdin.close()
        process.stdout.close()
        assert (process.wait(PATIENCE_S), process.stderr.read()) == (0, b"")
    assert names(tmp_path) == []


def test_the_house_imports_nothing_that_learning_needs() -> None:
    heavy = ("torch", "ml", "lightgbm", "arch", "pandas")
    program = f"import sys, adapters.assemble.house as _; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
