"""That the watch is interrupted is told once, and once that it is back."""

import json
from collections.abc import Iterator
from itertools import pairwise

from core.alerts.interruptions import ALERT_BACK, ALERT_STALE
from tests.oracle.shrinking import clock
from tests.oracle.wanted import MINUTE
from tests.simulator.alerts.playing import Lived
from tests.simulator.alerts.worlds import PEOPLE, names_of

Word = tuple[str, str, int]  # its kind, the coin, and when that had its last price

STALE_AFTER = 3 * MINUTE
# Two looks in a row say that prices stopped; one more may have been cut short, one is on its way.
LOOKS = 4


def broken(lived: Lived) -> list[str]:
    """Return what is not as promised."""
    return [wrong for chat in range(PEOPLE) for wrong in (*_of_order(lived, chat), *_of_silences(lived, chat))]


def _of_order(lived: Lived, chat: int) -> Iterator[str]:
    """What stopped is back before it stops again, and neither is said twice without a label."""
    said = list(_said(lived, chat))
    for word in dict.fromkeys(word for word, _ in said):
        if not all(again for each, again in [each for each in said if each[0] == word][1:]):
            yield f"an unlabelled repeat to chat {chat}: {word}"
    # A clock that is put back turns round what is told together, by its time.
    for coin in () if lived.world.shifts else lived.world.history:
        kinds = [kind for kind, of, _ in dict.fromkeys(word for word, _ in said) if of == coin]
        if any(before == after for before, after in pairwise(kinds)) or kinds[:1] == [ALERT_BACK]:
            yield f"chat {chat} was told of {coin}: {kinds}"


def _said(lived: Lived, chat: int) -> Iterator[tuple[Word, bool]]:
    """Yield what a chat was told of silences, and whether that said that it may be a repeat."""
    for shown in lived.chats.shown:
        if shown.chat == chat:
            facts = json.loads(shown.notice.facts)
            own = {"kind": shown.notice.kind, "facts": shown.notice.facts, "again": False}
            for each in facts.get("notices", (own,)):
                if each["kind"] in (ALERT_STALE, ALERT_BACK):
                    of = json.loads(each["facts"])
                    yield (each["kind"], of["coin"], of.get("since", of["at"])), each["again"] or shown.labelled


def _of_silences(lived: Lived, chat: int) -> Iterator[str]:
    """Who waits for a coin all through its silence is told of it, and of nothing else."""
    told = [word for word, _ in _said(lived, chat) if word[0] == ALERT_STALE]
    waiting = [lived.rules[rule_id] for rule_id in sorted(lived.active) if lived.rules[rule_id].owner == chat]
    asked = {coin for kept in lived.rules.values() if kept.owner == chat for coin in names_of(kept)}
    if lived.world.shifts or any(ending.refilled_late for ending in lived.world.endings):
        return  # what the house could know then is not told by the prices alone
    for coin in lived.world.history:
        silences = list(_silences(lived, coin))
        stale = {since for _, of, since in told if of == coin}
        for since, looks in silences:
            waits = any(kept.made_at < since and coin in names_of(kept) for kept in waiting)
            if waits and looks >= LOOKS and since not in stale and chat not in lived.world.blocked:
                yield f"chat {chat} was not told that {coin} is silent since {clock(since)}"
        for since in sorted(stale - {since for since, _ in silences}):
            yield f"chat {chat} was told that {coin} is silent since {clock(since)}"
        if stale and coin not in asked:
            yield f"chat {chat} was told of {coin}, which it does not watch"


def _silences(lived: Lived, coin: str) -> Iterator[tuple[int, int]]:
    """Yield since when no price came for too long, and how often a house looked at that: not at all, if prices were not
    back yet when they stopped again."""
    prices = {candle.closed for candle in lived.world.history[coin]}
    prices |= {at for kept, at in lived.heard if kept == coin}
    back = None
    for before, after in pairwise([*sorted(prices), lived.ended + 1]):
        looks = _looks(lived, before + STALE_AFTER, after)
        if looks:
            is_new = back is None or _looks(lived, back, before + STALE_AFTER) >= LOOKS
            yield before, looks if is_new else 0
            back = after


def _looks(lived: Lived, since: int, until: int) -> int:
    """Return in how many minutes a house looked: of one minute the first look counts."""
    return len({at // MINUTE for at in lived.looks if since < at < until})
