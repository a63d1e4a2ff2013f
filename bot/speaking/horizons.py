"""How far ahead a forecast looks, in words and by its symbol."""

from bot.speaking.say import Say
from core.forecasts.model import Horizon, Lane


def ahead(say: Say, horizon: Horizon) -> str:
    """Return how far ahead in words: "7 days", "24 hours"."""
    return say.line("ahead-days" if horizon.lane is Lane.DAILY else "ahead-hours", n=horizon.steps)


def shortly(say: Say, horizon: Horizon) -> str:
    """Return how far ahead by its symbol: "7 d", "24 h"; a day of daily candles is no day of hours."""
    return say.line("ahead-d" if horizon.lane is Lane.DAILY else "ahead-h", n=horizon.steps)
