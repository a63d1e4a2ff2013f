"""What is written in a room is read by everybody there: a code that joins doors opens nothing from then on, whoever
wrote it, and whether or not it was meant for us."""

import structlog

from bot.hearing.link_codes import link_codes_in
from bot.ports import Heard
from core.delivery.linking import Linking
from core.kernel.errors import Unavailable

log = structlog.get_logger(__name__)


async def overheard(heard: Heard, linking: Linking) -> None:
    """End the codes that were written in a room. Never raises: whoever asked something there is answered."""
    if heard.room is None or heard.tapped or not (found := link_codes_in(heard.text)):
        return
    try:
        await linking.burn(found)
    except Unavailable as error:
        log.warning("a code that was written in a room may still open", kind=error.kind, error=str(error))
