"""Webhooks: what is posted is what the documents say, and every answer is told apart."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest

from adapters.chance import SeededChance
from adapters.webhooks.client import OutgoingClient
from adapters.webhooks.face import WebhookFace, WebhookKeeping, signature
from bot.speaking.reply import Part, Reply, Text
from core.delivery.model import Attempt, Outcome
from core.kernel.errors import Unavailable
from core.people.model import Identity
from tests.fakes.clock import FrozenClock
from tests.fakes.letters import alert
from tests.stand_ins.receiver import SILENT, Receiver

SECRET = "between-the-two-of-us"


@dataclass
class Kept:
    """What is known of webhooks; `lost` are those whose receivers said that they are gone, `refusing` those that took
    no message, each with the status it gave."""

    secret: str | None = SECRET
    trouble: Exception | None = None
    lost: list[Identity] = field(default_factory=list)
    refusing: list[tuple[Identity, int]] = field(default_factory=list)

    async def secret_of(self, identity: Identity) -> str | None:
        if self.trouble is not None:
            raise self.trouble
        return self.secret

    async def gone(self, identity: Identity) -> None:
        self.lost.append(identity)

    async def refused(self, identity: Identity, status: int) -> None:
        self.refusing.append((identity, status))


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with Receiver() as opened:
        yield opened


@pytest.fixture
async def face(kept: Kept) -> AsyncIterator[WebhookFace]:
    keeping = WebhookKeeping(kept.secret_of, kept.gone, kept.refused)
    opened = WebhookFace(OutgoingClient(allow_private=True), keeping, FrozenClock(), SeededChance(1))
    yield opened
    await opened.close()


async def posted(face: WebhookFace, receiver: Receiver, *answers: int) -> Attempt:
    receiver.answers += answers
    return await face.whisper(Identity("webhook", f"{receiver.url}/hook"), alert())


async def test_what_is_posted_is_what_the_documents_say(face: WebhookFace, receiver: Receiver) -> None:
    attempt = await posted(face, receiver)
    (received,) = receiver.received
    assert attempt == Attempt(Outcome.SENT, received.facts["id"])
    assert received.facts == {
        "id": received.headers["X-Candlewick-Id"],
        "kind": "alert",
        "at": "2026-01-01T12:00:00Z",
        "text": "SIMULATED\nBTC is below 60,000 USD: 59,950.50 USD. 12:00:00 +00:00, Kraken.\n"
        "You hold 3 BTC.\nKraken, 2 s ago.",
        "figures": [
            {
                "name": "price",
                "of": "BTC",
                "value": "59950.5",
                "unit": "USD",
                "source": "kraken",
                "at": "2026-01-01T12:00:00Z",
                "stale": False,
            }
        ],
        "rule": {"id": "a3", "note": "watch this"},
    }
    assert received.headers["Content-Type"] == "application/json"
    assert received.headers["User-Agent"] == "Candlewick"
    assert received.headers["X-Candlewick-Timestamp"] == "1767268800"


async def test_the_receiver_can_check_who_sent_it(face: WebhookFace, receiver: Receiver) -> None:
    await posted(face, receiver)
    (received,) = receiver.received
    assert received.is_signed_with(SECRET)
    assert not received.is_signed_with("another")


def test_the_signature_is_over_time_and_body() -> None:
    # printf '1767268800.{}' | openssl dgst -sha256 -hmac key
    known = "sha256=b2f88ba35b688b259658d6309df35f77dcc10bb766c45babee99e5bd6416a982"
    assert signature("key", "1767268800", b"{}") == known
    assert signature("key", "1767268800", b"{}") != signature("key", "1767268801", b"{}")
    assert signature("key", "1767268800", b"{}") != signature("key", "1767268800", b"{ }")


async def test_a_repeat_has_the_id_of_the_first_and_another_message_has_another(
    face: WebhookFace, receiver: Receiver
) -> None:
    where = Identity("webhook", receiver.url)
    for key in ("alert:3:1", "alert:3:1", "alert:3:2"):
        await face.whisper(where, alert(key))
    first, again, other = (each.facts["id"] for each in receiver.received)
    assert first == again != other


async def test_what_nobody_wrote_down_has_an_id_too(face: WebhookFace, receiver: Receiver) -> None:
    await face.whisper(Identity("webhook", receiver.url), Reply((Text("Hello", part=Part.ANSWER),)))
    (received,) = receiver.received
    assert (received.facts["kind"], received.facts["rule"], len(received.facts["id"])) == ("message", None, 32)


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (200, Outcome.SENT),
        (202, Outcome.SENT),
        (204, Outcome.SENT),
        (400, Outcome.REFUSED),
        (401, Outcome.REFUSED),
        (404, Outcome.REFUSED),
        (410, Outcome.REFUSED),
        (429, Outcome.RETRY),
        (500, Outcome.RETRY),
        (503, Outcome.RETRY),
        (304, Outcome.REFUSED),
        (SILENT, Outcome.UNCERTAIN),
    ],
)
async def test_every_answer_is_told_apart(face: WebhookFace, receiver: Receiver, status: int, outcome: Outcome) -> None:
    assert (await posted(face, receiver, status)).outcome is outcome


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("120", 120.0),
        ("Thu, 01 Jan 2026 12:05:00 GMT", 300.0),
        ("Thu, 01 Jan 2026 11:00:00 GMT", 0.0),
        ("999999999999", 86_400.0),
        ("soon", None),
        ("-5", None),
        ("١٢", None),
    ],
)
async def test_the_receiver_says_when_to_come_again(
    face: WebhookFace, receiver: Receiver, written: str, seconds: float | None
) -> None:
    receiver.headers["Retry-After"] = written
    assert (await posted(face, receiver, 429)).retry_after_s == seconds


async def test_one_that_is_gone_is_told_to_whoever_keeps_it(face: WebhookFace, receiver: Receiver, kept: Kept) -> None:
    await posted(face, receiver, 410)
    assert kept.lost == [Identity("webhook", f"{receiver.url}/hook")]


async def test_one_that_takes_no_message_is_told_to_whoever_keeps_it_and_no_other_answer_is(
    face: WebhookFace, receiver: Receiver, kept: Kept
) -> None:
    for status in (200, 404, 410, 429, 503, 304):
        await posted(face, receiver, status)
    where = Identity("webhook", f"{receiver.url}/hook")
    assert kept.refusing == [(where, 404), (where, 304)]
    assert kept.lost == [where]


async def test_to_one_that_is_not_known_any_more_nothing_goes(
    face: WebhookFace, receiver: Receiver, kept: Kept
) -> None:
    kept.secret = None
    assert (await posted(face, receiver)).outcome is Outcome.REFUSED
    assert receiver.received == []


async def test_while_its_secret_cannot_be_opened_nothing_goes_and_it_is_tried_again(
    face: WebhookFace, receiver: Receiver, kept: Kept
) -> None:
    kept.trouble = Unavailable("vault", "broken")
    assert (await posted(face, receiver)).outcome is Outcome.RETRY
    assert receiver.received == []


async def test_a_receiver_that_is_down_is_tried_again(face: WebhookFace) -> None:
    async with Receiver() as shut:
        url = shut.url
    assert (await face.whisper(Identity("webhook", url), alert())).outcome is Outcome.RETRY


async def test_an_address_inside_is_refused(kept: Kept, receiver: Receiver) -> None:
    keeping = WebhookKeeping(kept.secret_of, kept.gone, kept.refused)
    strict = WebhookFace(OutgoingClient(allow_private=False), keeping, FrozenClock(), SeededChance(1))
    for url in (receiver.url, receiver.url.replace("http", "https")):
        attempt = await strict.whisper(Identity("webhook", url), alert())
        assert attempt.outcome is Outcome.REFUSED
        assert (attempt.reason or "").startswith("forbidden-")
    await strict.close()
    assert receiver.received == []
