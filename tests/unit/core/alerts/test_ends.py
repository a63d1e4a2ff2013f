"""core.alerts.book — the end of a rule is told a day before, once, and paused rules end too."""

from datetime import timedelta

from adapters.storage.engine import Database
from core.alerts.model import Life
from core.alerts.telling import ALERT_EXPIRED, ALERT_EXPIRING
from core.market.model import to_ms
from tests.fakes.book import BookDesk

DAY = timedelta(days=1)


async def test_the_end_of_a_rule_is_told_a_day_before_and_once(database: Database) -> None:
    desk = BookDesk(database)
    page = await desk.page()
    rule = await desk.added(page)
    desk.market.advance((88 * DAY).total_seconds())
    assert await desk.book.look_for_ends() == 0
    desk.market.advance((1.5 * DAY).total_seconds())
    assert [await desk.book.look_for_ends() for _ in range(2)] == [1, 0]
    async with database.reading() as work:
        notice = await work.outbox.find(f"{ALERT_EXPIRING}:{rule.id}:{to_ms(rule.expires_at)}")
    assert notice is not None
    assert (notice.due_at, notice.person_id) == (rule.expires_at - DAY, page.person.id)
    await desk.book.extend(page, 1)
    assert await desk.book.look_for_ends() == 0


async def test_a_paused_rule_ends_though_nobody_judges_it(database: Database) -> None:
    desk = BookDesk(database)
    page = await desk.page()
    rule = await desk.added(page)
    await desk.book.pause(page, [1])
    desk.market.advance((91 * DAY).total_seconds())
    assert [await desk.book.look_for_ends() for _ in range(2)] == [1, 0]
    assert (await desk.book.find(page, 1)).life is Life.EXPIRED
    async with database.reading() as work:
        assert await work.outbox.find(f"{ALERT_EXPIRED}:{rule.id}:{to_ms(rule.expires_at)}") is not None
