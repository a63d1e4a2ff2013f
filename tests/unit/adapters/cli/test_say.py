"""say: one answer for each line, in order, and nothing else on standard output."""

import errno
import json
import os
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ports import Heard, Told
from bot.speaking.reply import Button, Chart, File, PublicReply, Reply, Text
from core.kernel.errors import Defect, Unavailable, UnknownName
from core.people.model import Identity
from tests.fakes.hears import said
from tests.fakes.shell import Shell


def texts(shell: Shell) -> list[str]:
    return [heard.text for heard in shell.application.door.heard]


def test_one_message_gets_one_object(shell: Shell) -> None:
    ended = shell.run("say", "price btc eth in eur", "--json")
    assert (ended.status, ended.err) == (0, "")
    (answer,) = ended.objects
    assert answer["blocks"] == [{"kind": "text", "text": "you said price btc eth in eur"}]
    assert answer["simulated"] is True
    assert texts(shell) == ["price btc eth in eur"]


def test_words_without_quotes_are_one_message_too(shell: Shell) -> None:
    shell.run("say", "price", "btc", "--json", "in", "eur")
    assert texts(shell) == ["price btc in eur"]


def test_a_live_market_is_not_simulated(shell: Shell) -> None:
    shell.application.simulated = None
    assert shell.run("say", "--json", "price btc").objects[0]["simulated"] is False


def test_a_conversation_is_answered_line_by_line_without_the_blank_ones(shell: Shell) -> None:
    ended = shell.run("say", "-", "--json", stdin=b"\xef\xbb\xbfprice btc\r\n\n  \t\nprice eth\nhelp")
    assert ended.status == 0
    assert texts(shell) == ["price btc", "price eth", "help"]
    assert [answer["blocks"][0]["text"] for answer in ended.objects] == [f"you said {text}" for text in texts(shell)]


@given(st.lists(st.binary(max_size=40).filter(lambda line: b"\n" not in line), max_size=8))
def test_every_line_of_bytes_that_is_not_blank_gets_exactly_one_object(
    tmp_path_factory: pytest.TempPathFactory, lines: list[bytes]
) -> None:
    shell = Shell(tmp_path_factory.mktemp("say"))
    ended = shell.run("say", "-", "--json", stdin=b"\n".join(lines))
    spoken = [line for line in lines if line.decode("utf-8", "replace").removeprefix("\ufeff").strip()]
    assert len(ended.out.split("\n")) - 1 == len(spoken)
    assert ended.status == (0 if spoken else 3)


def test_each_answer_is_out_before_the_next_line_is_heard(shell: Shell) -> None:
    printed, seen = BytesIO(), []

    def look(heard: Heard) -> Told:
        seen.append(printed.getvalue().count(b"\n"))
        return Told(to_person=said("seen"))

    shell.application.door.answers = {"look": look}
    shell.run("say", "-", "--json", stdin=b"look\nlook\nlook\n", out=printed)
    assert seen == [0, 1, 2]


def test_without_json_each_reply_is_text_followed_by_a_blank_line(shell: Shell) -> None:
    reply = PublicReply((Text("BTC 64,210 USD"), Text("", "Kraken, 4 s ago")), (Button("Chart", "chart btc"),))
    shell.application.door.answer("price", reply)
    ended = shell.run("say", "-", stdin=b"price btc\nprice btc\n")
    expected = [" BTC 64,210 USD", " Kraken, 4 s ago", " [1] Chart", ""]
    assert [line.strip() for line in ended.lines] == [line.strip() for line in expected * 2]
    assert "\x1b" not in ended.out


def test_pictures_and_files_lie_in_the_data_directory(shell: Shell) -> None:
    blocks = (Chart(b"png", "btc-4h", Text("BTC")), File(b"{}", "export.json"))
    shell.application.door.answer("chart", PublicReply(blocks))
    shown = shell.run("say", "--json", "chart btc").objects[0]["blocks"]
    paths = [Path(block["path"]) for block in shown]
    assert [path.read_bytes() for path in paths] == [b"png", b"{}"]
    for path in paths:
        assert path.is_absolute()
        assert path.parent == shell.folder / "files"
        assert path.stat().st_mode & 0o077 == 0
    assert all(str(path) in shell.run("say", "chart btc").out.replace("\n", "") for path in paths)


@pytest.mark.parametrize(
    ("words", "sender"),
    [
        ([], Identity("local", "owner")),
        (["--user", "ada"], Identity("local", "ada")),
        (["--user", "telegram:123"], Identity("telegram", "123")),
        (["--user=discord:456"], Identity("discord", "456")),
        (["--user", "signal:1"], Identity("local", "signal:1")),
    ],
)
def test_who_speaks(words: list[str], sender: Identity, shell: Shell) -> None:
    shell.run("say", *words, "price btc")
    (heard,) = shell.application.door.heard
    assert (heard.sender, heard.room, heard.trusted, heard.addressed) == (sender, None, True, True)


@pytest.mark.parametrize("user", ["telegram:", "telegram:ada", "discord:12x", "telegram:١٢", " "])
def test_a_speaker_that_cannot_be_is_refused(user: str, shell: Shell) -> None:
    ended = shell.run("say", "--user", user, "price btc")
    assert (ended.status, ended.out) == (2, "")
    assert "--user" in ended.err
    assert shell.application.done == []


