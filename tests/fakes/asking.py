"""An ask without a house: enough for a command's second half, which only shows."""

from datetime import UTC, datetime, timedelta
from typing import Any, cast

from bot.ask import Ask
from bot.speaking.drawings import Drawing
from bot.speaking.say import Say
from core.market.catalogue import Catalogue
from core.market.model import Coin, Pair
from core.market.quotes import Quote
from core.market.routes import Leg, Route
from core.people.model import Identity, Person, Preferences, Role
from core.services import Services

NOW = datetime(2026, 6, 2, 12, 3, 9, tzinfo=UTC)
CATALOGUE = Catalogue()
PNG = b"\x89PNG\r\n\x1a\n"

# What a show function never asks for.
_NOBODY = cast("Any", None)


class BlankPainter:
    """Paints nothing and remembers what it was asked to paint."""

    def __init__(self) -> None:
        self.drawings: list[Drawing] = []

    async def paint(self, drawing: Drawing) -> bytes:
        self.drawings.append(drawing)
        return PNG


_SERVICES = Services(
    desk=_NOBODY,
    overview=_NOBODY,
    catalogue=CATALOGUE,
    watching=_NOBODY,
    book=_NOBODY,
    drafting=_NOBODY,
    standings=_NOBODY,
    nearest=_NOBODY,
    forecasts=_NOBODY,
    models=_NOBODY,
    rest=_NOBODY,
    digests=_NOBODY,
    room_digests=_NOBODY,
    asides=_NOBODY,
    sinks=_NOBODY,
    linking=_NOBODY,
    register=_NOBODY,
    welcoming=_NOBODY,
    admins=_NOBODY,
    privacy=_NOBODY,
    status=_NOBODY,
    venues=("binance", "kraken"),
)


def an_ask(preferences: Preferences | None = None, painter: BlankPainter | None = None) -> Ask:
    """Return what the owner asks in a live market at `NOW`."""
    chosen = preferences or Preferences(zone="Europe/Berlin")
    say = Say(chosen.language, chosen.zone, NOW, chosen.numbers, chosen.plain)
    return Ask(
        person=Person(1, Role.OWNER, "owner", NOW, chosen),
        identity=Identity("local", "owner"),
        room=None,
        services=_SERVICES,
        say=say,
        painter=painter or BlankPainter(),
        now=NOW,
        real_now=NOW,
        mode=None,
        text="",
        drafts=_NOBODY,
        grammar=_NOBODY,
    )


def coin(symbol: str) -> Coin:
    return CATALOGUE.of_symbol(symbol)


def a_route(*pairs: str, venue: str = "kraken") -> Route:
    """Return the route along pairs written BTC/USD, upside down with a leading "1 / "."""
    legs = [(pair.removeprefix("1 / "), pair.startswith("1 / ")) for pair in pairs]
    return Route(tuple(Leg(venue, Pair(*text.split("/")), inverse) for text, inverse in legs))


def a_quote(symbol: str = "BTC", price: float = 59_140.1, currency: str = "USD", **other: Any) -> Quote:
    """Return a fresh quote of Kraken's, up 1.2 % in 24 h."""
    facts: dict[str, Any] = {
        "at": NOW - timedelta(seconds=4),
        "venue": "kraken",
        "route": a_route(f"{symbol}/{currency}"),
        "change": 0.012,
        **other,
    }
    return Quote(coin(symbol), currency, price, **facts)
