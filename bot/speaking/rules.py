"""Rules in words: as a sentence ("When BTC goes below 60,000 USD"), and short ("BTC < 60,000 USD")."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from functools import cache

from bot.speaking.candles import interval_words
from bot.speaking.plain import ascii_signs
from bot.speaking.reply import Text
from bot.speaking.say import Say
from core.alerts.conditions.base import Condition
from core.alerts.conditions.change import PercentMove
from core.alerts.conditions.depeg import Depeg
from core.alerts.conditions.forecast import Forecast
from core.alerts.conditions.indicator import StudyLevel, named_study
from core.alerts.conditions.price import PriceLevel
from core.alerts.conditions.shift import MarketShift
from core.alerts.conditions.volume import VolumeMultiple
from core.alerts.facts import Indicator, Way
from core.alerts.model import All, Either, Rule, Tree, Wish
from core.alerts.said import plain
from core.alerts.spoken import on_button
from core.alerts.terms import terms_of
from core.kernel.figures import written
from core.kernel.money import Money
from core.market.catalogue import Catalogue
from core.market.model import Coin, Interval

_SIGNS = {Way.BELOW: "<", Way.ABOVE: ">", Way.CROSSES: "\u00d7", Way.EQUALS: "="}
# Names of studies that are no abbreviation.
_STUDIES = {
    "macdsignal": "MACD signal",
    "macdhist": "MACD histogram",
    "bbupper": "BB upper",
    "bbmiddle": "BB middle",
    "bblower": "BB lower",
}
_MACD = "12, 26, 9"
_DAY = timedelta(days=1)


def ticker(word: str) -> str:
    """Return how a coin is shown that rules call `word`."""
    found = _catalogue().find(word)
    return found.symbol if isinstance(found, Coin) else word.upper()


def study_words(indicator: Indicator) -> str:
    """Return "RSI(14, 4 h)"."""
    name, length = indicator.study.name, indicator.study.length
    what = str(length) if length else _MACD
    return f"{_STUDIES.get(name, name.upper())}({what}, {interval_words(indicator.timeframe)})"


def level_words(say: Say, level: float | Decimal, unit: str | None) -> str:
    """Return a level as it was typed, in the person's digits: "60,000 USD"."""
    amount = Decimal(plain(level if isinstance(level, Decimal) else Decimal(written(level))))
    return say.amount(Money(amount, unit)) if unit is not None else say.digits.exact(amount)


def sentence(say: Say, tree: Tree) -> str:
    """Return what must happen, as it follows "when"."""
    return _joined(say, tree, _clause)


def short(say: Say, tree: Tree) -> str:
    """Return what must happen, in signs: "BTC < 60,000 USD"."""
    return _joined(say, tree, _signs)


def terms_words(say: Say, wish: Wish, expires: timedelta) -> str:
    """Return how often and how long: "Once, expires 90 d"."""
    options, told = wish.options, []
    terms = terms_of(wish, "UTC")
    every = None if terms.every is None else say.duration(timedelta(milliseconds=terms.every))
    if every is None and options.most is None:
        told.append(say.line("alert-once"))
    elif every is None or options.most is None:
        told.append(say.line("alert-every", every=every) if every else say.line("alert-most", n=options.most or 0))
    else:
        told.append(say.line("alert-most-every", n=options.most, every=every))
    if options.lasting is not None:
        told.append(say.line("alert-lasting", span=say.duration(options.lasting)))
    if options.at is not None:
        told.append(say.line("alert-at", venue=say.source_name(options.at)))
    if options.rearm is not None:
        told.append(say.line("alert-rearm", percent=say.digits.exact_percent(Decimal(written(options.rearm)))))
    if options.even_at_night:
        told.append(say.line("alert-night"))
    told.append(say.line("alert-expires", span=say.duration(_rounded(expires))))
    terms_said = ", ".join(told)
    return terms_said[:1].upper() + terms_said[1:]


def _rounded(length: timedelta) -> timedelta:
    """What is saved for 90 days lives for 90 days also a second later."""
    return timedelta(days=round(length / _DAY)) if length > 2 * _DAY else length


def note_line(say: Say, wish: Wish) -> tuple[Text, ...]:
    """Return the line of a rule's note, as it was typed; none without one."""
    note = wish.options.note
    return () if note is None else (say.text("alert-note", note=note),)


def _joined(say: Say, tree: Tree, one: Callable[[Say, Condition], str], inside: bool = False) -> str:
    if not isinstance(tree, All | Either):
        return one(say, tree)
    key = "alert-and" if isinstance(tree, All) else "alert-or"
    first, *others = (_joined(say, part, one, inside=True) for part in tree.parts)
    for other in others:
        first = say.line(key, first=first, second=other)
    return f"({first})" if inside and isinstance(tree, Either) else first


