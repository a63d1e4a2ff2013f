"""What is set for a room, for it alone or for the larger place that it is of."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from core.people.model import Preferences, Room
from core.people.ports import Rooms

COMMANDS = "commands"
"""The one thing that is set by its name and is no preference: which commands are answered, None for every one."""
# What a room has of what it has not chosen.
_FIRST = Preferences()


@dataclass(frozen=True, slots=True)
class Choice:
    """What was `said`, by names; those `unset` are chosen no more. A room has a clock all the same, and goes on by the
    one that it has, unless another was said. `here` where it is meant for the one room, whatever holds in the whole."""

    said: Mapping[str, object]
    unset: Collection[str] = field(default=frozenset())
    here: bool = False

    @property
    def names(self) -> frozenset[str]:
        return frozenset({*self.said, *self.unset})


async def choose(rooms: Rooms, room: Room, choice: Choice) -> None:
    """Keep a choice: where it holds already, if the room chose that itself, and else for the whole."""
    own = choice.names if choice.here or room.whole_id is None else choice.names & room.own
    await _keep(rooms, room, choice, own)
    if room.whole_id is not None and (above := await rooms.by_id(room.whole_id)) is not None:
        await _keep(rooms, above, choice, choice.names - own)


async def _keep(rooms: Rooms, at: Room, choice: Choice, names: frozenset[str]) -> None:
    preferred = names - {COMMANDS}
    if preferred:
        first = {name: getattr(_FIRST, name) for name in preferred & {*choice.unset} if name != "zone"}
        said = {name: value for name, value in choice.said.items() if name in preferred}
        chosen = ((at.own - {COMMANDS}) | preferred) - frozenset(choice.unset)
        await rooms.set_preferences(at.id, {**first, **said}, chosen)
    if COMMANDS in names and COMMANDS in choice.unset:
        await rooms.unset_commands(at.id)
    elif COMMANDS in names:
        commands = choice.said[COMMANDS]
        assert commands is None or isinstance(commands, frozenset)
        await rooms.set_commands(at.id, commands)
