"""core.alerts.already — what is true when it is saved, and wanted at once, is told once."""

import json

import pytest

from adapters.storage.engine import Database
from core.alerts import machine
from core.alerts.already import already_due
from core.alerts.facts import Price
from core.alerts.model import Due, Life, Telling
from core.alerts.outlook import Outlook
from core.alerts.telling import ALERT
from core.delivery.model import NoticeState
from tests.fakes.alerts import a_wish
from tests.fakes.asking import a_quote
from tests.fakes.book import BookDesk
from tests.fakes.clock import NOON


@pytest.fixture
def desk(database: Database) -> BookDesk:
    return BookDesk(database)


def already(text: str) -> Due:
    wish = a_wish(text)
    outlook = Outlook({Price("btc", "USD"): a_quote("BTC", 59_140.1)})
    due = already_due(wish, outlook, NOON)
    assert due is not None
    return due


async def test_what_is_true_already_and_wanted_at_once_is_told_once(desk: BookDesk) -> None:
    page, text = await desk.page(), "btc < 60000 usd"
    rule = await desk.book.add(page, a_wish(text), already(text))
    assert (rule.life, rule.told, rule.told_at) == (Life.DONE, 1, NOON)
    async with desk.database.reading() as work:
        notice = await work.outbox.find(f"{ALERT}:{rule.id}:1")
        ((due, wish),) = await work.rules.fired(rule.id, 5)
    assert notice is not None
    assert (notice.state, notice.person_id, json.loads(notice.facts)["telling"]) == (
        NoticeState.WAITING,
        page.person.id,
        "still",
    )
    assert (due.price, due.telling, wish) == (59_140.1, Telling.STILL, rule.wish)


async def test_a_rule_that_tells_again_holds_from_then_on(desk: BookDesk) -> None:
    page, text = await desk.page(), "btc < 60000 usd every 1h"
    rule = await desk.book.add(page, a_wish(text), already(text))
    assert (rule.life, rule.told) == (Life.ACTIVE, 1)
    state = machine.read(json.loads(await desk.state(rule) or "{}"))
    assert (state.holding, state.distances, state.told) == (True, (300.0,), 1)


async def test_a_rooms_rule_is_told_in_the_room(desk: BookDesk) -> None:
    room, text = await desk.room(), "btc < 60000 usd"
    page = await desk.page(room=room)
    rule = await desk.book.add(page, a_wish(text), already(text))
    async with desk.database.reading() as work:
        notice = await work.outbox.find(f"{ALERT}:{rule.id}:1")
    assert notice is not None
    assert (notice.person_id, notice.room_id) == (None, room.id)
