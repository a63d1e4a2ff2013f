"""Venues: where prices and candles come from. A new one is a file and a line here.

Nothing heavy is imported by this: ccxt comes when a venue is asked for the first time.
"""

from adapters.venues.binance import Binance
from adapters.venues.coinbase import Coinbase
from adapters.venues.kraken import Kraken
from adapters.venues.kucoin import Kucoin
from adapters.venues.venue import CcxtVenue

__all__ = ["VENUES", "CcxtVenue"]

VENUES: dict[str, type[CcxtVenue]] = {
    "binance": Binance,
    "coinbase": Coinbase,
    "kraken": Kraken,
    "kucoin": Kucoin,
}
"""The real venues by id, as settings name them; `simulated` and `replay` stand in for all of them."""