@pytest.mark.parametrize("room", ["", " "])
def test_a_room_without_a_name_is_not_taken_for_no_room(room: str, shell: Shell) -> None:
    ended = shell.run("say", "--room", room, "watch")
    assert (ended.status, ended.out) == (2, "")
    assert "--room lounge" in ended.err
    assert shell.application.done == []


def test_in_a_room_every_line_is_addressed_to_us(shell: Shell) -> None:
    shell.run("say", "--room", "desk", "--user", "ada", "price btc")
    (heard,) = shell.application.door.heard
    assert (heard.room, heard.addressed) == ("desk", True)


def test_what_is_whispered_is_not_printed_in_a_room(shell: Shell) -> None:
    shell.application.door.answer("portfolio", Reply((Text("12,480 USD"),)))
    ended = shell.run("say", "--room", "desk", "--json", "portfolio")
    (answer,) = ended.objects
    assert answer["blocks"] == [{"kind": "text", "text": "Sent to you privately."}]
    assert (answer["figures"], answer["private"]) == ([], False)
    assert "12,480" not in ended.out


def test_in_private_a_personal_answer_is_printed_as_such(shell: Shell) -> None:
    shell.application.door.answer("portfolio", Reply((Text("12,480 USD"),)))
    assert shell.run("say", "--json", "portfolio").objects[0]["private"] is True


def test_a_line_without_an_answer_still_has_its_object(shell: Shell) -> None:
    shell.application.door.answers = {"silence": lambda _: Told()}
    ended = shell.run("say", "-", "--json", stdin=b"silence\nprice btc\n")
    assert [len(answer["blocks"]) for answer in ended.objects] == [0, 1]


@pytest.mark.parametrize("error", [UnknownName("coin", "btx", ["BTC"]), Unavailable("kraken")])
def test_a_mistake_and_a_silent_venue_are_answers(error: UnknownName | Unavailable, shell: Shell) -> None:
    shell.application.door.answer("price", PublicReply((Text("sorry"),), error=error))
    ended = shell.run("say", "--json", "price btx")
    assert ended.status == 0
    assert ended.objects[0]["error"]["kind"] == error.kind


def test_when_all_is_defect_nothing_was_handled(shell: Shell) -> None:
    shell.application.door.answer("price", PublicReply((Text("sorry"),), error=Defect("K7Q2")))
    assert shell.run("say", "--json", "price btc").status == 3
    assert shell.run("say", "-", "--json", stdin=b"price btc\nhelp\n").status == 0


@pytest.mark.parametrize("words", [[], [""], ["  ", "\t"]])
def test_no_message_is_a_mistake(words: list[str], shell: Shell) -> None:
    ended = shell.run("say", *words)
    assert (ended.status, ended.out) == (2, "")
    assert 'Example: run_bot.py say "price btc"' in ended.err
    assert shell.application.done == []


def test_a_conversation_of_no_lines_handles_nothing(shell: Shell) -> None:
    ended = shell.run("say", "-", "--json", stdin=b"\n \n")
    assert (ended.status, ended.out) == (3, "")


def test_what_begins_with_a_dash_is_said_all_the_same(shell: Shell) -> None:
    shell.run("say", "-5% btc 24h")
    shell.run("say", "--", "--json")
    shell.run("say", "--json", "--", "-x", "--market", "live")
    assert texts(shell) == ["-5% btc 24h", "--json", "-x --market live"]


def test_bytes_of_the_shell_that_are_no_text_are_replaced(shell: Shell) -> None:
    ended = shell.run("say", "--json", b"price \xff btc".decode("utf-8", "surrogateescape"))
    assert texts(shell) == ["price � btc"]
    assert ended.status == 0


def test_everything_is_closed_at_the_end(shell: Shell) -> None:
    shell.run("say", "price btc")
    assert shell.application.done == ["assemble", "close"]


def test_what_a_library_prints_is_no_answer(shell: Shell) -> None:
    def chatter(_: Heard) -> Told:
        print("loading 1 of 3")
        return Told(to_person=said("done"))

    shell.application.door.answers = {"price": chatter}
    ended = shell.run("say", "--json", "price btc")
    assert len(ended.objects) == 1
    assert "loading 1 of 3" in ended.err


class Unread(BytesIO):
    """A pipe whose reader leaves after the first line."""

    def write(self, content: object) -> int:
        if self.getvalue():
            raise BrokenPipeError
        return super().write(content)  # type: ignore[arg-type]


def test_a_reader_who_leaves_is_no_error(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("adapters.cli.main._close_quietly", list)
    ended = shell.run("say", "-", "--json", stdin=b"price btc\nprice eth\nhelp\n", out=Unread())
    assert (ended.status, ended.err) == (0, "")
    assert json.loads(ended.out)["error"] is None
    assert shell.application.done[-1] == "close"


class Full(BytesIO):
    """A file on a disk without room."""

    def write(self, content: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


class Closed(BytesIO):
    """A standard output that was closed."""

    def write(self, content: object) -> int:
        raise ValueError("I/O operation on closed file")


@pytest.mark.parametrize("out", [Full(), Closed()])
def test_an_answer_that_cannot_be_written_is_said_in_one_line(out: BytesIO, shell: Shell) -> None:
    ended = shell.run("say", "price btc", out=out)
    assert ended.status == 3
    assert ended.err.startswith("The answer cannot be written to standard output")
    assert len(ended.err.splitlines()) == 1
    assert shell.application.done[-1] == "close"
