"""alerts — the rules there are, nearest first; one with its history; pause, snooze, edit, delete and take back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Annotated, Any

from bot.ask import Ask
from bot.command import Effect, command
from bot.pages import page_meant, rule_called
from bot.params.alerts import ALERTING, ALL, AlertsKind, PlaceKind
from bot.params.base import Named
from bot.params.choices import WHY
from bot.params.coins import CoinsKind
from bot.params.times import Window, WindowKind
from bot.speaking import rulebook
from bot.speaking.firings import why_fired
from bot.speaking.reply import PublicReply, Reply
from core.alerts.language import conditions_of, written
from core.alerts.model import Due, Life, Rule, Wish
from core.alerts.page import Page
from core.alerts.spoken import Called
from core.alerts.standings import Standing
from core.kernel.errors import Missing
from core.market.model import Coin

Action = Annotated[str, ALERTING, Named("action")]
Ids = Annotated[tuple[str, ...], AlertsKind(), Named("id", narrows="action")]
Length = Annotated[Window, WindowKind(), Named("duration", ("for", "für", "por", "durante", "para"))]
Place = Annotated[int, PlaceKind(), Named("ref", narrows="action")]
Coins = Annotated[tuple[Coin, ...], CoinsKind(), Named("coins", narrows="action")]
Why = Annotated[bool, WHY, Named("why")]

SNOOZE = Window.of("24h")
MOST_ASKED = 3
MOST_TOLD = 10
# Of several rules that words may mean, these act on all; the others on one.
_OF_MANY = frozenset({"delete", "pause", "resume", "snooze"})


@dataclass(frozen=True, slots=True)
class Acted:
    """What was done with which rules of `page`: all of them as `standings`, one of them with what it has `fired`, or
    those that changed."""

    page: Page
    action: str
    rules: tuple[Rule, ...] = ()
    standings: tuple[Standing, ...] = ()
    fired: Sequence[tuple[Due, Wish]] = ()
    why: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of the rules that are meant."""

    action: str
    ids: tuple[str, ...] = ()
    place: int | None = None
    coins: tuple[Coin, ...] = ()
    length: timedelta = field(default=SNOOZE.length)
    why: bool = False


def show_acted(ask: Ask, acted: Acted) -> Reply:
    return _shown(ask, acted).personal if acted.page.room is None else _shown(ask.aloud, acted)


def _shown(ask: Ask, acted: Acted) -> PublicReply:
    say, now = ask.say, ask.now
    match acted.action:
        case "list":
            return rulebook.listed(say, acted.standings, now, acted.page.room is not None)
        case "show" if acted.why:
            return why_fired(say, acted.rules[0], acted.fired)
        case "show":
            return rulebook.shown(say, acted.standings[0], acted.fired, now)
        case "edit":
            rule = acted.rules[0]
            return rulebook.how_to_change(say, rule.spoken, written(rule.wish, say.language))
    return rulebook.done(say, acted.action, acted.rules, acted.page.room is not None)


def _implied(values: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"action": "show" if values.keys() & {"ids", "place", "why"} else "list"}


@command(
    effect=Effect.WRITE,
    alerts_of_room=True,
    show=show_acted,
    topic="alerts",
    examples=("alerts", "alerts a7", "alerts snooze a7 2h", "alerts delete a7"),
    implied=_implied,
)
async def alerts(  # noqa: PLR0913, PLR0917 - one parameter for each thing a person may say of rules
    ask: Ask,
    action: Action = "list",
    ids: Ids = (),
    duration: Length | None = None,
    place: Place | None = None,
    coins: Coins = (),
    why: Why = False,
) -> Acted:
    """List, show or change one's own rules: by number, by their place in the last list, or by coin."""
    page = await page_meant(ask, [word for word in ids if word != ALL])
    return await acted_on(ask, page, Said(action, ids, place, coins, (duration or SNOOZE).length, why))


async def acted_on(ask: Ask, page: Page, said: Said) -> Acted:
    """Do what was said with rules of `page`."""
    if said.action == "list":
        return await _listed(ask, page, said.coins)
    if said.action == "undo":
        named = next((Called.of(word) for word in said.ids if word != ALL), None)
        return Acted(page, said.action, tuple(await ask.services.book.undo(page, named)))
    meant = await _meant(ask, page, said)
    return await (_looked if said.action in {"show", "edit"} else _changed)(ask, page, said, meant)


