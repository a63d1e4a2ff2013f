"""An answer that Telegram does not take: a picture comes as a file, and what comes not at all is told."""

from collections.abc import AsyncIterator

import pytest

from adapters.telegram.face import TelegramFace
from bot.speaking.reply import Button, Chart, File, Part, PublicReply, Reply, Text
from core.delivery.model import Attempt, Outcome
from core.people.model import Identity
from tests.stand_ins import telegram_rules as rules
from tests.stand_ins.telegram_rig import Rig, telegram
from tests.stand_ins.telegram_world import User

PNG = b"\x89PNG\r\n\x1a\n"
LARGE = PNG + bytes(rules.PHOTO)
HEAD = Text(lead="SOL 142.10 USD", part=Part.ANSWER)


@pytest.fixture
async def rig() -> AsyncIterator[Rig]:
    async with telegram() as rig:
        yield rig


@pytest.fixture
async def face(rig: Rig) -> AsyncIterator[TelegramFace]:
    async with rig.started() as face:
        yield face


def met(rig: Rig) -> User:
    ada = rig.api.user("Ada")
    rig.api.world.met.add(ada.id)
    return ada


async def whispered(face: TelegramFace, user: User, reply: Reply) -> Attempt:
    return await face.whisper(Identity("telegram", str(user.id)), reply)


async def test_a_picture_that_is_too_large_for_one_comes_as_a_file_with_all_its_words(
    rig: Rig, face: TelegramFace
) -> None:
    ada = met(rig)
    reply = PublicReply((Chart(LARGE, "sol-4h", HEAD),), (Button("4 h", "chart sol 4h"),))
    assert (await whispered(face, ada, reply)).outcome is Outcome.SENT
    (sent,) = rig.api.to(ada)
    assert sent.document == rules.Upload("sol-4h.png", LARGE)
    assert (sent.text, sent.labels, [e["type"] for e in sent.entities]) == ("SOL 142.10 USD", [["4 h"]], ["bold"])


async def test_an_album_with_such_a_picture_comes_as_files_in_its_order(rig: Rig, face: TelegramFace) -> None:
    ada = met(rig)
    charts = tuple(Chart(png, f"c{i}", Text(lead=f"chart {i}")) for i, png in enumerate((PNG, LARGE, PNG)))
    assert (await whispered(face, ada, PublicReply(charts))).outcome is Outcome.SENT
    assert [(sent.document.name, sent.text) for sent in rig.api.to(ada) if sent.document] == [
        (f"c{i}.png", f"chart {i}") for i in range(3)
    ]


async def test_a_file_that_is_too_large_is_told(rig: Rig, face: TelegramFace) -> None:
    ada = met(rig)
    rig.hears.answer("export", Reply((File(bytes(rules.DOCUMENT + 1), "export.json"),)))
    rig.api.says(ada, "export")
    assert [sent.text for sent in await rig.api.replies(ada, 1)] == ["unsaid: too-big"]


async def test_a_room_reads_the_same_whatever_became_of_a_personal_answer(rig: Rig, face: TelegramFace) -> None:
    group, ada = rig.api.group("traders"), met(rig)
    rig.hears.answer("/export", Reply((File(bytes(rules.DOCUMENT + 1), "export.json"),)))
    rig.api.says(ada, "/export", group)
    assert [sent.text for sent in await rig.api.replies(ada, 1)] == ["unsaid: too-big"]
    assert [sent.text for sent in rig.api.to(group)] == ["Sent to you privately."]


async def test_a_picture_to_nobody_is_not_sent_twice(rig: Rig, face: TelegramFace) -> None:
    nobody = User(999_999, "Nobody")
    attempt = await whispered(face, nobody, PublicReply((Chart(PNG, "c", HEAD),)))
    assert attempt == Attempt(Outcome.REFUSED, reason="rejected")
    assert len(rig.api.called("sendPhoto")) + len(rig.api.called("sendDocument")) == 1
