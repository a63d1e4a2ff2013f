"""indicator: a study of candles against a number or another study. `btc rsi 1h < 30`, `eth ema20 4h crosses ema50`."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Self

from core.alerts.conditions.base import Settling
from core.alerts.conditions.price import SIGNS
from core.alerts.facts import Comparison, Distance, Indicator, Rearm, RearmBy, Study, Way
from core.alerts.said import Said, plain
from core.kernel.errors import UnknownName
from core.market.model import Interval

_LENGTHS = {"rsi": 14, "atr": 14, "ema": 20, "sma": 20, "bbupper": 20, "bbmiddle": 20, "bblower": 20}
_FIXED = ("macd", "macdsignal", "macdhist")
STUDIES = (*_LENGTHS, *_FIXED)
# Names of several lines at once, and of what is not judged, with what may have been meant.
_MEANT = {
    "bb": ("bbupper", "bbmiddle", "bblower"),
    "bbands": ("bbupper", "bbmiddle", "bblower"),
    "vwap": ("ema20", "sma20"),
}
_BRACKETS = str.maketrans("", "", "()")
_SPELT = re.compile(r"([a-z]+)(\d*)")
_SHORTEST, _LONGEST = 2, 400
_SHARE, _RSI_POINTS = 0.02, 2.0
_DEFAULT = Interval.H1


@dataclass(frozen=True, slots=True)
class StudyLevel:
    """`study` ("rsi", "ema50") on candles of `timeframe` (None: 1h) against `level`, a number or another study on the
    same candles; `live` judges the running candle too."""

    kind: ClassVar[str] = "indicator"
    example: ClassVar[str] = "alert btc rsi 1h < 30"
    awaits: ClassVar[str | None] = None

    coin: str
    study: str
    way: Way
    level: Decimal | str
    timeframe: Interval | None = None
    live: bool = False

    @property
    def text(self) -> str:
        candles = "" if self.timeframe is None else f" {self.timeframe.value}"
        level = self.level if isinstance(self.level, str) else plain(self.level)
        return f"{self.coin} {self.study}{candles} {SIGNS[self.way]} {level}{' live' if self.live else ''}"

    def comparisons(self, settling: Settling) -> tuple[Comparison, ...]:
        first, rearm = self._fact(self.study, settling), self._rearm(settling.rearm)
        if isinstance(self.level, str):
            distance = Distance(first, self._fact(self.level, settling))
            return (Comparison(distance, self.way, 0.0, rearm),)
        return (Comparison(first, self.way, float(self.level), rearm),)

    def settled(self, currency: str) -> Self:
        return self

    def facts(self) -> Mapping[str, object]:
        against = {"other": self.level} if isinstance(self.level, str) else {"level": plain(self.level)}
        timeframe = None if self.timeframe is None else self.timeframe.value
        told = {"coin": self.coin, "study": self.study, "way": self.way.value, "timeframe": timeframe}
        return {**told, **against, "live": self.live}

    @classmethod
    def read(cls, facts: Mapping[str, object]) -> Self:
        level = str(facts["other"]) if "other" in facts else Decimal(str(facts["level"]))
        timeframe = None if facts["timeframe"] is None else Interval(facts["timeframe"])
        way = Way(str(facts["way"]))
        return cls(str(facts["coin"]), str(facts["study"]), way, level, timeframe, bool(facts["live"]))

    @classmethod
    def of(cls, said: Said) -> Self:
        coin, (study, timeframe) = said.coin(), _study(said, said.studies[0])
        level: Decimal | str
        if len(said.studies) > 1:
            level, other = _study(said, said.studies[1])
            if other not in (None, timeframe or _DEFAULT):
                shown = (timeframe or _DEFAULT).value
                raise UnknownName("interval", said.studies[1][1].strip(), (shown,), cls.example)
        else:
            level = said.number()
        return cls(coin, study, said.way(), level, timeframe, said.has("LIVE"))

    def _fact(self, study: str, settling: Settling) -> Indicator:
        return Indicator(self.coin, named_study(study), self.timeframe or _DEFAULT, self.live, settling.venue)

    def _rearm(self, said: float | None) -> Rearm:
        if isinstance(self.level, str):
            return Rearm(RearmBy.NOTHING) if said is None else Rearm(RearmBy.SECOND, said / 100)
        if named_study(self.study).name == "rsi":
            return Rearm(RearmBy.POINTS, _RSI_POINTS if said is None else said)
        return Rearm(RearmBy.SHARE, _SHARE if said is None else said / 100)


def named_study(text: str) -> Study:
    """Return the study that `text` names; its length follows the name. ValueError for none."""
    spelt = _SPELT.fullmatch(text)
    if spelt is None or spelt[1] not in STUDIES or (spelt[2] and spelt[1] in _FIXED):
        raise ValueError(f"{text} is no study")
    length = int(spelt[2] or _LENGTHS.get(spelt[1], 0))
    if spelt[2] and not _SHORTEST <= length <= _LONGEST:
        raise ValueError(f"{text} is too short or too long")
    return Study(spelt[1], length)


def _study(said: Said, tokens: Sequence[str]) -> tuple[str, Interval | None]:
    name = tokens[0].casefold().translate(_BRACKETS)
    try:
        study = named_study(name)
    except ValueError:
        bare = name.rstrip("0123456789")
        near = _MEANT.get(bare, (bare,) if bare in _FIXED else (f"{bare}{_LENGTHS.get(bare, 20)}",))
        raise UnknownName("indicator", tokens[0], near, StudyLevel.example) from None
    digits = name[len(study.name) :]
    written = f"{study.name}{int(digits)}" if digits else study.name
    return written, said.interval(tokens[1]) if len(tokens) > 1 else None
