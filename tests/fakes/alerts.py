"""Rules as tests need them: what somebody typed, settled."""

from datetime import datetime, timedelta

from adapters.storage.engine import Database
from core.alerts.language import parse
from core.alerts.model import Due, NewRule, Rule, Wish
from core.alerts.thresholds import atoms
from tests.databases import MINUTE, NOON
from tests.fakes.wishes import TODAY, names

DAY = timedelta(days=1)


def a_wish(text: str = "btc < 60000 usd") -> Wish:
    """Return what `text` says."""
    return parse(text, names(), TODAY)


def a_new_rule(
    text: str = "btc < 60000 usd",
    person_id: int = 1,
    room_id: int | None = None,
    created_at: datetime = NOON,
    days: int = 90,
) -> NewRule:
    """Return a rule to be saved."""
    return NewRule(person_id, room_id, a_wish(text), "UTC", created_at, created_at + days * DAY)


def a_due(rule: Rule, number: int = 1) -> Due:
    """Return a message of `rule`, as if bitcoin had gone below 60,000 dollars at Kraken a minute before it is due."""
    return Due(
        rule_id=rule.id,
        number=number,
        due=NOON + number * MINUTE,
        at=NOON,
        comparison=atoms(rule.wish)[0],
        value=59_950.1,
        coin="btc",
        price=59_950.1,
        unit="USD",
        before=60_040.0,
        before_at=NOON - MINUTE,
        venue="kraken",
    )


async def saved(database: Database, text: str, person_id: int, room_id: int | None = None) -> Rule:
    """Return a rule of that text, saved."""
    async with database.begin() as work:
        rule = await work.rules.add(a_new_rule(text, person_id, room_id))
        await work.commit()
    return rule
