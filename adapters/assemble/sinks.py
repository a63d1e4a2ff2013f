"""Addresses besides the chats: the faces that the operator has set up, opened when first needed."""

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from adapters.settings import Settings, Sms, SmsProvider, Smtp
from adapters.vault import AesVault
from bot.code_words import FaceCodes
from bot.ports import Face
from bot.speaking.reply import PublicReply, Reply
from core.alerts.ruled_coins import RuledCoins
from core.delivery.addresses import DOORS, EMAIL, SMS, WEBHOOK
from core.delivery.hour_closes import HourCloses
from core.delivery.model import Attempt
from core.delivery.sinks import Sinks
from core.forecasts.events import ForecastEvents
from core.kernel.chance import Chance
from core.kernel.clock import RealClock
from core.market.model import Coin, Interval, SeriesKey
from core.market.room import MarketRoom
from core.market.watching import Watching
from core.people.model import Identity, Room
from core.schedule import Job

if TYPE_CHECKING:
    from adapters.assemble.house import Ground
    from adapters.mail.face import MailFace
    from adapters.sms.face import SmsFace


class Closable(Face, Protocol):
    """A Face that holds something open."""

    async def close(self) -> None: ...


class FaceWhenNeeded:
    """A Face that is made when it first has something to say: its library takes its time."""

    def __init__(self, door: str, make: Callable[[], Closable]) -> None:
        self._door, self._make = door, make
        self._made: Closable | None = None

    @property
    def door(self) -> str:
        return self._door

    async def whisper(self, identity: Identity, reply: Reply) -> Attempt:
        return await self.face.whisper(identity, reply)

    async def post(self, room: Room, reply: PublicReply) -> Attempt:
        return await self.face.post(room, reply)

    @property
    def face(self) -> Closable:
        """The face itself."""
        if self._made is None:
            self._made = self._make()
        return self._made

    async def close(self) -> None:
        if self._made is not None:
            await self._made.close()


class SignedFaceWhenNeeded(FaceWhenNeeded):
    """The same of a SignedFace."""

    async def whisper_signed(self, identity: Identity, reply: Reply, secret: str) -> Attempt:
        from adapters.webhooks.face import WebhookFace

        face = self.face
        assert isinstance(face, WebhookFace)  # the one door that signs
        return await face.whisper_signed(identity, reply, secret)


def open_sinks(ground: "Ground") -> tuple[Sinks, Mapping[str, Face]]:
    """Return what keeps addresses, and the faces they are reached by; faces that were passed in go first."""
    settings, outside = ground.settings, ground.outside
    faces: dict[str, Face] = {}
    key, passphrase = settings.master_key_bytes, settings.master_passphrase
    vault = AesVault(settings.data_dir, key, None if passphrase is None else passphrase.get_secret_value())
    sender = FaceCodes(faces, outside.real)
    sinks = Sinks(ground.database, sender, vault, outside.real, ground.market.clock, outside.chance)

    def webhook() -> Closable:
        from adapters.webhooks.client import OutgoingClient
        from adapters.webhooks.face import WebhookFace, WebhookKeeping

        client = OutgoingClient(settings.webhook.allow_private)
        keeping = WebhookKeeping(sinks.secret_of, sinks.gone, sinks.refused)
        return WebhookFace(client, keeping, outside.real, outside.chance)

    if not lacking_mail(settings.smtp):
        faces[EMAIL] = FaceWhenNeeded(EMAIL, lambda: mail_face(settings, outside.real, outside.chance))
    if not lacking_texts(settings.sms):
        faces[SMS] = FaceWhenNeeded(SMS, lambda: sms_face(settings, outside.real))
    faces[WEBHOOK] = SignedFaceWhenNeeded(WEBHOOK, webhook)
    faces |= {door: face for door, face in outside.faces.items() if door in DOORS}
    return sinks, faces


def close_jobs(ground: "Ground", room: MarketRoom) -> list[Job]:
    """Return what writes price and forecast events for webhooks. Candles of an hour come with the polls after it, not
    at once."""
    database, clock = ground.database, ground.market.clock
    watching, ruled = Watching(database, room.catalogue), RuledCoins(database, room.catalogue)

    async def watched(person_id: int) -> Iterable[Coin]:
        return await watching.of(person_id)

    async def ruled_by(person_id: int) -> Iterable[Coin]:
        return await ruled.of(person_id)

    def series_of(coin: Coin) -> SeriesKey | None:
        home = room.router.home(coin.symbol)
        return None if home is None else SeriesKey(home.venue, home.pair, Interval.H1)

    closes = HourCloses(database, series_of, (watched, ruled_by), clock, ground.bus)
    forecasts = ForecastEvents(database, (watched, ruled_by), clock, ground.bus)
    return [
        Job("hour-closes", timedelta(minutes=1), closes.look),
        Job("forecast-events", timedelta(minutes=1), forecasts.look),
    ]


def mail_face(settings: Settings, real: RealClock, chance: Chance) -> "MailFace":
    """Return the e-mail door; its settings are there."""
    from adapters.mail.face import MailFace, MailServer

    url, sender = settings.smtp.url, settings.smtp.from_
    assert url is not None
    assert sender is not None
    return MailFace(MailServer.read(url.get_secret_value(), sender), real, chance)


def sms_face(settings: Settings, real: RealClock) -> "SmsFace":
    """Return the SMS door; its settings are there."""
    from adapters.sms.face import SmsFace
    from adapters.sms.provider import Account
    from adapters.sms.sns import Sns
    from adapters.sms.twilio import Twilio

    sms = settings.sms
    assert sms.account is not None
    assert sms.secret is not None
    account = Account(sms.account, sms.secret.get_secret_value(), sms.from_, sms.base_url)
    return SmsFace(Twilio(account) if sms.provider is SmsProvider.TWILIO else Sns(account, real))


def lacking_mail(smtp: Smtp) -> tuple[str, ...]:
    """Return the settings that are missing before e-mail can be sent."""
    needed = {"CANDLEWICK_SMTP__URL": smtp.url, "CANDLEWICK_SMTP__FROM": smtp.from_}
    return tuple(name for name, value in needed.items() if value is None)


def lacking_texts(sms: Sms) -> tuple[str, ...]:
    """Return the settings that are missing before text messages can be sent."""
    needed = {
        "CANDLEWICK_SMS__PROVIDER": sms.provider,
        "CANDLEWICK_SMS__ACCOUNT": sms.account,
        "CANDLEWICK_SMS__SECRET": sms.secret,
    }
    if sms.provider is not SmsProvider.SNS:
        needed["CANDLEWICK_SMS__FROM"] = sms.from_
    return tuple(name for name, value in needed.items() if value is None)
