"""What the door needs to answer: made once, where everything is plugged together."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.drafts import Drafts
from bot.hearing.grammar import Grammar
from bot.ports import Painter
from bot.undoing import Undoing
from core.delivery.defect_notices import DefectNotices
from core.kernel.chance import Chance
from core.kernel.clock import MarketClock, RealClock
from core.people.gate import Gate
from core.services import Services


@dataclass(frozen=True, slots=True)
class House:
    """`mode` is the mark that heads every reply, None when live; `ended` whether a replay stands still at its end."""

    grammar: Grammar
    services: Services
    drafts: Drafts
    undoing: Undoing
    gate: Gate
    painter: Painter
    market_clock: MarketClock
    real_clock: RealClock
    chance: Chance
    defects: DefectNotices
    mode: Callable[[], str | None]
    ended: Callable[[], bool]
