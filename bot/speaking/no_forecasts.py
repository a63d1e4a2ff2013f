"""Why there is no forecast, in words."""

from collections.abc import Iterator, Sequence

from bot.speaking.horizons import shortly
from bot.speaking.reply import Part, Text
from bot.speaking.say import Say
from core.forecasts.eligibility import FEWEST_CANDLES, NoForecast, Why
from core.forecasts.model import Lane


def lacking(say: Say, reasons: Sequence[NoForecast]) -> Iterator[Text]:
    """Yield why there is no forecast, each reason once; that hours have no model goes without saying where days have
    none either."""
    seen: set[str] = set()
    untrained = {why.lane for why in reasons if why.why is Why.NO_MODEL}
    # What is the matter with the coin goes first: no model would help it.
    for why in sorted(reasons, key=lambda why: why.why is Why.NO_MODEL):
        if why.why is Why.NO_MODEL and why.lane is not Lane.DAILY and Lane.DAILY in untrained:
            continue
        text = _why(say, why)
        if text.text not in seen:
            seen.add(text.text)
            yield text


def _why(say: Say, why: NoForecast) -> Text:
    coin = why.coin.symbol
    match why.why:
        case Why.FEW:
            key = "forecast-few-days" if why.lane is Lane.DAILY else "forecast-few-hours"
            return say.text(key, Part.ANSWER, coin=coin, need=FEWEST_CANDLES, have=why.candles)
        case Why.NO_MODEL:
            return _untrained(say, why)
        case Why.NONE:
            return say.text("forecast-nothing", Part.ANSWER, coin=coin)
        case Why.OVER:
            over = tuple(shortly(say, horizon) for horizon in why.over)
            assert why.known_to is not None
            return say.text("forecast-over", Part.ANSWER, coin=coin, horizons=over, at=why.known_to)
        case _:
            # What kind of asset it is.
            facts = {"coin": coin, "peg": why.coin.peg or "", "word": coin.lower()}
            return say.text(f"forecast-{why.why.value}", Part.ANSWER, **facts)


def _untrained(say: Say, why: NoForecast) -> Text:
    kind = why.lane.value
    if why.percent is None:
        return say.text("forecast-untrained", Part.ANSWER, lane=kind)
    return say.text("forecast-training", Part.ANSWER, lane=kind, percent=why.percent)