def _clause(say: Say, condition: Condition) -> str:
    match condition:
        case PriceLevel(coin=coin, way=way, level=level, unit=unit):
            return say.line(f"alert-when-price-{way.value}", coin=ticker(coin), level=level_words(say, level, unit))
        case PercentMove(coin=coin, percent=percent, window=window):
            whither = "either" if percent.both else "down" if percent.points < 0 else "up"
            size = say.digits.exact_percent(abs(percent.points))
            return say.line(
                f"alert-when-change-{whither}", coin=ticker(coin), percent=size, window=say.duration(window)
            )
        case StudyLevel():
            name, other = study_of(say, condition)
            key = f"alert-when-indicator-{condition.way.value}"
            clause = say.line(key, coin=ticker(condition.coin), study=name, level=other)
            return say.line("alert-live", clause=clause) if condition.live else clause
        case VolumeMultiple(coin=coin, timeframe=timeframe, times=times):
            span, many = interval_words(timeframe), say.digits.exact(times)
            return say.line(f"alert-when-volume-{condition.way.value}", coin=ticker(coin), span=span, times=many)
        case MarketShift(to=to):
            label = None if to is None else say.line(f"label-{to.value}")
            return say.line("alert-when-shift") if label is None else say.line("alert-when-shift-to", label=label)
        case Depeg(coin=coin, peg=peg, percent=points, unit=unit):
            off, worth = say.digits.exact_percent(points), level_words(say, peg, unit)
            return say.line("alert-when-depeg", coin=ticker(coin), percent=off, level=worth)
        case Forecast(level=Decimal()):
            return say.line("alert-when-forecast", **_left_out(say, condition))
    return condition.text


def _signs(say: Say, condition: Condition) -> str:
    match condition:
        case PriceLevel(coin=coin, way=way, level=level, unit=unit):
            return f"{ticker(coin)} {_sign(say, way)} {level_words(say, level, unit)}"
        case PercentMove(coin=coin, percent=percent, window=window):
            sign = "\u00b1" if percent.both else "\u2212" if percent.points < 0 else "+"
            size = say.digits.exact_percent(abs(percent.points))
            return _signed(say, f"{ticker(coin)} {sign}{size} {say.duration(window)}")
        case StudyLevel(coin=coin, way=way):
            name, other = study_of(say, condition)
            return f"{ticker(coin)} {name} {_sign(say, way)} {other}"
        case VolumeMultiple(coin=coin, timeframe=timeframe, way=way, times=times):
            many = say.digits.exact(times)
            return say.line(
                "alert-short-volume",
                coin=ticker(coin),
                span=interval_words(timeframe),
                many=f"{_sign(say, way)} {many}",
            )
        case MarketShift(to=to):
            label = None if to is None else say.line(f"label-{to.value}")
            return say.line("alert-short-shift") if label is None else say.line("alert-short-shift-to", label=label)
        case Depeg(coin=coin, peg=peg, percent=points, unit=unit):
            off = say.digits.exact_percent(points)
            return _signed(say, f"{ticker(coin)} \u00b1{off} {level_words(say, peg, unit)}")
        case Forecast(level=Decimal()):
            return say.line("alert-short-forecast", **_left_out(say, condition))
    return condition.text


def _left_out(say: Say, condition: Forecast) -> dict[str, str]:
    """Return the words of a range that is to leave a level out."""
    level = "" if condition.level is None else level_words(say, condition.level, condition.unit)
    return {"coin": ticker(condition.coin), "ahead": say.duration(condition.horizon), "level": level}


def study_of(say: Say, condition: StudyLevel) -> tuple[str, str]:
    """Return the indicator of a condition in words, and what it is compared with."""
    fact = Indicator(condition.coin, named_study(condition.study), condition.timeframe or Interval.H1)
    if isinstance(condition.level, str):
        return study_words(fact), study_words(replace(fact, study=named_study(condition.level)))
    return study_words(fact), say.digits.exact(condition.level)


def _sign(say: Say, way: Way) -> str:
    return say.line(f"alert-sign-{way.value}") if way in {Way.CROSSES, Way.EQUALS} else _SIGNS[way]


def _signed(say: Say, text: str) -> str:
    return ascii_signs(text) if say.plain else text


@cache
def _catalogue() -> Catalogue:
    return Catalogue()


def pressed(say: Say, rule: Rule) -> str:
    """Return how a button calls a rule; in plain text, where it is typed, by its number alone."""
    return rule.spoken if say.plain else rule.pressed


def pressed_later(say: Say, spoken: str, rule_id: int | None) -> str:
    """Return the same from the facts of a notice; those of before did not know which rule it was."""
    return spoken if say.plain or rule_id is None else on_button(spoken, rule_id)
