"""The book of rules: who may write into it, and what becomes of a rule between being saved and being gone."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core.alerts.already import holding
from core.alerts.conditions.forecast import Forecast
from core.alerts.feeds import coin_of
from core.alerts.language import conditions_of, settled
from core.alerts.model import Due, Life, NewRule, Rule, Wish
from core.alerts.page import Page
from core.alerts.ports import AlertStore, AlertWork
from core.alerts.spoken import Called
from core.alerts.telling import EXPIRING_BEFORE, expiry_notices, notice_of
from core.alerts.terms import end_of, terms_of
from core.delivery.deliverer import TOPIC as OUTBOX
from core.forecasts.eligibility import unfit
from core.kernel.bus import Bus
from core.kernel.clock import MarketClock, RealClock
from core.kernel.errors import NotAllowed, OverBudget, UnknownName
from core.market.catalogue import Catalogue
from core.market.model import Coin
from core.people.model import Room

TOPIC = "rules"
"""Published whenever rules change, so that whoever watches them looks again."""

_MOST_ENDING = 10_000


@dataclass(frozen=True, slots=True)
class BookPolicy:
    """`rules_each` somebody may have that are watched or paused; a rule lives for `life` unless it says until when;
    a deletion can be undone for `undo` (real time)."""

    rules_each: int = 100
    life: timedelta = timedelta(days=90)
    undo: timedelta = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Clocks:
    """Rules live by the market's time, second thoughts by the real one."""

    market: MarketClock
    real: RealClock


