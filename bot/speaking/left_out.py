"""A forecast's range that leaves a price out, in words."""

from collections.abc import Mapping

from bot.speaking.reply import Part, Text
from bot.speaking.rules import level_words
from bot.speaking.say import Fact, Say
from core.alerts.conditions.base import Condition
from core.alerts.conditions.forecast import Forecast
from core.kernel.figures import Figure, FigureName, Origin


def left_out(condition: Condition, words: Mapping[str, Fact], value: object, origin: Origin, say: Say) -> Text | None:
    """Return what happened and by how much; None for what is no level of a forecast."""
    if not isinstance(condition, Forecast) or condition.level is None or not isinstance(value, float):
        return None
    level, coin = level_words(say, condition.level, condition.unit), str(words["coin"])
    by = Figure(FigureName.QUANTILE, coin, value, condition.unit or "", origin)
    facts = {**words, "ahead": say.duration(condition.horizon), "level": level, "by": by}
    return say.text("alert-forecast", Part.ANSWER, **facts)
