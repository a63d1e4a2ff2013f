"""core.alerts.book — the end of a rule is told a day before, once, and paused rules end too."""

from dataclasses import replace
from datetime import timedelta

from adapters.storage.engine import Database
from core.alerts.book import Book, Clocks
from core.alerts.ledger import Mark, Page
from core.alerts.model import Life, Rule
from core.alerts.telling import ALERT_EXPIRED, ALERT_EXPIRING
from core.delivery.model import Notice
from core.market.catalogue import Catalogue
from core.market.model import to_ms
from tests.fakes.book import BookDesk
from tests.fakes.watch_stage import WatchStage

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


async def _ended_by(stage: WatchStage, rule: Rule) -> Notice | None:
    async with stage.database.reading() as work:
        return await work.outbox.find(f"{ALERT_EXPIRED}:{rule.id}:{to_ms(rule.expires_at)}")


async def test_a_watched_rule_that_ends_is_said_to_have_expired_at_once_and_only_once(database: Database) -> None:
    stage = WatchStage(database)
    await stage.candles(*[61_000.0] * 30)
    await stage.watcher.open()
    rule = await stage.rule("btc < 60000 usd")
    stage.clock.advance((rule.expires_at - stage.clock.now()).total_seconds() - 60)
    await stage.candles(*[61_000.0] * 30)
    await stage.watcher.round()
    assert await _ended_by(stage, rule) is None
    await stage.minute(61_000)
    notice = await _ended_by(stage, rule)
    assert notice is not None
    assert (notice.person_id, notice.due_at) == (rule.person_id, rule.expires_at)
    assert (await stage.saved(rule)).life is Life.EXPIRED
    book = Book(database, Catalogue(), Clocks(stage.clock, stage.clock), stage.bus)
    assert await book.look_for_ends() == 0


async def test_a_rule_that_told_its_last_before_its_end_is_done_and_not_expired(database: Database) -> None:
    stage = WatchStage(database)
    await stage.candles(*[61_000.0] * 30)
    await stage.watcher.open()
    rule = await stage.rule("btc < 60000 usd")
    stage.clock.advance((rule.expires_at - stage.clock.now()).total_seconds())
    await stage.wick(61_000.0, 59_000.0)
    await stage.watcher.round()
    assert (await stage.saved(rule)).life is Life.DONE
    assert await _ended_by(stage, rule) is None


async def test_a_rule_that_is_prolonged_while_it_ends_goes_on(database: Database) -> None:
    stage = WatchStage(database)
    await stage.candles(*[61_000.0] * 30)
    await stage.watcher.open()
    rule = await stage.rule("btc < 60000 usd")
    async with database.begin() as work:
        await work.rules.change(replace(rule, expires_at=rule.expires_at + DAY))
        await work.commit()
    ended = Page([], {rule.id: None}, Mark(to_ms(rule.expires_at), to_ms(rule.expires_at)))
    await stage.ledger.write(ended, {rule.id: rule})
    assert (await stage.saved(rule)).life is Life.ACTIVE
    assert await _ended_by(stage, rule) is None
