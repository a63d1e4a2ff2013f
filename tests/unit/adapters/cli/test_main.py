"""The command line as a whole: help, bad words, exit statuses."""

import subprocess
import sys
from pathlib import Path

import pytest

from adapters.cli.main import COMMANDS
from adapters.settings import Problem, SettingsMistake
from core.kernel.errors import CandlewickError, Defect, Unavailable, UnknownName
from tests.fakes.shell import Shell

ROOT = Path(__file__).resolve().parents[4]


def test_help_lists_every_command(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    assert shell.run("--help").status == 0
    listed = capsys.readouterr().out
    assert [name for name in COMMANDS if f"\n  {name}" not in listed] == []


def test_no_command_at_all_is_a_mistake(shell: Shell) -> None:
    assert shell.run().status == 2


def test_an_unknown_command_is_refused_with_the_nearest(shell: Shell) -> None:
    ended = shell.run("chek")
    assert (ended.status, ended.out) == (2, "")
    assert "Did you mean check?" in ended.err


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_help_of_its_own(name: str, shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        shell.run(name, "--help")
    assert ended.value.code == 0
    listed = capsys.readouterr().out
    assert "--venue-urls-binance" in listed
    assert "--telegram-token " not in listed


@pytest.mark.parametrize("name", COMMANDS)
def test_bad_settings_end_a_command_before_anything_is_opened(name: str, shell: Shell) -> None:
    shell.environ = {"CANDLEWICK_MARKT": "live", "CANDLEWICK_LOG_LEVEL": "loud"}
    ended = shell.run(name)
    assert (ended.status, ended.out) == (2, "")
    assert "CANDLEWICK_MARKT" in ended.err
    assert "CANDLEWICK_LOG_LEVEL" in ended.err
    assert shell.application.done == []
    assert not shell.folder.exists()


@pytest.mark.parametrize(
    ("words", "forbidden"),
    [
        (["--help"], {"pydantic", "structlog", "asyncio", "numpy", "sqlalchemy"}),
        *(([name, "--markt", "x"], {"numpy", "sqlalchemy", "aiohttp", "ccxt", "telegram"}) for name in COMMANDS),
    ],
    ids=lambda case: case[0] if isinstance(case, list) else "",
)
def test_nothing_heavy_is_imported_for_help_or_a_refusal(words: list[str], forbidden: set[str]) -> None:
    program = (
        "import sys\nimport run_bot\n"
        f"run_bot.main({words!r}, run_bot.assemble, environ={{}})\n"
        f"print(*sorted({forbidden!r} & set(sys.modules)), file=sys.stderr, end='')"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stderr.splitlines()[-1:] in ([], [line for line in done.stderr.splitlines() if "--markt" in line])


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (Unavailable("database", "full"), 3, "no space left"),
        (Unavailable("database", "something-new"), 3, "cannot be used"),
        (UnknownName("telegram-token", ""), 2, "telegram-token"),
        (
            UnknownName("market-start", "2020-01-01T00:00Z", ("2021-04-17T00:00Z", "2021-04-30T00:00Z")),
            2,
            "covers 2021-04-17T00:00Z to 2021-04-30T00:00Z. Example: --market-start 2021-04-17T00:00Z",
        ),
        (SettingsMistake([Problem("CANDLEWICK_WEB__PORT", "is busy", "8480")]), 2, '"8480" is busy'),
        (Defect("K7Q2"), 3, "K7Q2"),
        (CandlewickError(), 3, "candlewick-error"),
    ],
)
def test_what_keeps_the_house_shut_is_said_in_one_line(error: Exception, status: int, said: str, shell: Shell) -> None:
    shell.application.failing["assemble"] = error
    ended = shell.run("say", "price btc")
    assert (ended.status, ended.out) == (status, "")
    assert said in ended.err
    assert len(ended.err.splitlines()) == 1


def test_a_folder_of_another_market_is_refused_with_the_ways_out(shell: Shell) -> None:
    shell.application.failing["assemble"] = UnknownName("market", "live", ("replay:april",))
    ended = shell.run("say", "price btc")
    assert ended.status == 2
    for way in ("--market replay:FOLDER", "--data-dir data/live", f"reset --data-dir {shell.folder}"):
        assert way in ended.err


def test_a_defect_is_logged_without_secrets_and_not_shown_as_an_answer(shell: Shell) -> None:
    shell.environ = {"CANDLEWICK_MASTER_PASSPHRASE": "hunter2 hunter2"}
    shell.application.failing["assemble"] = RuntimeError("hunter2 hunter2")
    ended = shell.run("say", "price btc")
    assert (ended.status, ended.out) == (3, "")
    assert "RuntimeError: [hidden]" in ended.err
    assert "hunter2" not in ended.err


def test_a_data_directory_that_cannot_be_made_is_a_bad_setting(shell: Shell) -> None:
    shell.folder.write_text("a file")
    ended = shell.run("say", "price btc")
    assert ended.status == 2
    assert "--data-dir" in ended.err


def test_the_data_directory_is_for_its_owner_alone(shell: Shell) -> None:
    shell.run("say", "price btc")
    assert shell.folder.stat().st_mode & 0o777 == 0o700


def test_ctrl_c_ends_quietly(shell: Shell) -> None:
    shell.application.failing["assemble"] = KeyboardInterrupt()
    ended = shell.run("say", "price btc")
    assert (ended.status, ended.out, ended.err) == (130, "", "")
