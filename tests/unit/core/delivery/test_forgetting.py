"""Messages are kept for 30 days after they ended, and no longer."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import update

from adapters.storage.delivery_tables import notices
from adapters.storage.engine import Database
from core.delivery.forgetting import NOTICES_KEPT, Forgetting
from core.delivery.model import NoticeState
from core.people.model import Person
from tests.contracts.outbox_steps import DUE, alert, claim, put
from tests.fakes.clock import ManualClock


async def test_what_was_never_said_stays(store: Database, clock: ManualClock, ada: Person) -> None:
    await put(store, alert("waits", ada), replace(alert("held", ada), held_until=DUE + timedelta(days=400)))
    clock.advance((NOTICES_KEPT + timedelta(days=1)).total_seconds())
    assert await Forgetting(store, clock).forget_old() == 0


async def test_however_much_ended_all_of_it_goes(store: Database, clock: ManualClock, ada: Person) -> None:
    await put(store, *(alert(f"n{n}", ada) for n in range(1_100)))
    # What a bundle of many becomes when it is sent.
    async with store.begin() as work:
        ended = {"state": NoticeState.SENT, "ended_at": clock.now()}
        await work.outbox._transaction.run(update(notices).values(ended))
        await work.commit()
    clock.advance((NOTICES_KEPT + timedelta(seconds=1)).total_seconds())
    assert await Forgetting(store, clock).forget_old() == 1_100


async def test_what_was_said_is_kept_for_thirty_days(store: Database, clock: ManualClock, ada: Person) -> None:
    for n in range(3):
        await put(store, alert(f"n{n}", ada))
        (claimed,) = await claim(store, DUE, clock.now())
        async with store.begin() as work:
            assert await work.outbox.mark_sent(claimed, None, clock.now())
            await work.commit()
    forgetting = Forgetting(store, clock)
    clock.advance(NOTICES_KEPT.total_seconds())
    assert await forgetting.forget_old() == 0
    clock.advance(1)
    assert await forgetting.forget_old() == 3
