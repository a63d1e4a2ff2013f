"""The models behind forecasts in words: who serves, who challenges, what the owner is about to do."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.ask import Ask
from bot.speaking.reply import Block, Button, Part, PublicReply, Text
from core.forecasts.model import Lane
from core.forecasts.models import LaneModels
from core.forecasts.registry import ModelCard, is_provisional, takes_over


@dataclass(frozen=True, slots=True)
class Proposed:
    """What is about to be done with the models of a lane, and the draft that waits for it."""

    action: str
    lane: Lane
    model: str | None
    draft: str


def show_models(ask: Ask, lanes: Sequence[LaneModels]) -> PublicReply:
    """Return how the models of each lane stand; buttons for who may change it."""
    blocks: list[Block] = []
    for lane in lanes:
        blocks += _lane(ask, lane)
    if not ask.is_owner:
        return PublicReply(tuple(blocks))
    say = ask.say
    buttons = [Button(say.line("button-train"), "forecast models train daily")]
    for lane in lanes:
        for action in ("promote", "rollback"):
            if takes_over(lane.reign, action) is not None:
                name = say.line(f"button-{action}-{lane.lane.value}")
                buttons.append(Button(name, f"forecast models {action} {lane.lane.value}"))
    return PublicReply(tuple(blocks), tuple(buttons[:3]))


def _lane(ask: Ask, lane: LaneModels) -> Iterator[Text]:
    say = ask.say
    yield from _serving(ask, lane)
    if (challenger := lane.card(lane.reign.challenger)) is not None:
        yield say.text("models-challenger", model=challenger.model_id)
        yield _card(ask, challenger)
    if lane.reign.previous is not None:
        yield say.text("models-previous", model=lane.reign.previous)
    if lane.reign.refused:
        yield say.text("models-refused", models=tuple(sorted(lane.reign.refused)))
    if lane.percent is not None:
        yield say.text("models-training", percent=lane.percent)
    elif lane.training is not None and lane.training.outcome != "done":
        yield say.text("models-failed")
    if lane.wanted:
        yield say.text("models-wanted")


def _serving(ask: Ask, lane: LaneModels) -> Iterator[Text]:
    say, kind = ask.say, lane.lane.value
    champion = lane.card(lane.reign.champion)
    if champion is None:
        yield say.text("models-none", Part.ANSWER, lane=kind)
        return
    yield say.text("models-serving", Part.ANSWER, lane=kind, model=champion.model_id)
    yield _card(ask, champion)
    if lane.reign.stands_in:
        yield say.text("forecast-stand-in")
    if is_provisional(lane.reign, champion):
        yield say.text("models-provisional")


def _card(ask: Ask, card: ModelCard) -> Text:
    return ask.say.text("models-card", members=card.members, until=card.trained_until, made=card.made_at, why=card.why)


def show_proposed(ask: Ask, proposed: Proposed) -> PublicReply:
    """Return what will be done once it is saved."""
    say = ask.say
    facts = {"lane": proposed.lane.value, "model": proposed.model or "none"}
    line = say.text(f"models-propose-{proposed.action}", Part.ANSWER, **facts)
    note = say.text("models-not-yet", draft=proposed.draft)
    buttons = (
        Button(say.line("button-save"), f"confirm {proposed.draft}"),
        Button(say.line("button-cancel"), f"cancel {proposed.draft}"),
    )
    return PublicReply((line, note), buttons)


def show_changed(ask: Ask, action: str, lane: Lane, model: str | None) -> PublicReply:
    """Return what was done."""
    facts = {"lane": lane.value, "model": model or "none"}
    return PublicReply((ask.say.text(f"models-did-{action}", Part.ANSWER, **facts),))
