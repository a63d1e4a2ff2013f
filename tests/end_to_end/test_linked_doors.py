"""One person at two doors, over both platforms' wires: joined by a code, told by Discord what was set on Telegram."""

import re
from pathlib import Path

from pydantic import SecretStr

from adapters.assemble import assemble
from adapters.clock import SystemClock
from adapters.settings import Market, MarketKind, Settings
from adapters.settings.groups import Discord, Telegram, Web
from core.people.model import CodePurpose
from tests.databases import furnished
from tests.stand_ins.discord import StandInDiscord
from tests.stand_ins.telegram import StandInTelegram
from tests.stand_ins.telegram_rig import eventually

CODE = re.compile(r"link ([0-9A-Z]{5}-[0-9A-Z]{5})")


async def test_a_linked_person_sets_an_alert_at_one_door_and_gets_it_at_the_other(tmp_path: Path) -> None:
    async with StandInTelegram(SystemClock()) as telegram, StandInDiscord(SystemClock()) as discord:
        settings = Settings(
            data_dir=furnished(tmp_path),
            market=Market(MarketKind.SIMULATED),
            telegram=Telegram(token=SecretStr(telegram.token), base_url=telegram.base_url),
            discord=Discord(token=SecretStr(discord.token), api_url=discord.api_url),
            web=Web(port=0),
            forecast={"train": False},
        )
        house = await assemble(settings, service=True)
        try:
            await house.start()
            await eventually(lambda: bool(discord.gateway.sessions) and bool(discord.world.commands))
            ada, hers = telegram.user("Ada"), discord.user("Ada")
            telegram.says(ada, await house.register.make_code(CodePurpose.OWNER, None))
            telegram.says(ada, "link")
            (_, shown) = await telegram.replies(ada, 2)
            code = CODE.search(shown.text)
            assert code is not None
            await discord.says(hers, f"link {code[1]}")
            await discord.replies(hers, 1)
            (_, _, asks) = await telegram.replies(ada, 3)
            telegram.taps(ada, asks, asks.labels[0][0])
            await telegram.until(lambda: "Discord is linked" in " ".join(sent.text for sent in telegram.to(ada)))
            telegram.says(ada, "settings alerts discord")
            telegram.says(ada, "alert btc > 1")
            telegram.says(ada, "alert d1 now")
            await discord.until(lambda: any("🔔" in sent.title for sent in discord.to(hers)))
            telegram.says(ada, "help")
            await telegram.until(lambda: "What you can ask" in telegram.to(ada)[-1].text)
            assert [sent.text for sent in telegram.to(ada) if "🔔" in sent.text] == []
            await discord.uses(hers, "alerts")
            await discord.until(lambda: any("You have one alert" in sent.title for sent in discord.to(hers)))
        finally:
            await house.stop(5.0)
            await house.close()
