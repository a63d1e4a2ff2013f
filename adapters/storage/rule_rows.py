"""Rows of rules and of what they told, read."""

import json
from typing import Any

from sqlalchemy import Row

from core.alerts import storing
from core.alerts.model import Due, Life, Rule, Telling, Wish
from core.alerts.thresholds import atoms


def rule_of(row: Row[Any]) -> Rule:
    """Return a rule as it stands."""
    return Rule(
        id=row.id,
        number=row.number,
        person_id=row.person_id,
        room_id=row.room_id,
        wish=storing.from_json(row.wish),
        zone=row.zone,
        created_at=row.created_at,
        expires_at=row.expires_at,
        life=Life(row.life),
        snoozed_until=row.snoozed_until,
        told=row.told,
        told_at=row.told_at,
        told_before=row.told_before,
    )


def fired_of(row: Row[Any]) -> tuple[Due, Wish]:
    """Return what was told, and what the rule said then."""
    wish = storing.from_json(row.wish)
    due = Due(
        rule_id=row.rule_id,
        number=row.number,
        due=row.due,
        at=row.at,
        comparison=atoms(wish)[row.comparison],
        value=json.loads(row.value),
        coin=row.coin,
        price=row.price,
        unit=row.unit,
        before=row.before,
        before_at=row.before_at,
        venue=row.venue,
        telling=row.telling and Telling(row.telling),
        merged=row.merged,
    )
    return due, wish
