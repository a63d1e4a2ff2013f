"""run and demo: one service per folder, started, stopped in order, also when something fails."""

import asyncio
import os
import signal
from pathlib import Path

import pytest

from adapters.cli.stopping import stop_asked, unless_asked
from adapters.lock import ServiceLock
from adapters.settings import MarketKind, Problem, SettingsMistake
from core.kernel.errors import UnknownName
from tests.fakes.application import ScriptedApplication
from tests.fakes.shell import Shell


class Interrupted(ScriptedApplication):
    """Somebody stops the process as soon as it has started, or while it does."""

    def __init__(self, number: signal.Signals, starting: bool = False) -> None:
        super().__init__()
        self._number, self._starting = number, starting

    async def start(self) -> None:
        await super().start()
        os.kill(os.getpid(), self._number)
        if self._starting:
            await asyncio.Event().wait()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("starting", [False, True])
def test_run_serves_until_it_is_told_to_stop(number: signal.Signals, starting: bool, shell: Shell) -> None:
    shell.application = Interrupted(number, starting)
    ended = shell.run("run", "--web-port", "0")
    assert (ended.status, ended.out) == (0, "")
    assert shell.application.done == ["assemble service", "start", "stop", "close"]


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (SettingsMistake([Problem("CANDLEWICK_WEB__PORT", "is busy", "8480")]), 2),
        (UnknownName("telegram-token"), 2),
        (RuntimeError("a defect"), 3),
    ],
)
def test_a_start_that_fails_leaves_everything_closed(error: Exception, status: int, shell: Shell) -> None:
    shell.application.failing["start"] = error
    assert shell.run("run").status == status
    assert shell.application.done == ["assemble service", "start", "stop", "close"]
    with ServiceLock(shell.folder):
        assert shell.folder.is_dir()


def test_what_does_not_stop_in_time_is_left_behind(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("adapters.cli.run.STOP_WITHIN_S", 0.01)

    class Stubborn(Interrupted):
        async def stop(self, within_s: float) -> None:
            await asyncio.Event().wait()

    shell.application = Stubborn(signal.SIGTERM)
    ended = shell.run("run")
    assert ended.status == 0
    assert "did not stop" in ended.err
    assert shell.application.done[-1] == "close"


@pytest.mark.parametrize("name", ["run", "demo"])
def test_a_second_service_names_the_first_and_leaves(name: str, shell: Shell) -> None:
    shell.folder.mkdir()
    with ServiceLock(shell.folder):
        ended = shell.run(name)
    assert (ended.status, ended.out) == (3, "")
    assert f"process {os.getpid()}" in ended.err
    assert shell.application.done == []


def test_on_postgresql_services_work_side_by_side(shell: Shell) -> None:
    shell.environ = {"CANDLEWICK_DATABASE_URL": "postgresql://127.0.0.1/candlewick"}
    shell.application = Interrupted(signal.SIGTERM)
    shell.folder.mkdir()
    with ServiceLock(shell.folder):
        assert shell.run("run").status == 0


def test_demo_chats_with_a_simulated_market_in_a_folder_of_its_own(tmp_path: Path, shell: Shell) -> None:
    shell.environ = {"CANDLEWICK_DATA_DIR": ""}
    ended = shell.run("demo")
    assert (ended.status, ended.err) == (0, "")
    assert shell.application.settings.market.kind is MarketKind.SIMULATED
    assert shell.application.settings.data_dir == tmp_path / "data" / "demo"
    assert [heard.text for heard in shell.application.door.heard] == shell.application.terminal.lines
    assert "SIMULATED" in shell.application.terminal.head
    assert shell.application.done == ["assemble service", "start", "stop", "close"]


def test_demo_has_no_live_market(shell: Shell) -> None:
    ended = shell.run("demo", "--market", "live")
    assert ended.status == 2
    assert "--market simulated" in ended.err
    assert shell.application.done == []


def test_demo_replays_what_it_is_given(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "april").mkdir()
    assert shell.run("demo", "--market", "replay:april").status == 0
    assert shell.application.settings.market.folder == tmp_path / "april"


async def test_stopping_cancels_what_is_being_done() -> None:
    async with stop_asked() as asked:
        doing = asyncio.create_task(unless_asked(asked, asyncio.Event().wait()))
        await asyncio.sleep(0)
        os.kill(os.getpid(), signal.SIGTERM)
        assert await doing is False


async def test_what_ends_by_itself_is_not_called_stopped() -> None:
    async with stop_asked() as asked:
        assert await unless_asked(asked, asyncio.sleep(0)) is True
        assert not asked.is_set()


async def test_signals_are_as_before_afterwards() -> None:
    before = signal.getsignal(signal.SIGTERM)
    async with stop_asked():
        assert signal.getsignal(signal.SIGTERM) is not before
    assert signal.getsignal(signal.SIGTERM) is before
