"""What every command says, in every language, set and plain: in the voice, within a phone, and nothing lost in plain
text, at whichever door it is read."""

import re
from collections.abc import AsyncIterator, Iterator, Sequence
from pathlib import Path

import pytest
import pytest_asyncio

from adapters.discord.render import render as at_discord
from adapters.telegram.markup import html
from adapters.telegram.render import PhotoMessage, TextMessage
from adapters.telegram.render import render as at_telegram
from adapters.terminal.render import Style, rendered
from bot.ports import Heard
from bot.speaking.reply import Block, Chart, File, Reply, Table, Text
from bot.speaking.say import LANGUAGES, Say
from core.forecasts.model import Lane
from core.kernel.figures import FigureName
from core.people.model import Identity
from tests.fakes.asking import NOW
from tests.fakes.world import SimulatedWorld
from tests.voice import EMOJI, LONGEST_LABEL, MOST_COLUMNS, NOT_ASCII, PICTOGRAMS, slips

OWNER = Identity("local", "owner")
LINES = (
    "start", "help", "help alerts", "help settings", "price btc eth", "price btc 7d", "price usdt",
    "convert 1 btc to eur",
    "market", "market why", "top gainers 24h 10", "top losers 24h 3", "depth eth", "chart sol 4h 30d rsi", "watch",
    "forecast btc", "forecast btc 7d chart", "forecast top", "forecast btc record", "forecast models",
    "is now a good time to buy sol?", "alert btc < 60k", "alert btc < 200k", "alert eth -5% 1h and rsi 1h < 30",
    "alert usdt off 1 by 0.5%", "alert market shift", "alerts", "alerts a1", "alerts a1 why", "alerts snooze a1 2h",
    "alerts resume a1", "quiet", "digest", "digest now", "notify", "link", "cancel", "unlink", "privacy", "status",
    "settings", "room", "admin users", "price btx", "price", "chart btc 4x", "top loosers", "alert btc", "alerts a99",
    "confirm d99", "help nonsense", "chart btc eth sol xrp doge", "forecast usdt", "forecast btc 3d", "hello there",
)  # fmt: skip
# What people chose as names, and file names, is theirs.
TABLE_NAMES = {"owner"}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def world(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[SimulatedWorld]:
    async with SimulatedWorld(tmp_path_factory.mktemp("voice")) as opened:
        await opened.application.forecasts.trainer.train(Lane.DAILY, "first", quick=True)
        for line in ("watch add btc eth pepe", "alert btc < 60k", "confirm d1", "alert pepe > 1", "confirm d2"):
            await heard(opened, line)
        yield opened


async def heard(world: SimulatedWorld, text: str) -> Reply:
    told = await world.application.door.hear(Heard(text, OWNER, trusted=True))
    assert told.to_person is not None, text
    return told.to_person


async def answers(world: SimulatedWorld, language: str, plain: bool) -> dict[str, Reply]:
    await heard(world, f"settings language {language} plain {'on' if plain else 'off'}")
    return {line: await heard(world, line) for line in LINES}


def texts(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Text():
                yield block.text
            case Table():
                yield from block.columns
                yield from (cell.text for row in block.rows for cell in row if cell.text not in TABLE_NAMES)
            case Chart():
                yield f"{block.caption.text}\n{block.alt}"
            case File():
                pass


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.asyncio(loop_scope="module")
async def test_every_answer_keeps_the_voice_and_loses_nothing_in_plain_text(
    world: SimulatedWorld, language: str
) -> None:
    set_, plain = await answers(world, language, plain=False), await answers(world, language, plain=True)
    say = Say(language, "UTC", NOW, plain=True)
    for line in LINES:
        _keeps_the_voice(set_[line], line, language)
        _fits_every_door(set_[line], line)
        _is_plain(plain[line], line, say, typed=bool(set_[line].buttons or set_[line].more))
        lost = {(f.name, f.of, f.value) for f in set_[line].figures} - {
            (f.name, f.of, f.value) for f in plain[line].figures
        }
        # The clock stands still, so the same is known both times; a draft's name is no figure.
        assert lost == set(), f"{line}: lost in plain text"


def _keeps_the_voice(reply: Reply, line: str, language: str) -> None:
    said = "\n".join(texts(reply.blocks))
    assert [slip for slip in slips(said, language) if slip.lower() not in line] == [], f"{line}: {said}"
    for label in (*(b.label for b in reply.buttons), *(b.label for b in reply.more)):
        assert re.search(r"[\w<>]", label), f"{line}: a button without a word"
    assert [b.label for b in reply.buttons if len(b.label) > LONGEST_LABEL] == [], line
    pictograms = [text for text in texts(reply.blocks) if PICTOGRAMS.search(text)]
    assert all(text[0] in EMOJI and len(text) > 2 for text in pictograms), f"{line}: {pictograms}"
    assert len(pictograms) <= 1, line
    for block in reply.blocks:
        if isinstance(block, Table):
            assert max(map(len, block.lines())) <= MOST_COLUMNS, line
            assert [c.text for row in block.rows for c in row if _is_unsigned_change(c.text, c.figure)] == [], line
        if isinstance(block, Chart):
            assert block.alt, f"{line}: nobody says what the picture shows"
            assert block.caption.text, line


def _is_unsigned_change(text: str, figure: object) -> bool:
    name, value = getattr(figure, "name", None), getattr(figure, "value", 0)
    return name is FigureName.CHANGE and bool(value) and text[0] not in "+−-"


def _fits_every_door(reply: Reply, line: str) -> None:
    charts = sum(isinstance(block, Chart) for block in reply.blocks)
    described = [file for message in at_discord(reply) for file in message.files if file.name.endswith(".png")]
    assert len(described) == charts, line
    assert all(file.alt for file in described), line
    pictures = [message for message in at_telegram(reply) if isinstance(message, PhotoMessage)]
    assert all(not picture.caption.empty for picture in pictures), line
    assert charts < 2 or len(pictures) <= 1, line


def _is_plain(reply: Reply, line: str, say: Say, typed: bool) -> None:
    assert not [b for b in reply.blocks if isinstance(b, Table | Chart) or (isinstance(b, Text) and b.lead)], line
    assert (reply.buttons, reply.more) == ((), ()), line
    said = "\n".join(texts(reply.blocks))
    assert NOT_ASCII.search(said) is None, f"{line}: {said}"
    assert PICTOGRAMS.search(said) is None, f"{line}: {said}"
    begun = say.line("type-instead", choices="")
    assert any(text.startswith(begun) for text in texts(reply.blocks)) or not typed, f"{line}: {said}"
    for message in at_telegram(reply):
        assert isinstance(message, TextMessage), line
        assert not re.search(r"</?\w+>", html(message.text)), line
        assert message.keyboard == (), line
    for shown in at_discord(reply):
        assert (shown.embed, shown.files, shown.rows, shown.lists) == (None, (), (), ()), line
        assert "**" not in shown.content, line
        assert "```" not in shown.content, line
    styles = {run.style for shown_line in rendered(reply, Path("files")) for run in shown_line}
    assert styles <= {Style.PLAIN, Style.DIM}, line
