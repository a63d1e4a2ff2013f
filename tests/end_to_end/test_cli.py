"""run_bot.py as people and scripts start it: real processes, the simulated market, a real database."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.effort import PATIENCE_S

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = [sys.executable, str(ROOT / "run_bot.py")]
WEBLESS = ("--market", "simulated", "--web-port", "0")

pytestmark = pytest.mark.slow


class Program:
    """Starts run_bot.py in a folder of its own, with nothing set but what a test sets."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.data = folder, folder / "data"
        self.environ = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        self.environ["CANDLEWICK_FORECAST__TRAIN"] = "0"

    def run(self, *words: str, stdin: bytes = b"") -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        done = subprocess.run(
            [*PROGRAM, *words],
            input=stdin,
            capture_output=True,
            cwd=self.folder,
            env=self.environ,
            timeout=PATIENCE_S,
            check=False,
        )
        out, err = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
        return subprocess.CompletedProcess(done.args, done.returncode, out, err)

    def say(self, *words: str, stdin: bytes = b"") -> list[dict[str, Any]]:
        """Say something and return the objects."""
        done = self.run("say", "--json", "--market", "simulated", *words, stdin=stdin)
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    @contextmanager
    def serving(self) -> Iterator[subprocess.Popen[str]]:
        """A service that is ready."""
        with subprocess.Popen(
            [*PROGRAM, "run", *WEBLESS], cwd=self.folder, env=self.environ, stderr=subprocess.PIPE, text=True
        ) as service:
            try:
                assert service.stderr is not None
                said = []
                for line in service.stderr:
                    said.append(line)
                    if "ready" in line:
                        break
                else:
                    pytest.fail("it did not start: " + "".join(said))
                yield service
            finally:
                service.kill()


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path)


