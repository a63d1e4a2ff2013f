"""What somebody sets of theirs in plain words: it is done, told, and taken back by a button."""

import pytest

from tests.fakes.bot import ADA, ROOM, Bot, bot, words

__all__ = ["bot"]


async def test_where_one_lives_is_kept_and_taken_back(bot: Bot) -> None:
    told = (await bot.tell("ich wohne jetzt in Tokio", ADA)).to_person
    assert told is not None
    assert "Asia/Tokyo" in words(told)
    await bot.heard(next(b.sends for b in told.buttons if b.sends.startswith("undo")), ADA)
    assert "Asia/Tokyo" not in await bot.heard("settings", ADA)


async def test_a_place_that_nobody_knows_has_the_nearest_as_buttons(bot: Bot) -> None:
    told = (await bot.tell("I live in Berln", ADA)).to_person
    assert told is not None
    assert "No time zone 'Berln'. Did you mean Europe/Berlin" in words(told)
    assert "Time zone: Europe/Berlin" in await bot.heard(told.buttons[0].sends, ADA)


async def test_alerts_here_go_to_where_it_is_said(bot: Bot) -> None:
    assert "Unasked messages: Telegram" in await bot.heard("send my alerts here", ADA)


@pytest.mark.parametrize(
    ("text", "door", "example"),
    [("discord", "Discord", "link"), ("e-mail", "e-mail", "notify"), ("sms", "SMS", "notify")],
)
async def test_who_chooses_an_app_where_nothing_reaches_them_is_told_so(
    bot: Bot, text: str, door: str, example: str
) -> None:
    told = await bot.heard(f"send my alerts to {text}", ADA)
    assert f"Unasked messages: {door}" in told
    assert f"Nothing reaches you on {door} yet" in told
    assert f"Try: {example}" in told


async def test_one_that_reaches_them_needs_no_word(bot: Bot) -> None:
    for text in ("send my alerts to telegram", "settings alerts any"):
        assert "Nothing reaches you" not in await bot.heard(text, ADA)


async def test_here_is_no_room(bot: Bot) -> None:
    told = await bot.tell("settings alerts here", ADA, ROOM)
    assert told.to_person is not None
    assert told.to_person.error is not None
    assert "Unasked messages: wherever I reach you" in await bot.heard("settings", ADA)
