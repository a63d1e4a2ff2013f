"""The register of persons: who is this, may they come in, what did they set."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core.kernel.chance import Chance
from core.kernel.clock import RealClock
from core.kernel.errors import UnknownName
from core.people import codes
from core.people.model import AlertsBy, CodePurpose, Identity, Person, Preferences, Role, Room
from core.people.ports import PeopleStore, PeopleWork
from core.people.room_choices import COMMANDS, Choice, choose

CODE_LIFE = timedelta(minutes=60)
INVITE_LIFE = timedelta(days=7)
WRONG_TRIES = 5
LOCAL_OWNER = Identity("local", "owner")
_LONGEST_NUMBER = 18  # digits that every database can count to


@dataclass(frozen=True, slots=True)
class AccessPolicy:
    """`open` lets everybody in; else the owner and invited people only."""

    open: bool = False


class Register:
    """Finds and welcomes people, and keeps their rights. Every change of rights leaves an audit entry."""

    def __init__(self, store: PeopleStore, clock: RealClock, chance: Chance, policy: AccessPolicy) -> None:
        self._store, self._clock, self._chance, self._policy = store, clock, chance, policy

    async def welcome(self, identity: Identity, name: str, guess: Preferences, trusted: bool) -> Person:
        """Return the person of `identity`, remembered at first sight: the local owner as owner, another local name as
        member, anybody else as stranger. A stranger counts as member while the installation is open or the shell speaks
        for them; that is not kept, so closing the door again closes it."""
        person = await self.find(identity)
        if person is None:
            async with self._store.begin() as work:
                person = await work.people.add(identity, name, first_role(identity), guess, self._clock.now())
                await work.commit()
        elif name and not person.name:
            # Of a door that has left nothing is known but that it is somebody's.
            async with self._store.begin() as work:
                await work.people.set_name(person.id, name)
                await work.commit()
            person = replace(person, name=name)
        let_in = person.role is Role.STRANGER and (trusted or self._policy.open)
        return replace(person, role=Role.MEMBER) if let_in else person

    async def room(self, door: str, external_id: str, whole: str | None = None) -> Room:
        """Return the room, remembered at first sight as not invited; `whole` is the larger place that it is of."""
        async with self._store.reading() as work:
            room = await work.rooms.find(door, external_id)
        if room is None or (whole is not None and room.whole_id is None):
            async with self._store.begin() as work:
                room = room or await work.rooms.add(door, external_id, invited=False)
                if whole is not None:
                    place = await work.rooms.add(door, whole, invited=False)
                    await work.rooms.set_whole(room.id, place.id)
                    room = await work.rooms.by_id(room.id) or room
                await work.commit()
        return room

    async def known_room(self, door: str, external_id: str) -> Room | None:
        """Return a room, None for one that was never met; nothing is remembered of the question."""
        async with self._store.reading() as work:
            return await work.rooms.find(door, external_id)

    async def room_numbered(self, room_id: int) -> Room | None:
        """Return a room by our own number for it."""
        async with self._store.reading() as work:
            return await work.rooms.by_id(room_id)

    async def set_alerts_by(self, room: Room, alerts_by: AlertsBy, by: Person) -> Room:
        """Change who may make rules that are posted in a room."""
        async with self._store.begin() as work:
            await work.rooms.set_alerts_by(room.id, alerts_by)
            await work.audit.append(self._clock.now(), by.id, "room-alerts", f"room {room.id}", alerts_by.value)
            await work.commit()
        return replace(room, alerts_by=alerts_by)

    async def brought(self, door: str, external_id: str, by: Identity) -> Person | None:
        """Somebody added us to a room: it is invited when the owner or a member did. Return who, None when it does not
        count; then an invitation of before is over, and nothing else is remembered of it."""
        person = await self.find(by)
        if person is None or person.role not in (Role.OWNER, Role.MEMBER):
            await self.left(door, external_id)
            return None
        room = await self.room(door, external_id)
        async with self._store.begin() as work:
            await work.rooms.set_invited(room.id, True)
            await work.audit.append(self._clock.now(), person.id, "room-invited", f"{door}:{external_id}", "done")
            await work.commit()
        return person

    async def beside(self, door: str, external_id: str, known_id: str) -> Room:
        """Return a room of the same place as one that is known: it is invited as that one is, and who makes alerts
        there is as it is there, until that is changed."""
        room, known = await self.room(door, external_id), await self.room(door, known_id)
        async with self._store.begin() as work:
            await work.rooms.set_invited(room.id, known.invited)
            await work.rooms.set_alerts_by(room.id, known.alerts_by)
            await work.audit.append(self._clock.now(), None, "room-beside", f"{door}:{external_id}", f"room {known.id}")
            await work.commit()
        return replace(room, invited=known.invited, alerts_by=known.alerts_by)

    async def left(self, door: str, external_id: str) -> None:
        """We are no longer in a room, or not by those who invited us: whoever adds us next decides anew."""
        async with self._store.reading() as work:
            room = await work.rooms.find(door, external_id)
        if room is None or not room.invited:
            return
        async with self._store.begin() as work:
            await work.rooms.set_invited(room.id, False)
            await work.audit.append(self._clock.now(), None, "room-left", f"{door}:{external_id}", "done")
            await work.commit()

    async def moved(self, door: str, old_id: str, new_id: str) -> None:
        """The platform gave the room another id."""
        async with self._store.begin() as work:
            await work.rooms.renamed(door, old_id, new_id)
            await work.commit()

    async def preferences(self, person: Person) -> Preferences:
        """Return what the person has set by now; what they had, when they are no longer known."""
        async with self._store.reading() as work:
            known = await work.people.by_id(person.id)
        return person.preferences if known is None else known.preferences

    async def set_preferences(self, person: Person, preferences: Preferences) -> Person:
        """Keep what the person set."""
        async with self._store.begin() as work:
            await work.people.set_preferences(person.id, preferences)
            await work.commit()
        return replace(person, preferences=preferences)

    async def keep_zone(self, room: Room, zone: str) -> None:
        """Give a room the clock of `zone` (IANA)."""
        async with self._store.begin() as work:
            await work.rooms.set_preferences(room.id, {"zone": zone}, room.own - {COMMANDS})
            await work.commit()

    async def set_room(self, room: Room, choice: Choice, by: Person) -> Room:
        """Keep what was chosen of a room's settings, or of those of all rooms of its place."""
        async with self._store.begin() as work:
            await choose(work.rooms, room, choice)
            outcome = " ".join([*sorted(choice.names), *(["here"] if choice.here else [])])
            await work.audit.append(self._clock.now(), by.id, "room-settings", f"room {room.id}", outcome)
            changed = await work.rooms.by_id(room.id)
            await work.commit()
        return changed or room

    async def rooms_with(self, room: Room) -> Sequence[Room]:
        """Return a room and all that are of the same place."""
        if room.whole_id is None:
            return (room,)
        async with self._store.reading() as work:
            return await work.rooms.within(room.whole_id)

    async def fall_back(self, person: Person, room: Room | None) -> None:
        """Keep the room in which a person is told what cannot reach them in private."""
        async with self._store.begin() as work:
            await work.rooms.set_fallback(person.id, None if room is None else room.id)
            await work.commit()

    async def set_role(self, person: Person, role: Role, by: int | None) -> Person:
        """Change what a person may do."""
        async with self._store.begin() as work:
            await work.people.set_role(person.id, role)
            await work.audit.append(self._clock.now(), by, "role", f"person {person.id}", role.value)
            await work.commit()
        return replace(person, role=role)

    async def everyone(self) -> tuple[Person, ...]:
        async with self._store.reading() as work:
            return tuple(await work.people.everyone())

    async def owners_at(self, door: str) -> tuple[Identity, ...]:
        """Return how a door knows the owners."""
        async with self._store.reading() as work:
            owners = await work.people.with_role(Role.OWNER)
            known = [identity for owner in owners for identity in await work.people.identities(owner.id)]
        return tuple(identity for identity in known if identity.door == door)

    async def find(self, identity: Identity) -> Person | None:
        """Return the person of `identity` if we met them."""
        async with self._store.reading() as work:
            return await work.people.find(identity)

    async def by_word(self, word: str) -> Person | None:
        """Return the person with this number ("4") or identity ("telegram:123")."""
        door, _, external_id = word.partition(":")
        async with self._store.reading() as work:
            if word.isascii() and word.isdigit() and len(word) <= _LONGEST_NUMBER:
                return await work.people.by_id(int(word))
            return await work.people.find(Identity(door, external_id))

    async def make_code(self, purpose: CodePurpose, by: int | None) -> str:
        """Return a new code in clear; only its hash is kept, and a new owner code ends the old one."""
        code, now = codes.new_code(self._chance), self._clock.now()
        life = CODE_LIFE if purpose is CodePurpose.OWNER else INVITE_LIFE
        async with self._store.begin() as work:
            if purpose is CodePurpose.OWNER:
                await work.codes.revoke(purpose)
            await work.codes.add(purpose, codes.hashed(code), now, now + life, WRONG_TRIES)
            await work.audit.append(now, by, f"{purpose.value}-code", "made", "done")
            await work.commit()
        return code

    async def claim(self, person: Person, text: str) -> CodePurpose | None:
        """Open with a code: return what it opened, None when `text` is no code at all.

        Raises
        ------
        UnknownName
            For a wrong, used or expired code, in the same words whatever codes there are; whoever sent it, it costs the
            owner code a try. Invites live longer than a stranger's spite and are not counted down.
        """
        code = codes.read_code(text, lenient=person.role is Role.STRANGER)
        if code is None:
            return None
        now = self._clock.now()
        async with self._store.begin() as work:
            opened = await self._opened(work, person, code, now)
            if opened is None:
                await self._count_wrong_try(work, person, now)
            await work.commit()
        if opened is None:
            raise UnknownName("code", "", (), "/start K7QFM-2M9PX")
        return opened

    async def _opened(self, work: PeopleWork, person: Person, code: str, now: datetime) -> CodePurpose | None:
        # As they are now: what the door knew of them may have changed meanwhile.
        known = await work.people.by_id(person.id)
        if known is None or known.role is Role.BLOCKED:
            return None
        for purpose in CodePurpose:
            for stored in await work.codes.open(purpose, now):
                if codes.matches(code, stored.hashed) and await work.codes.use(stored.id, now):
                    await self._let_in(work, known, purpose, now)
                    return purpose
        return None

    async def _let_in(self, work: PeopleWork, person: Person, purpose: CodePurpose, now: datetime) -> None:
        # An owner who follows an invite stays the owner.
        if person.role is not Role.OWNER:
            await work.people.set_role(person.id, Role.OWNER if purpose is CodePurpose.OWNER else Role.MEMBER)
        await work.audit.append(now, person.id, f"{purpose.value}-code", f"person {person.id}", "used")

    async def _count_wrong_try(self, work: PeopleWork, person: Person, now: datetime) -> None:
        for stored in await work.codes.open(CodePurpose.OWNER, now):
            await work.codes.spend_try(stored.id)
        await work.audit.append(now, person.id, "code", f"person {person.id}", "wrong")


def first_role(identity: Identity) -> Role:
    """Return what somebody is to the house whom nobody has let in yet."""
    if identity == LOCAL_OWNER:
        return Role.OWNER
    return Role.MEMBER if identity.door == LOCAL_OWNER.door else Role.STRANGER
