"""An answer that Discord does not take: its asker reads a sentence where it would have stood, nobody else does."""

from dataclasses import replace

import pytest

from adapters.discord.face import DiscordFace
from bot.ports import Told
from bot.speaking.reply import Button, File, Part, PublicReply, Reply, Text
from core.kernel.figures import Figure, FigureName, Origin
from tests.fakes.clock import NOON
from tests.fakes.hears import said
from tests.stand_ins import discord_rules as rules
from tests.stand_ins.discord_errors import Fault
from tests.stand_ins.discord_rig import Rig, face, rig, server
from tests.stand_ins.telegram_rig import SILENT_S

__all__ = ["face", "rig"]

EXPORT = File(b"x" * (rules.UPLOAD + 1), "export.json")
WORDS = Text(lead="All that I keep", part=Part.ANSWER)
PRICE = Figure(FigureName.PRICE, "BTC", 59140.1, "EUR", Origin("kraken", NOON))
LONG = Text(rest="words " * 800)


def thinking(rig: Rig) -> list[str]:
    """Return what still says that an answer comes."""
    return [sent.id for sent in rig.api.world.sent if sent.thinking]


async def test_a_file_that_is_too_large_is_told_in_private(rig: Rig, face: DiscordFace) -> None:
    ada = rig.api.user("Ada")
    rig.hears.answer("/privacy", Reply((WORDS, EXPORT)))
    rig.hears.answer("privacy", Reply((WORDS, EXPORT)))
    await rig.api.uses(ada, "privacy", {"action": "export"})
    (told,) = await rig.api.replies(ada, 1)
    assert (told.title, told.files, thinking(rig)) == ("unsaid: too-big", (), [])
    await rig.api.says(ada, "privacy export")
    assert [sent.title for sent in await rig.api.replies(ada, 2)] == ["unsaid: too-big"] * 2


async def test_in_a_server_it_is_told_to_its_asker_alone(rig: Rig, face: DiscordFace) -> None:
    ada = rig.api.user("Ada")
    guild = await server(rig, ada)
    rig.hears.answer("/privacy", Reply((WORDS, EXPORT)))
    rig.hears.answer("/price", Reply((WORDS, EXPORT)))
    await rig.api.uses(ada, "privacy", {"action": "export"}, guild.channels[0])
    await rig.api.uses(ada, "price", {"coins": "btc"}, guild.channels[0])
    assert [sent.title for sent in await rig.api.whispered(ada, 2)] == ["unsaid: too-big"] * 2
    assert [sent.title for sent in rig.api.to(guild.channels[0])] == ["Hello, all."]
    assert thinking(rig) == []


async def test_named_aloud_it_is_told_in_private_and_the_channel_reads_no_more_than_that(
    rig: Rig, face: DiscordFace
) -> None:
    ada = rig.api.user("Ada")
    guild = await server(rig, ada)
    rig.hears.answer("privacy", Reply((WORDS, EXPORT)))
    await rig.api.says(ada, "<@700> privacy export", guild.channels[0])
    assert [sent.title for sent in await rig.api.replies(ada, 1)] == ["unsaid: too-big"]
    (_, note) = rig.api.to(guild.channels[0])
    assert note.title == "Sent to you privately."


async def test_what_arrived_before_it_stays(rig: Rig, face: DiscordFace) -> None:
    ada = rig.api.user("Ada")
    rig.hears.answer("market", PublicReply((WORDS, LONG, EXPORT)))
    rig.hears.answer("/market", PublicReply((WORDS, LONG, EXPORT)))
    await rig.api.uses(ada, "market")
    await rig.api.replies(ada, 2)
    await rig.api.says(ada, "market")
    titles = [sent.title for sent in await rig.api.replies(ada, 4)]
    assert titles == ["All that I keep", "unsaid: too-big"] * 2
    assert thinking(rig) == []


async def test_that_it_did_not_arrive_whole_is_no_repeat_of_what_did(rig: Rig, face: DiscordFace) -> None:
    ada = rig.api.user("Ada")
    rig.api.limits.rules = [("/channels/", 2, 300.0), ("", 1000, 1.0)]
    await rig.api.says(ada, "hello")
    await rig.api.replies(ada, 1)
    rig.hears.answer("market", PublicReply((replace(WORDS, figures=(PRICE,)), LONG)))
    await rig.api.says(ada, "market")
    titles = [sent.title for sent in await rig.api.replies(ada, 3)]
    assert titles == ["you said hello", "All that I keep", "unsaid: partly"]


async def test_an_answer_that_discord_refuses_altogether_is_told(rig: Rig, face: DiscordFace) -> None:
    ada = rig.api.user("Ada")
    refuse = Fault("html", path="/webhooks/", method="PATCH", status=400)
    rig.api.faults += [refuse, Fault("html", path="/channels/", status=400)]
    await rig.api.uses(ada, "market")
    (told,) = await rig.api.replies(ada, 1)
    assert (told.title, thinking(rig)) == ("unsaid: rejected", [])


async def test_an_answer_that_did_not_get_through_while_its_figures_held_is_told(rig: Rig, face: DiscordFace) -> None:
    ada = rig.api.user("Ada")
    rig.hears.answers["/price"] = lambda _: Told(to_person=PublicReply((Text("BTC", figures=(PRICE,)),)))
    rig.api.faults.append(Fault("flood", path="/webhooks/", method="PATCH", retry_after=300))
    await rig.api.uses(ada, "price", {"coins": "btc"})
    (told,) = await rig.api.replies(ada, 1)
    assert (told.title, thinking(rig)) == ("unsaid: late", [])


