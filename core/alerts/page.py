"""Whose rules: somebody's own, or a room's; and who may write there."""

from dataclasses import dataclass

from core.people.model import AlertsBy, Person, Role, Room


@dataclass(frozen=True, slots=True)
class Page:
    """The rules of `room`, or without one `person`'s own; `person` is who asks, `governs` whether as one of the room's
    admins."""

    person: Person
    room: Room | None = None
    governs: bool = False

    @property
    def room_id(self) -> int | None:
        return None if self.room is None else self.room.id

    @property
    def writable(self) -> bool:
        """Whether who asks may make and change rules here; what is one's own always."""
        if self.room is None or self.person.role is Role.OWNER:
            return True
        match self.room.alerts_by:
            case AlertsBy.EVERYONE:
                return True
            case AlertsBy.MEMBERS:
                return self.person.role is Role.MEMBER
            case AlertsBy.ADMINS:
                return self.governs
            case AlertsBy.OWNER:
                return False
