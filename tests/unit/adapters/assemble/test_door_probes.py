"""check of e-mail and SMS: whether we are known there, what is missing and how to mend it; never a secret."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from adapters.assemble.door_probes import discord_probe, email_probe, sms_probe, telegram_probe
from adapters.assemble.house import assemble
from adapters.chance import SeededChance
from adapters.settings import Market, MarketKind, Settings, Sms, SmsProvider, Smtp
from core.probes import Finding, Health
from tests.databases import furnished
from tests.fakes.clock import FrozenClock
from tests.stand_ins.discord_rig import discord
from tests.stand_ins.mail_server import MailServerStandIn
from tests.stand_ins.sms_providers import SnsStandIn, TwilioStandIn

SENDER = "Candlewick <bot@example.org>"
SECRET = "hunter2-hunter2"


async def email(smtp: Smtp) -> Finding:
    return await email_probe(Settings(smtp=smtp), FrozenClock(), SeededChance(1))


async def texts(sms: Sms) -> Finding:
    return await sms_probe(Settings(sms=sms), FrozenClock())


def smtp(url: str | None, sender: str | None = SENDER) -> Smtp:
    return Smtp(url=None if url is None else SecretStr(url), from_=sender)


def sms(server: TwilioStandIn | SnsStandIn, secret: str) -> Sms:
    provider = SmsProvider.TWILIO if isinstance(server, TwilioStandIn) else SmsProvider.SNS
    return Sms(
        provider=provider,
        account=server.account,
        secret=SecretStr(secret),
        from_="+15005550006",
        base_url=server.url,
    )


async def test_what_is_not_set_up_is_fine_and_says_how_it_would_be() -> None:
    for found, setting in (
        (await telegram_probe(None), "CANDLEWICK_TELEGRAM__TOKEN"),
        (await discord_probe(None), "CANDLEWICK_DISCORD__TOKEN"),
        (await email(Smtp()), "CANDLEWICK_SMTP__URL"),
        (await texts(Sms()), "CANDLEWICK_SMS__PROVIDER"),
    ):
        assert found.health is Health.GOOD
        assert setting in found.mend


@pytest.mark.parametrize(
    ("half", "missing"),
    [
        (smtp(f"smtp://ada:{SECRET}@mail.example.org", None), "CANDLEWICK_SMTP__FROM"),
        (smtp(None), "CANDLEWICK_SMTP__URL"),
    ],
)
async def test_half_of_a_mail_server_says_which_setting_is_missing(half: Smtp, missing: str) -> None:
    found = await email(half)
    assert (found.health, found.mend) == (Health.ODD, f"Set {missing}.")
    assert missing in found.found
    assert SECRET not in f"{found}"


@pytest.mark.parametrize(
    ("provider", "missing"),
    [
        (SmsProvider.SNS, "CANDLEWICK_SMS__ACCOUNT"),
        (SmsProvider.TWILIO, "CANDLEWICK_SMS__ACCOUNT and CANDLEWICK_SMS__FROM"),
        (None, "CANDLEWICK_SMS__PROVIDER and CANDLEWICK_SMS__ACCOUNT and CANDLEWICK_SMS__FROM"),
    ],
)
async def test_half_of_a_provider_says_which_settings_are_missing(provider: SmsProvider | None, missing: str) -> None:
    found = await texts(Sms(provider=provider, secret=SecretStr(SECRET)))
    assert (found.health, found.mend) == (Health.ODD, f"Set {missing}.")
    assert SECRET not in f"{found}"


async def test_a_mail_server_that_knows_us_is_named_and_gets_no_letter() -> None:
    async with MailServerStandIn("ada", SECRET) as server:
        found = await email(smtp(server.url))
        assert found == Finding("email", Health.GOOD, f"127.0.0.1:{server.port} takes our e-mail")
    assert (server.letters, server.wrongs) == ([], [])


async def test_a_refused_login_is_the_operators_to_mend() -> None:
    async with MailServerStandIn("ada", "another") as server:
        found = await email(smtp(f"smtp://ada:{SECRET}@127.0.0.1:{server.port}"))
    assert found.health is Health.BAD
    assert "refuses the name or the password" in found.found
    assert "CANDLEWICK_SMTP__URL" in found.mend
    assert SECRET not in f"{found}"


async def test_a_mail_server_that_does_not_answer_is_found_and_its_address_is_not_printed() -> None:
    async with MailServerStandIn() as server:
        url = f"smtp://ada:{SECRET}@127.0.0.1:{server.port}"
    found = await email(smtp(url))
    assert (found.health, found.found) == (Health.BAD, "does not answer as it should")
    assert "CANDLEWICK_SMTP__URL" in found.mend
    assert SECRET not in f"{found}"


@pytest.mark.parametrize("kind", [TwilioStandIn, SnsStandIn])
async def test_a_provider_that_knows_us_a_refusal_and_silence_are_told_apart(
    kind: type[TwilioStandIn | SnsStandIn],
) -> None:
    async with kind() as server:
        known, refused = await texts(sms(server, server.secret)), await texts(sms(server, SECRET))
        assert server.texts == []
    silent = await texts(sms(server, SECRET))
    assert [found.health for found in (known, refused, silent)] == [Health.GOOD, Health.BAD, Health.BAD]
    assert "refuses the account or the secret" in refused.found
    assert "CANDLEWICK_SMS__SECRET" in refused.mend
    assert "CANDLEWICK_SMS__BASE_URL" in silent.mend
    assert SECRET not in f"{refused} {silent}"


async def test_check_looks_at_every_door(tmp_path: Path) -> None:
    settings = Settings(data_dir=furnished(tmp_path), market=Market(MarketKind.SIMULATED))
    application = await assemble(settings, service=False)
    try:
        names = [probe.name for probe in await application.probes()]
    finally:
        await application.close()
    assert names[-4:] == ["telegram", "discord", "email", "sms"]


@pytest.mark.parametrize(
    ("options", "health", "words"),
    [
        ({}, Health.GOOD, "is candlewick; to add it to a server: https://discord.com/oauth2/authorize?client_id=700&"),
        ({"token": "NzAw.wrong.0123456789-stand_in_token"}, Health.BAD, "refuses the token"),
        ({"base_url": "http://127.0.0.1:9/api/v10"}, Health.BAD, "does not answer"),
    ],
)
async def test_discord_is_asked_whether_it_knows_us(options: dict[str, Any], health: Health, words: str) -> None:
    async with discord() as rig:
        face = rig.face(**options)
        found = await discord_probe(face)
        await face.close()
        assert (found.name, found.health) == ("discord", health)
        assert words in found.found
        assert bool(found.mend) is (health is Health.BAD)
        assert {request.method for request in rig.api.requests} <= {"GET"}
