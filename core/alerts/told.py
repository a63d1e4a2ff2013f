"""What rules are told that is not made of their prices: the market's tendency, and what forecasts leave out."""

import json
from collections.abc import Mapping, Sequence

from core.alerts.conditions.forecast import ForecastMargin
from core.alerts.evaluator import Evaluator
from core.alerts.facts import Fact, TendencyLabel
from core.alerts.model import Due
from core.market.model import to_ms
from core.market.tendency import Tendency

_SHIFT: Fact = TendencyLabel()

Margins = Mapping[str, tuple[float, int]]
"""How far a level lay outside a forecast's range, and of when the forecast is (ms), by the fact's name."""


class ToldFacts:
    """Keeps what stands, and what has been told since the last round of judging."""

    def __init__(self) -> None:
        self.label: tuple[str, int] | None = None
        """The tendency that was judged last, and of when it is (ms)."""
        self.tendency: Tendency | None = None
        self.margins: dict[str, tuple[float, int]] = {}
        self._tendencies: list[Tendency] = []
        self._forecasts: list[tuple[ForecastMargin, float, int]] = []

    def restore(self, label: tuple[str, int] | None, margins: Margins) -> None:
        """Stand where judging ended."""
        self.label, self.margins = label, dict(margins)

    def tell(self, tendencies: Sequence[Tendency]) -> None:
        """Take in how the market tended at its last closes, oldest first; those known already are passed over."""
        # What it was before we first looked is no news.
        tendencies = tendencies if self.label is not None else tendencies[-1:]
        after = self.label[1] if self.label is not None else 0
        known = {to_ms(each.as_of) for each in self._tendencies}
        self._tendencies += [t for t in tendencies if to_ms(t.as_of) > after and to_ms(t.as_of) not in known]

    def tell_margin(self, fact: ForecastMargin, margin: float, at: int) -> None:
        """Take in what a forecast made at `at` (ms) says; one that is known already is passed over."""
        kept = self.margins.get(name_of(fact))
        waiting = [time for known, _, time in self._forecasts if known == fact]
        if at > max(waiting, default=-1 if kept is None else kept[1]):
            self._forecasts.append((fact, margin, at))

    def followed_margins(self, evaluator: Evaluator) -> tuple[ForecastMargin, ...]:
        """Return what rules want to know of forecasts."""
        return tuple(fact for fact in evaluator.facts if isinstance(fact, ForecastMargin))

    def judge(self, evaluator: Evaluator) -> list[Due]:
        """Judge what was told since the last time; return what is due."""
        dues: list[Due] = []
        for tendency in self._tendencies:
            at = to_ms(tendency.as_of)
            self.tendency, self.label = tendency, (tendency.label.value, at)
            dues += evaluator.known(_SHIFT, tendency.label.value, at)
        for fact, margin, at in sorted(self._forecasts, key=lambda told: told[2]):
            self.margins[name_of(fact)] = (margin, at)
            dues += evaluator.known(fact, margin, at)
        self._tendencies, self._forecasts = [], []
        return dues

    def feed(self, evaluator: Evaluator) -> None:
        """Tell new rules what stands: only something else is news. What nobody asks for any more is forgotten."""
        if self.label is not None:
            evaluator.known(_SHIFT, *self.label)
        followed = {name_of(fact): fact for fact in self.followed_margins(evaluator)}
        self.margins = {name: kept for name, kept in self.margins.items() if name in followed}
        for name, (margin, at) in self.margins.items():
            evaluator.known(followed[name], margin, at)

    def follows_tendency(self, evaluator: Evaluator) -> bool:
        """Whether any rule waits for the tendency to change."""
        return _SHIFT in evaluator.facts


def name_of(fact: ForecastMargin) -> str:
    """Return what a fact is kept under."""
    return json.dumps([fact.coin, fact.horizon.total_seconds(), fact.level, fact.unit])
