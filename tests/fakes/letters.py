"""Messages that nobody asked for, as the doors besides the chats get them."""

from bot.speaking.reply import Cell, Chart, File, Noticed, Part, Reply, Table, Text
from core.kernel.figures import Figure, FigureName, Origin
from tests.fakes.clock import NOON

PRICE = Figure(FigureName.PRICE, "BTC", 59_950.5, "USD", Origin("kraken", NOON))


def alert(key: str = "alert:3:1") -> Reply:
    """Return an alert as the courier hands it over."""
    return Reply(
        (
            Text("SIMULATED", part=Part.MODE),
            Text("BTC is below 60,000 USD: 59,950.50 USD.", " 12:00:00 +00:00, Kraken.", Part.ANSWER, (PRICE,)),
            Text(rest="You hold 3 BTC."),
            Text(rest="Kraken, 2 s ago.", part=Part.SOURCE),
        ),
        noticed=Noticed(key, "alert", NOON, {"id": "a3", "note": "watch this"}),
    )


def illustrated() -> Reply:
    """Return a reply with a table, a picture and a file, and with what would like to be markup."""
    return Reply(
        (
            Text("<b>Bold</b> & sound", part=Part.ANSWER),
            Table(("coin", "now"), ((Cell("BTC"), Cell("59,950.50", PRICE)),), frozenset({1})),
            Chart(b"\x89PNG picture", "btc-1h", Text("BTC 1h")),
            File(b"{}", "../export.json"),
        )
    )
