"""forecast — what may become of a price: ranges with their own track record, and no direction."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Annotated

from bot.ask import Ask
from bot.command import Effect, command
from bot.params.base import Named
from bot.params.choices import WordKind
from bot.params.coins import CoinsKind
from bot.params.forecasts import LANE, MODELLING, PICTURE, VIEW, HorizonKind, MostKind
from bot.speaking.fans import Fan, caption, drawn
from bot.speaking.forecasts import show_expected, show_top
from bot.speaking.market import file_word, tendency_line
from bot.speaking.models import Proposed, show_changed, show_models, show_proposed
from bot.speaking.records import show_record
from bot.speaking.reply import Block, Button, Chart, Part, PublicReply, Reply, Tone
from core.forecasts.desk import Expected, RecordOf
from core.forecasts.model import HORIZONS, Horizon, Lane
from core.forecasts.models import LaneModels
from core.forecasts.registry import takes_over
from core.kernel.errors import Missing, NotAllowed, OverBudget, Stale, Unavailable, UnknownName
from core.kernel.figures import Origin
from core.market.history import CandleHistory, Window
from core.market.model import Coin, Interval
from core.market.overview import MarketTendency

View = Annotated[str, VIEW, Named("view")]
Action = Annotated[str, MODELLING, Named("action")]
OfLane = Annotated[str, LANE, Named("lane")]
_MODEL = WordKind("model", r"(?:daily|hourly)-[0-9a-z-]{4,40}", "daily-20260101-3f2a1c")
ModelId = Annotated[str, _MODEL, Named("model")]
Coins = Annotated[tuple[Coin, ...], CoinsKind(assets=True), Named("coins")]
Ahead = Annotated[Horizon, HorizonKind(), Named("horizon")]
Picture = Annotated[bool, PICTURE, Named("chart")]
Most = Annotated[int, MostKind(20), Named("n", ("top", "all", "alle", "todas", "todos"), strict=True)]

MOST_COINS = 4
USUAL = HORIZONS["7d"]
# A fan shows what was before it: sixty days, or two of hours.
_SHOWN_BEFORE = {
    Lane.DAILY: (Interval.D1, timedelta(days=60)),
    Lane.HOURLY: (Interval.H1, timedelta(hours=48)),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is told of each coin over the horizon that was asked for (None: over all of them)."""

    expected: tuple[Expected, ...]
    horizon: Horizon | None = None


@dataclass(frozen=True, slots=True)
class Top:
    """What is told of every coin that is followed."""

    expected: tuple[Expected, ...]
    horizon: Horizon


@dataclass(frozen=True, slots=True)
class Fanned:
    """What is told of one coin, and the candles before it."""

    expected: Expected
    horizon: Horizon
    history: CandleHistory


@dataclass(frozen=True, slots=True)
class Advised:
    """What is known beside a question that nobody can answer: the ranges of a coin, and where the market tended."""

    expected: Expected
    tendency: MarketTendency | None


Forecasting = Advised | Asked | Top | Fanned | RecordOf | Proposed | tuple[LaneModels, ...]


async def show_forecast(ask: Ask, found: Forecasting) -> PublicReply:
    match found:
        case Advised():
            return _show_facts(ask, found)
        case Asked():
            return show_expected(ask, found.expected, found.horizon)
        case Top():
            return show_top(ask, found.expected, found.horizon)
        case Fanned():
            return await _show_fan(ask, found)
        case RecordOf():
            return await show_record(ask, found)
        case Proposed():
            return show_proposed(ask, found)
        case _:
            return show_models(ask, found)


def _show_facts(ask: Ask, found: Advised) -> PublicReply:
    """Say what is known of a coin and of the market, and that it is no advice."""
    reply, known = show_expected(ask, (found.expected,), USUAL), found.tendency
    market: tuple[Block, ...] = ()
    if known is not None:
        origin = Origin("+".join(known.venues), known.now.as_of, known.stale)
        market = (tendency_line(ask.say, known.now, origin, Part.DETAIL),)
    last = ask.say.text("no-advice", Part.ANSWER)
    # Source and age stay last.
    facts, source = (reply.blocks[:-1], reply.blocks[-1:]) if found.expected.told else (reply.blocks, ())
    return replace(reply, blocks=(*market, *facts, last, *source))


async def _show_fan(ask: Ask, found: Fanned) -> PublicReply:
    if not found.expected.told:
        return show_expected(ask, (found.expected,), found.horizon)
    fan = Fan(found.expected, found.horizon, found.history)
    png = await ask.painter.paint(drawn(ask.say, fan, ask.mode, ask.theme))
    coin = found.expected.coin
    word = ask.services.catalogue.word_for(coin)
    picture = Chart(
        png, f"forecast-{file_word(coin.symbol)}-{found.horizon.text}", caption(ask.say, fan), ask.say.line("alt-fan")
    )
    buttons = (
        Button(ask.say.line("button-record"), f"forecast {word} record"),
        Button(ask.say.line("button-alert"), f"alert {word}"),
    )
    stale = any(told.is_stale(ask.now) for told in found.expected.told)
    return PublicReply((picture,), buttons, tone=Tone.STALE if stale else Tone.ANSWER)


