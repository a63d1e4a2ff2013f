"""run_bot.py, waiting longer for venues: on a busy machine one that answers late is not taken for silent."""

import sys

from adapters.assemble import Outside
from adapters.assemble import assemble as plug
from adapters.assemble.application import Application
from adapters.assemble.workshop import process_workshop
from adapters.cli.main import main
from adapters.settings import Settings
from core.market.board import Patience

PATIENT = Patience(whole_s=40.0, with_past_s=50.0, grace_s=5.0, listings_s=10.0)


async def assemble(settings: Settings, service: bool) -> Application:
    return await plug(settings, service, Outside(workshop=process_workshop, patience=PATIENT))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], assemble))