async def test_an_answer_that_takes_its_place_is_tried_for_as_long_as_it_holds(rig: Rig) -> None:
    async with rig.started(reply_within_s=SILENT_S):
        ada = rig.api.user("Ada")
        rig.api.faults.append(Fault("silent-before", path="/webhooks/", method="PATCH", times=5))
        await rig.api.uses(ada, "market")
        assert [sent.title for sent in await rig.api.replies(ada, 1)] == ["you said /market"]
        assert thinking(rig) == []


async def test_a_tap_whose_answer_is_too_large_is_told_and_leaves_its_message(rig: Rig, face: DiscordFace) -> None:
    ada = rig.api.user("Ada")
    rig.hears.answer("/privacy", said("What I keep", Button("All", "export")))
    rig.hears.answer("export", Reply((WORDS, EXPORT)))
    await rig.api.uses(ada, "privacy")
    (kept,) = await rig.api.replies(ada, 1)
    await rig.api.taps(ada, kept, "All")
    assert [sent.title for sent in await rig.api.replies(ada, 2)] == ["What I keep", "unsaid: too-big"]


async def test_who_takes_no_private_message_is_not_written_to_about_it(
    rig: Rig, face: DiscordFace, caplog: pytest.LogCaptureFixture
) -> None:
    ada, bob = rig.api.user("Ada"), rig.api.user("Bob")
    rig.api.world.closed.add(ada.id)
    await rig.api.says(ada, "hello")
    await rig.api.says(bob, "hello")
    await rig.api.replies(bob, 1)
    await rig.api.until(lambda: len(rig.api.made("POST", "/channels/")) == 2)
    assert "an answer was not delivered: refused (blocked)" in caplog.text


MORE_THAN_A_CALL_LIVES_S = 3600


@pytest.mark.parametrize("seconds", [700, 830])
async def test_a_long_pause_within_the_life_of_a_call_ends_in_its_place(
    rig: Rig, face: DiscordFace, seconds: int
) -> None:
    ada = rig.api.user("Ada")
    rig.api.faults.append(Fault("flood", path="/webhooks/", method="PATCH", retry_after=seconds))
    await rig.api.uses(ada, "market")
    assert [sent.title for sent in await rig.api.replies(ada, 1)] == ["you said /market"]
    assert thinking(rig) == []
    assert [request for request in rig.api.requests if request.early] == []


async def test_figures_that_a_long_pause_made_old_are_told_so_in_their_place(rig: Rig, face: DiscordFace) -> None:
    ada = rig.api.user("Ada")
    rig.hears.answers["/price"] = lambda _: Told(to_person=PublicReply((Text("BTC", figures=(PRICE,)),)))
    rig.api.faults.append(Fault("flood", path="/webhooks/", method="PATCH", retry_after=700))
    await rig.api.uses(ada, "price", {"coins": "btc"})
    assert [sent.title for sent in await rig.api.replies(ada, 1)] == ["unsaid: late"]
    assert thinking(rig) == []


async def test_a_pause_longer_than_a_call_lives_is_answered_by_another_way(rig: Rig, face: DiscordFace) -> None:
    ada = rig.api.user("Ada")
    guild = await server(rig, ada)
    rig.hears.answer("/watch", Reply((WORDS,)))
    for _ in range(3):
        rig.api.faults.append(Fault("flood", "/webhooks/", "PATCH", retry_after=MORE_THAN_A_CALL_LIVES_S))
    await rig.api.uses(ada, "market", channel=guild.channels[0])
    assert (await rig.api.replies(guild.channels[0], 2))[-1].title == "you said /market"
    await rig.api.uses(ada, "watch", channel=guild.channels[0])
    assert [sent.title for sent in await rig.api.replies(ada, 1)] == ["All that I keep"]
    await rig.api.uses(ada, "market")
    assert (await rig.api.replies(ada, 2))[-1].title == "you said /market"
    assert [request for request in rig.api.requests if request.early] == []


async def test_figures_that_a_call_outlives_are_not_told_late_but_that_they_are(rig: Rig, face: DiscordFace) -> None:
    ada = rig.api.user("Ada")
    rig.hears.answers["/price"] = lambda _: Told(to_person=PublicReply((Text("BTC", figures=(PRICE,)),)))
    rig.api.faults.append(Fault("flood", "/webhooks/", "PATCH", retry_after=MORE_THAN_A_CALL_LIVES_S))
    await rig.api.uses(ada, "price", {"coins": "btc"})
    assert [sent.title for sent in await rig.api.replies(ada, 1)] == ["unsaid: late"]


async def test_where_nothing_is_to_be_said_what_announced_it_goes_once_it_may(rig: Rig, face: DiscordFace) -> None:
    ada = rig.api.user("Ada")
    rig.hears.answers["/market"] = lambda _: Told()
    rig.api.faults.append(Fault("flood", path="/webhooks/", method="DELETE", retry_after=120))
    await rig.api.uses(ada, "market")
    await rig.api.until(lambda: bool(rig.api.made("DELETE", "/webhooks/")) and not thinking(rig))


async def test_what_a_channel_cannot_be_rid_of_makes_no_figure_old(rig: Rig, face: DiscordFace) -> None:
    ada = rig.api.user("Ada")
    guild = await server(rig, ada)
    told = Told(to_room=said("Sent to you privately."), to_person=Reply((Text("BTC", figures=(PRICE,)),)))
    rig.hears.answers["/price"] = lambda _: told
    rig.api.faults.append(Fault("flood", path="/webhooks/", method="DELETE", retry_after=300))
    before = rig.clock.now()
    await rig.api.uses(ada, "price", {"coins": "btc"}, guild.channels[0])
    assert [sent.title for sent in await rig.api.replies(ada, 1)] == ["BTC"]
    assert (rig.clock.now() - before).total_seconds() < 60
    assert (await rig.api.replies(guild.channels[0], 2))[-1].title == "Sent to you privately."
