"""Buttons below alerts: pressed days later, twice, by others, elsewhere. They mean the rule that they came with."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.ports import Heard, Told
from bot.speaking import notices
from bot.speaking.reply import PublicReply, Reply
from bot.speaking.say import Say
from core.alerts.model import Life, Rule
from core.alerts.telling import Around, expiry_notices, facts_of
from core.people.model import Identity
from tests.fakes.alerts import a_due
from tests.fakes.bot import ADA, BOB, OWNER, Bot, let_in, words
from tests.fakes.clock import NOON

ROOM = "-100"


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Bot]:
    bot = Bot(tmp_path)
    await bot.start()
    await let_in(bot, ADA, BOB)
    assert await bot.application.door.brought(ROOM, ADA, "telegram") is not None
    yield bot
    await bot.stop()


async def saved(bot: Bot, line: str, who: Identity, room: str | None = None) -> Rule:
    """Let somebody save an alert; return it."""
    drafted = await bot.tell(line, who, room)
    reply = drafted.to_room or drafted.to_person
    assert reply is not None
    await bot.tell(reply.buttons[0].sends, who, room)
    return (await rules(bot, who, room))[-1]


async def rules(bot: Bot, who: Identity, room: str | None = None) -> list[Rule]:
    async with bot.application.database.reading() as work:
        place = None if room is None else (await bot.application.register.room(who.door, room)).id
        return list(await work.rules.of(await bot.person(who), place))


async def changed(bot: Bot, rule: Rule, **facts: object) -> None:
    """Let time do something to a rule."""
    async with bot.application.database.begin() as work:
        await work.rules.change(replace(rule, **facts))  # type: ignore[arg-type]
        await work.commit()


def fired(rule: Rule) -> Reply:
    """Return the message that a rule fired, as its chat gets it."""
    facts = json.loads(json.dumps(facts_of(rule, a_due(rule), Around())))
    said = notices.to_person if rule.room_id is None else notices.to_room
    return said("alert", facts, Say("en", "UTC", NOON))


def expiring(rule: Rule, at: timedelta) -> Reply:
    (notice,) = expiry_notices(rule, rule.expires_at + at)[-1:]
    return notices.to_person(notice.kind, json.loads(notice.facts), Say("en", "UTC", NOON))


async def pressed(bot: Bot, reply: Reply, label: str, who: Identity, room: str | None = None) -> Told:
    sends = next(button.sends for button in (*reply.buttons, *reply.more) if button.label == label)
    return await bot.application.door.hear(Heard(sends, who, room=room, tapped=True))


def answer(told: Told) -> str:
    reply = told.to_person or told.to_room
    assert reply is not None
    return words(reply).removeprefix("SIMULATED\n")


async def test_days_later_it_is_the_rule_that_it_came_with(bot: Bot) -> None:
    first = await saved(bot, "alert btc < 1k", ADA)
    message = fired(first)
    await changed(bot, first, life=Life.DONE)
    await bot.heard("alert eth < 100", ADA)
    bot.clock.advance(days=5)
    assert answer(await pressed(bot, message, "Re-arm", ADA)) == "Alert a1 is watched again."
    assert [rule.life for rule in await rules(bot, ADA)] == [Life.ACTIVE]


async def test_pressed_twice_it_is_done_once_and_says_so(bot: Bot) -> None:
    rule = await saved(bot, "alert btc < 1k every 1h", ADA)
    done = fired(replace(rule, wish=replace(rule.wish, options=replace(rule.wish.options, every=None))))
    await changed(bot, rule, life=Life.DONE)
    assert "watched again" in answer(await pressed(bot, done, "Re-arm", ADA))
    assert answer(await pressed(bot, done, "Re-arm", ADA)) == "Nothing to resume: it is watched already."
    message = expiring(rule, timedelta(hours=-1))
    assert "deleted" in answer(await pressed(bot, message, "Delete", ADA))
    assert answer(await pressed(bot, message, "Delete", ADA)).startswith(
        "The alert of this button, a1, is not here any"
    )


async def test_nothing_is_snoozed_or_prolonged_that_is_over_and_re_arming_is_offered(bot: Bot) -> None:
    rule = await saved(bot, "alert btc < 1k every 1h", ADA)
    message, ending = fired(rule), expiring(rule, timedelta(hours=-1))
    await changed(bot, rule, life=Life.DONE)
    for reply, label in ((message, "Snooze"), (ending, "Extend")):
        told = await pressed(bot, reply, label, ADA)
        assert answer(told) == "Alert a1 is not watched: done. Nothing changed."
        assert told.to_person is not None
        assert told.to_person.buttons[0].label == "Re-arm"
    (kept,) = await rules(bot, ADA)
    assert (kept.life, kept.snoozed_until, kept.expires_at) == (Life.DONE, None, rule.expires_at)


async def test_after_it_expired_extend_arms_it_again(bot: Bot) -> None:
    rule = await saved(bot, "alert btc < 1k", ADA)
    warned, ended = expiring(rule, timedelta(hours=-1)), expiring(rule, timedelta(0))
    await changed(bot, rule, life=Life.EXPIRED)
    bot.clock.advance(days=95)
    assert "runs until" in answer(await pressed(bot, warned, "Extend", ADA))
    assert "runs until" in answer(await pressed(bot, ended, "Re-arm", ADA))
    assert [rule.life for rule in await rules(bot, ADA)] == [Life.ACTIVE]


@pytest.mark.parametrize("label", ["Re-arm", "Why", "Snooze", "Delete", "Extend"])
async def test_pressed_by_somebody_else_it_touches_neither_ones_rule(bot: Bot, label: str) -> None:
    mine, theirs = await saved(bot, "alert btc < 1k", ADA), await saved(bot, "alert eth < 100 note secret", BOB)
    assert mine.spoken == theirs.spoken
    await changed(bot, mine, life=Life.DONE)
    snoozed = replace(mine, wish=replace(mine.wish, options=replace(mine.wish.options, most=5)))
    reply = {"Snooze": fired(snoozed), "Delete": expiring(mine, timedelta(hours=-1))}.get(label, fired(mine))
    reply = expiring(mine, timedelta(hours=-1)) if label == "Extend" else reply
    before = await rules(bot, ADA), await rules(bot, BOB)
    said = answer(await pressed(bot, reply, label, BOB))
    assert said.startswith("The alert of this button, a1, is not here any more")
    assert (await rules(bot, ADA), await rules(bot, BOB)) == before


async def test_a_private_messages_button_in_a_room_acts_on_ones_own_and_is_answered_in_private(bot: Bot) -> None:
    mine = await saved(bot, "alert btc < 1k note mine alone", ADA)
    rooms = await saved(bot, "alert eth < 100", ADA, ROOM)
    assert mine.spoken == rooms.spoken
    await changed(bot, mine, life=Life.DONE)
    told = await pressed(bot, fired(mine), "Re-arm", ADA, ROOM)
    assert told.to_room is not None
    assert words(told.to_room).endswith("Sent to you privately.")
    assert answer(told) == "Alert a1 is watched again."
    assert [rule.life for rule in await rules(bot, ADA)] == [Life.ACTIVE]
    assert await rules(bot, ADA, ROOM) == [rooms]
    why = await pressed(bot, fired(mine), "Why", ADA, ROOM)
    assert "mine alone" not in words(why.to_room or PublicReply(()))


async def test_in_a_room_by_somebody_else_it_is_refused_whatever_stands_under_that_number(bot: Bot) -> None:
    mine, theirs = await saved(bot, "alert btc < 1k", ADA), await saved(bot, "alert sol < 1", BOB)
    rooms = await saved(bot, "alert eth < 100", ADA, ROOM)
    message = expiring(mine, timedelta(hours=-1))
    told = await pressed(bot, message, "Delete", BOB, ROOM)
    assert answer(told).startswith("The alert of this button, a1, is not here any more")
    assert [await rules(bot, ADA), await rules(bot, BOB), await rules(bot, ADA, ROOM)] == [[mine], [theirs], [rooms]]


async def test_a_rooms_message_acts_on_the_rooms_rule_for_whoever_may_write_there(bot: Bot) -> None:
    mine, rooms = await saved(bot, "alert btc < 1k", ADA), await saved(bot, "alert eth < 100", ADA, ROOM)
    await changed(bot, rooms, life=Life.DONE)
    message = fired(rooms)
    stranger = Identity("telegram", "3003")
    assert "Personal answers" not in await bot.heard(next(b.sends for b in message.buttons), stranger, ROOM)
    assert (await rules(bot, ADA, ROOM))[0].life is Life.DONE
    assert answer(await pressed(bot, message, "Re-arm", BOB, ROOM)) == "Alert a1 is watched again."
    # Told on to one's private chat, it is of another one.
    assert "to another chat" in answer(await pressed(bot, message, "Re-arm", ADA))
    assert (await rules(bot, ADA), (await rules(bot, ADA, ROOM))[0].life) == ([mine], Life.ACTIVE)


async def test_a_message_of_before_buttons_knew_their_rule_means_the_number(bot: Bot) -> None:
    rule = await saved(bot, "alert btc < 1k", ADA)
    facts = facts_of(rule, a_due(rule), Around())
    facts["rule"].pop("id")  # type: ignore[attr-defined]
    await changed(bot, rule, life=Life.DONE)
    old = notices.to_person("alert", facts, Say("en", "UTC", NOON))
    assert answer(await pressed(bot, old, "Re-arm", ADA)) == "Alert a1 is watched again."


@pytest.mark.parametrize("label", ["Save", "Change", "Cancel"])
async def test_a_draft_in_a_room_is_for_who_asked(bot: Bot, label: str) -> None:
    drafted = (await bot.tell("alert eth < 100", ADA, ROOM)).to_room
    await bot.tell("alert sol < 1", BOB, ROOM)
    assert drafted is not None
    told = await pressed(bot, drafted, label, BOB, ROOM)
    assert answer(told).startswith("That button is for whoever asked.")
    assert await rules(bot, BOB, ROOM) == []
    # Theirs waits on.
    await bot.tell("confirm d1", BOB, ROOM)
    assert "SOL" in await bot.heard("room alerts", BOB, ROOM)
    await pressed(bot, drafted, label, ADA, ROOM)
    assert len(await rules(bot, ADA, ROOM)) == (2 if label == "Save" else 1)


@pytest.mark.parametrize("mark", ["1", "2k", "zz", "999999999999"])
async def test_no_mark_opens_anothers_rule(bot: Bot, mark: str) -> None:
    await saved(bot, "alert btc < 1k note ada's alone", ADA)
    for line in ("alerts a1-{}", "alerts delete a1-{}", "alert a1-{} < 2k", "alerts a9-{} why"):
        said = await bot.heard(line.format(mark), BOB)
        assert "is not here any more" in said
        assert "alone" not in said


async def test_the_owner_meets_the_same_walls(bot: Bot) -> None:
    rule = await saved(bot, "alert btc < 1k", ADA)
    assert "is not here any more" in answer(await pressed(bot, fired(rule), "Why", OWNER))
