"""adapters.venues.library — what is imported, and when."""

import subprocess
import sys

from tests.house.tree import ROOT

PROBE = """
import asyncio, sys
from adapters.venues import VENUES
from adapters.venues.library import rest_client, stream_client
before = [name for name in sys.modules if name.partition(".")[0] == "ccxt"]
async def open_all():
    for kind in VENUES:
        for client in (await rest_client(kind, {}), await stream_client(kind, {})):
            await client.close()
asyncio.run(open_all())
exchanges = {name.rpartition(".")[2] for name in sys.modules if name.startswith("ccxt.") and name.count(".") == 2}
print(before, sorted(exchanges & {"binance", "coinbase", "kraken", "kucoin", "bybit", "okx", "bitfinex"}))
"""


def test_ccxt_comes_at_the_first_question_and_only_the_four_exchanges_of_it() -> None:
    ran = subprocess.run([sys.executable, "-c", PROBE], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[] ['binance', 'coinbase', 'kraken', 'kucoin']"
