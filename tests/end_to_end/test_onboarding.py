"""The first questions over both wires: pressed through, broken off by a restart, left, and pressed too late."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from adapters.assemble import assemble
from adapters.clock import SystemClock
from adapters.settings import Market, MarketKind, Settings
from adapters.settings.groups import Discord, Telegram, Web
from adapters.settings.values import Access
from bot.speaking.say import Say
from tests.databases import furnished
from tests.fakes.clock import NOON
from tests.stand_ins.discord import StandInDiscord
from tests.stand_ins.telegram import StandInTelegram
from tests.stand_ins.telegram_rig import eventually

Api = StandInTelegram | StandInDiscord
PLATFORMS = ("telegram", "discord")
# Platform's locale, our language, zones that are offered (the first is pressed), none where there is only one.
PEOPLE = [
    ("telegram", "de", "de", ["Berlin", "Wien", "Zürich"], "Europe/Berlin"),
    ("telegram", "es", "es", ["Mexico City", "Bogotá", "Madrid"], "America/Mexico_City"),
    ("telegram", "pt-br", "pt", ["São Paulo", "Manaus", "Rio Branco"], "America/Sao_Paulo"),
    ("telegram", "tlh", "en", ["New York", "London", "Los Angeles"], "America/New_York"),
    ("discord", "de", "de", ["Berlin", "Wien", "Zürich"], "Europe/Berlin"),
    ("discord", "es-ES", "es", ["Madrid", "Canarias"], "Europe/Madrid"),
    ("discord", "pt-BR", "pt", ["São Paulo", "Manaus", "Rio Branco"], "America/Sao_Paulo"),
    ("discord", "fr", "en", ["New York", "London", "Los Angeles"], "America/New_York"),
    ("discord", "en-GB", "en", [], "Europe/London"),
]


class Person:
    """Somebody at one platform, who sees what is sent to them and presses what is on it."""

    def __init__(self, api: Api, locale: str) -> None:
        self._api: Any = api  # what both stand-ins have is asked of them alike
        self._user: Any = api.user("Ada", locale)

    async def starts(self) -> Any:
        """Begin as the platform has it: a slash command, or its Start button, and return what is said."""
        return await self._after(self._uses if isinstance(self._api, StandInDiscord) else self._says, "/start")

    async def says(self, text: str) -> Any:
        return await self._after(self._says, text)

    async def presses(self, label: str, of: Any = None) -> Any:
        """Press the newest button of that name, or one of an older message, and return what is said, or said anew."""
        having = [sent for sent in self.reads() if label in labels(sent)]
        return await self._after(self._taps, of or having[-1], label)

    def reads(self) -> list[Any]:
        return list(self._api.to(self._user))

    async def _after(self, act: Any, *how: Any) -> Any:
        before = {(sent.id, sent.edits) for sent in self.reads()}
        await act(*how)
        await self._api.until(lambda: {(sent.id, sent.edits) for sent in self.reads()} - before)
        return next(sent for sent in self.reads() if (sent.id, sent.edits) not in before)

    async def _says(self, text: str) -> None:
        if isinstance(self._api, StandInTelegram):
            self._api.says(self._user, text)
        else:
            await self._api.says(self._user, text)

    async def _uses(self, text: str) -> None:
        assert isinstance(self._api, StandInDiscord)
        await self._api.uses(self._user, text.removeprefix("/"))

    async def _taps(self, sent: Any, label: str) -> None:
        if isinstance(self._api, StandInTelegram):
            self._api.taps(self._user, sent, label)
        else:
            await self._api.taps(self._user, sent, label)


def words_of(sent: Any) -> str:
    """Return what is to be read, without Discord's marks."""
    return str(sent.text).replace("\\", "")


def labels(sent: Any) -> list[str]:
    return [label for row in sent.labels for label in row]


def words(language: str) -> Say:
    return Say(language, "UTC", NOON)


@asynccontextmanager
async def serving(api: Api, folder: Path) -> AsyncIterator[None]:
    """Run the service on `folder`, its platform being the stand-in."""
    doors: dict[str, Any] = {"forecast": {"train": False}}
    if isinstance(api, StandInTelegram):
        doors["telegram"] = Telegram(token=SecretStr(api.token), base_url=api.base_url)
    else:
        doors["discord"] = Discord(token=SecretStr(api.token), api_url=api.api_url)
    market = Market(MarketKind.SIMULATED)
    settings = Settings(data_dir=furnished(folder), market=market, access=Access.OPEN, web=Web(port=0), **doors)
    house = await assemble(settings, service=True)
    try:
        await house.start()
        if (door := house.discord) is not None and isinstance(api, StandInDiscord):
            await eventually(lambda: door.down_since is None and bool(api.world.commands))
        yield
    finally:
        await house.stop(5.0)
        await house.close()


