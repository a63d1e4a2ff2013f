"""One ask: who says something, where, and what the answer may use."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.drafts import Drafts
from bot.hearing.grammar import Grammar
from bot.params.base import Vocabulary
from bot.ports import Painter
from bot.speaking.drawings import Theme
from bot.speaking.say import Say
from core.people import lately
from core.people.model import Identity, Person, Role, Room, Turn
from core.services import Services


@dataclass(frozen=True, slots=True)
class Ask:
    """What a command gets besides its own words. `now` is the market's instant, `mode` the mark every reply carries
    (None when live), `grammar` knows every other command, `locale` is the platform's guess ("pt-BR"), `left` the line
    whose question of ours is left with this one, `replied` what was understood where the message answered to which this
    is a reply, None where that is not known."""

    person: Person
    identity: Identity
    room: Room | None
    services: Services
    say: Say
    painter: Painter
    now: datetime
    real_now: datetime
    mode: str | None
    text: str
    drafts: Drafts
    grammar: Grammar
    trusted: bool = False
    locale: str | None = None
    left: str | None = None
    replied: Turn | None = None

    @property
    def is_owner(self) -> bool:
        return self.person.role is Role.OWNER

    def once(self, what: str) -> str:
        """Return the entry for a line that is said once here: in the room, else to the person."""
        return lately.of_person(what, self.person.id) if self.room is None else lately.of_room(what, self.room.id)

    @property
    def own_chat(self) -> str:
        """The chat in which this person alone is answered, as drafts and what can be taken back are kept by."""
        return f"{self.identity.door} {self.identity.external_id}"

    @property
    def chat(self) -> str:
        """The chat in which it is said."""
        return self.own_chat if self.room is None else f"room {self.room.id}"

    @property
    def chats(self) -> tuple[str, str]:
        """The chat in which it is said, and the one in which a personal answer to it is read."""
        return self.chat, self.own_chat

    @property
    def aloud(self) -> "Ask":
        """The same ask for an answer that a room reads: in the settings that the room has of its own."""
        if self.room is None or not self.room.chosen:
            return self
        person = heard_in(self.person, self.room)
        heard = person.preferences
        say = Say(heard.language, heard.zone, self.now, heard.numbers, heard.plain)
        return replace(self, say=say, person=person)

    @property
    def today(self) -> date:
        """The market's date in the person's zone."""
        return self.now.astimezone(ZoneInfo(self.person.preferences.zone)).date()

    @property
    def vocabulary(self) -> Vocabulary:
        """What words mean here, venues by their shown names too."""
        venues = {name: id_ for id_ in self.services.venues for name in (id_, self.say.source_name(id_).casefold())}
        shared = self.room is not None
        return Vocabulary(self.services.catalogue, venues, self.say.language, today=self.today, in_room=shared)

    @property
    def theme(self) -> Theme:
        chosen = self.person.preferences.theme or ("dark" if self.identity.door == "discord" else "light")
        return "dark" if chosen == "dark" else "light"


def heard_in(person: Person, room: Room) -> Person:
    """Return `person` with the settings that `room` has of its own."""
    own = {name: getattr(room.preferences, name) for name in room.chosen}
    heard = replace(person.preferences, **own)
    return replace(person, preferences=replace(heard, numbers=None) if "language" in own else heard)
