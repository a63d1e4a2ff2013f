"""Whose rules an ask is about: what is made in a room is the room's, what is listed or changed one's own, unless it is
said of the room; a button says which, wherever it is pressed."""

from collections.abc import Sequence

from bot.ask import Ask, heard_in
from core.alerts.model import Rule, Wish
from core.alerts.page import Page
from core.alerts.spoken import called
from core.kernel.errors import NotAllowed, UnknownName
from core.people.model import AlertsBy, Role, Room


async def page_of(ask: Ask, wish: Wish | None = None) -> Page:
    """Return whose rules this is about: in a room its own, unless the rule says "to me". NotAllowed where a stranger
    whom a room lets make its alerts wants one of their own."""
    if ask.room is not None and (wish is None or wish.options.to != "me"):
        return await page_in(ask, ask.room)
    if ask.person.role is Role.STRANGER:
        raise NotAllowed("stranger", "alert")
    return Page(ask.person)


async def page_in(ask: Ask, room: Room) -> Page:
    """Return the rules of a room, made and read in the settings that it has of its own; its platform is asked about who
    asks only where that decides."""
    asked = room.alerts_by is AlertsBy.ADMINS and ask.person.role is not Role.OWNER
    return Page(heard_in(ask.person, room), room, asked and await ask.services.admins.governs(room, ask.identity))


async def page_with(ask: Ask, words: Sequence[str]) -> Page:
    """Return whose rules `words` call: those of a button that are not the room's are one's own, or nobody's here."""
    page = await page_of(ask)
    marks = {mark for word in words if (mark := called(word)[1]) is not None}
    if page.room is None or marks <= {rule.id for rule in await ask.services.book.of(page)}:
        return page
    return Page(ask.person)


async def page_meant(ask: Ask, words: Sequence[str]) -> Page:
    """Return one's own rules, in a room too; the room's where `words` are of a button that names its rules."""
    marks = {mark for word in words if (mark := called(word)[1]) is not None}
    if ask.room is not None and marks:
        page = await page_in(ask, ask.room)
        if marks <= {rule.id for rule in await ask.services.book.of(page)}:
            return page
    if not marks and ask.person.role is Role.STRANGER:
        raise NotAllowed("stranger", "alerts")
    return Page(ask.person)


async def governs(ask: Ask, room: Room) -> bool:
    """Return whether who asks says what holds in a room: the owner, and its admins as its platform knows them."""
    return ask.person.role is Role.OWNER or await ask.services.admins.governs(room, ask.identity)


async def rule_called(ask: Ask, page: Page, word: str) -> Rule:
    """Return the rule of `page` that is called so. UnknownName where there is none: what a button means and this page
    does not hold is gone, or another's, which is told to nobody."""
    spoken, mark = called(word)
    if mark is None:
        return await ask.services.book.find(page, int(spoken[1:]))
    found = next((rule for rule in await ask.services.book.of(page) if rule.id == mark), None)
    if found is None:
        raise UnknownName("alert-button", spoken, (), "alerts")
    return found
