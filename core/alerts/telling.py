"""What a rule tells, as a notice: everything its words need, so that it reads the same whatever becomes of the rule.

Facts of a notice of kind "alert", JSON; instants are ms UTC of the market:

    rule      {"spoken": "a7", "id": our number for it, "wish": its JSON at that time, "note": … or null}
    which     which of the wish's comparisons was true, in the order of its text
    at, value when it happened, and its fact's value then (a number, or a label)
    coin      the coin's word, with price, unit, before (the price before) and before_at; null where there is none
    venue     whose prices these are; null where there are none
    telling   "still", "late" or null · down: [since, until] of a late one
    merged    how many further crossings are told with it
    off       whether the rule is done with it · every_s, left: how often it tells, and how many more it may (or null)
    shift     {"was", "distance", "up", "of", "volatility"} of a market shift: the label before, and the new inputs
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.alerts import storing
from core.alerts.conditions.base import Condition, Settling
from core.alerts.conditions.depeg import Depeg
from core.alerts.facts import Change, Comparison
from core.alerts.language import conditions_of
from core.alerts.model import Due, Rule, Wish
from core.alerts.terms import terms_of
from core.alerts.thresholds import atoms
from core.delivery.model import NewNotice, Priority
from core.market.model import to_ms
from core.market.tendency import Tendency

ALERT = "alert"
ALERT_EXPIRING = "alert-expiring"
"""The rule expires within a day. Facts: {"rule": "a7", "id": our number for it, "wish": its JSON,
"at": when}."""
ALERT_EXPIRED = "alert-expired"
"""The rule is watched no more. Facts as above."""
EXPIRING_BEFORE = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Around:
    """What is known besides: `down` when the service was down, for a late message · `tendency` that stands now, for a
    shift · `day` the coin's change over 24 h, which quiet hours may look at."""

    down: tuple[datetime, datetime] | None = None
    tendency: Tendency | None = None
    day: float | None = None


def notice_of(rule: Rule, due: Due, now: datetime, around: Around | None = None) -> NewNotice:
    """Return the notice that tells `due` of `rule`, made `now`. Its key is the rule's and the message's number: however
    often it is written, it is said once."""
    around = around or Around()
    return NewNotice(
        key=f"{ALERT}:{rule.id}:{due.number}",
        kind=ALERT,
        facts=json.dumps(facts_of(rule, due, around)),
        due_at=due.due,
        made_at=now,
        # A room's rule is posted there; its own person learns of it as everybody does.
        person_id=rule.person_id if rule.room_id is None else None,
        room_id=rule.room_id,
        priority=Priority.ALERT,
        night=rule.wish.options.even_at_night,
        change=_change(rule.wish, due, around),
        rule_id=rule.id,
        held_until=rule.snoozed_until if rule.snoozed_until is not None and rule.snoozed_until > now else None,
    )


def expiry_notices(rule: Rule, now: datetime) -> tuple[NewNotice, ...]:
    """Return what is said by `now` of a rule's end: that it comes, 24 h before, and that it has come. Neither is said
    twice of one end, nor the first of a rule that was never to live for longer than a day."""
    told = []
    wish = storing.to_json(rule.wish)
    facts = json.dumps({"rule": rule.spoken, "id": rule.id, "wish": wish, "at": to_ms(rule.expires_at)})
    warned_at = rule.expires_at - EXPIRING_BEFORE
    for kind, at in ((ALERT_EXPIRING, warned_at), (ALERT_EXPIRED, rule.expires_at)):
        if at <= now and (kind == ALERT_EXPIRED or (warned_at > rule.created_at and now < rule.expires_at)):
            told.append(
                NewNotice(
                    key=f"{kind}:{rule.id}:{to_ms(rule.expires_at)}",
                    kind=kind,
                    facts=facts,
                    due_at=at,
                    made_at=now,
                    person_id=rule.person_id if rule.room_id is None else None,
                    room_id=rule.room_id,
                    rule_id=rule.id,
                )
            )
    return tuple(told)


def facts_of(rule: Rule, due: Due, around: Around) -> dict[str, object]:
    """Return the facts as the head of this file has them."""
    terms = terms_of(rule.wish, rule.zone, before=rule.told_before)
    down = around.down
    return {
        "rule": {
            "spoken": rule.spoken,
            "id": rule.id,
            "wish": storing.to_json(rule.wish),
            "note": rule.wish.options.note,
        },
        "which": atoms(rule.wish).index(due.comparison),
        "at": to_ms(due.at),
        "value": due.value,
        "coin": due.coin,
        "price": due.price,
        "unit": due.unit,
        "before": due.before,
        "before_at": None if due.before_at is None else to_ms(due.before_at),
        "venue": due.venue,
        "telling": due.telling,
        "down": None if down is None else [to_ms(down[0]), to_ms(down[1])],
        "merged": due.merged,
        "off": terms.are_met(due.number),
        "every_s": None if terms.every is None else terms.every // 1000,
        "left": None if terms.most is None else max(0, terms.most - (due.number - rule.told_before)),
        "shift": None if around.tendency is None else _shift(around.tendency),
    }


def told(wish: Wish, which: int) -> tuple[Condition, Comparison]:
    """Return the comparison of that place, and the condition that makes it."""
    settling = Settling(venue=wish.options.at, rearm=wish.options.rearm)
    placed = [(part, each) for part in conditions_of(wish.tree) for each in part.comparisons(settling)]
    return placed[which]


def _shift(tendency: Tendency) -> dict[str, object]:
    inputs = tendency.inputs
    return {
        "was": tendency.previous,
        "distance": inputs.distance,
        "up": inputs.up,
        "of": inputs.of,
        "volatility": inputs.volatility_level,
    }


def _change(wish: Wish, due: Due, around: Around) -> float | None:
    """Return what "except -10%" of quiet hours is compared with."""
    condition, comparison = told(wish, atoms(wish).index(due.comparison))
    if isinstance(comparison.fact, Change) and isinstance(due.value, float):
        return due.value
    if isinstance(condition, Depeg) and due.price is not None:
        return due.price / float(condition.peg) - 1
    return around.day