@asynccontextmanager
async def platform(name: str) -> AsyncIterator[Api]:
    api = StandInTelegram(SystemClock()) if name == "telegram" else StandInDiscord(SystemClock())
    async with api:
        yield api


@pytest.mark.parametrize(("where", "locale", "language", "zones", "zone"), PEOPLE)
async def test_three_steps_lead_from_the_locale_to_something_tried(
    where: str, locale: str, language: str, zones: list[str], zone: str, tmp_path: Path
) -> None:
    say = words(language)
    async with platform(where) as api, serving(api, tmp_path):
        ada = Person(api, locale)
        asked = await ada.starts()
        assert say.line("welcome-language") in words_of(asked)
        then = await ada.presses(say.line("button-keep"))
        if zones:
            assert say.line("welcome-zone") in words_of(then)
            offered = [label for label in labels(then) if label in zones]
            assert offered == zones
            then = await ada.presses(zones[0])
        assert say.line("welcome-first") in words_of(then)
        assert zone in words_of(then)
        tried = await ada.presses("price btc", of=then)
        assert "BTC" in words_of(tried)
        again = await ada.starts()
        assert [say.line(f"welcome-{step}") in words_of(again) for step in ("language", "zone", "first")] == [False] * 3
        chosen = await ada.says("settings")
        assert zone in words_of(chosen)


@pytest.mark.parametrize("where", PLATFORMS)
async def test_a_restart_between_the_steps_asks_on_where_it_was(where: str, tmp_path: Path) -> None:
    say = words("pt")
    async with platform(where) as api:
        async with serving(api, tmp_path):
            ada = Person(api, "pt-BR")
            first = await ada.starts()
        async with serving(api, tmp_path):
            second = await ada.presses(say.line("button-keep"), of=first)
            assert say.line("welcome-zone") in words_of(second)
        async with serving(api, tmp_path):
            third = await ada.presses("Manaus", of=second)
            assert say.line("welcome-first") in words_of(third)
            assert "America/Manaus" in words_of(await ada.says("settings"))


@pytest.mark.parametrize("where", PLATFORMS)
@pytest.mark.parametrize("typed", [True, False])
async def test_who_leaves_is_asked_no_more_and_what_they_press_late_still_does_what_it_says(
    where: str, typed: bool, tmp_path: Path
) -> None:
    say = words("es")
    async with platform(where) as api, serving(api, tmp_path):
        ada = Person(api, "es")
        first = await ada.starts()
        second = await ada.presses(say.line("button-keep"), of=first)
        left = await (ada.says("/cancel") if typed else ada.presses(say.line("button-later"), of=second))
        assert say.line("cancelled-welcome") in words_of(left)
        # Stale: the answer counts, the question is over, and nothing else is asked.
        late = await ada.presses("English", of=first)
        assert "English" in words_of(late)
        late = await ada.says("settings zone Europe/Madrid")
        for step in ("language", "zone", "first"):
            assert words("en").line(f"welcome-{step}") not in words_of(late)
        assert "Europe/Madrid" in words_of(await ada.says("settings"))


@pytest.mark.parametrize("where", PLATFORMS)
async def test_a_step_may_be_passed_over_or_answered_in_words_and_pressed_twice(where: str, tmp_path: Path) -> None:
    say = words("de")
    async with platform(where) as api, serving(api, tmp_path):
        ada = Person(api, "de")
        await ada.starts()
        second = await ada.says("settings language en")
        assert words("en").line("welcome-zone") in words_of(second)
        third = await ada.presses(words("en").line("button-skip"), of=second)
        assert words("en").line("welcome-first") in words_of(third)
        twice = await ada.presses(words("en").line("button-skip"), of=second)
        assert say.line("welcome-zone") not in words_of(twice)
        assert words("en").line("welcome-zone") not in words_of(twice)
        # What was passed over is asked again by another start, and not before.
        asked = await ada.starts()
        assert words("en").line("welcome-zone") in words_of(asked)
