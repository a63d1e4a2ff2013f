"""What venues list beside the well-known assets and is no coin of its own, by ticker: what keeps to a currency, what
stands for a coin, what multiplies the moves of one.

They are told by their ticker when a venue lists them, and are no words before: "mim" is a word of Portuguese. Left out
are tickers that another asset bears on the venues we ask (VAI is VAIOT there), and tokens of gold, which nothing else
we know follows.
"""

import re
from collections.abc import Mapping

from core.market.coins import COINS
from core.market.model import CoinKind

# By what is followed.
STABLE: Mapping[str, str] = {
    "USD": "ALUSD AUSD CUSD DEUSD DOLA FEI FIDD FXUSD HAY LISUSD MIM MKUSD MUSD OUSD USAT USDA USDB USDCV USDF USDL"
    " USDM USDQ USDR USDTB USDX VUSD ZUSD",
    "EUR": "AGEUR CEUR EURA EURCV EURE EUROC EUROP EURQ EURR EURS VEUR",
    "GBP": "GBPT TGBP VGBP",
    "CHF": "VCHF XCHF ZCHF",
    "JPY": "GYEN JPYC",
    "AUD": "AUDD",
    "CAD": "CADC QCAD",
    "SGD": "XSGD",
    "BRL": "BRLA BRZ",
    "TRY": "TRYB",
    "MXN": "MXNB MXNT",
    "IDR": "IDRX",
}
# Wrapped or staked: its price is that of the coin, less or more what has been earned.
STANDS_FOR: Mapping[str, str] = {
    "BTC": "BBTC FBTC KBTC PBTC PUMPBTC RBTC STBTC UNIBTC",
    "ETH": "ANKRETH CMETH EETH ETHX FRXETH LSETH METH OETH OSETH PUFETH RSWETH SFRXETH SWETH UNIETH",
    "SOL": "BBSOL BSOL DSOL HSOL JSOL JUPSOL LSOL PSOL STSOL",
    "BNB": "ANKRBNB ASBNB BNBX SLISBNB STKBNB",
    "POL": "MATICX STMATIC",
    "AVAX": "SAVAX",
    "ATOM": "STATOM STKATOM",
    "DOT": "VDOT",
    "NEAR": "STNEAR WNEAR",
    "TON": "STTON TSTON",
    "SUI": "AFSUI HASUI STSUI VSUI",
    "APT": "AMAPT STAPT THAPT",
    "TAO": "WTAO",
    "HYPE": "KHYPE STHYPE WHYPE",
    "TRX": "WTRX",
    "XRP": "CBXRP FXRP WXRP",
    "DOGE": "CBDOGE RENDOGE WDOGE",
    "ADA": "CBADA",
    "LTC": "CBLTC",
    "USDE": "SUSDE",
    "USDS": "SUSDS",
    "DAI": "SDAI",
    "FRAX": "SFRAX",
    "USD": "USDY",
}
# BTC3L, BTC3S; BTCUP, BTCDOWN. Tickers of one letter make too many words: SUP is no leveraged S.
_LEVERAGED = re.compile(r"([A-Z0-9]{2,}?)(?:[2-5][LS]|UP|DOWN)")
_KNOWN = frozenset(symbol for _, symbol, _, _ in COINS)
_FOLLOWERS: Mapping[str, tuple[CoinKind, str]] = {
    ticker: (kind, peg)
    for kind, table in ((CoinKind.STABLE, STABLE), (CoinKind.WRAPPED, STANDS_FOR))
    for peg, tickers in table.items()
    for ticker in tickers.split()
}


def kind_of(symbol: str) -> tuple[CoinKind, str | None]:
    """Return what the asset of this ticker is, and what it follows; a coin of its own follows nothing."""
    if (known := _FOLLOWERS.get(symbol)) is not None:
        return known
    leveraged = _LEVERAGED.fullmatch(symbol)
    if leveraged is not None and leveraged[1] in _KNOWN:
        return CoinKind.LEVERAGED, leveraged[1]
    return CoinKind.COIN, None
