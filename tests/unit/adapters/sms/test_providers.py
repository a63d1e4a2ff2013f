"""SMS: both providers are asked as they want to be, and every answer is told apart."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from adapters.sms.face import SmsFace
from adapters.sms.provider import Account, Provider
from adapters.sms.segments import segments
from adapters.sms.signing import Keys, signed
from adapters.sms.sns import Sns
from adapters.sms.twilio import Twilio
from bot.speaking.reply import Noticed, Part, Reply, Text
from core.delivery.model import HELD, Attempt, Outcome
from core.kernel.errors import Mistake, Unavailable
from core.people.model import Identity
from tests.fakes.clock import NOON, FrozenClock
from tests.fakes.letters import alert
from tests.stand_ins.sms_providers import SnsStandIn, TwilioStandIn

ANA = Identity("sms", "+4915112345678")
SENDER = "+15005550006"
StandIn = TwilioStandIn | SnsStandIn


def provider(server: StandIn, secret: str | None = None, sender: str | None = SENDER) -> Provider:
    account = Account(server.account, secret or server.secret, sender, server.url)
    return Twilio(account) if isinstance(server, TwilioStandIn) else Sns(account, FrozenClock())


@pytest.fixture(params=[TwilioStandIn, SnsStandIn], ids=["twilio", "sns"])
async def server(request: pytest.FixtureRequest) -> AsyncIterator[StandIn]:
    async with request.param() as opened:
        yield opened


@pytest.fixture
async def face(server: StandIn) -> AsyncIterator[SmsFace]:
    opened = SmsFace(provider(server))
    yield opened
    await opened.close()


async def test_a_message_arrives_from_whom_and_to_whom_it_should(face: SmsFace, server: StandIn) -> None:
    attempt = await face.whisper(ANA, alert())
    (text,) = server.texts
    assert attempt.outcome is Outcome.SENT
    assert attempt.platform_id
    assert (text.to, text.sender) == (ANA.external_id, SENDER)
    assert server.wrongs == []


async def test_it_says_what_happened_and_nothing_of_what_somebody_owns(face: SmsFace, server: StandIn) -> None:
    await face.whisper(ANA, alert())
    (text,) = server.texts
    assert text.body == "SIMULATED\nBTC is below 60,000 USD: 59,950.50 USD. 12:00:00 +00:00, Kraken."


async def test_of_what_was_held_it_says_each_line(face: SmsFace, server: StandIn) -> None:
    lines = (
        Text("Two alerts were held:", part=Part.ANSWER),
        Text(rest="01:00 BTC below"),
        Text(rest="02:00 ETH above"),
    )
    await face.whisper(ANA, Reply(lines, noticed=Noticed("held:1:1", HELD, NOON)))
    assert server.texts[0].body == "Two alerts were held:\n01:00 BTC below\n02:00 ETH above"


async def test_a_label_of_a_repeat_is_not_lost(face: SmsFace, server: StandIn) -> None:
    await face.whisper(ANA, Reply((Text(rest="Again, in case:"), Text("BTC", part=Part.ANSWER))))
    assert server.texts[0].body == "Again, in case:\nBTC"


async def test_it_is_two_segments_at_most(face: SmsFace, server: StandIn) -> None:
    await face.whisper(ANA, Reply((Text("я" * 3000, part=Part.ANSWER),)))
    assert segments(server.texts[0].body) == 2


@pytest.mark.parametrize(
    ("status", "twilio", "sns", "outcome"),
    [
        (400, "21211", "InvalidParameter", Outcome.REFUSED),
        (400, "21610", "OptedOut", Outcome.REFUSED),
        (400, "21606", "Throttling", Outcome.RETRY),
        (403, "20003", "InvalidClientTokenId", Outcome.RETRY),
        (429, "20429", "Throttled", Outcome.RETRY),
        (500, "20500", "InternalFailure", Outcome.UNCERTAIN),
        (502, "", "", Outcome.UNCERTAIN),
        (503, "20503", "ServiceUnavailable", Outcome.RETRY),
        (-1, "0", "0", Outcome.UNCERTAIN),
    ],
)
async def test_every_answer_is_told_apart(
    face: SmsFace, server: StandIn, status: int, twilio: str, sns: str, outcome: Outcome
) -> None:
    server.answers.append((status, twilio if isinstance(server, TwilioStandIn) else sns))
    assert (await face.whisper(ANA, alert())).outcome is outcome
    assert server.texts == []


async def test_a_provider_says_when_to_come_again() -> None:
    async with TwilioStandIn(answers=[(429, "20429")], headers={"Retry-After": "17"}) as server:
        face = SmsFace(provider(server))
        assert (await face.whisper(ANA, alert())) == Attempt(Outcome.RETRY, None, "status 429", 17.0)
        await face.close()


async def test_a_wrong_secret_is_the_operators_and_loses_nobody_s_message(server: StandIn) -> None:
    face = SmsFace(provider(server, secret="another"))
    assert (await face.whisper(ANA, alert())).outcome is Outcome.RETRY
    with pytest.raises(Mistake):
        await face.identify()
    await face.close()
    assert server.texts == []


async def test_check_sends_nothing(face: SmsFace, server: StandIn) -> None:
    await face.identify()
    assert (server.texts, server.wrongs) == ([], [])
    server.answers.append((500, "0"))
    with pytest.raises(Unavailable):
        await face.identify()


async def test_one_that_is_down_is_tried_again(server: StandIn) -> None:
    url = server.url
    face = SmsFace(Twilio(Account("a", "b", SENDER, url.rsplit(":", 1)[0] + ":9")))
    assert (await face.whisper(ANA, alert())).outcome is Outcome.RETRY
    with pytest.raises(Unavailable):
        await face.identify()
    await face.close()


@pytest.mark.parametrize("sender", [None, "Candlewick", "+15005550006"])
async def test_sns_takes_a_number_a_name_or_none(sender: str | None) -> None:
    async with SnsStandIn() as server:
        face = SmsFace(provider(server, sender=sender))
        assert (await face.whisper(ANA, alert())).outcome is Outcome.SENT
        await face.close()
    assert server.texts[0].sender == sender
    assert server.wrongs == []


def test_a_secret_is_in_no_text_that_an_account_becomes() -> None:
    account = Account("AC1", "hunter2", None, None)
    assert "hunter" not in f"{account!r}{Keys('AC1', 'hunter2', 'r', 's')!r}"


def test_the_region_is_that_of_the_address() -> None:
    def region(base: str | None) -> str:
        return Sns(Account("a", "b", None, base), FrozenClock())._keys.region

    assert region(None) == "us-east-1"
    assert region("https://sns.eu-central-1.amazonaws.com") == "eu-central-1"
    assert region("https://sns.us-gov-west-1.amazonaws.com/") == "us-gov-west-1"
    assert region("http://127.0.0.1:4566") == "us-east-1"


def test_the_signature_is_that_of_the_published_test_suite() -> None:
    """aws-sig-v4-test-suite, post-x-www-form-urlencoded: the same keys, time, host and body."""
    keys = Keys("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "us-east-1", "service")
    at = datetime(2015, 8, 30, 12, 36, tzinfo=UTC)
    headers = signed(keys, "example.amazonaws.com", b"Param1=value1", at, "application/x-www-form-urlencoded")
    assert headers["Authorization"] == (
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
        "SignedHeaders=content-type;host;x-amz-date, "
        "Signature=ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a"
    )
