"""What alerts say when they fire: the facts of `core/alerts/telling.py` in words."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.speaking.candles import interval_words
from bot.speaking.left_out import left_out
from bot.speaking.market import window_text
from bot.speaking.reply import Button, Part, PublicReply, Text, Tone
from bot.speaking.rules import level_words, note_line, pressed_later, short, study_of, ticker
from bot.speaking.say import Age, Bare, Event, Fact, Fine, Say
from core.alerts import storing
from core.alerts.conditions.base import Condition
from core.alerts.conditions.change import PercentMove
from core.alerts.conditions.depeg import Depeg
from core.alerts.conditions.forecast import Forecast
from core.alerts.conditions.indicator import StudyLevel
from core.alerts.conditions.price import PriceLevel
from core.alerts.conditions.shift import MarketShift
from core.alerts.conditions.volume import VolumeMultiple
from core.alerts.facts import Comparison
from core.alerts.model import All, Either, Telling, Wish
from core.alerts.telling import told
from core.kernel.figures import Figure, FigureName, Origin
from core.market.model import from_ms
from core.market.tendency import NEAR

Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Fired:
    """The facts of a notice, read."""

    facts: Facts
    wish: Wish
    condition: Condition
    comparison: Comparison
    origin: Origin

    @classmethod
    def read(cls, facts: Facts) -> "Fired":
        wish = storing.from_json(facts["rule"]["wish"])
        condition, comparison = told(wish, facts["which"])
        return cls(facts, wish, condition, comparison, Origin(facts["venue"] or "candlewick", from_ms(facts["at"])))

    @property
    def coin(self) -> str:
        return ticker(self.facts["coin"]) if self.facts["coin"] else ""

    @property
    def still(self) -> bool:
        return bool(self.facts["telling"] == Telling.STILL)

    @property
    def price(self) -> Figure | None:
        return self._priced("price")

    @property
    def before(self) -> Figure | None:
        return self._priced("before")

    @property
    def words(self) -> dict[str, Fact]:
        """What every sentence is told: the coin, and whether the condition is still true, has lasted (how long), or is
        newly true."""
        lasting = self.wish.options.lasting
        telling = "still" if self.still else "new" if lasting is None else "lasted"
        return {"coin": self.coin, "telling": telling, "span": lasting or timedelta(0)}

    def figure(self, name: FigureName, unit: str, window: str | None = None) -> Figure:
        return Figure(name, self.coin or "market", self.facts["value"], unit, self.origin, window)

    def _priced(self, which: str) -> Figure | None:
        price, unit = self.facts[which], self.facts["unit"]
        if price is None or unit is None:
            return None
        at = self.facts["before_at"] if which == "before" else None
        origin = self.origin if at is None else Origin(self.origin.source, from_ms(at))
        return Figure(FigureName.PRICE, self.coin, price, unit, origin)


def fired(facts: Facts, say: Say) -> PublicReply:
    """Return the message of a rule that fired: what happened and the price, when, the rule and its state."""
    seen = Fired.read(facts)
    late = seen.facts["telling"] == Telling.LATE
    lines = (
        _answer(seen, say),
        *_why(seen, say),
        *_merged(seen, say),
        *note_line(say, seen.wish),
        _state(seen, say),
    )
    return PublicReply(lines, _buttons(seen, say), tone=Tone.STALE if late else Tone.ALERT)


def answer_of(facts: Facts, say: Say) -> Text:
    """Return what happened, when and by whose prices."""
    return _answer(Fired.read(facts), say)


def fired_line(facts: Facts, say: Say) -> Text:
    """Return what happened in one line, where the time stands before it."""
    text = _happened(Fired.read(facts), say)
    return Text(rest=text.lead + text.rest, figures=text.figures)


def expiring(facts: Facts, say: Say) -> PublicReply:
    """Return that a rule is about to expire, with a way to prolong it."""
    rule = facts["rule"]
    head = say.text("alert-expiring", Part.ANSWER, rule=rule, at=from_ms(facts["at"]))
    what = Text(rest=short(say, storing.from_json(facts["wish"]).tree))
    called = pressed_later(say, rule, facts.get("id"))
    extend = Button(say.line("button-extend"), f"alerts extend {called}")
    return PublicReply((head, what), (extend, Button(say.line("button-delete"), f"alerts delete {called}")))


def expired(facts: Facts, say: Say) -> PublicReply:
    """Return that a rule has expired, with a way to arm it again."""
    rule = facts["rule"]
    what = Text(rest=short(say, storing.from_json(facts["wish"]).tree))
    again = Button(say.line("button-rearm"), f"alerts extend {pressed_later(say, rule, facts.get('id'))}")
    return PublicReply((say.text("alert-expired", Part.ANSWER, rule=rule), what), (again,))


def stale(facts: Facts, say: Say) -> PublicReply:
    """Return that no price of a coin comes, and that rules on it are not judged meanwhile."""
    mark, coin = say.mark("STALE"), ticker(facts["coin"])
    price = _last(facts)
    if price is None:
        return PublicReply((say.text("alert-stale-bare", Part.ANSWER, mark=mark, coin=coin),), tone=Tone.STALE)
    age = Age(price.origin.at)
    text = say.text("alert-stale", Part.ANSWER, mark=mark, coin=coin, price=price, age=age)
    return PublicReply((text, say.source([price.origin])), tone=Tone.STALE)


def back(facts: Facts, say: Say) -> PublicReply:
    """Return that prices of a coin are back, and what was due meanwhile."""
    price = _last(facts)
    if price is None:
        raise ValueError("what is back has a price")
    since, until = (say.clock(from_ms(facts[name])) for name in ("since", "until"))
    words: dict[str, Fact] = {"coin": price.of, "venue": say.source_name(price.origin.source), "n": facts["n"]}
    return PublicReply(
        (say.text("alert-back", Part.ANSWER, **words, age=Age(price.origin.at), since=since, until=until),)
    )


def _last(facts: Facts) -> Figure | None:
    """Return the last price that a notice about silence knows."""
    if facts["price"] is None or facts["at"] is None:
        return None
    origin = Origin(facts["venue"] or "candlewick", from_ms(facts["at"]), stale=True)
    return Figure(FigureName.PRICE, ticker(facts["coin"]), facts["price"], facts["unit"] or "", origin)


def _answer(seen: Fired, say: Say) -> Text:
    what, when = _happened(seen, say), _when(seen, say)
    lead = what.lead
    down = seen.facts["down"]
    if seen.facts["telling"] == Telling.LATE:
        since, until = (say.clock(from_ms(at)) for at in down) if down else ("", "")
        late = say.line("alert-late", since=since, until=until) if down else say.line("alert-late-bare")
        lead = f"{late} {lead}"
    return Text(lead, when.rest, Part.ANSWER, (*what.figures, *when.figures), when.joint)


def _when(seen: Fired, say: Say) -> Text:
    """Say when it happened, whose price it is, and the price before."""
    at, before = Event(from_ms(seen.facts["at"])), seen.before
    if seen.facts["venue"] is None:
        return say.text("alert-at-time", at=at)
    venue = say.source_name(seen.facts["venue"])
    if before is None:
        return say.text("alert-at-venue", at=at, venue=venue)
    if seen.facts["before_at"] is None:
        return say.text("alert-at-before", at=at, venue=venue, before=Bare(before))
    gap = from_ms(seen.facts["at"]) - from_ms(seen.facts["before_at"])
    minute = "yes" if gap == timedelta(minutes=1) else "no"
    return say.text("alert-at-gap", at=at, venue=venue, before=Bare(before), minute=minute, gap=gap)


def _happened(seen: Fired, say: Say) -> Text:
    """Say what happened, in the words of its kind of condition; of a kind without words the rule itself."""
    spoken = _SPOKEN.get(seen.condition.kind)
    text = None if spoken is None else spoken(seen, say)
    return text or say.text("alert-other", Part.ANSWER, rule=short(say, seen.wish.tree))


def _price(seen: Fired, say: Say) -> Text | None:
    condition, price = seen.condition, seen.price
    if not isinstance(condition, PriceLevel) or price is None:
        return None
    level = level_words(say, condition.level, condition.unit)
    return say.text(
        f"alert-price-{seen.comparison.way.value}", Part.ANSWER, **seen.words, level=level, price=Bare(price)
    )


def _change(seen: Fired, say: Say) -> Text | None:
    condition, price = seen.condition, seen.price
    if not isinstance(condition, PercentMove) or price is None:
        return None
    change = seen.figure(FigureName.CHANGE, "fraction", window_text(condition.window))
    return say.text("alert-change", Part.ANSWER, **seen.words, change=change, window=condition.window, price=price)


def _study(seen: Fired, say: Say) -> Text | None:
    condition, way = seen.condition, seen.comparison.way.value
    if not isinstance(condition, StudyLevel):
        return None
    name, level = study_of(say, condition)
    if isinstance(condition.level, str):
        return say.text(f"alert-studies-{way}", Part.ANSWER, **seen.words, study=name, level=level)
    value = seen.figure(FigureName.INDICATOR, "points")
    return say.text(f"alert-study-{way}", Part.ANSWER, **seen.words, study=name, level=level, value=value)


def _volume(seen: Fired, say: Say) -> Text | None:
    condition = seen.condition
    if not isinstance(condition, VolumeMultiple):
        return None
    times = seen.figure(FigureName.VOLUME, "points", condition.timeframe.value)
    return say.text("alert-volume", Part.ANSWER, **seen.words, times=times, frame=interval_words(condition.timeframe))


def _depeg(seen: Fired, say: Say) -> Text | None:
    condition, price = seen.condition, seen.price
    if not isinstance(condition, Depeg) or price is None:
        return None
    off = seen.facts["price"] / float(condition.peg) - 1
    away = Fine(Figure(FigureName.CHANGE, seen.coin, off, "fraction", seen.origin))
    peg = level_words(say, condition.peg, condition.unit)
    return say.text("alert-depeg", Part.ANSWER, **seen.words, away=away, peg=peg, price=price)


def _shift(seen: Fired, say: Say) -> Text:
    label = seen.figure(FigureName.TENDENCY, "label")
    shift = seen.facts["shift"]
    if shift is None or shift["was"] is None:
        return say.text("alert-shift-bare", Part.ANSWER, label=label)
    return say.text("alert-shift", Part.ANSWER, label=label, was=say.line(f"label-{shift['was']}"))


# By kind of condition. A new kind speaks as its rule does until it has words here.
_SPOKEN: Mapping[str, Callable[[Fired, Say], Text | None]] = {
    PriceLevel.kind: _price,
    PercentMove.kind: _change,
    StudyLevel.kind: _study,
    VolumeMultiple.kind: _volume,
    MarketShift.kind: _shift,
    Depeg.kind: _depeg,
    Forecast.kind: lambda seen, say: left_out(seen.condition, seen.words, seen.facts["value"], seen.origin, say),
}


def _why(seen: Fired, say: Say) -> Iterator[Text]:
    """Say what speaks for a shift; and of a compound what it is all about."""
    shift = seen.facts["shift"]
    if isinstance(seen.condition, MarketShift) and shift is not None:
        side = "near" if abs(shift["distance"]) <= NEAR else "above" if shift["distance"] > 0 else "below"
        counts = {
            name: Figure(FigureName.COUNT, f"coins {name}", shift[name], "count", seen.origin) for name in ("up", "of")
        }
        yield say.text("market-why", side=side, level=shift["volatility"], **counts)
    if isinstance(seen.wish.tree, All | Either):
        yield say.text("alert-of-rule", rule=short(say, seen.wish.tree))


def _merged(seen: Fired, say: Say) -> Iterator[Text]:
    if seen.facts["merged"]:
        yield say.text("alert-merged", n=seen.facts["merged"])


def _state(seen: Fired, say: Say) -> Text:
    """Say how the rule stands after this message."""
    rule, every, left = seen.facts["rule"]["spoken"], seen.facts["every_s"], seen.facts["left"]
    if seen.facts["off"]:
        return say.text("alert-state-off", rule=rule)
    if every is not None:
        return say.text("alert-state-every", rule=rule, every=timedelta(seconds=every))
    return say.text("alert-state-left", rule=rule, n=left or 0)


def _buttons(seen: Fired, say: Say) -> tuple[Button, ...]:
    rule = pressed_later(say, seen.facts["rule"]["spoken"], seen.facts["rule"].get("id"))
    again = Button(say.line("button-rearm"), f"alerts resume {rule}")
    snooze = Button(say.line("button-snooze"), f"alerts snooze {rule} 24h")
    chart = (Button(say.line("button-chart"), f"chart {seen.facts['coin']}"),) if seen.facts["coin"] else ()
    why = Button(say.line("button-why"), f"alerts {rule} why")
    return (again if seen.facts["off"] else snooze, *chart, why)
