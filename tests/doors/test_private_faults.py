"""No private reply reaches a room, also where Discord does not do what it is asked: an announcement that stays, an
answer that is refused, lost, too large or too late, a private chat that is closed."""

from datetime import timedelta
from itertools import product

import pytest

from bot.ports import Heard, Told
from bot.speaking.reply import Block, Button, File, PublicReply, Reply, Text
from tests.effort import SOAKING
from tests.fakes.hears import said
from tests.stand_ins import discord_rules as rules
from tests.stand_ins.discord_errors import Fault
from tests.stand_ins.discord_rig import Rig, discord
from tests.stand_ins.discord_things import Channel, User
from tests.stand_ins.telegram_rig import eventually

MARK = "estate"
LATE = timedelta(minutes=16)
SHAPES: dict[str, tuple[Block, ...]] = {
    "text": (Text(lead=f"{MARK} 12,480 USD"),),
    "long": (Text(lead=f"{MARK} 12,480 USD"), Text(rest=f"{MARK} " * 2000)),
    "file": (Text(lead=f"{MARK} 12,480 USD"), File(MARK.encode(), f"{MARK}.json")),
    "too large": (Text(lead=f"{MARK} 12,480 USD"), File(b"x" * (rules.UPLOAD + 1), f"{MARK}.json")),
}
HOOKS = "/webhooks/"
FAULTS: dict[str, tuple[Fault, ...]] = {
    "none": (),
    "announcement stays": (Fault("html", HOOKS, "DELETE", times=9, status=500),),
    "nobody knows whether it went": (Fault("cut-before", HOOKS, "DELETE", times=9),),
    "it went and nobody said so": (Fault("cut-after", HOOKS, "DELETE", times=9),),
    "answers are refused": (Fault("html", HOOKS, "PATCH", times=9, status=400),),
    "more is refused": (Fault("html", HOOKS, "POST", times=9, status=400),),
    "all is refused": tuple(
        Fault("html", HOOKS, method, times=9, status=400) for method in ("POST", "PATCH", "DELETE")
    ),
    "answers are lost": (Fault("cut-before", HOOKS, "PATCH", times=4), Fault("cut-before", HOOKS, "POST", times=4)),
    "a pause": tuple(Fault("flood", HOOKS, method, retry_after=120) for method in ("POST", "PATCH", "DELETE")),
}


class Ada:
    """Somebody who asks for what is hers in every way, in a channel that others read."""

    def __init__(self, rig: Rig, user: User, traders: Channel) -> None:
        self.rig, self.user, self.traders = rig, user, traders
        self.answered = self._ends = 0

    def answers(self, shape: str, late: bool) -> None:
        """Answer all she asks with a personal reply, or with a list that everybody reads."""

        async def private(heard: Heard) -> Told:
            if late:
                await self.rig.clock.sleep(LATE.total_seconds())
            reply = Reply(SHAPES[shape], (Button(MARK, f"alerts {MARK}"),))
            self.answered += 1
            return Told(to_room=said("Sent to you privately."), to_person=reply)

        buttons = (Button("Mine", "alerts"), Button("Edit", "alert a1", fill="btc < 60k"))
        for word in ("/watch", "/price", "watch", "alerts", "alert"):
            self.rig.hears.answers[word] = private
        self.rig.hears.answers["/market"] = lambda _: Told(to_room=PublicReply((Text(lead="Alerts here"),), buttons))

    async def asks(self) -> None:
        """Ask by commands, a mention, a button and a form; all are answered, as far as Discord lets us."""
        api = self.rig.api
        await api.uses(self.user, "market", {}, self.traders)
        await eventually(lambda: any("Alerts here" in sent.title for sent in api.to(self.traders)))
        public = next(sent for sent in api.to(self.traders) if "Alerts here" in sent.title)
        form = await api.taps(self.user, public, "Edit")
        await api.answered(form)
        api.faults += self.faults
        for asking in (
            lambda: api.uses(self.user, "watch", {}, self.traders),
            lambda: api.uses(self.user, "price", {"coins": "btc"}, self.traders),
            lambda: api.says(self.user, "<@700> watch", self.traders),
            lambda: api.taps(self.user, public, "Mine"),
            lambda: api.fills(self.user, form, "btc < 58k"),
        ):
            await asking()
            await self._told()
        assert self.answered == 5

    async def _told(self) -> None:
        """Return once all is said: what is asked next in that channel comes after it."""
        self._ends += 1
        end = f"end {self._ends}"
        await self.rig.api.says(self.user, f"<@700> {end}", self.traders)
        await eventually(lambda: any(f"you said {end}" in sent.title for sent in self.rig.api.to(self.traders)))

    faults: tuple[Fault, ...] = ()


# Late, closed: an answer takes longer than a call lives; the private chat takes nothing.
CASES = list(product(SHAPES, FAULTS, ("", "late", "closed")))


@pytest.mark.parametrize(("shape", "fault", "also"), CASES if SOAKING else CASES[::2])
async def test_a_channel_reads_nothing_of_it(shape: str, fault: str, also: str) -> None:
    async with discord() as rig, rig.started():
        user = rig.api.user("Ada")
        guild = rig.api.guild("traders", user)
        await rig.api.adds_bot(guild)
        await rig.api.replies(guild.channels[0], 1)
        ada = Ada(rig, user, guild.channels[0])
        ada.faults = FAULTS[fault]
        ada.answers(shape, also == "late")
        if also == "closed":
            rig.api.world.closed.add(user.id)
        await ada.asks()
        assert [seen for seen in read_by_all(rig, guild.channels[0]) if MARK in seen] == []
        if fault == "none" and shape != "too large" and also != "closed":
            hers = [sent for sent in rig.api.world.sent if MARK in str(sent.body)]
            assert len({sent.id for sent in hers}) >= 5


def read_by_all(rig: Rig, channel: Channel) -> list[str]:
    """Return all that was ever said in a channel for everybody there, first versions of what was changed included."""
    api = rig.api
    seen = [str((r.body, r.files)) for r in api.requests if r.path.startswith(f"/channels/{channel.id}/")]
    public = [sent for sent in api.world.sent if sent.channel == channel.id and sent.whispered_to is None]
    return seen + [str((version, sent.files)) for sent in public for version in (sent.body, *sent.before)]
