"""What is said of rules when they are drafted, saved, listed, looked at and changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.speaking.market import change_figure, price_figure, quote_origin, quote_origins
from bot.speaking.reply import Block, Button, Part, PublicReply, Text
from bot.speaking.rules import note_line, pressed, sentence, short, terms_words
from bot.speaking.say import Bare, Event, Fact, Far, Fine, Say
from bot.speaking.waiting import unsaved
from core.alerts.conditions.depeg import Depeg
from core.alerts.conditions.price import PriceLevel
from core.alerts.drafting import Drafted
from core.alerts.facts import Change, Way
from core.alerts.language import conditions_of, written
from core.alerts.model import All, Due, Either, Life, Rule, Wish
from core.alerts.standings import Standing
from core.alerts.terms import terms_of
from core.kernel.figures import Figure, FigureName
from core.market.quotes import Quote

MOST_SHOWN = 20
_MINUTE = timedelta(minutes=1)
# With the words before them, what the narrowest platform carries in a button.
_MOST_NAMED = 48


@dataclass(frozen=True, slots=True)
class Drafting:
    """A draft ("d3") and what is known of it; `of` the rule that it changes, `pressed` how buttons call it, `of_room`
    when it is told in a room."""

    drafted: Drafted
    draft: str
    of: str | None = None
    pressed: str | None = None
    of_room: bool = False


def drafted(say: Say, drafting: Drafting, now: datetime) -> PublicReply:
    """Echo what was understood, with [Save] [Change] [Cancel], and in a second row what may be meant besides."""
    found, draft = drafting.drafted, drafting.draft
    wish = found.wish
    heads = _already(say, found, now) if found.already else _when(say, found, now)
    happened = () if found.preview is None else (_happened(say, found.preview.times, found.preview.days),)
    changes = () if drafting.of is None else (say.text("alert-changes", rule=drafting.of),)
    where = _where(say, drafting.of_room)
    lines = (*heads, *where, *changes, *note_line(say, wish), *happened, _source(say, found, draft))
    pressed_ = drafting.pressed or draft
    save = _after(say, found, pressed_) if found.already else (Button(say.line("button-save"), f"confirm {pressed_}"),)
    change = Button(say.line("button-change"), f"alert {pressed_}", fill=written(wish, say.language))
    left = f"cancel {pressed_}"
    cancel = Button(say.line("button-cancel"), left, takes_back=left)
    buttons = (*save, cancel) if found.already else (*save, change, cancel)
    more = () if found.already else tuple(_offers(say, wish, pressed_))
    return PublicReply(lines, buttons, more, draft=draft)


def saved(say: Say, rule: Rule, now: datetime, before: Rule | None = None, told: bool = False) -> PublicReply:
    """Say that a rule is saved, and what it is; `before` is what it was where it was changed. Taken back, a change is
    drafted the other way: what changes a rule is always shown first."""
    key = "alert-changed" if before is not None else "alert-saved-told" if told else "alert-saved"
    head = say.text(key, Part.ANSWER, rule=rule.spoken)
    named = pressed(say, rule)
    back = "" if before is None else f"alert {named} {written(before.wish, say.language)}"
    delete = f"{'room alerts' if rule.room_id is not None else 'alerts'} delete {named}"
    what = say.text("alert-saved-what", what=sentence(say, rule.wish.tree), terms=_terms(say, rule, now))
    buttons = (
        *_to_list(say, rule.room_id is not None),
        Button(say.line("button-edit"), f"alert {named}", fill=written(rule.wish, say.language), takes_back=back),
        Button(say.line("button-delete"), f"alerts delete {named}", takes_back="" if back else delete),
    )
    where = _where(say, rule.room_id is not None)
    lines = (head, what, *where, *note_line(say, rule.wish))
    return PublicReply(lines, buttons, settles=True, draft=rule.pressed)


def _where(say: Say, of_room: bool) -> tuple[Text, ...]:
    """Say where a rule is told if that is not to its person alone: on Discord the room's draft is whispered too."""
    return (say.text("alert-of-room"),) if of_room else ()


def how_to_change(say: Say, target: str, text: str) -> PublicReply:
    """Say how to change a draft or a rule."""
    lines = (say.text("alert-change-how", Part.ANSWER, target=target), say.text("alert-change-now", text=text))
    return PublicReply((*lines, say.text("alert-change-examples", target=target)))


def listed(say: Say, rules: Sequence[Standing], now: datetime, room: bool) -> PublicReply:
    """List rules, the nearest first."""
    if not rules:
        return PublicReply((say.text("alerts-none", Part.ANSWER, room="yes" if room else "no"), say.text("alerts-how")))
    shown = rules[:MOST_SHOWN]
    lines: list[Block] = [say.text("alerts-list", Part.ANSWER, n=len(rules), room="yes" if room else "no")]
    lines += [_line(say, each, now) for each in shown]
    if len(rules) > len(shown):
        lines.append(say.text("alerts-more", n=len(rules) - len(shown)))
    quotes = [each.quote for each in shown if each.quote is not None]
    if quotes:
        lines.append(say.source(quote_origins(quotes)))
    coins = tuple(_coin(each.rule) for each in shown)
    if len(rules) == 1:
        return PublicReply(tuple(lines), _for_one(say, shown[0].rule), listed=coins)
    each_one = [Button(each.rule.spoken, f"alerts {pressed(say, each.rule)}") for each in shown[:6]]
    return PublicReply(tuple(lines), tuple(each_one[:3]), tuple(each_one[3:]), listed=coins)


