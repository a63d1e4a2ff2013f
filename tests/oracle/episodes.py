"""Rules as people write them, about the violent weeks of real candles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from tests.oracle.judge import Span
from tests.oracle.wanted import (
    DAY,
    HOUR,
    MINUTE,
    SECOND,
    Both,
    Changed,
    Either,
    IndicatorIs,
    OffPeg,
    Op,
    PriceIs,
    VolumeIs,
    Wanted,
)

BELOW, ABOVE, CROSSES, EQUALS = Op


@dataclass(frozen=True, slots=True)
class Episode:
    """A folder of candles, the days that are judged every day (all of it in a soak), and the rules."""

    folder: str
    days: tuple[Span, ...]
    rules: Sequence[Wanted]


def _between(begin: str, end: str, zone: str = "UTC") -> Span:
    return Span(_instant(begin), _instant(end), zone)


def _instant(text: str) -> int:
    return round(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000)


XRP = Episode(
    "2021-02-01",
    (
        _between("2021-02-01T09:00", "2021-02-02T03:00", "Europe/Berlin"),
        _between("2021-02-11T00:00", "2021-02-11T09:00"),
    ),
    (
        Wanted(PriceIs("xrp", ABOVE, "0.7")),
        Wanted(PriceIs("xrp", BELOW, "0.5"), every=HOUR),
        Wanted(PriceIs("xrp", CROSSES, "0.5"), most=10),
        Wanted(PriceIs("xrp", EQUALS, "0.4"), every=15 * MINUTE),
        Wanted(PriceIs("xrp", CROSSES, "0.45"), every=90 * SECOND, most=20),
        Wanted(PriceIs("xrp", BELOW, "0.42"), lasting=10 * MINUTE, every=30 * MINUTE),
        Wanted(PriceIs("xrp", ABOVE, "0.6"), every=5 * MINUTE, until=date(2021, 2, 1)),
        Wanted(Changed("xrp", "-", "10", HOUR), every=HOUR),
        Wanted(Changed("xrp", "±", "5", 15 * MINUTE), every=10 * MINUTE),
        Wanted(Changed("xrp", "+", "3", 5 * MINUTE), most=20),
        Wanted(Changed("xrp", "-", "2", 5 * MINUTE), most=20, rearm="1.5"),
        Wanted(Changed("xrp", "±", "20", DAY), every=4 * HOUR),
        Wanted(IndicatorIs("xrp", "rsi", "5m", BELOW, "20"), most=10),
        Wanted(IndicatorIs("xrp", "rsi", "1m", ABOVE, "80"), every=20 * MINUTE),
        Wanted(IndicatorIs("xrp", "rsi", "1h", ABOVE, "75", live=True), every=HOUR),
        Wanted(IndicatorIs("xrp", "ema20", "5m", CROSSES, "ema50"), most=30),
        Wanted(VolumeIs("xrp", "5m", ABOVE, "3"), most=30),
        Wanted(VolumeIs("xrp", "1m", ABOVE, "5"), every=10 * MINUTE),
        Wanted(VolumeIs("xrp", "1m", BELOW, "0.05"), every=10 * MINUTE),
        Wanted(IndicatorIs("xrp", "atr", "15m", ABOVE, "0.02"), every=HOUR, lasting=30 * MINUTE),
    ),
)

BTC = Episode(
    "2021-04-18",
    (
        _between("2021-04-17T22:00", "2021-04-18T14:00", "America/New_York"),
        _between("2021-04-25T00:00", "2021-04-25T16:00", "Europe/Berlin"),
    ),
    (
        Wanted(PriceIs("btc", BELOW, "60000")),
        Wanted(PriceIs("btc", BELOW, "56000"), every=HOUR),
        Wanted(PriceIs("btc", CROSSES, "55000"), every=5 * MINUTE),
        Wanted(PriceIs("btc", EQUALS, "50000"), most=12),
        Wanted(PriceIs("btc", BELOW, "50000"), every=30 * MINUTE, most=9, until=date(2021, 4, 25)),
        Wanted(PriceIs("btc", BELOW, "50000"), lasting=150 * MINUTE),
        Wanted(PriceIs("btc", ABOVE, "50000"), lasting=2 * HOUR, every=2 * HOUR),
        Wanted(PriceIs("btc", BELOW, "55000"), most=20, rearm="0.1"),
        Wanted(Changed("btc", "-", "5", HOUR), every=HOUR),
        Wanted(Changed("btc", "-", "1", 5 * MINUTE), most=30),
        Wanted(Changed("btc", "+", "1", 2 * MINUTE), every=100 * SECOND),
        Wanted(Changed("btc", "±", "2", 4 * HOUR), every=HOUR, until=date(2021, 4, 17)),
        Wanted(OffPeg("btc", "50000", "2"), every=HOUR),
        Wanted(OffPeg("btc", "55000", "5"), most=20, rearm="0.5"),
        Wanted(IndicatorIs("btc", "rsi", "1h", BELOW, "30"), every=4 * HOUR),
        Wanted(IndicatorIs("btc", "rsi", "15m", BELOW, "30"), most=20, rearm="10"),
        Wanted(IndicatorIs("btc", "macd", "5m", CROSSES, "macdsignal"), every=30 * MINUTE),
        Wanted(IndicatorIs("btc", "macdhist", "15m", ABOVE, "100"), most=10),
        Wanted(IndicatorIs("btc", "bblower", "5m", ABOVE, "ema5"), every=HOUR),
        Wanted(IndicatorIs("btc", "sma20", "15m", ABOVE, "sma50", live=True), every=15 * MINUTE),
        Wanted(Both((PriceIs("btc", BELOW, "55000"), IndicatorIs("btc", "rsi", "5m", BELOW, "30"))), every=HOUR),
        Wanted(Both((Changed("btc", "-", "1", 15 * MINUTE), VolumeIs("btc", "1m", ABOVE, "3"))), most=20),
    ),
)

ETH = Episode(
    "2021-09-07",
    (
        _between("2021-09-07T10:00", "2021-09-08T02:00", "Asia/Kolkata"),
        _between("2021-08-13T00:00", "2021-08-13T12:00"),
    ),
    (
        Wanted(PriceIs("eth", BELOW, "3500"), every=15 * MINUTE, until=date(2021, 9, 7)),
        Wanted(PriceIs("eth", ABOVE, "3400"), most=20),
        Wanted(PriceIs("eth", CROSSES, "3333.33"), every=7 * MINUTE),
        Wanted(Either((PriceIs("eth", BELOW, "3300"), PriceIs("eth", ABOVE, "3500"))), every=HOUR),
        Wanted(Both((PriceIs("eth", ABOVE, "3300"), PriceIs("eth", BELOW, "3400"))), most=25),
        Wanted(Changed("eth", "-", "5", HOUR), most=5),
        Wanted(
            Both((Changed("eth", "-", "5", HOUR), IndicatorIs("eth", "rsi", "1h", BELOW, "30"))),
            every=4 * HOUR,
            note="watch this",
        ),
        Wanted(IndicatorIs("eth", "ema20", "15m", BELOW, "ema50"), lasting=HOUR, every=2 * HOUR),
        Wanted(IndicatorIs("eth", "ema12", "5m", CROSSES, "3450"), most=20),
        Wanted(IndicatorIs("eth", "bbupper", "1h", BELOW, "3800", live=True)),
        Wanted(VolumeIs("eth", "15m", CROSSES, "2"), most=20),
        Wanted(PriceIs("eth", ABOVE, "3200"), lasting=5 * HOUR),
    ),
)

FOUR = Episode(
    "2024-01-03",
    (_between("2024-01-03T08:00", "2024-01-03T22:00", "Europe/London"),),
    (
        Wanted(PriceIs("sol", BELOW, "100"), every=HOUR),
        Wanted(PriceIs("sol", EQUALS, "95"), every=5 * MINUTE),
        Wanted(Both((PriceIs("btc", BELOW, "43000"), PriceIs("eth", BELOW, "2250"))), most=20),
        Wanted(
            Either((Changed("btc", "-", "3", HOUR), Changed("eth", "-", "3", HOUR), Changed("sol", "-", "5", HOUR)))
        ),
        Wanted(
            Both(
                (
                    Either((Changed("btc", "-", "1", 5 * MINUTE), Changed("xrp", "-", "2", 5 * MINUTE))),
                    VolumeIs("sol", "1m", ABOVE, "2"),
                )
            ),
            most=20,
        ),
        Wanted(Both((IndicatorIs("btc", "rsi", "15m", BELOW, "30"), PriceIs("sol", BELOW, "98"))), every=30 * MINUTE),
        Wanted(Both((PriceIs("xrp", CROSSES, "0.58"), PriceIs("btc", BELOW, "43000"))), most=20),
        Wanted(OffPeg("xrp", "0.6", "5"), every=2 * HOUR, rearm="4"),
        Wanted(Either((PriceIs("xrp", BELOW, "0.55"), PriceIs("sol", BELOW, "95"))), lasting=20 * MINUTE, every=HOUR),
        Wanted(
            Both((IndicatorIs("eth", "macdhist", "5m", BELOW, "0"), IndicatorIs("btc", "macdhist", "5m", BELOW, "0"))),
            most=20,
        ),
    ),
)

EPISODES: Mapping[str, Episode] = {episode.folder: episode for episode in (XRP, BTC, ETH, FOUR)}
