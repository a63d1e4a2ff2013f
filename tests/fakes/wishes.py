"""Wishes of every kind, as Hypothesis makes them, and the names that tests of rules know."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from core.alerts.conditions.base import Condition
from core.alerts.conditions.change import PercentMove
from core.alerts.conditions.depeg import Depeg
from core.alerts.conditions.forecast import Forecast
from core.alerts.conditions.indicator import StudyLevel
from core.alerts.conditions.portfolio import Portfolio
from core.alerts.conditions.price import PriceLevel
from core.alerts.conditions.shift import MarketShift
from core.alerts.conditions.volume import VolumeMultiple
from core.alerts.facts import Way
from core.alerts.language import conditions_of, joined
from core.alerts.model import All, Either, Options, Tree, Wish
from core.alerts.names import CatalogueNames
from core.alerts.said import Signed, plain
from core.market.catalogue import Catalogue
from core.market.model import CoinKind, Interval
from core.market.tendency import Label

CATALOGUE = Catalogue()
VENUES = {venue: venue for venue in ("binance", "kraken", "coinbase", "kucoin")}
TODAY = date(2026, 11, 29)


def names(language: str = "en") -> CatalogueNames:
    return CatalogueNames(CATALOGUE, VENUES, language)


def _numbers(least: str, most: str) -> st.SearchStrategy[Decimal]:
    figures = st.decimals(least, most, allow_nan=False, places=8) | st.integers(1, 10**9).map(Decimal)
    return figures.map(lambda number: Decimal(plain(number))).filter(lambda number: number > 0)


LEVELS = _numbers("0.00000001", "1000000")
PERCENTS = _numbers("0.01", "100").filter(lambda p: p <= 10_000)
FALLS = PERCENTS.filter(lambda percent: percent < 100).map(lambda percent: Signed(-percent))
SIGNED = st.builds(Signed, PERCENTS, st.just(True)) | st.builds(Signed, PERCENTS) | FALLS
COINS = st.sampled_from([CATALOGUE.word_for(coin) for coin in CATALOGUE.coins(CoinKind.COIN, CoinKind.STABLE)])
UNITS = st.none() | st.sampled_from([coin.symbol for coin in CATALOGUE.coins(CoinKind.FIAT, CoinKind.STABLE)] + ["BTC"])
WAYS = st.sampled_from([Way.BELOW, Way.ABOVE, Way.CROSSES, Way.EQUALS])
WINDOWS = st.integers(1, 365 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes))
SPANS = st.integers(1, 365 * 24 * 3600).map(lambda seconds: timedelta(seconds=seconds))
FRAMES = st.sampled_from(list(Interval))
STUDIES = st.sampled_from(["macd", "macdsignal", "macdhist"]) | st.builds(
    lambda name, length: f"{name}{length or ''}",
    st.sampled_from(["rsi", "atr", "ema", "sma", "bbupper", "bbmiddle", "bblower"]),
    st.none() | st.integers(2, 400),
)

PRICES = st.builds(PriceLevel, COINS, WAYS, LEVELS, UNITS)
CHANGES = st.builds(PercentMove, COINS, SIGNED, WINDOWS)
_NUMBERS = LEVELS | LEVELS.map(lambda number: -number) | st.just(Decimal(0))
INDICATORS = st.builds(StudyLevel, COINS, STUDIES, WAYS, _NUMBERS | STUDIES, st.none() | FRAMES, st.booleans())
VOLUMES = st.builds(VolumeMultiple, COINS, FRAMES, WAYS, LEVELS)
SHIFTS = st.builds(MarketShift, st.none() | st.sampled_from(list(Label)))
DEPEGS = st.builds(Depeg, COINS, LEVELS, PERCENTS, UNITS)
PORTFOLIOS = (
    st.builds(Portfolio, SIGNED, WINDOWS)
    | st.builds(Portfolio, FALLS)
    | st.builds(lambda way, level, unit: Portfolio(way=way, level=level, unit=unit), WAYS, LEVELS, UNITS)
)
FORECASTS = st.builds(Forecast, COINS, WINDOWS, st.sampled_from(["up", "down"])) | st.builds(
    Forecast, COINS, WINDOWS, st.just("excludes"), LEVELS, UNITS
)
BY_KIND: dict[str, st.SearchStrategy[Condition]] = {
    "price": PRICES,
    "change": CHANGES,
    "indicator": INDICATORS,
    "volume": VOLUMES,
    "shift": SHIFTS,
    "depeg": DEPEGS,
    "portfolio": PORTFOLIOS,
    "forecast": FORECASTS,
}
CONDITIONS: st.SearchStrategy[Condition] = st.one_of(*BY_KIND.values())


def _joined(parts: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    several = st.lists(parts, min_size=2, max_size=4)
    return several.map(lambda parts: joined(All, parts)) | several.map(lambda parts: joined(Either, parts))


TREES: st.SearchStrategy[Tree] = st.recursive(CONDITIONS, _joined, max_leaves=8)
NOTES = (
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=60)
    .map(str.strip)
    .filter(bool)
)


@st.composite
def wishes(draw: st.DrawFn) -> Wish:
    """Return a wish that may be wished: `for` stands beside no condition that lasts not."""
    tree = draw(TREES)
    momentary = any(
        getattr(condition, "way", None) in (Way.CROSSES, Way.EQUALS) or condition == MarketShift()
        for condition in conditions_of(tree)
    )
    every, most = draw(st.none() | SPANS), draw(st.none() | st.integers(1, 1000))
    options = Options(
        every=every,
        most=most,
        lasting=None if momentary else draw(st.none() | SPANS),
        until=draw(st.none() | st.dates(TODAY, date(2035, 1, 1))),
        note=draw(st.none() | NOTES),
        at=draw(st.none() | st.sampled_from(sorted(VENUES))),
        to=draw(st.none() | st.sampled_from(["here", "me"])),
        rearm=draw(st.none() | PERCENTS.map(float)),
        even_at_night=draw(st.booleans()),
        only_once=isinstance(tree, MarketShift) and every is None and most is None and draw(st.booleans()),
    )
    return Wish(tree, options)