def _coin(rule: Rule) -> str:
    """Return the coin that a rule is about first, "" where it is about none."""
    return next((each.coin for each in conditions_of(rule.wish.tree) if each.coin is not None), "")


def shown(say: Say, one: Standing, fired: Sequence[tuple[Due, Wish]], now: datetime) -> PublicReply:
    """Show a rule: what it is, how it stands, and when it told what."""
    rule = one.rule
    what = say.text("alert-one", Part.ANSWER, rule=rule.spoken, what=sentence(say, rule.wish.tree))
    lines: list[Block] = [what, say.text("alert-one-terms", terms=_terms(say, rule, now))]
    lines += note_line(say, rule.wish)
    lines.append(_standing(say, one, now))
    lines.append(_fired(say, rule, fired))
    if one.quote is not None:
        lines.append(say.source(quote_origins([one.quote])))
    more = (Button(say.line("button-why"), f"alerts {pressed(say, rule)} why"),) if fired else ()
    return PublicReply(tuple(lines), _for_one(say, rule), (_opposite(say, rule), *more))


def done(say: Say, action: str, rules: Sequence[Rule], room: bool) -> PublicReply:
    """Say what became of rules, of a room or of somebody."""
    if action == "off":
        return _off(say, rules[0], room)
    if not rules:
        return PublicReply((say.text(f"alerts-{action}-nothing", Part.ANSWER),), _to_list(say, room))
    facts: dict[str, Fact] = {"n": len(rules), "rules": tuple(rule.spoken for rule in rules)}
    if action == "snooze":
        facts["until"] = rules[0].snoozed_until or rules[0].created_at
    if action == "extend":
        facts["until"] = rules[0].expires_at
    line = say.text(f"alerts-{action}", Part.ANSWER, **facts)
    return PublicReply((line,), (*_way_back(say, action, rules, room), *_to_list(say, room)), settles=True)


def _off(say: Say, rule: Rule, room: bool) -> PublicReply:
    """Say that nothing was done, since the rule is not watched, and how it would be again."""
    line = say.text("alerts-off", Part.ANSWER, rule=rule.spoken, state=say.line(f"alert-life-{rule.life.value}"))
    return PublicReply((line,), (_opposite(say, rule), *_to_list(say, room)))


def _way_back(say: Say, action: str, rules: Sequence[Rule], room: bool) -> tuple[Button, ...]:
    list_ = "room alerts" if room else "alerts"
    named = " ".join(pressed(say, rule) for rule in rules)
    if len(named) > _MOST_NAMED:
        named = " ".join(rule.spoken for rule in rules)
    match action:
        case "delete":
            # One of them says which deletion is meant, whatever is deleted after it.
            undo = f"{list_} undo {pressed(say, rules[0])}"
            return (Button(say.line("button-undo"), undo, takes_back=undo),)
        case "pause" | "snooze":
            resume = f"{list_} resume {named}"
            return (Button(say.line("button-resume"), resume, takes_back=resume),)
        case "resume":
            pause = f"{list_} pause {named}"
            return (Button(say.line("button-pause"), pause, takes_back=pause),)
        case "undo":
            return (Button(say.line("button-pause"), f"{list_} pause {named}", takes_back=f"{list_} delete {named}"),)
    return ()


def _to_list(say: Say, room: bool) -> tuple[Button, ...]:
    return (Button(say.line("button-alerts"), "room alerts" if room else "alerts"),)


def _when(say: Say, found: Drafted, now: datetime) -> tuple[Text, ...]:
    lead = say.text("alert-when", Part.ANSWER, what=sentence(say, found.wish.tree))
    rest = say.text("alert-then", terms=terms_words(say, found.wish, found.expires_at - now))
    away = _distance(say, found)
    text = f"{'' if away is None else away.text}{rest.text}"
    return (Text(lead.lead, text, Part.ANSWER, () if away is None else away.figures),)


def _distance(say: Say, found: Drafted) -> Text | None:
    """Say what the price is now and how far it has to go."""
    nearest = found.nearest
    if nearest is None:
        known = next(iter(found.outlook.quotes.values()), None)
        if known is None:
            return None
        return say.text("alert-now-coin", coin=known.coin.symbol, now=price_figure(known))
    quote = found.outlook.quotes[nearest[0].fact]
    if isinstance(found.wish.tree, Depeg):
        off = quote.price / float(found.wish.tree.peg) - 1
        return say.text("alert-now-depeg", now=Fine(_away(quote, off)))
    if isinstance(nearest[0].fact, Change):
        now = change_figure(quote)
        return None if now is None else say.text("alert-now-change", now=now)
    away = _away(quote, nearest[1])
    if isinstance(found.wish.tree, All | Either):
        return say.text("alert-now-of", coin=quote.coin.symbol, now=Bare(price_figure(quote)), away=away)
    return say.text("alert-now-price", now=Bare(price_figure(quote)), away=away)


