"""core.alerts.book — rules from being saved to being gone, and nobody else's."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from adapters.storage.engine import Database
from core.alerts.book import BookPolicy
from core.alerts.language import written
from core.alerts.model import Life
from core.alerts.page import Page
from core.kernel.errors import NotAllowed, OverBudget, UnknownName
from core.people.model import AlertsBy, Person, Preferences, Role
from tests.fakes.alerts import a_due, a_wish
from tests.fakes.book import BookDesk
from tests.fakes.clock import NOON

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def desk(database: Database) -> BookDesk:
    return BookDesk(database)


async def test_a_level_is_saved_in_the_currency_of_the_moment_and_expires_after_90_days(desk: BookDesk) -> None:
    page = await desk.page()
    euros = Page(replace(page.person, preferences=Preferences(currency="EUR", zone="Europe/Berlin")))
    rule = await desk.added(euros, "btc < 60000")
    assert (written(rule.wish), rule.zone, rule.spoken) == ("btc < 60000 eur", "Europe/Berlin", "a1")
    assert (rule.created_at, rule.expires_at) == (NOON, NOON + 90 * DAY)
    assert list(await desk.book.of(euros)) == [rule]


async def test_a_stable_coin_is_off_what_it_follows(desk: BookDesk) -> None:
    page = await desk.page()
    euros = Page(replace(page.person, preferences=Preferences(currency="EUR")))
    assert written((await desk.added(euros, "usdt off 1 by 0.5%")).wish) == "usdt off 1 usd by 0.5%"


async def test_until_is_the_end_of_that_day_where_the_person_is(desk: BookDesk) -> None:
    page = await desk.page()
    berlin = Page(replace(page.person, preferences=Preferences(zone="Europe/Berlin")))
    wish = a_wish()
    rule = await desk.book.add(berlin, replace(wish, options=replace(wish.options, until=date(2026, 1, 31))))
    assert rule.expires_at.isoformat() == "2026-01-31T23:00:00+00:00"


async def test_as_many_rules_as_somebody_may_have(database: Database) -> None:
    desk = BookDesk(database, BookPolicy(rules_each=2))
    page = await desk.page()
    first, second = await desk.added(page), await desk.added(page)
    with pytest.raises(OverBudget) as refused:
        await desk.added(page)
    assert (refused.value.what, refused.value.given) == ("alerts", "2")
    await desk.book.delete(page, [first.number])
    third = await desk.added(page)
    async with database.begin() as work:
        await work.rules.change(replace(second, life=Life.DONE))
        await work.commit()
    await desk.added(page)
    with pytest.raises(OverBudget):
        await desk.book.resume(page, [second.number])
    assert third.number == 3


@pytest.mark.parametrize(
    ("text", "awaited"),
    [
        ("portfolio -10% from peak", "awaits-portfolio"),
        ("forecast btc 24h up", "awaits-direction"),
        ("forecast btc 3d excludes 60000", "awaits-horizon"),
        ("forecast usdt 7d excludes 1", "awaits-no-forecast"),
        ("btc < 60k or forecast wbtc 7d excludes 60000", "awaits-no-forecast"),
    ],
)
async def test_what_is_not_there_cannot_be_watched(desk: BookDesk, text: str, awaited: str) -> None:
    with pytest.raises(NotAllowed) as refused:
        await desk.added(await desk.page(), text)
    assert refused.value.what == awaited


@pytest.mark.parametrize(
    ("alerts_by", "role", "may"),
    [
        (AlertsBy.ADMINS, Role.OWNER, True),
        (AlertsBy.ADMINS, Role.MEMBER, False),
        (AlertsBy.OWNER, Role.OWNER, True),
        (AlertsBy.OWNER, Role.MEMBER, False),
        (AlertsBy.MEMBERS, Role.OWNER, True),
        (AlertsBy.MEMBERS, Role.MEMBER, True),
        (AlertsBy.MEMBERS, Role.STRANGER, False),
        (AlertsBy.EVERYONE, Role.STRANGER, True),
    ],
)
async def test_who_may_write_in_a_room_is_its_setting(
    desk: BookDesk, alerts_by: AlertsBy, role: Role, may: bool
) -> None:
    room = await desk.room(alerts_by)
    keeper = await desk.page("9", Role.OWNER, room)
    kept = await desk.added(keeper)
    page = await desk.page("1", role, room)
    if may:
        assert (await desk.added(page)).room_id == room.id
        assert await desk.book.delete(page, [kept.number]) == [kept]
        return
    for refused in (
        desk.added(page),
        desk.book.delete(page, [kept.number]),
        desk.book.pause(page, [kept.number]),
        desk.book.edit(page, kept.number, a_wish()),
        desk.book.undo(page),
    ):
        with pytest.raises(NotAllowed, match="room-alerts"):
            await refused
    assert list(await desk.book.of(page)) == [kept]


@pytest.mark.parametrize("role", [Role.MEMBER, Role.STRANGER])
async def test_where_admins_make_alerts_an_admin_may_whoever_that_is(desk: BookDesk, role: Role) -> None:
    room = await desk.room(AlertsBy.ADMINS)
    page = replace(await desk.page("1", role, room), governs=True)
    assert (await desk.added(page)).room_id == room.id
    assert not replace(page, room=replace(room, alerts_by=AlertsBy.OWNER)).writable


async def test_anothers_rule_answers_exactly_as_one_that_is_not_there(desk: BookDesk) -> None:
    ada, bob, room = await desk.page("1"), await desk.page("2"), await desk.room()
    await desk.added(ada)
    elsewhere = Page(ada.person, room)

    async def refusals(page: Page, number: int) -> list[tuple[str, str, str]]:
        found = []
        for asked in (
            desk.book.find(page, number),
            desk.book.edit(page, number, a_wish()),
            desk.book.pause(page, [number]),
            desk.book.resume(page, [number]),
            desk.book.snooze(page, [number], HOUR),
            desk.book.extend(page, number),
            desk.book.delete(page, [number]),
        ):
            with pytest.raises(UnknownName) as refused:
                await asked
            found.append((refused.value.what, refused.value.given, refused.value.example))
        return found

    assert await refusals(bob, 1) == await refusals(elsewhere, 1) == [("alert", "a1", "alerts")] * 7
    assert list(await desk.book.of(ada)) == [await desk.book.find(ada, 1)]


async def test_an_edited_rule_keeps_its_number_and_is_armed_anew(desk: BookDesk) -> None:
    page = await desk.page()
    rule = replace(await desk.added(page), told=3, told_at=NOON, life=Life.DONE)
    await desk.written_down(rule, '{"holding": true}')
    before, after = await desk.book.edit(page, 1, a_wish("eth > 3000 every 4h"))
    assert (before, after.number, after.life) == (rule, 1, Life.ACTIVE)
    assert written(after.wish) == "eth > 3000 usd every 4h"
    # What it told counts on, since it numbers the messages; "max" counts from here.
    assert (after.told, after.told_before, after.told_at) == (3, 3, None)
    assert await desk.state(after) is None
    assert await desk.book.find(page, 1) == after


async def test_pausing_and_resuming(desk: BookDesk) -> None:
    page = await desk.page()
    rule, other = await desk.added(page), await desk.added(page)
    assert await desk.book.pause(page, [1, 2]) == [replace(r, life=Life.PAUSED) for r in (rule, other)]
    assert await desk.book.pause(page, [1]) == []
    assert await desk.book.resume(page, [1]) == [rule]
    assert await desk.book.resume(page, [1]) == []


async def test_a_done_rule_is_armed_again_and_an_expired_one_for_another_life(desk: BookDesk) -> None:
    page = await desk.page()
    rule = await desk.added(page, "btc < 60000 usd until 31 jan")
    await desk.written_down(replace(rule, life=Life.EXPIRED, told=1, told_at=NOON), '{"holding": true}')
    desk.market.advance(timedelta(days=730).total_seconds())
    (again,) = await desk.book.resume(page, [1])
    assert (again.life, again.told_before) == (Life.ACTIVE, 1)
    assert (again.expires_at, again.wish.options.until) == (desk.market.now() + 90 * DAY, None)
    assert await desk.state(again) is None


async def test_a_snoozed_rule_holds_what_it_says_until_it_wakes(desk: BookDesk) -> None:
    page = await desk.page()
    rule = await desk.added(page)
    (snoozed,) = await desk.book.snooze(page, [1], HOUR)
    assert snoozed == replace(rule, snoozed_until=NOON + HOUR)
    (awake,) = await desk.book.resume(page, [1])
    assert awake == rule
    assert await desk.book.resume(page, [1]) == []


async def test_extending_gives_another_life_from_now(desk: BookDesk) -> None:
    page = await desk.page()
    await desk.added(page, "btc < 60000 usd until 31 jan")
    desk.market.advance(DAY.total_seconds())
    longer = await desk.book.extend(page, 1)
    assert (longer.expires_at, longer.wish.options.until) == (NOON + 91 * DAY, None)
    assert await desk.book.find(page, 1) == longer


async def test_a_deletion_is_taken_back_for_a_minute_and_only_by_whom_it_was(desk: BookDesk) -> None:
    page, other = await desk.page("1"), await desk.page("2")
    first, second = await desk.added(page), await desk.added(page)
    await desk.written_down(replace(second, life=Life.PAUSED, told=2), '{"holding": true}')
    await desk.book.delete(page, [1, 2])
    assert list(await desk.book.of(page)) == []
    with pytest.raises(NotAllowed, match="undo-over"):
        await desk.book.undo(other)
    desk.real.advance(60)
    assert await desk.book.undo(page) == (first, replace(second, life=Life.PAUSED, told=2))
    assert await desk.state(second) == '{"holding": true}'
    await desk.book.delete(page, [1])
    desk.real.advance(61)
    with pytest.raises(NotAllowed, match="undo-over"):
        await desk.book.undo(page)


async def test_what_is_unknown_stops_a_deletion_of_several(desk: BookDesk) -> None:
    page = await desk.page()
    rule = await desk.added(page)
    with pytest.raises(UnknownName):
        await desk.book.delete(page, [1, 9])
    assert list(await desk.book.of(page)) == [rule]


async def test_history_is_of_the_rule_and_the_last_list_of_the_page(desk: BookDesk) -> None:
    page = await desk.page()
    first, second = await desk.added(page), await desk.added(page)
    async with desk.database.begin() as work:
        await work.rules.record(first, a_due(first))
        await work.commit()
    assert [due.number for due, _ in await desk.book.history(first)] == [1]
    assert await desk.book.history(second) == ()
    assert await desk.book.listed(page) == ()
    await desk.book.keep_listed(page, [second, first])
    assert await desk.book.listed(page) == (second.id, first.id)


def test_what_is_ones_own_may_always_be_written() -> None:
    stranger = Person(1, Role.STRANGER, "Ada", NOON)
    assert Page(stranger).writable
