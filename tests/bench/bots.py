"""`python -m tests.bench.bots ours|bare BASE_URL TOKEN FOLDER`: a bot that polls until it is killed.

`ours` is the whole product behind its Telegram door, without the pace that Telegram asks for; `bare` is
python-telegram-bot alone, which says a line of the same length and knows nothing.
"""

import asyncio
import sys
from pathlib import Path
from typing import Any

from adapters.settings import Access, Market, MarketKind, Settings
from tests.stand_ins.telegram_rig import UNHURRIED, Remembered

LINE = "SIMULATED\nBTC 57,310 USD, +1.3% 24 h\n24 h range 56,012-58,004\nSimulated market, 0 s ago."


async def ours(base_url: str, token: str, folder: Path) -> None:
    from adapters.assemble import assemble
    from adapters.clock import SystemClock
    from adapters.telegram.face import TelegramFace, TelegramOptions

    simulated = Settings(market=Market(MarketKind.SIMULATED), access=Access.OPEN, data_dir=folder)
    application = await assemble(simulated, False)
    options = TelegramOptions(token, base_url, limits=UNHURRIED)
    face = TelegramFace(options, application.door, SystemClock(), Remembered())
    await face.start()
    await asyncio.Event().wait()


async def bare(base_url: str, token: str) -> None:
    from telegram.ext import Application, MessageHandler, filters

    async def answer(update: Any, context: Any) -> None:
        await context.bot.send_message(update.effective_chat.id, LINE)

    builder = Application.builder().token(token).base_url(f"{base_url}/bot").concurrent_updates(64)
    application = builder.connection_pool_size(64).pool_timeout(30).build()
    application.add_handler(MessageHandler(filters.ALL, answer))
    async with application:
        await application.start()
        assert application.updater is not None
        await application.updater.start_polling(poll_interval=0, timeout=10)
        await asyncio.Event().wait()


if __name__ == "__main__":
    kind, address, key, data = sys.argv[1:]
    asyncio.run(ours(address, key, Path(data)) if kind == "ours" else bare(address, key))
