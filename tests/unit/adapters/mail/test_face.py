"""E-mail: handed over step by step, and every step's end is told apart."""

import ssl
from pathlib import Path

import pytest

from adapters.chance import SeededChance
from adapters.mail.face import MailFace, MailServer
from core.delivery.model import Attempt, Outcome
from core.kernel.errors import Mistake, Unavailable
from core.people.model import Identity
from tests.fakes.clock import FrozenClock
from tests.fakes.letters import alert, illustrated
from tests.stand_ins.certificates import contexts
from tests.stand_ins.mail_server import MailServerStandIn

ANA = Identity("email", "ana@example.com")
SENDER = "Candlewick <bot@example.org>"


def face(url: str, context: ssl.SSLContext | None = None) -> MailFace:
    return MailFace(MailServer.read(url, SENDER, context), FrozenClock(), SeededChance(1))


async def test_a_letter_arrives_as_it_was_written() -> None:
    async with MailServerStandIn() as server:
        attempt = await face(server.url).whisper(ANA, alert())
    (letter,) = server.letters
    assert (letter.sender, letter.to) == ("bot@example.org", ("ana@example.com",))
    assert attempt == Attempt(Outcome.SENT, letter.message["Message-ID"])
    assert letter.message["Subject"] == "BTC is below 60,000 USD: 59,950.50 USD."
    assert server.wrongs == []
    assert server.commands == ["EHLO", "MAIL", "RCPT", "DATA", "QUIT"]


async def test_pictures_and_long_lines_keep_to_the_rules_of_the_wire() -> None:
    async with MailServerStandIn() as server:
        assert (await face(server.url).whisper(ANA, illustrated())).outcome is Outcome.SENT
    assert server.wrongs == []


async def test_two_copies_have_one_id() -> None:
    async with MailServerStandIn() as server:
        for _ in range(2):
            await face(server.url).whisper(ANA, alert())
    first, second = (letter.message["Message-ID"] for letter in server.letters)
    assert first == second


async def test_a_password_goes_over_tls(tmp_path: Path) -> None:
    shown, trusted = contexts(tmp_path)
    async with MailServerStandIn("ada", "p@ss w:rd", shown) as server:
        url = f"smtp://ada:p%40ss%20w%3Ard@127.0.0.1:{server.port}"
        assert (await face(url, trusted).whisper(ANA, alert())).outcome is Outcome.SENT
    (letter,) = server.letters
    assert (letter.over_tls, letter.user) == (True, "ada")
    assert server.commands[:4] == ["EHLO", "STARTTLS", "EHLO", "AUTH"]


async def test_tls_from_the_start_is_spoken_too(tmp_path: Path) -> None:
    shown, trusted = contexts(tmp_path)
    async with MailServerStandIn("ada", "pw", shown, secure=True) as server:
        assert (await face(server.url, trusted).whisper(ANA, alert())).outcome is Outcome.SENT
    assert server.letters[0].over_tls


async def test_a_server_that_nobody_vouches_for_gets_neither_password_nor_letter(tmp_path: Path) -> None:
    shown, _ = contexts(tmp_path)
    async with MailServerStandIn("ada", "pw", shown) as server:
        assert (await face(server.url).whisper(ANA, alert())).outcome is Outcome.RETRY
    assert "AUTH" not in server.commands
    assert server.letters == []


def test_a_password_is_in_no_text_that_a_server_becomes() -> None:
    assert "hunter" not in repr(MailServer.read("smtp://ada:hunter2@mail.example.org", SENDER))


@pytest.mark.parametrize(
    ("step", "answer", "outcome"),
    [
        ("CONNECT", "421 come back later", Outcome.RETRY),
        ("CONNECT", None, Outcome.RETRY),
        ("MAIL", "451 busy", Outcome.RETRY),
        ("MAIL", "550 not from you", Outcome.REFUSED),
        ("RCPT", "450 busy", Outcome.RETRY),
        ("RCPT", "550 5.1.1 nobody of that name", Outcome.REFUSED),
        ("RCPT", None, Outcome.RETRY),
        ("DATA", "451 busy", Outcome.RETRY),
        ("DATA", "554 no", Outcome.REFUSED),
        (".", "452 full", Outcome.RETRY),
        (".", "550 5.7.1 spam", Outcome.REFUSED),
        (".", None, Outcome.UNCERTAIN),
    ],
)
async def test_every_step_s_end_is_told_apart(step: str, answer: str | None, outcome: Outcome) -> None:
    async with MailServerStandIn() as server:
        server.script[step] = answer
        assert (await face(server.url).whisper(ANA, alert())).outcome is outcome
    assert server.letters == []
    assert server.wrongs == []


async def test_a_goodbye_that_nobody_answers_changes_nothing() -> None:
    async with MailServerStandIn() as server:
        server.script["QUIT"] = None
        assert (await face(server.url).whisper(ANA, alert())).outcome is Outcome.SENT


async def test_a_server_that_is_down_is_tried_again() -> None:
    async with MailServerStandIn() as server:
        url = server.url
    assert (await face(url).whisper(ANA, alert())).outcome is Outcome.RETRY


async def test_a_wrong_password_is_the_operators_and_loses_nobody_s_message() -> None:
    async with MailServerStandIn("ada", "pw") as server:
        wrong = face(f"smtp://ada:other@127.0.0.1:{server.port}")
        attempt = await wrong.whisper(ANA, alert())
        with pytest.raises(Mistake):
            await wrong.identify()
        assert await face(server.url).identify() == f"127.0.0.1:{server.port}"
    assert (attempt.outcome, attempt.retry_after_s) == (Outcome.RETRY, 300.0)


async def test_check_says_when_nobody_answers() -> None:
    async with MailServerStandIn() as server:
        url = server.url
    with pytest.raises(Unavailable):
        await face(url).identify()
