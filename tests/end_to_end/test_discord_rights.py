"""A channel in which the bot may write and not all else: what can be said there is said."""

from adapters.discord.face import DiscordFace
from bot.ports import Told
from bot.speaking.reply import Button, Chart, Part, PublicReply, Text
from core.delivery.model import Outcome
from core.people.model import Room
from tests.fakes.hears import said
from tests.stand_ins.discord_rig import Rig, face, rig, server
from tests.stand_ins.discord_things import Channel, User

__all__ = ["face", "rig"]

SOURCE = Text(rest="Kraken, 4 s ago.", part=Part.SOURCE)
PRICE = PublicReply((Text(lead="BTC 59,140 EUR", part=Part.ANSWER), Text(rest="24 h range 58k-60k"), SOURCE))
CAPTION = Text(lead="SOL 142 USD", rest="; RSI 41", part=Part.ANSWER)
PICTURE = Chart(b"png", "chart-sol", CAPTION)
CHART = PublicReply((PICTURE, SOURCE), (Button("RSI", "chart sol rsi"),))


async def where_it_lacks(rig: Rig, *rights: str) -> tuple[User, Channel]:
    """Return somebody in a channel in which the bot lacks rights: history, embed, attach."""
    ada = rig.api.user("Ada")
    guild = await server(rig, ada)
    rig.api.world.lacking[guild.channels[0].id] = frozenset(rights)
    return ada, guild.channels[0]


async def test_where_the_history_is_not_to_be_read_an_answer_names_no_message(rig: Rig, face: DiscordFace) -> None:
    ada, channel = await where_it_lacks(rig, "history")
    rig.hears.answer("price", PRICE)
    await rig.api.says(ada, "<@700> price btc", channel)
    told = (await rig.api.replies(channel, 2))[-1]
    assert told.title == "BTC 59,140 EUR"
    assert "message_reference" not in told.body


async def test_where_nothing_may_be_framed_the_words_arrive_bare(rig: Rig, face: DiscordFace) -> None:
    ada, channel = await where_it_lacks(rig, "embed", "history")
    rig.hears.answer("price", PRICE)
    await rig.api.says(ada, "<@700> price btc", channel)
    told = (await rig.api.replies(channel, 2))[-1]
    assert told.embed == {}
    assert told.content == "**BTC 59,140 EUR**\n24 h range 58k-60k\nKraken, 4 s ago."


async def test_what_is_said_unasked_arrives_there_too(rig: Rig, face: DiscordFace) -> None:
    _, channel = await where_it_lacks(rig, "embed", "attach", "history")
    attempt = await face.post(Room(1, "discord", channel.id, True), said("BTC went below 60,000 USD"))
    assert attempt.outcome is Outcome.SENT
    assert rig.api.to(channel)[-1].content == "**BTC went below 60,000 USD**"


async def test_a_picture_stays_where_only_frames_are_refused(rig: Rig, face: DiscordFace) -> None:
    ada, channel = await where_it_lacks(rig, "embed")
    rig.hears.answer("chart", CHART)
    await rig.api.says(ada, "<@700> chart sol", channel)
    told = (await rig.api.replies(channel, 2))[-1]
    assert [file.name for file in told.files] == ["chart-sol.png"]
    assert told.content.startswith("**SOL 142 USD; RSI 41**")


async def test_without_its_picture_an_answer_keeps_its_figures_and_its_asker_reads_why(
    rig: Rig, face: DiscordFace
) -> None:
    ada, channel = await where_it_lacks(rig, "attach")
    rig.hears.answer("chart", CHART)
    await rig.api.says(ada, "<@700> chart sol", channel)
    told, why = (await rig.api.replies(channel, 3))[1:]
    assert told.files == ()
    assert told.content.startswith("**SOL 142 USD; RSI 41**")
    assert told.labels == [["RSI"]]
    assert why.title == "unsaid: no-files"


async def test_a_long_answer_is_cut_between_lines_and_no_table_stays_open(rig: Rig, face: DiscordFace) -> None:
    ada, channel = await where_it_lacks(rig, "embed")
    rows = "\n".join(f"line {number} of many" for number in range(150))
    long = PublicReply((Text(lead="All", part=Part.ANSWER), Text(rest=rows)))
    rig.hears.answers["market"] = lambda _: Told(to_room=long)
    await rig.api.says(ada, "<@700> market", channel)
    content = (await rig.api.replies(channel, 2))[-1].content
    assert len(content) <= 2000
    assert content.splitlines()[-1] == "…"
    assert content.splitlines()[-2].endswith("of many")