def _implied(values: Mapping[str, object]) -> Mapping[str, object]:
    if "action" in values:
        return {"view": "models"}
    return {"view": "top"} if "n" in values else {}


@command(
    effect=Effect.READ,
    show=show_forecast,
    topic="forecasts",
    examples=("forecast btc 7d", "forecast btc", "forecast top", "forecast btc record", "forecast models"),
    aliases=("f",),
    implied=_implied,
)
async def forecast(  # noqa: PLR0913, PLR0917 - each is one word that may be said
    ask: Ask,
    view: View | None = None,
    action: Action | None = None,
    lane: OfLane | None = None,
    model: ModelId | None = None,
    coins: Coins = (),
    horizon: Ahead | None = None,
    picture: Picture = False,
    n: Most | None = None,
) -> Forecasting:
    """Return ranges of coins, of all that are followed, how earlier ones did, or how the models stand."""
    desk = ask.services.forecasts
    if view == "models":
        return await _models(ask, action, lane, model)
    if len(coins) > MOST_COINS:
        raise OverBudget("forecasts", str(MOST_COINS))
    horizons = (horizon,) if horizon is not None else tuple(HORIZONS.values())
    if view == "record":
        return await desk.record(coins[0] if coins else None, horizons)
    if view == "top":
        return Top((await desk.top(horizon or USUAL))[:n], horizon or USUAL)
    if not coins:
        raise Missing("coin", "", (), "forecast btc 7d")
    if view == "advice":
        (expected,) = await desk.expected(coins[:1], (horizon or USUAL,))
        return Advised(expected, await _tendency(ask))
    if picture:
        return await _fanned(ask, coins[0], horizon)
    return Asked(await desk.expected(coins, horizons), horizon)


async def _tendency(ask: Ask) -> MarketTendency | None:
    try:
        return await ask.services.overview.tendency()
    except Unavailable:
        # What is known of the coin is said all the same.
        return None


async def _fanned(ask: Ask, coin: Coin, horizon: Horizon | None) -> Fanned:
    last = horizon or Lane.DAILY.horizons[-1]
    upto = [each for each in last.lane.horizons if each.steps <= last.steps]
    (expected,) = await ask.services.forecasts.expected((coin,), upto)
    interval, length = _SHOWN_BEFORE[last.lane]
    history = await ask.services.desk.candles(coin, Window(interval, length))
    if not len(history.closed):
        raise Stale(history.route.venue, history.at)
    return Fanned(expected, last, history)


async def _models(ask: Ask, action: str | None, lane: str | None, model: str | None) -> Forecasting:
    """Return how the models stand, or what is about to be done with them: nothing is, before it is saved."""
    if action is None:
        return await ask.services.forecasts.models()
    if not ask.is_owner:
        raise NotAllowed("owner-only")
    if model is not None:
        lane = model.partition("-")[0]
    meant = Lane(lane) if lane is not None else await _where_possible(ask, action)
    await _refuse_in_vain(ask, action, meant, model)
    facts = {"action": action, "lane": meant.value, "model": model}
    return Proposed(action, meant, model, await ask.drafts.make(ask.person, "forecast", facts, (ask.chat, ask.chat)))


async def _where_possible(ask: Ask, action: str) -> Lane:
    """Return whose models are meant where nobody said so: those of days, unless only those of hours have a taker."""
    for lane in Lane:
        if takes_over(await ask.services.models.reign(lane), action) is not None:
            return lane
    return Lane.DAILY


async def _refuse_in_vain(ask: Ask, action: str, lane: Lane, model: str | None) -> None:
    """Refuse what could not be done if it were saved."""
    reign = await ask.services.models.reign(lane)
    if action == "promote" and model is None and takes_over(reign, action) is None:
        raise NotAllowed("forecast-no-challenger", lane.value)
    known = [card.model_id for of_lane in await ask.services.forecasts.models() for card in of_lane.cards]
    if action == "promote" and model is not None and model not in known:
        raise UnknownName("model", model, known[:3], "forecast models")
    if action == "rollback" and takes_over(reign, action) is None:
        raise NotAllowed("forecast-no-previous", lane.value)


@forecast.confirmed
async def change_models(ask: Ask, facts: Mapping[str, object]) -> Reply:
    """Do with the models what was drafted."""
    if not ask.is_owner:
        raise NotAllowed("owner-only")
    registry, lane = ask.services.models, Lane(str(facts["lane"]))
    model = None if facts["model"] is None else str(facts["model"])
    match facts["action"]:
        case "train":
            await registry.want(lane, ask.person)
            return show_changed(ask, "train", lane, None)
        case "promote":
            reign = await registry.promote(lane, model, ask.person)
        case _:
            reign = await registry.rollback(lane, ask.person)
    ask.services.forecasts.forget()
    return show_changed(ask, str(facts["action"]), lane, reign.champion)
