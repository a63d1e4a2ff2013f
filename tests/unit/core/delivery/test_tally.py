"""core.delivery.tally — attempts counted by how they ended, and how late alerts were."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from adapters.storage.engine import Database
from core.delivery.deliverer import DeliveryPolicy
from core.delivery.model import NewNotice, Priority
from core.delivery.tally import LAGS_S, UNFINISHED, TalliedCourier, Tally
from core.people.model import Person
from tests.fakes.clock import NOON, ManualClock
from tests.fakes.delivery import REFUSED, RETRY, UNCERTAIN, Result, ScriptedCourier, deliverer, to, write


def an_alert(whom: Person, key: str = "n") -> NewNotice:
    return replace(to(whom, key), priority=Priority.ALERT)


async def delivered(store: Database, clock: ManualClock, script: dict[str, list[Result]], *notices: NewNotice) -> Tally:
    tally = Tally()
    await write(store, *notices)
    await deliverer(store, TalliedCourier(ScriptedCourier(script), tally, clock), clock).run_once()
    return tally


@pytest.mark.parametrize(
    ("result", "outcome"),
    [
        (RETRY, "retry"),
        (UNCERTAIN, "uncertain"),
        (REFUSED, "refused"),
        (ValueError("a fault"), UNFINISHED),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_what_did_not_arrive_counts_under_its_outcome_and_has_no_lag(
    store: Database, ada: Person, clock: ManualClock, result: Result, outcome: str
) -> None:
    tally = await delivered(store, clock, {"n": [result]}, an_alert(ada))
    assert {name: many for name, many in tally.attempts.items() if many} == {outcome: 1}
    assert sum(tally.lags) == 0


async def test_the_lag_of_an_alert_is_from_its_time_to_its_sending(store: Database, ada: Person, bob: Person) -> None:
    clock = ManualClock(NOON + timedelta(seconds=0.4))
    tally = await delivered(store, clock, {}, an_alert(ada), an_alert(bob, "m"))
    assert (tally.attempts["sent"], tally.lag_s) == (2, 0.8)
    assert {limit: many for limit, many in zip(LAGS_S, tally.lags, strict=False) if many} == {0.5: 2}


async def test_a_lag_longer_than_all_classes_is_counted_too(store: Database, ada: Person) -> None:
    tally = await delivered(store, ManualClock(NOON + timedelta(days=1)), {}, an_alert(ada))
    assert tally.lags[-1] == 1


async def test_what_is_no_alert_has_no_lag(store: Database, ada: Person, clock: ManualClock) -> None:
    tally = await delivered(store, clock, {}, to(ada))
    assert (tally.attempts["sent"], sum(tally.lags)) == (1, 0)


async def test_an_attempt_that_runs_out_of_its_time_is_unfinished(
    store: Database, ada: Person, clock: ManualClock
) -> None:
    courier, tally = ScriptedCourier(), Tally()
    courier.hold()
    await write(store, an_alert(ada))
    impatient = DeliveryPolicy(send_within_s=0.001)
    await deliverer(store, TalliedCourier(courier, tally, clock), clock, impatient).run_once()
    assert tally.attempts[UNFINISHED] == 1


async def test_a_stopped_attempt_stays_stopped(store: Database, ada: Person, clock: ManualClock) -> None:
    courier, tally = ScriptedCourier(), Tally()
    courier.hold()
    await write(store, an_alert(ada))
    running = asyncio.create_task(deliverer(store, TalliedCourier(courier, tally, clock), clock).run_once())
    await courier.asked(1)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert tally.attempts[UNFINISHED] == 1
