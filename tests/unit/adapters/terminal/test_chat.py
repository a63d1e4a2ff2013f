"""The chat in the terminal — through a pipe: lines in, answers out, buttons by their number."""

import asyncio
import io
import sys
from pathlib import Path

import pytest

from adapters.terminal.chat import OWNER, Terminal, _session
from bot.ports import Heard, Told
from bot.speaking.reply import Button, Chart, Part, PublicReply, Reply, Text
from core.delivery.model import Outcome
from core.people.model import Identity, Room
from tests.fakes.hears import ScriptedHears, said

HEAD = "Candlewick · SIMULATED · help says what I can do, quit leaves"


@pytest.fixture
def hears() -> ScriptedHears:
    return ScriptedHears()


async def talked(hears: ScriptedHears, *lines: str | bytes, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Pipe `lines` into a chat until it ends."""
    content = b"".join((line if isinstance(line, bytes) else line.encode()) + b"\n" for line in lines)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    terminal = Terminal(folder)
    await terminal.chat(hears, HEAD)
    return terminal


async def test_the_head_stands_once_and_each_line_is_answered(
    hears: ScriptedHears, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    await talked(hears, "price btc", "", "help", folder=tmp_path, monkeypatch=monkeypatch)
    shown = capsys.readouterr().out
    assert shown.count("Candlewick; SIMULATED; help says what I can do, quit leaves") == 1
    assert shown.split("\n\n")[1:3] == [" you said price btc", " you said help"]
    assert [heard.text for heard in hears.heard] == ["price btc", "help"]


async def test_who_types_is_the_trusted_owner(
    hears: ScriptedHears, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await talked(hears, "price btc", folder=tmp_path, monkeypatch=monkeypatch)
    (heard,) = hears.heard
    assert (heard.sender, heard.trusted, heard.room, heard.name) == (OWNER, True, None, "owner")


@pytest.mark.parametrize("word", ["quit", " EXIT ", ":q"])
async def test_quit_leaves(hears: ScriptedHears, word: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    await talked(hears, word, "price btc", folder=tmp_path, monkeypatch=monkeypatch)
    assert hears.heard == []


@pytest.mark.parametrize("typed", ["2", "[2]", " 2 "])
async def test_a_number_presses_the_button_of_the_last_answer(
    hears: ScriptedHears, typed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hears.answer("price", said("BTC", Button("Chart", "chart btc"), Button("Depth", "depth btc")))
    await talked(hears, "price btc", typed, "2", "9", folder=tmp_path, monkeypatch=monkeypatch)
    assert [heard.text for heard in hears.heard] == ["price btc", "depth btc", "2", "9"]


async def test_a_picture_lies_where_its_path_says(
    hears: ScriptedHears, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    hears.answer("chart", PublicReply((Chart(b"picture", "chart-btc-1h", Text("BTC", part=Part.ANSWER)),)))
    await talked(hears, "chart btc", folder=tmp_path / "files", monkeypatch=monkeypatch)
    path = tmp_path / "files" / "chart-btc-1h.png"
    assert path.read_bytes() == b"picture"
    assert str(path) in capsys.readouterr().out


async def test_a_pipe_gets_no_escapes_and_ascii_signs(
    hears: ScriptedHears, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    hears.answer("price", Reply((Text("BTC", ", −0.4% · 24\u00a0h", Part.ANSWER),)))
    await talked(hears, "price btc", folder=tmp_path, monkeypatch=monkeypatch)
    shown = capsys.readouterr().out
    assert " BTC, -0.4%; 24 h\n" in shown
    assert shown.isascii()
    assert "\x1b" not in shown


@pytest.mark.parametrize(
    ("variables", "escapes"),
    [
        ({}, True),
        ({"NO_COLOR": "1"}, False),
        ({"TERM": "dumb"}, False),
    ],
)
async def test_colours_are_for_terminals_that_want_them(
    hears: ScriptedHears,
    variables: dict[str, str],
    escapes: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name, value in {"FORCE_COLOR": "1", "TERM": "xterm-256color", **variables}.items():
        monkeypatch.setenv(name, value)
    await talked(hears, "price btc", folder=tmp_path, monkeypatch=monkeypatch)
    shown = capsys.readouterr().out
    assert ("\x1b" in shown) is escapes
    assert shown.isascii() is not escapes


async def test_bytes_that_are_no_text_are_heard_as_far_as_they_are(
    hears: ScriptedHears, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await talked(hears, b"price \xff\xfebtc\r", folder=tmp_path, monkeypatch=monkeypatch)
    assert [heard.text for heard in hears.heard] == ["price \ufffd\ufffdbtc"]


async def test_waiting_is_said_once_beside_the_answers(
    hears: ScriptedHears, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("adapters.terminal.chat.WAITING_S", 0.0)

    async def slowly(heard: Heard) -> Told:
        await asyncio.sleep(0.01)
        return Told(to_person=said("At last."))

    hears.answers["slow"] = slowly
    await talked(hears, "slow", folder=tmp_path, monkeypatch=monkeypatch)
    captured = capsys.readouterr()
    assert captured.err == "Asking ...\n"
    assert " At last.\n" in captured.out
    assert "Asking" not in captured.out


async def test_waiting_is_said_in_the_words_of_the_person(
    hears: ScriptedHears, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("adapters.terminal.chat.WAITING_S", 0.0)
    hears.gates["slow"] = asyncio.Event()

    async def waiting(sender: Identity) -> str:
        assert sender == OWNER
        hears.gates["slow"].set()
        return "Ich frage nach …"

    monkeypatch.setattr(hears, "waiting", waiting)
    await talked(hears, "slow", folder=tmp_path, monkeypatch=monkeypatch)
    assert capsys.readouterr().err == "Ich frage nach ...\n"


async def test_words_for_the_wait_that_do_not_come_keep_no_answer(
    hears: ScriptedHears, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("adapters.terminal.chat.WAITING_S", 0.0)

    async def never(sender: Identity) -> str:
        await asyncio.Event().wait()
        return ""

    monkeypatch.setattr(hears, "waiting", never)
    await talked(hears, "price btc", folder=tmp_path, monkeypatch=monkeypatch)
    captured = capsys.readouterr()
    assert captured.err == ""
    assert " you said price btc\n" in captured.out


async def test_what_is_said_unasked_stands_under_a_rule_and_its_buttons_count(
    hears: ScriptedHears, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    terminal = Terminal(tmp_path)
    attempts = []

    async def meanwhile(heard: Heard) -> Told:
        attempts.append(await terminal.whisper(OWNER, said("Prices are back.", Button("Status", "status"))))
        return Told()

    hears.answers["wait"] = meanwhile
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"wait\n1\n")))
    await terminal.chat(hears, HEAD)
    assert [attempt.outcome for attempt in attempts] == [Outcome.SENT]
    assert f" {'-' * 78}\n Prices are back.\n [1] Status\n\n" in capsys.readouterr().out
    assert [heard.text for heard in hears.heard] == ["wait", "status"]


async def test_without_a_chat_it_is_said_later(tmp_path: Path) -> None:
    attempt = await Terminal(tmp_path).whisper(OWNER, said("Prices are back."))
    assert attempt.outcome is Outcome.RETRY


async def test_a_terminal_has_no_rooms(tmp_path: Path) -> None:
    attempt = await Terminal(tmp_path).post(Room(1, "local", "traders", invited=True), said("Hello."))
    assert attempt.outcome is Outcome.REFUSED


def test_the_beginning_of_a_line_completes_to_a_command() -> None:
    from prompt_toolkit.application import create_app_session
    from prompt_toolkit.completion import CompleteEvent
    from prompt_toolkit.document import Document
    from prompt_toolkit.input import DummyInput
    from prompt_toolkit.output import DummyOutput

    with create_app_session(input=DummyInput(), output=DummyOutput()):
        completer = _session(["price", "privacy", "chart"]).completer
    assert completer is not None

    def completed(text: str) -> list[str]:
        return [c.text for c in completer.get_completions(Document(text), CompleteEvent())]

    assert completed("pri") == ["price", "privacy"]
    assert completed("price ch") == []
