"""No private reply reaches a room — whatever is answered, however it was asked, on every platform (promise 5).

Every way of asking is tried with every shape of answer; what is personal carries a mark, and afterwards the mark is
looked for in everything that was ever sent to where others read, first versions of edited messages included.
"""

from collections.abc import Awaitable
from itertools import product

import pytest

from bot.ports import Heard, Told
from bot.speaking.reply import Block, Button, Chart, File, Part, PublicReply, Reply, Text, Understood
from tests.fakes.hears import said
from tests.stand_ins.discord_rig import Rig as DiscordRig
from tests.stand_ins.discord_rig import discord
from tests.stand_ins.telegram_rig import Rig as TelegramRig
from tests.stand_ins.telegram_rig import eventually, telegram

PNG = b"\x89PNG\r\n\x1a\n"
MARK = "estate"
SETTLES = (False, True)
SHAPES = ("text", "long", "picture", "file")
ROOMS = ("note", "nothing")
CASES = tuple(product(SHAPES, SETTLES, ROOMS))
AGAIN = Understood("alerts")


def private(shape: str, settles: bool) -> Reply:
    """Return a personal reply of a shape, marked wherever it can be read."""
    head = Text(lead=f"{MARK} 12,480 USD", part=Part.ANSWER)
    blocks: dict[str, tuple[Block, ...]] = {
        "text": (head,),
        "long": (head, Text(rest=f"{MARK} " * 2000)),
        "picture": (Chart(PNG, MARK, head, MARK),),
        "file": (head, File(MARK.encode(), f"{MARK}.json")),
    }
    return Reply(blocks[shape], (Button(MARK, f"alerts {MARK}"),), settles=settles, understood=AGAIN)


class Answers:
    """Answers everything with the case in hand; a room's list with a public one that has a button."""

    def __init__(self) -> None:
        self.case: tuple[str, bool, str] = ("text", False, "note")
        self.told = 0

    def __call__(self, heard: Heard) -> Told:
        shape, settles, room = self.case
        self.told += 1
        if heard.room is None:
            return Told(to_person=private(shape, settles))
        note = said("Sent to you privately.") if room == "note" else None
        return Told(to_room=note, to_person=private(shape, settles))


def listed(_: Heard) -> Told:
    buttons = (Button("Mine", "alerts"), Button("Edit", "alert a1", fill="btc < 60k"))
    return Told(to_room=PublicReply((Text(lead="Alerts here"),), buttons, understood=AGAIN))


@pytest.mark.parametrize("case", CASES, ids=str)
async def test_on_discord(case: tuple[str, bool, str]) -> None:
    async with discord() as rig, rig.started():
        answers, ada = Answers(), rig.api.user("Ada")
        answers.case = case
        guild = rig.api.guild("traders", ada)
        await rig.api.adds_bot(guild)
        await rig.api.replies(guild.channels[0], 1)
        await _ask_on_discord(rig, answers)
        read_by_all = [
            str((request.body, request.files))
            for request in rig.api.requests
            if request.path.startswith(f"/channels/{guild.channels[0].id}/")
        ]
        sent = [s for s in rig.api.world.sent if s.channel == guild.channels[0].id and s.whispered_to is None]
        read_by_all += [str((version, s.files)) for s in sent for version in (s.body, *s.before)]
        assert len(read_by_all) > 3
        assert [each for each in read_by_all if MARK in each] == []
        assert any(MARK in str(s.body) for s in rig.api.world.sent)


async def _ask_on_discord(rig: DiscordRig, answers: Answers) -> None:
    api = rig.api
    ada = next(user for user in api.world.users.values() if user.name == "Ada")
    traders = next(iter(api.world.guilds.values())).channels[0]
    rig.hears.answers |= dict.fromkeys(("/watch", "/price", "watch", "alerts", "alert"), answers)
    rig.hears.answers["/market"] = listed
    await _answered(answers, api.uses(ada, "watch", {}, traders))
    await _answered(answers, api.uses(ada, "price", {"coins": "btc"}, traders))
    await _answered(answers, api.says(ada, "<@700> watch", traders))
    await api.uses(ada, "market", {}, traders)
    await eventually(lambda: any("Alerts here" in sent.title for sent in api.to(traders)))
    public = next(sent for sent in api.to(traders) if "Alerts here" in sent.title)
    await _answered(answers, api.taps(ada, public, "Mine"))
    form = await api.taps(ada, public, "Edit")
    await api.answered(form)
    await _answered(answers, api.fills(ada, form, "btc < 58k"))
    await eventually(lambda: any(MARK in str(sent.labels) for sent in api.whispers(ada)))
    whispered = next(sent for sent in api.whispers(ada) if MARK in str(sent.labels))
    await _answered(answers, api.taps(ada, whispered, MARK))
    await api.says(ada, "end")
    await eventually(lambda: any("you said end" in sent.title for sent in api.to(ada)))


async def _answered(answers: Answers, asking: Awaitable[object]) -> None:
    before = answers.told
    await asking
    await eventually(lambda: answers.told > before)


@pytest.mark.parametrize("case", CASES, ids=str)
async def test_on_telegram(case: tuple[str, bool, str]) -> None:
    async with telegram() as rig, rig.started():
        answers = Answers()
        answers.case = case
        await _ask_on_telegram(rig, answers)
        group = next(iter(rig.api.world.groups))
        read_by_all = [str(call.params) for call in rig.api.calls if call.chat == group]
        read_by_all += [str(sent) for sent in rig.api.world.sent if sent.chat == group]
        assert len(read_by_all) >= 2
        assert [each for each in read_by_all if MARK in each] == []
        assert any(MARK in str(call.params) for call in rig.api.calls)


async def _ask_on_telegram(rig: TelegramRig, answers: Answers) -> None:
    ada, group = rig.api.user("Ada"), rig.api.group("traders")
    rig.hears.answers |= dict.fromkeys(("/watch", "alerts", "hello"), answers)
    rig.hears.answers["/market"] = listed
    rig.api.says(ada, "hello")
    await eventually(lambda: answers.told == 1)
    rig.api.says(ada, "/watch", group)
    await eventually(lambda: answers.told == 2)
    rig.api.says(ada, "/market", group)
    await eventually(lambda: any("Alerts here" in sent.text for sent in rig.api.to(group)))
    public = next(sent for sent in rig.api.to(group) if "Alerts here" in sent.text)
    rig.api.taps(ada, public, "Mine")
    await eventually(lambda: answers.told == 3)
    rig.api.says(ada, "end")
    await eventually(lambda: any("you said end" in sent.text for sent in rig.api.to(ada)))
