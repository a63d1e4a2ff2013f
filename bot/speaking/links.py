"""What is said of joining doors."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.speaking.plain import tame
from bot.speaking.reply import Button, Part, Reply, Text
from bot.speaking.say import Say
from core.delivery.link_notices import Join
from core.delivery.linking import Shown
from core.people.links import Link

_LONGEST_NAME = 40


def shown(say: Say, code: Shown) -> Reply:
    """Show a code, and say what it does."""
    lines = (
        say.text("link-code", Part.ANSWER, code=code.code),
        say.text("link-code-how", until=code.until),
        say.text("link-code-joins"),
    )
    return Reply(lines)


def asked(say: Say, link: Link) -> Reply:
    """Say that the other door is asked, and what follows."""
    door = say.source_name(link.shown_to.door)
    return Reply((say.text("link-typed", Part.ANSWER, door=door), say.text("link-typed-moves")))


def waits(say: Say, link: Link, here: bool) -> Reply:
    """Ask whether who typed the code is oneself; where it was not shown `here`, say where that is answered."""
    assert link.joiner is not None
    asked_ = question(say, link.joiner.door, link.joiner_name, link.mark)
    if here:
        return asked_
    where = say.text("link-asked-elsewhere", door=say.source_name(link.shown_to.door))
    return replace(asked_, blocks=(*asked_.blocks, where), buttons=asked_.buttons[-1:])


def question(say: Say, door: str, name: str, mark: str) -> Reply:
    """Ask the same, from what a notice knows."""
    shown_name = tame(name, _LONGEST_NAME) or say.line("link-no-name")
    lines = (
        say.text("link-asked", Part.ANSWER, door=say.source_name(door), name=shown_name),
        say.text("link-asked-if"),
    )
    buttons = (
        Button(say.line("button-link-yes"), f"link yes {mark}"),
        Button(say.line("button-link-no"), f"link no {mark}"),
    )
    return Reply(lines, buttons)


def joined(say: Say, join: Join) -> Reply:
    """Say that two are one, to whoever said so."""
    answer = say.text("link-joined", Part.ANSWER, door=say.source_name(join.door))
    return Reply((answer, *_moved(say, join.facts), say.text("link-joined-alerts")), settles=True)


def joined_there(say: Say, facts: Mapping[str, Any]) -> Reply:
    """Say it to whoever joined."""
    answer = say.text("link-joined-there", Part.ANSWER, door=say.source_name(facts["door"]))
    return Reply((answer, *_moved(say, facts), say.text("link-joined-alerts")))


def refused(say: Say, link: Link) -> Reply:
    """Say that nobody was joined, and what to think of it."""
    assert link.joiner is not None
    door = say.source_name(link.joiner.door)
    return Reply((say.text("link-refused", Part.ANSWER, door=door), say.text("link-refused-then")), settles=True)


def refused_there(say: Say, door: str) -> Reply:
    """Say it to whoever typed the code."""
    return Reply((say.text("link-refused-there", Part.ANSWER, door=say.source_name(door)),))


def parted(say: Say, door: str, here: bool, stays: Sequence[str]) -> Reply:
    """Say who left, and who keeps everything."""
    names = say.either([say.source_name(each) for each in stays])
    key = "unlinked-here" if here else "unlinked-there"
    return Reply((say.text(key, Part.ANSWER, door=say.source_name(door), stays=names),))


def parted_there(say: Say, facts: Mapping[str, Any]) -> Reply:
    """Say it at the other door."""
    key = "unlinked-you" if facts["left"] else "unlinked-other"
    return Reply((say.text(key, Part.ANSWER, door=say.source_name(facts["door"])),))


def _moved(say: Say, facts: Mapping[str, Any]) -> Sequence[Text]:
    counts = (("link-moved-rules", facts["rules"]), ("link-moved-coins", facts["coins"]))
    hours = (say.text("link-moved-hours", zone=say.zone),) if facts.get("hours") else ()
    return (*(say.text(key, n=n) for key, n in counts if n), *hours)
