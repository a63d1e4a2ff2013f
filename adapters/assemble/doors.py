"""The doors of a service: the web door, and each platform whose token is set."""

from collections.abc import Mapping
from string import ascii_letters
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from adapters.assemble.memory import StoredMemory
from adapters.settings import Settings
from adapters.storage.engine import Database
from adapters.storage.migrate import current, revisions
from adapters.telegram.face import TelegramFace, TelegramOptions
from adapters.telegram.menu import About
from adapters.web.app import ReadyCheck, WebDoor, application
from adapters.web.metrics import metrics_route
from bot.commands import COMMANDS
from bot.completing import Completion, Owned
from bot.forms import Forms
from bot.ports import Hears
from bot.speaking.say import LANGUAGES, Say
from core.kernel.chance import Chance
from core.kernel.clock import MarketClock, RealClock
from core.market.collector import Collector
from core.market.world import MarketPolicy
from core.services import Services
from core.status.readings import Read

if TYPE_CHECKING:
    from adapters.discord.face import DiscordFace

WEBHOOK_PATH = "/telegram/updates"


def telegram_face(
    settings: Settings, hears: Hears, real: RealClock, chance: Chance, database: Database
) -> TelegramFace | None:
    """Return the Telegram door, None without a token. Without a secret for its webhook a fresh one is made."""
    chosen = settings.telegram
    if chosen.token is None:
        return None
    secret = chosen.webhook_secret
    options = TelegramOptions(
        token=chosen.token.get_secret_value(),
        base_url=chosen.base_url,
        webhook_url=webhook_address(settings),
        webhook_secret=secret.get_secret_value() if secret else chance.pick(ascii_letters, 48),
        about=_about(real),
    )
    return TelegramFace(options, hears, real, StoredMemory(database))


def discord_face(
    settings: Settings, hears: Hears, real: RealClock, services: Services, database: Database
) -> "DiscordFace | None":
    """Return the Discord door, None without a token. Made where an event loop runs."""
    token = settings.discord.token
    if token is None:
        return None
    # A library that most houses go without.
    from adapters.discord.face import DiscordFace, DiscordOptions

    forms = Forms(COMMANDS)
    own = Owned(services.register, services.book, services.linking)
    options = DiscordOptions(
        token=token.get_secret_value(),
        forms=forms,
        says={language: Say(language, "UTC", real.now()) for language in LANGUAGES},
        completion=Completion(forms, services.catalogue, services.venues, own),
        base_url=settings.discord.api_url,
    )
    return DiscordFace(options, hears, real, StoredMemory(database))


def webhook_address(settings: Settings) -> str | None:
    """Return where Telegram shall push updates: the address set, with a path of ours when it has none."""
    address = settings.telegram.webhook_url
    if address is None:
        return None
    return address if urlsplit(address).path.strip("/") else address.rstrip("/") + WEBHOOK_PATH


def web_door(settings: Settings, telegram: TelegramFace | None, ready: Mapping[str, ReadyCheck], read: Read) -> WebDoor:
    """Return the web door: health, readiness, what `read` finds for a monitor, and what Telegram pushes."""
    address, routes = webhook_address(settings), [metrics_route(read)]
    if telegram is None or address is None:
        return WebDoor(application(ready, routes=routes))
    return WebDoor(application(ready, telegram.webhook, routes, urlsplit(address).path))


def ready_checks(
    address: str, database: Database, collector: Collector, clock: MarketClock, policy: MarketPolicy
) -> dict[str, ReadyCheck]:
    """Return what `/readyz` asks: the database answers, its schema is ours, prices come in."""

    async def stored() -> str | None:
        async with database.reading() as work:
            await work.memory.recall("ready")
        return None

    async def migrated() -> str | None:
        return None if await current(address) == revisions()[-1] else "migrations are not at head"

    async def fed() -> str | None:
        age = (await collector.health()).age
        if age is None:
            return "no price yet"
        return None if age <= policy.stale_after * 2 else f"prices are {int(age.total_seconds())} s old"

    return {"database": stored, "migrations": migrated, "market": fed}


def _about(real: RealClock) -> dict[str, About]:
    """Return what Telegram shows before the first message, in each language."""
    found = {}
    for language in LANGUAGES:
        say = Say(language, "UTC", real.now())
        first, tries, free = (say.text(key).text for key in ("start", "start-try", "start-free"))
        found[language] = About(f"{first}\n{tries}\n{free}", first)
    return found