class TestSay:
    def test_a_conversation_has_one_object_a_line_and_nothing_else(self, program: Program) -> None:
        spoken = b"price btc eth in eur\n\n\xff\xfe emoji \xf0\x9f\x98\x80\nprice btx\n"
        answers = program.say("-", stdin=spoken)
        assert len(answers) == 3
        price, storm, typo = answers
        assert price["simulated"] is True
        assert [figure["of"] for figure in price["figures"] if figure["name"] == "price"] == ["BTC", "ETH"]
        assert all(figure["source"] and figure["at"].endswith("Z") for figure in price["figures"])
        assert price["command"] == {"name": "price", "args": {"coins": ["BTC", "ETH"], "in": "EUR"}}
        assert storm["error"] is None or storm["error"]["kind"] != "defect"
        assert typo["error"]["kind"] == "unknown-name"
        assert "BTC" in typo["error"]["nearest"]

    def test_a_picture_lies_in_the_data_directory(self, program: Program) -> None:
        (answer,) = program.say("chart sol 4h 30d rsi")
        (chart,) = [block for block in answer["blocks"] if block["kind"] == "chart"]
        path = Path(chart["path"])
        assert path.is_relative_to(program.data)
        assert path.read_bytes().startswith(b"\x89PNG")

    def test_a_folder_belongs_to_one_market(self, program: Program) -> None:
        program.say("status")
        done = program.run("say", "--market", "live", "status")
        assert (done.returncode, done.stdout) == (2, "")
        assert "--market simulated" in done.stderr

    def test_a_reader_who_leaves_ends_it_quietly(self, program: Program) -> None:
        with subprocess.Popen(
            [*PROGRAM, "say", "--json", "--market", "simulated", "-"],
            cwd=program.folder,
            env=program.environ,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as saying:
            assert saying.stdin is not None
            assert saying.stdout is not None
            assert saying.stderr is not None
            saying.stdin.write(b"help\n")
            saying.stdin.flush()
            assert json.loads(saying.stdout.readline())
            saying.stdout.close()
            saying.stdin.write(b"help\n")
            saying.stdin.flush()
            assert saying.stderr.read() == b""
            assert saying.wait(timeout=PATIENCE_S) == 0

    def test_ctrl_c_while_it_listens_ends_it_at_once(self, program: Program) -> None:
        with subprocess.Popen(
            [*PROGRAM, "say", "--json", "--market", "simulated", "-"],
            cwd=program.folder,
            env=program.environ,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            # Whoever runs the tests in the background has them ignore what Ctrl-C sends; the program is to hear it.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
        ) as saying:
            assert saying.stdin is not None
            assert saying.stdout is not None
            assert saying.stderr is not None
            saying.stdin.write(b"help\n")
            saying.stdin.flush()
            saying.stdout.readline()
            saying.send_signal(signal.SIGINT)
            assert saying.wait(timeout=PATIENCE_S) == 130
            assert saying.stderr.read() == b""


class TestServices:
    def test_one_service_a_folder_with_short_commands_beside_it(self, program: Program) -> None:
        with program.serving() as service:
            for words in (["run", *WEBLESS], ["demo", "--data-dir", "data", "--web-port", "0"], ["migrate"], ["reset"]):
                done = program.run(*words, stdin=b"data\n")
                assert (done.returncode, done.stdout) == (3, ""), words
                assert f"process {service.pid}" in done.stderr
            assert program.say("status")[0]["error"] is None
            service.send_signal(signal.SIGTERM)
            assert service.wait(timeout=PATIENCE_S) == 0
            assert service.stderr is not None
            assert "Traceback" not in service.stderr.read()

    def test_after_kill_9_the_next_one_starts(self, program: Program) -> None:
        for _ in range(2):
            with program.serving() as service:
                service.kill()
                service.wait(timeout=PATIENCE_S)

    def test_demo_reads_standard_input_to_its_end(self, program: Program) -> None:
        done = program.run("demo", "--web-port", "0", stdin=b"price btc\nhelp\n")
        assert done.returncode == 0
        # A busy machine may need long enough for the person to be told so; nothing else is said there.
        assert set(done.stderr.splitlines()) <= {"Asking ..."}
        assert done.stdout.count("SIMULATED") >= 3
        assert (program.data / "demo" / "candlewick.db").exists()

    def test_demo_leaves_at_sigterm_though_nobody_types(self, program: Program) -> None:
        with subprocess.Popen(
            [*PROGRAM, "demo", "--web-port", "0"],
            cwd=program.folder,
            env=program.environ,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as demo:
            assert demo.stdin is not None
            assert demo.stdout is not None
            demo.stdin.write(b"price btc\n")
            demo.stdin.flush()
            assert any(b"BTC" in line for line in iter(demo.stdout.readline, b""))
            demo.send_signal(signal.SIGTERM)
            assert demo.wait(timeout=PATIENCE_S) == 0


class TestShortCommands:
    def test_the_owner_code_opens_the_house_once(self, program: Program) -> None:
        code = program.run("owner-code", "--market", "simulated").stdout
        assert re.fullmatch(r"[A-Z0-9]{5}-[A-Z0-9]{5}\n", code)
        (opened,) = program.say("--user", "telegram:42", code.strip())
        assert "You are the owner." in json.dumps(opened["blocks"])

    def test_migrate_shows_what_say_has_made(self, program: Program) -> None:
        program.say("watch add arb")
        shown = program.run("migrate", "--show")
        assert shown.returncode == 0
        assert "(the newest)" in shown.stdout.splitlines()[0]
        assert dict(line.split() for line in shown.stdout.splitlines()[1:])["people"] == "1"

    def test_reset_begins_anew(self, program: Program) -> None:
        program.say("status")
        assert program.run("reset", stdin=b"data\n").returncode == 0
        assert list(program.data.iterdir()) == []
        assert program.say("status")[0]["error"] is None

    def test_check_prints_no_secret(self, program: Program) -> None:
        token = "123456789:" + "AbCdEf9" * 5
        program.environ["CANDLEWICK_TELEGRAM__TOKEN"] = token
        # Nobody listens there.
        done = program.run("check", "--market", "simulated", "--telegram-base-url", "http://127.0.0.1:9")
        assert done.returncode in (0, 1)
        assert done.stdout
        assert token not in done.stdout + done.stderr

    def test_bad_settings_end_every_command_with_2(self, program: Program) -> None:
        program.environ["CANDLEWICK_TELEGRAM_TOKEN"] = "123456789:" + "AbCdEf9" * 5
        done = program.run("run", "--market", "simulatd")
        assert (done.returncode, done.stdout) == (2, "")
        assert [line.partition(":")[0] for line in done.stderr.splitlines()] == [
            "CANDLEWICK_TELEGRAM_TOKEN",
            "--market",
        ]
        assert "AbCdEf9" not in done.stderr
        assert not program.data.exists()
