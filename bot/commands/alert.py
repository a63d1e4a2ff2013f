"""alert — tells when something happens: drafted, echoed, and saved by its person's word."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated

from bot.ask import Ask
from bot.command import Effect, command
from bot.drafts import on_button
from bot.pages import page_in, page_of, page_with, rule_called
from bot.params.alerts import Wished, WishedKind
from bot.params.base import Named
from bot.params.rules import names_of
from bot.speaking.reply import PublicReply, Reply
from bot.speaking.rulebook import Drafting, drafted, how_to_change, saved
from core.alerts import storing
from core.alerts.already import already_due
from core.alerts.drafting import Drafted
from core.alerts.editing import edited
from core.alerts.language import written
from core.alerts.model import Rule, Wish
from core.alerts.page import Page
from core.kernel.errors import Missing, NotAllowed, UnknownName

Rule_ = Annotated[Wished, WishedKind(), Named("rule", whole=True)]
NOW = "now"


@dataclass(frozen=True, slots=True)
class Alerting:
    """What came of it: a draft with its number, a rule that was saved at once, or the words that change one."""

    page: Page
    drafted: Drafted | None = None
    draft: str | None = None
    of: str | None = None
    rule: Rule | None = None
    changes: str | None = None


@dataclass(frozen=True, slots=True)
class _Kept:
    """What a draft keeps: its wish, whose it is to be, and the rule that it changes."""

    page: Page
    wish: Wish
    of: str | None


def show_alerting(ask: Ask, done: Alerting) -> Reply:
    say = ask.say if done.page.room is None else ask.aloud.say
    if done.rule is not None:
        reply = _standing(saved(say, done.rule, ask.now, told=True), done.page, done.rule.wish)
    elif done.changes is not None:
        reply = how_to_change(say, done.of or "", done.changes)
    else:
        assert done.drafted is not None
        assert done.draft is not None
        others_press = done.page.room is not None and not say.plain
        pressed = on_button(ask.person, done.draft) if others_press else None
        drafting = Drafting(done.drafted, done.draft, done.of, pressed, done.page.room is not None)
        reply = _standing(drafted(say, drafting, ask.now), done.page, done.drafted.wish)
    return reply if done.page.room is not None else reply.personal


def _standing(reply: PublicReply, page: Page, wish: Wish) -> PublicReply:
    """Return `reply` with the rule that it shows, as people say it: the currency that they have anyway left out."""
    counted = re.compile(rf"(?<=\d) {re.escape(page.person.preferences.currency.lower())}(?= |$)")
    return replace(reply, stands={"rule": counted.sub("", written(wish))})


@command(
    effect=Effect.WRITE,
    alerts_of_room=True,
    show=show_alerting,
    topic="alerts",
    examples=("alert btc < 60k", "alert eth -5% 1h and rsi 1h < 30 every 4h"),
)
async def alert(ask: Ask, rule: Rule_) -> Alerting:
    """Draft a rule, or change a draft or a saved rule by its number."""
    if rule.wish is not None:
        return await _wished(ask, rule.wish, rule.target)
    assert rule.target is not None
    if rule.target.startswith("a"):
        return await _changing(ask, rule.target, rule.words)
    return await _redrafting(ask, rule.target, rule.words)


async def _drafted(ask: Ask, page: Page, wish: Wish, of: str | None = None) -> Alerting:
    found = await ask.services.drafting.of(page, wish)
    facts = {"rule": storing.to_json(found.wish), "room": page.room_id, "of": of}
    chats = ask.chats if page.room is None else (ask.chat, ask.chat)
    return Alerting(page, found, await ask.drafts.make(ask.person, "alert", facts, chats), of)


async def _wished(ask: Ask, wish: Wish, instead: str | None) -> Alerting:
    """Draft a wish: in the place of a draft, or as a change of a saved rule, where that is there still."""
    if instead is not None:
        try:
            kept = await (_ruled if instead.startswith("a") else _kept)(ask, instead)
        except UnknownName:
            # It is saved, left, deleted, or told and gone: what is wished is wished anew.
            pass
        else:
            return await _put_right(ask, instead, kept, wish)
    return await _drafted(ask, await page_of(ask, wish), wish)


async def _put_right(ask: Ask, instead: str, kept: _Kept, wish: Wish) -> Alerting:
    if instead.startswith("d"):
        return await _redrafted(ask, instead, kept, wish)
    there = replace(wish.options, to=kept.wish.options.to)
    return await _drafted(ask, kept.page, replace(wish, options=there), kept.of)


async def _ruled(ask: Ask, target: str) -> _Kept:
    page = await page_with(ask, [target])
    rule = await rule_called(ask, page, target)
    return _Kept(page, rule.wish, rule.spoken)


async def _changing(ask: Ask, target: str, words: str) -> Alerting:
    page = await page_with(ask, [target])
    rule = await rule_called(ask, page, target)
    if not words:
        return Alerting(page, of=rule.spoken, changes=written(rule.wish, ask.say.language))
    wish = edited(rule.wish, words, names_of(ask.vocabulary), ask.today)
    if wish.options.to != rule.wish.options.to:
        # Its number is one of those there.
        raise NotAllowed("alert-place", words)
    return await _drafted(ask, page, wish, rule.spoken)


async def _redrafting(ask: Ask, target: str, words: str) -> Alerting:
    """Change a draft: "now" saves it and tells at once."""
    kept = await _kept(ask, target)
    if not words:
        return Alerting(kept.page, of=target.partition("-")[0], changes=written(kept.wish, ask.say.language))
    if words.casefold() == NOW:
        return Alerting(kept.page, rule=await _told_now(ask, kept.page, kept.wish, target))
    return await _redrafted(ask, target, kept, edited(kept.wish, words, names_of(ask.vocabulary), ask.today))


async def _kept(ask: Ask, target: str) -> _Kept:
    kept = await ask.drafts.find(ask.person, target)
    if kept.command != "alert":
        raise UnknownName("draft", target.partition("-")[0])
    facts = json.loads(kept.facts)
    of = None if facts["of"] is None else str(facts["of"])
    return _Kept(await _page(ask, facts), storing.from_json(str(facts["rule"])), of)


async def _redrafted(ask: Ask, target: str, kept: _Kept, wish: Wish) -> Alerting:
    """Put a draft in the place of another, which goes when the new one is there."""
    page = kept.page
    if wish.options.to != kept.wish.options.to:
        if kept.of is not None:
            raise NotAllowed("alert-place", written(wish))
        page = await page_of(ask, wish)
    done = await _drafted(ask, page, wish, kept.of)
    await ask.drafts.take(ask.person, target)
    return done


async def _told_now(ask: Ask, page: Page, wish: Wish, target: str) -> Rule:
    found = await ask.services.drafting.of(page, wish)
    due = already_due(found.wish, found.outlook, ask.now)
    if due is None:
        raise Missing("alert-true", "", (), f"confirm {target.partition('-')[0]}")
    await ask.drafts.take(ask.person, target)
    return await ask.services.book.add(page, wish, due)


async def _page(ask: Ask, facts: Mapping[str, object]) -> Page:
    number = facts["room"]
    if number is None:
        return Page(ask.person)
    room = await ask.services.register.room_numbered(int(str(number)))
    if room is None:
        raise UnknownName("room", str(number))
    return await page_in(ask, room)


@alert.confirmed
async def save(ask: Ask, facts: Mapping[str, object]) -> Reply:
    """Save what was drafted, or give a rule its new wish."""
    page, wish = await _page(ask, facts), storing.from_json(str(facts["rule"]))
    say, of = ask.say if page.room is None else ask.aloud.say, facts["of"]
    if of is None:
        after = await ask.services.book.add(page, wish)
        reply = saved(say, after, ask.now)
    else:
        before, after = await ask.services.book.edit(page, int(str(of)[1:]), wish)
        reply = saved(say, after, ask.now, before=before)
    reply = _standing(reply, page, after.wish)
    return reply if page.room is not None else reply.personal