async def _listed(ask: Ask, page: Page, coins: Sequence[Coin]) -> Acted:
    """List what lives, and what ended and can be armed again; remember the order."""
    book, services = ask.services.book, ask.services
    rules = [rule for rule in await book.of(page) if not coins or _is_about(ask, rule, coins)]
    standings = await services.standings.of(rules, page.person.preferences.currency)
    await book.keep_listed(page, [standing.rule for standing in standings])
    return Acted(page, "list", standings=standings)


async def _looked(ask: Ask, page: Page, said: Said, meant: Sequence[Rule]) -> Acted:
    rule = meant[0]
    standings = await ask.services.standings.of([rule], page.person.preferences.currency)
    fired = await ask.services.book.history(rule, MOST_TOLD)
    return Acted(page, said.action, (rule,), standings, fired, said.why)


async def _changed(ask: Ask, page: Page, said: Said, meant: Sequence[Rule]) -> Acted:
    able = [rule for rule in meant if not _is_over(said.action, rule)]
    if not able:
        return Acted(page, "off", tuple(meant))
    book, numbers = ask.services.book, [rule.number for rule in able]
    changed: Sequence[Rule]
    match said.action:
        case "delete":
            changed = await book.delete(page, numbers)
        case "pause":
            changed = await book.pause(page, numbers)
        case "snooze":
            changed = await book.snooze(page, numbers, said.length)
        case "extend":
            changed = (await book.extend(page, numbers[0]),)
        case _:
            changed = await book.resume(page, numbers)
    return Acted(page, said.action, tuple(changed))


async def _meant(ask: Ask, page: Page, said: Said) -> Sequence[Rule]:
    """Return the rules that were named; Missing, with their numbers, where it is not clear which."""
    rules = await ask.services.book.of(page)
    if ALL in said.ids:
        return [rule for rule in rules if _concerns(said.action, rule)] or _which(said, rules)
    if said.ids:
        return [await rule_called(ask, page, word) for word in dict.fromkeys(said.ids)]
    if said.place is not None:
        return [await _in_place(ask, page, said, rules)]
    about = [rule for rule in rules if _concerns(said.action, rule)]
    if said.coins:
        about = [rule for rule in about if _is_about(ask, rule, said.coins)]
        if about and said.action in _OF_MANY:
            return about
    return about if len(about) == 1 else _which(said, about or rules)


async def _in_place(ask: Ask, page: Page, said: Said, rules: Sequence[Rule]) -> Rule:
    """Return the rule in that place of the last list that was shown here."""
    assert said.place is not None
    listed = await ask.services.book.listed(page)
    there = {rule.id: rule for rule in rules}
    chosen = there.get(listed[said.place - 1]) if said.place <= len(listed) else None
    return chosen if chosen is not None else _which(said, rules)[0]


def _which(said: Said, rules: Sequence[Rule]) -> Sequence[Rule]:
    """Ask which one is meant."""
    if not rules:
        raise Missing("alert", "", (), "alert btc < 60k")
    raise Missing("alert-choice", "", tuple(rule.spoken for rule in rules[:MOST_ASKED]), f"alerts {said.action} a7")


def _concerns(action: str, rule: Rule) -> bool:
    """Return whether an action would change anything of a rule: what is meant without being named is such a one."""
    match action:
        case "pause" | "snooze":
            return rule.life is Life.ACTIVE
        case "resume":
            return rule.life is not Life.ACTIVE or rule.snoozed_until is not None
    return True


def _is_over(action: str, rule: Rule) -> bool:
    """Return whether an action, pressed below an old message, has nothing left to act on: who is not watched says
    nothing, and who told all that it had to is not kept alive by more time."""
    return rule.life is not Life.ACTIVE if action == "snooze" else action == "extend" and rule.life is Life.DONE


def _is_about(ask: Ask, rule: Rule, coins: Sequence[Coin]) -> bool:
    words = {ask.services.catalogue.word_for(coin) for coin in coins}
    return any(condition.coin in words for condition in conditions_of(rule.wish.tree))