def _already(say: Say, found: Drafted, now: datetime) -> tuple[Text, ...]:
    """Say that it is true already, and ask what is wanted."""
    tree = found.wish.tree
    if found.tellable:
        quote = next(iter(found.outlook.quotes.values()))
        facts: dict[str, Fact] = {"what": short(say, tree), "coin": quote.coin.symbol, "now": price_figure(quote)}
        way = tree.way if isinstance(tree, PriceLevel) else None
        key = f"alert-already-{way.value}" if way in {Way.BELOW, Way.ABOVE} else "alert-already"
        head = say.text(key, Part.ANSWER, **facts)
    else:
        head = say.text("alert-already-next", Part.ANSWER, what=short(say, tree))
    terms = say.text("alert-already-terms", terms=terms_words(say, found.wish, found.expires_at - now))
    return head, terms


def _after(say: Say, found: Drafted, draft: str) -> tuple[Button, ...]:
    at_next = Button(say.line("button-next"), f"confirm {draft}")
    return (at_next, Button(say.line("button-now"), f"alert {draft} now")) if found.tellable else (at_next,)


def _happened(say: Say, times: int, days: int) -> Text:
    return say.text("alert-happened", n=times, days=days)


def _source(say: Say, found: Drafted, draft: str) -> Text:
    quotes = list(dict.fromkeys(found.outlook.quotes.values()))
    if not quotes:
        return Text(rest=unsaved(say, draft), part=Part.SOURCE)
    between = "\n" if say.plain else " "
    return Text(rest=f"{say.source(quote_origins(quotes)).rest}{between}{unsaved(say, draft)}", part=Part.SOURCE)


def _offers(say: Say, wish: Wish, draft: str) -> Iterator[Button]:
    """Offer what people mean besides: again and again, and the same coin's fall within a day."""
    if terms_of(wish, "UTC").every is None and wish.options.most is None:
        yield Button(say.line("offer-every"), f"alert {draft} every 1h")
    if isinstance(wish.tree, PriceLevel):
        sign, shown = (
            ("-", say.digits.change(-0.1, 0)) if wish.tree.way is Way.BELOW else ("+", say.digits.change(0.1, 0))
        )
        yield Button(say.line("offer-also", percent=shown), f"alert {wish.tree.coin} {sign}10% 24h")


def _line(say: Say, each: Standing, now: datetime) -> Text:
    lead = f"{each.rule.spoken} {short(say, each.rule.wish.tree)}"
    state = _state_words(say, each, now)
    if each.away is None or each.quote is None:
        return Text(lead, f"; {state}", joint="; ")
    away = say.text("alert-away", away=Far(_away(each.quote, each.away)))
    return Text(lead, f", {away.text}; {state}", figures=away.figures, joint=", ")


def _standing(say: Say, one: Standing, now: datetime) -> Text:
    state = _state_words(say, one, now)
    if one.away is None or one.quote is None:
        return say.text("alert-stands", state=state)
    away = Far(_away(one.quote, one.away))
    return say.text("alert-stands-away", state=state, now=price_figure(one.quote), away=away)


def _state_words(say: Say, each: Standing, now: datetime) -> str:
    rule = each.rule
    if rule.life is not Life.ACTIVE:
        return say.line(f"alert-life-{rule.life.value}")
    if rule.snoozed_until is not None and rule.snoozed_until > now:
        return say.line("alert-snoozed", until=rule.snoozed_until)
    return say.line(f"alert-phase-{each.phase.value}")


def _fired(say: Say, rule: Rule, fired: Sequence[tuple[Due, Wish]]) -> Text:
    if not fired:
        return say.text("alert-never-fired")
    return say.text("alert-fired-times", n=rule.told, at=Event(fired[0][0].at))


def _for_one(say: Say, rule: Rule) -> tuple[Button, ...]:
    return (
        Button(say.line("button-edit"), f"alert {pressed(say, rule)}", fill=written(rule.wish, say.language)),
        Button(say.line("button-snooze"), f"alerts snooze {pressed(say, rule)} 24h"),
        Button(say.line("button-delete"), f"alerts delete {pressed(say, rule)}"),
    )


def _opposite(say: Say, rule: Rule) -> Button:
    if rule.life is Life.ACTIVE:
        return Button(say.line("button-pause"), f"alerts pause {pressed(say, rule)}")
    key = "button-resume" if rule.life is Life.PAUSED else "button-rearm"
    return Button(say.line(key), f"alerts resume {pressed(say, rule)}")


def _terms(say: Say, rule: Rule, now: datetime) -> str:
    return terms_words(say, rule.wish, max(rule.expires_at - now, _MINUTE))


def _away(quote: Quote, away: float) -> Figure:
    return Figure(FigureName.CHANGE, quote.coin.symbol, away, "fraction", quote_origin(quote))
