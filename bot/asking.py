"""From what was heard to an ask: who says it, where, and what the answer may use."""

from bot.ask import Ask
from bot.house import House
from bot.ports import Heard
from bot.speaking.say import Say
from core.people.model import Person, Room


def asking(house: House, heard: Heard, person: Person, room: Room | None, say: Say) -> Ask:
    """Return the ask of `person`, answered in the words of `say`."""
    return Ask(
        person=person,
        identity=heard.sender,
        room=room,
        services=house.services,
        drafts=house.drafts,
        grammar=house.grammar,
        say=say,
        painter=house.painter,
        now=house.market_clock.now(),
        real_now=house.real_clock.now(),
        mode=house.mode(),
        text=heard.text,
        trusted=heard.trusted,
        locale=heard.language,
    )
