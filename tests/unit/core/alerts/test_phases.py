"""core.alerts.phases — where a rule stands, in one word."""

from datetime import timedelta

import pytest

from core.alerts.machine import State
from core.alerts.model import Phase, Rule
from core.alerts.phases import phase_of
from core.market.model import to_ms
from tests.fakes.alerts import a_wish
from tests.fakes.clock import NOON

HOUR = timedelta(hours=1)
AT = to_ms(NOON)


@pytest.mark.parametrize(
    ("text", "state", "phase"),
    [
        ("btc < 60000 usd", State(), Phase.ARMED),
        ("btc < 60000 usd", State(holding=True, told=1), Phase.FIRED),
        ("btc < 60000 usd for 2h", State(since=AT), Phase.PENDING),
        ("btc < 60000 usd for 2h", State(since=AT, lasted=True, holding=True), Phase.FIRED),
        ("btc < 60000 usd every 2h", State(due=AT, told=1), Phase.COOLING),
        ("btc < 60000 usd every 30m", State(due=AT, told=1), Phase.ARMED),
        ("btc < 60000 usd max 3", State(due=AT, told=1), Phase.ARMED),
    ],
)
def test_armed_pending_fired_cooling_and_armed_again(text: str, state: State, phase: Phase) -> None:
    rule = Rule(7, 7, 1, None, a_wish(text), "UTC", NOON, NOON + 90 * 24 * HOUR)
    assert phase_of(rule, state, NOON + HOUR) is phase
