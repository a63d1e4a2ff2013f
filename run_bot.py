#!/usr/bin/env python3
"""Candlewick's one entry point: `run_bot.py COMMAND --help` says the rest."""

import sys
from typing import TYPE_CHECKING

from adapters.cli.main import main

if TYPE_CHECKING:
    from adapters.cli.application import Application
    from adapters.settings import Settings


async def assemble(settings: "Settings", service: bool) -> "Application":
    """Plug everything together; imported when the settings are known to be right."""
    from adapters.assemble import assemble as plug

    return await plug(settings, service)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], assemble))
