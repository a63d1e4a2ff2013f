"""The probes of doors: each asks whoever carries our messages whether it knows us, and sends nothing."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from adapters.assemble.sinks import lacking_mail, lacking_texts, mail_face, sms_face
from adapters.settings import Settings, Sms
from adapters.telegram.face import TelegramFace
from core.kernel.chance import Chance
from core.kernel.clock import RealClock
from core.kernel.errors import Mistake, Unavailable
from core.probes import Finding, Health

if TYPE_CHECKING:
    from adapters.discord.face import DiscordFace

PATIENCE_S = 15.0

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class _Words:
    """What is said of a door that cannot be used, and what to do about it."""

    name: str
    unreached: str
    refused: str
    refused_mend: str


async def telegram_probe(face: TelegramFace | None) -> Finding:
    """Look whether Telegram knows our token."""
    if face is None:
        how = "Ask @BotFather for a token and set CANDLEWICK_TELEGRAM__TOKEN."
        return Finding("telegram", Health.GOOD, "no token, so no Telegram door", how)
    words = _Words(
        "telegram",
        "Look at the network and CANDLEWICK_TELEGRAM__BASE_URL.",
        "refuses the token",
        "Set CANDLEWICK_TELEGRAM__TOKEN as @BotFather gave it.",
    )
    return await _asked(words, face.identify, lambda username: f"is @{username}")


async def discord_probe(face: "DiscordFace | None") -> Finding:
    """Look whether Discord knows our token."""
    if face is None:
        how = "Make an application at discord.com/developers and set CANDLEWICK_DISCORD__TOKEN to its bot's token."
        return Finding("discord", Health.GOOD, "no token, so no Discord door", how)
    words = _Words(
        "discord",
        "Look at the network and CANDLEWICK_DISCORD__API_URL.",
        "refuses the token",
        "Set CANDLEWICK_DISCORD__TOKEN as the application's page gives it under Bot.",
    )
    return await _asked(words, face.identify, lambda name: f"is {name}; to add it to a server: {face.invitation}")


async def email_probe(settings: Settings, real: RealClock, chance: Chance) -> Finding:
    """Look whether the mail server takes our name and password."""
    smtp = settings.smtp
    if smtp.url is None and smtp.from_ is None:
        how = "Set CANDLEWICK_SMTP__URL and CANDLEWICK_SMTP__FROM for alerts by e-mail."
        return Finding("email", Health.GOOD, "no mail server, so no e-mail", how)
    if lacking := lacking_mail(smtp):
        return _unfinished("email", "e-mail", lacking)
    words = _Words(
        "email",
        "Look at the network, and at host, port and scheme of CANDLEWICK_SMTP__URL.",
        "the mail server refuses the name or the password",
        "Set CANDLEWICK_SMTP__URL with the name and password of that server; %40 is an @ in them.",
    )
    return await _asked(words, mail_face(settings, real, chance).identify, lambda place: f"{place} takes our e-mail")


async def sms_probe(settings: Settings, real: RealClock) -> Finding:
    """Look whether the provider of text messages knows our account."""
    sms = settings.sms
    if sms == Sms():
        how = "Set CANDLEWICK_SMS__PROVIDER, __ACCOUNT, __SECRET and __FROM for alerts by SMS."
        return Finding("sms", Health.GOOD, "no provider, so no text messages", how)
    if lacking := lacking_texts(sms):
        return _unfinished("sms", "text messages", lacking)
    words = _Words(
        "sms",
        "Look at the network and CANDLEWICK_SMS__BASE_URL.",
        f"{sms.provider} refuses the account or the secret",
        "Set CANDLEWICK_SMS__ACCOUNT and CANDLEWICK_SMS__SECRET as the provider gave them.",
    )
    face = sms_face(settings, real)
    try:
        return await _asked(words, face.identify, lambda _: f"{sms.provider} knows our account")
    finally:
        await face.close()


def _unfinished(name: str, what: str, lacking: tuple[str, ...]) -> Finding:
    names = " and ".join(lacking)
    return Finding(name, Health.ODD, f"half set up, so no {what}: {names} is missing", f"Set {names}.")


async def _asked(words: _Words, ask: Callable[[], Awaitable[Found]], told: Callable[[Found], str]) -> Finding:
    try:
        async with asyncio.timeout(PATIENCE_S):
            found = await ask()
    except (TimeoutError, Unavailable):
        return Finding(words.name, Health.BAD, "does not answer as it should", words.unreached)
    except Mistake:
        return Finding(words.name, Health.BAD, words.refused, words.refused_mend)
    return Finding(words.name, Health.GOOD, told(found))