class Book:
    """Saves, changes and ends rules. Another's rule answers exactly as one that is not there."""

    def __init__(
        self, store: AlertStore, catalogue: Catalogue, clocks: Clocks, bus: Bus, policy: BookPolicy | None = None
    ) -> None:
        self._store, self._catalogue, self._clocks, self._bus = store, catalogue, clocks, bus
        self.policy = policy or BookPolicy()

    def settled(self, page: Page, wish: Wish) -> Wish:
        """Return `wish` with everything said that saving decides.

        Raises NotAllowed for a rule on what is not there yet or never will be, and in a room for who may not make rules
        there.
        """
        for condition in conditions_of(wish.tree):
            if condition.awaits is not None:
                raise NotAllowed(f"awaits-{condition.awaits}", condition.text)
            if isinstance(condition, Forecast) and self._is_unforecast(condition.coin):
                raise NotAllowed("awaits-no-forecast", condition.coin.upper())
        if not page.writable:
            raise NotAllowed("room-alerts")
        return settled(wish, page.person.preferences.currency, self._peg)

    def expires_at(self, page: Page, wish: Wish) -> datetime:
        """Return when a rule that is saved now will expire."""
        if wish.options.until is not None:
            return end_of(wish.options.until, page.person.preferences.zone)
        return self._clocks.market.now() + self.policy.life

    async def add(self, page: Page, wish: Wish, told: Due | None = None) -> Rule:
        """Save a settled wish. `told` is what is true already and wanted at once: it is told as the first message.

        Raises OverBudget when somebody has as many rules as they may, NotAllowed as `settled` does.
        """
        now = self._clocks.market.now()
        new = NewRule(
            person_id=page.person.id,
            room_id=page.room_id,
            wish=self.settled(page, wish),
            zone=page.person.preferences.zone,
            created_at=now,
            expires_at=self.expires_at(page, wish),
        )
        async with self._store.begin() as work:
            await self._refuse_too_many(work, page)
            rule = await work.rules.add(new)
            if told is not None:
                rule = await self._tell(work, rule, replace(told, rule_id=rule.id, number=1))
            await work.commit()
        self._changed()
        return rule

    async def edit(self, page: Page, number: int, wish: Wish) -> tuple[Rule, Rule]:
        """Give a rule another wish under the number it has; return it before and after. It is armed anew."""
        async with self._store.begin() as work:
            rule = await self._held(work, page, number)
            wish = self.settled(page, wish)
            edited = replace(rule, wish=wish, zone=page.person.preferences.zone, expires_at=self.expires_at(page, wish))
            after = await self._armed(work, page, edited)
            await work.commit()
        self._changed()
        return rule, after

    async def of(self, page: Page) -> Sequence[Rule]:
        """Return the rules of a page by number, those that are over too."""
        async with self._store.reading() as work:
            return await work.rules.of(page.person.id, page.room_id)

    async def of_room(self, room: Room) -> Sequence[Rule]:
        """Return the rules of a room by number, whoever asks."""
        async with self._store.reading() as work:
            return await work.rules.of(0, room.id)

    async def find(self, page: Page, number: int) -> Rule:
        """Return a rule; UnknownName for one that is not on this page."""
        async with self._store.reading() as work:
            return _there(await work.rules.find(number, page.person.id, page.room_id), number)

    async def history(self, rule: Rule, most: int = 5) -> Sequence[tuple[Due, Wish]]:
        """Return what a rule has told, newest first, with what it wished then."""
        async with self._store.reading() as work:
            return await work.rules.fired(rule.id, most)

    async def pause(self, page: Page, numbers: Sequence[int]) -> Sequence[Rule]:
        """Watch rules no more until they are resumed; return those that were watched."""
        async with self._store.begin() as work:
            rules = [await self._held(work, page, number) for number in numbers]
            paused = [replace(rule, life=Life.PAUSED) for rule in rules if rule.life is Life.ACTIVE]
            for rule in paused:
                await work.rules.change(rule)
            await work.commit()
        self._changed()
        return paused

    async def resume(self, page: Page, numbers: Sequence[int]) -> Sequence[Rule]:
        """Watch rules again: those that are paused, done or expired are armed, snoozed ones wake. Return them."""
        async with self._store.begin() as work:
            now, resumed = self._clocks.market.now(), list[Rule]()
            for number in numbers:
                rule = await self._held(work, page, number)
                if rule.life is not Life.ACTIVE:
                    alive = self._prolonged(rule) if rule.expires_at <= now else rule
                    resumed.append(await self._armed(work, page, replace(alive, snoozed_until=None)))
                elif rule.snoozed_until is not None and rule.snoozed_until > now:
                    resumed.append(replace(rule, snoozed_until=None))
                    await work.rules.change(resumed[-1])
                    await work.held.wake(rule.id, now)
            await work.commit()
        self._changed()
        return resumed

    async def snooze(self, page: Page, numbers: Sequence[int], length: timedelta) -> Sequence[Rule]:
        """Hold what rules have to say for `length`; they are judged all the same. Return them."""
        until = self._clocks.market.now() + length
        async with self._store.begin() as work:
            snoozed = [replace(await self._held(work, page, number), snoozed_until=until) for number in numbers]
            for rule in snoozed:
                await work.rules.change(rule)
                await work.held.snooze(rule.id, until)
            await work.commit()
        self._changed()
        return snoozed

    async def extend(self, page: Page, number: int) -> Rule:
        """Give a rule another life's length from now."""
        async with self._store.begin() as work:
            rule = await self._held(work, page, number)
            longer = self._prolonged(rule)
            if rule.life is Life.EXPIRED:
                longer = await self._armed(work, page, longer)
            else:
                await work.rules.change(longer)
            await work.commit()
        self._changed()
        return longer

    async def look_for_ends(self) -> int:
        """Say of rules that their end comes, or has come, each once; end paused ones, which nobody judges. Return how
        many notices that were."""
        now, written = self._clocks.market.now(), 0
        async with self._store.begin() as work:
            for rule in await work.rules.expiring(now + EXPIRING_BEFORE, _MOST_ENDING):
                for notice in expiry_notices(rule, now):
                    written += await work.outbox.put(notice)
                if rule.life is Life.PAUSED and rule.expires_at <= now:
                    await work.rules.change(replace(rule, life=Life.EXPIRED))
            await work.commit()
        if written:
            self._changed()
        return written

    async def delete(self, page: Page, numbers: Sequence[int]) -> Sequence[Rule]:
        """End rules; return them. All of one call come back by one `undo`."""
        async with self._store.begin() as work:
            gone = [await self._held(work, page, number) for number in numbers]
            await work.rules.delete([rule.id for rule in gone], self._clocks.real.now())
            await work.commit()
        self._changed()
        return gone

    async def undo(self, page: Page, one: Called | None = None) -> Sequence[Rule]:
        """Take back the last deletion of a page, or that of `one` rule; NotAllowed when there was none within the time
        for it."""
        if not page.writable:
            raise NotAllowed("room-alerts")
        since = self._clocks.real.now() - self.policy.undo
        async with self._store.begin() as work:
            restored = await work.rules.restore(page.person.id, page.room_id, since, one)
            await work.commit()
        if not restored:
            raise NotAllowed("undo-over")
        self._changed()
        return restored

    async def listed(self, page: Page) -> Sequence[int]:
        """Return the ids of what was listed last, in that order."""
        async with self._store.reading() as work:
            return await work.rules.listed(page.person.id, page.room_id)

    async def keep_listed(self, page: Page, rules: Sequence[Rule]) -> None:
        """Remember what is listed now: "the second one" counts in it."""
        async with self._store.begin() as work:
            await work.rules.keep_listed(page.person.id, page.room_id, [rule.id for rule in rules])
            await work.commit()

    def _prolonged(self, rule: Rule) -> Rule:
        """Return `rule` with another life's length from now, whatever day it named as its last."""
        wish = replace(rule.wish, options=replace(rule.wish.options, until=None))
        return replace(rule, wish=wish, expires_at=self._clocks.market.now() + self.policy.life)

    def _is_unforecast(self, word: str) -> bool:
        coin = coin_of(word, self._catalogue)
        return coin is not None and unfit(coin) is not None

    def _peg(self, word: str) -> str | None:
        coin = self._catalogue.find(word)
        return coin.peg if isinstance(coin, Coin) else None

    async def _held(self, work: AlertWork, page: Page, number: int) -> Rule:
        if not page.writable:
            raise NotAllowed("room-alerts")
        return _there(await work.rules.find(number, page.person.id, page.room_id, hold=True), number)

    async def _armed(self, work: AlertWork, page: Page, rule: Rule) -> Rule:
        """Write `rule` as one that has told nothing yet; its messages go on counting, since their numbers make keys."""
        if rule.life is not Life.ACTIVE and rule.life is not Life.PAUSED:
            await self._refuse_too_many(work, page)
        armed = replace(rule, life=Life.ACTIVE, told_before=rule.told, told_at=None)
        await work.rules.change(armed)
        await work.rules.keep_state(rule.id, None)
        return armed

    async def _tell(self, work: AlertWork, rule: Rule, due: Due) -> Rule:
        terms = terms_of(rule.wish, rule.zone)
        over = terms.are_met(due.number)
        told = replace(rule, told=1, told_at=due.due, life=Life.DONE if over else Life.ACTIVE)
        await work.rules.change(told)
        await work.rules.keep_state(rule.id, None if over else holding(rule.wish, due))
        await work.rules.record(rule, due)
        await work.outbox.put(notice_of(rule, due, due.due))
        return told

    async def _refuse_too_many(self, work: AlertWork, page: Page) -> None:
        if await work.rules.alive(page.person.id) >= self.policy.rules_each:
            raise OverBudget("alerts", str(self.policy.rules_each))

    def _changed(self) -> None:
        self._bus.publish(TOPIC)
        self._bus.publish(OUTBOX)


def _there(rule: Rule | None, number: int) -> Rule:
    if rule is None:
        raise UnknownName("alert", f"a{number}", (), "alerts")
    return rule
