"""Forecasts that nobody asked for in words: ranges for webhooks, and what the owners hear of models."""

from collections.abc import Mapping
from typing import Any

from bot.speaking.horizons import ahead
from bot.speaking.reply import Part, Reply, Text
from bot.speaking.say import Fact, Say, Span
from bot.speaking.track import OWN
from core.forecasts.model import HORIZONS
from core.kernel.figures import Figure, FigureName, Origin
from core.market.model import from_ms

Facts = Mapping[str, Any]


def models_changed(facts: Facts, say: Say) -> Reply:
    """Return what became of a model."""
    key = f"notice-models-{facts['what']}"
    said: dict[str, Fact] = {"model": facts["model"], "because": facts.get("because", "")}
    # Notices that were written before this was told say nothing of it.
    said |= {"how": facts.get("how", "other"), "now": facts.get("now", ""), "why": facts.get("why", "")}
    if "gain" in facts:
        said["gain"] = _gain(facts["gain"], say)
    return Reply((say.text(key, Part.ANSWER, **said),))


def _gain(gain: float, say: Say) -> Figure:
    """Return by how much a model is better than another."""
    return Figure(FigureName.CHANGE, "skill against the one before", gain, "fraction", Origin(OWN, say.now))


def forecast_made(facts: Facts, say: Say) -> Reply:
    """Return the ranges that were made on one close, a line for each horizon."""
    coin, unit, at = facts["coin"], facts["unit"], from_ms(facts["at"])
    origin = Origin(facts["venue"], at)
    last = Figure(FigureName.QUANTILE, coin, facts["last_price"], unit, origin, level="0.5")
    head = say.text("forecast-made", Part.ANSWER, coin=coin, last=last, venue=say.source_name(origin.source), at=at)
    return Reply((head, *(_range(each, last, say) for each in facts["ranges"])))


def _range(each: Facts, last: Figure, say: Say) -> Text:
    """Return one horizon's ranges."""

    def span(share: float) -> Span:
        low, high = next((low, high) for of, low, high in each["bands"] if of == share)
        edge = (1 - share) / 2

        def end(level: float, price: float) -> Figure:
            of, unit, origin = last.of, last.unit, last.origin
            return Figure(FigureName.QUANTILE, of, price, unit, origin, level=f"{level:.3g}", horizon=each["horizon"])

        return Span(end(edge, low), end(1 - edge, high))

    facts = {"mid": span(0.8), "half": span(0.5), "most": span(0.95)}
    return say.text("forecast-made-range", ahead=ahead(say, HORIZONS[each["horizon"]]), **facts)
