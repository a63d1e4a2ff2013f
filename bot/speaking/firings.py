"""Why a rule fired: each message with what happened, when, by whose prices, between which two, and the rule then."""

from collections.abc import Sequence
from dataclasses import replace

from bot.speaking.alerts import answer_of
from bot.speaking.reply import Block, Button, Part, PublicReply
from bot.speaking.rules import pressed
from bot.speaking.say import Say
from core.alerts.language import written
from core.alerts.model import Due, Rule, Wish
from core.alerts.telling import Around, facts_of


def why_fired(say: Say, rule: Rule, fired: Sequence[tuple[Due, Wish]]) -> PublicReply:
    """Return two lines for each firing, the newest first."""
    back = Button(say.line("button-rule"), f"alerts {pressed(say, rule)}")
    if not fired:
        return PublicReply((say.text("alert-why-never", Part.ANSWER, rule=rule.spoken),), (back,))
    coin = fired[0][0].coin
    chart = () if coin is None else (Button(say.line("button-chart"), f"chart {coin}"),)
    lines: list[Block] = [say.text("alert-why", Part.ANSWER, rule=rule.spoken, n=rule.told)]
    for due, wish in fired:
        happened = answer_of(facts_of(replace(rule, wish=wish), due, Around()), say)
        then = say.text("alert-why-rule", text=written(wish, say.language))
        lines += [replace(happened, part=Part.DETAIL), then]
    return PublicReply(tuple(lines), (*chart, back))
