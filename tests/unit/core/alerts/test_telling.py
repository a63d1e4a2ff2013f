"""core.alerts.telling — a message as a notice: whom it is for, when, and how it may be held."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from core.alerts.model import Rule
from core.alerts.telling import ALERT_EXPIRED, ALERT_EXPIRING, Around, expiry_notices, notice_of, told
from core.alerts.thresholds import atoms
from core.delivery.model import Priority
from tests.fakes.alerts import a_due, a_wish
from tests.fakes.clock import NOON

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def a_rule(text: str = "btc < 60000 usd", **other: object) -> Rule:
    rule = Rule(7, 3, 1, None, a_wish(text), "UTC", NOON, NOON + 90 * DAY)
    return replace(rule, **other)  # type: ignore[arg-type]


def test_a_message_has_one_key_however_often_it_is_written() -> None:
    rule = a_rule()
    first, again = notice_of(rule, a_due(rule, 2), NOON), notice_of(rule, a_due(rule, 2), NOON + HOUR)
    assert first.key == again.key == "alert:7:2"
    assert notice_of(rule, a_due(rule, 3), NOON).key == "alert:7:3"
    assert (first.due_at, first.person_id, first.room_id, first.rule_id) == (a_due(rule, 2).due, 1, None, 7)
    assert first.priority is Priority.ALERT


def test_a_rooms_rule_is_told_to_the_room() -> None:
    rule = a_rule(room_id=5)
    notice = notice_of(rule, a_due(rule), NOON)
    assert (notice.person_id, notice.room_id) == (None, 5)


def test_a_snoozed_rule_is_held_and_one_that_may_wakes_at_night() -> None:
    rule = a_rule("btc < 60000 usd even at night", snoozed_until=NOON + HOUR)
    notice = notice_of(rule, a_due(rule), NOON)
    assert (notice.held_until, notice.night) == (NOON + HOUR, True)
    assert notice_of(rule, a_due(rule), NOON + HOUR).held_until is None


@pytest.mark.parametrize(
    ("text", "value", "price", "change"),
    [
        ("eth -5% 1h", -0.0512, 2_900.0, -0.0512),
        ("usdt off 1 usd by 0.5%", 0.99, 0.99, -0.01),
        ("btc < 60000 usd", 59_950.0, 59_950.0, -0.12),
    ],
)
def test_quiet_hours_may_look_at_the_change(text: str, value: float, price: float, change: float) -> None:
    rule = a_rule(text)
    due = replace(a_due(rule), value=value, price=price)
    assert notice_of(rule, due, NOON, Around(day=-0.12)).change == pytest.approx(change)


def test_facts_name_the_part_that_was_true() -> None:
    rule = a_rule("btc < 60000 usd or sol ±8% 24h")
    due = replace(a_due(rule), comparison=atoms(rule.wish)[2], value=0.09)
    facts = json.loads(notice_of(rule, due, NOON).facts)
    condition, comparison = told(rule.wish, facts["which"])
    assert (condition.text, comparison.level) == ("sol ±8% 24h", 0.08)


def test_the_end_is_told_a_day_before_and_when_it_comes_and_each_once() -> None:
    rule = a_rule()
    assert expiry_notices(rule, rule.expires_at - 25 * HOUR) == ()
    (soon,) = expiry_notices(rule, rule.expires_at - 24 * HOUR)
    (over,) = expiry_notices(rule, rule.expires_at)
    assert (soon.kind, over.kind) == (ALERT_EXPIRING, ALERT_EXPIRED)
    assert soon.key == expiry_notices(rule, rule.expires_at - HOUR)[0].key
    extended = replace(rule, expires_at=rule.expires_at + DAY)
    assert expiry_notices(extended, extended.expires_at - HOUR)[0].key != soon.key


def test_a_rule_that_was_never_to_live_for_a_day_gives_no_warning() -> None:
    rule = a_rule(expires_at=NOON + 20 * HOUR)
    assert expiry_notices(rule, NOON + HOUR) == ()
