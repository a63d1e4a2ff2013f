"""One person, many doors: who types the code that was shown at another door joins whoever was shown it.

The code opens nothing by itself. Whoever was shown it is asked at that very door whether this is them, so that a stolen
code joins nobody. Then everything moves in one transaction, table by table as the register says, and the person who
joined is no more. A door that leaves begins anew; what there is stays with the others.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core.delivery.addresses import DOORS as ADDRESSES
from core.delivery.deliverer import Clocks
from core.delivery.joining import Beyond, Joining
from core.delivery.link_notices import LINK_ASKED, LINK_REFUSED, LINKED, UNLINKED, Join
from core.delivery.link_ports import LinkWork
from core.delivery.model import ACCOUNT, NewNotice, called
from core.delivery.ports import Store
from core.delivery.tries import Limit, Tries
from core.kernel.chance import Chance
from core.kernel.errors import NotAllowed, UnknownName
from core.kernel.memory import Memory
from core.market.model import to_ms
from core.people import codes
from core.people.links import Link
from core.people.model import Identity, Person, Preferences, Role
from core.people.register import first_role

CODE_LIFE = timedelta(minutes=5)
"""How long a code can be typed, and then how long its person may think about it (real time)."""
SHOWN, TYPED, WITHIN = 6, 5, timedelta(hours=1)
_TRIES, _SHOWN, _TYPED = Tries("link-tries", "link", WITHIN), "shown", "typed"


@dataclass(frozen=True, slots=True)
class Shown:
    """A code in clear, and until when it can be typed (real clock)."""

    code: str
    until: datetime


class Linking:
    """Shows codes, takes them, joins and parts. Every step is one transaction and leaves an audit entry. `changes`
    grows when somebody has joined or left."""

    def __init__(self, store: Store[LinkWork], clocks: Clocks, chance: Chance, beyond: Beyond) -> None:
        self._store, self._clocks, self._chance, self._beyond = store, clocks, chance, beyond
        self._used = (_pass_on, *beyond.used)
        self._joining = Joining(beyond, self._used)
        self.changes = 0

    async def show(self, person: Person, identity: Identity) -> Shown:
        """Return a new code; an earlier one of theirs ends. OverBudget for too many in an hour."""
        now, code = self._clocks.real.now(), codes.new_code(self._chance)
        async with self._store.begin() as work:
            await _TRIES.spend(work.memory, [Limit(f"{_SHOWN} {person.id}", SHOWN, WITHIN)], now)
            await work.links.forget_before(now)
            await work.links.keep(Link(person.id, codes.hashed(code), identity, now, now + CODE_LIFE))
            await work.audit.append(now, person.id, "link-code", f"person {person.id}", "made")
            await work.commit()
        return Shown(code, now + CODE_LIFE)

    async def typed(self, person: Person, identity: Identity, code: str) -> Link:
        """Take a code that was shown elsewhere, and ask whoever was shown it.

        Raises
        ------
        UnknownName
            For a wrong, used or expired code, in the same words; each costs its sender a try.
        OverBudget
            For too many tries in an hour.
        NotAllowed
            For one's own code ("link-self"), and for the owner, who is joined and never joins ("link-owner").
        """
        now = self._clocks.real.now()
        async with self._store.begin() as work:
            # Said once more, as after an answer that was lost, it is the same question.
            for link in await work.links.claimed_by(identity, now):
                if codes.matches(code, link.hashed):
                    return link
            await _TRIES.spend(work.memory, [Limit(f"{_TYPED} {person.id}", TYPED, WITHIN)], now)
            await work.links.forget_before(now)
            # All are compared, whichever fits: how long it takes tells nothing.
            fitting = [link for link in await work.links.open(now) if codes.matches(code, link.hashed)]
            claimed = None if not fitting else await self._claimed(work, person, identity, fitting[0], now)
            await work.audit.append(now, person.id, "link", f"person {person.id}", "asked" if claimed else "wrong")
            await work.commit()
        if claimed is None:
            raise UnknownName("code", "", (), "link K7QFM-2M9PX")
        self._beyond.changed()
        return claimed

    async def burn(self, written: Collection[str]) -> None:
        """End the codes among `written`, which stood where others read it."""
        now = self._clocks.real.now()
        # Looked up before anything is written: whoever fills a room with such words keeps nobody from writing.
        async with self._store.reading() as work:
            if not _among(written, await work.links.open(now)):
                return
        async with self._store.begin() as work:
            for link in _among(written, await work.links.open(now)):
                await work.links.drop(link.person_id)
                await work.audit.append(now, None, "link-code", f"person {link.person_id}", "burnt")
            await work.commit()

    async def waiting(self, person: Person) -> Link | None:
        """Return what waits for this person's word: a code of theirs that somebody typed."""
        async with self._store.reading() as work:
            link = await work.links.of(person.id, self._clocks.real.now())
        return link if link is not None and link.joiner is not None else None

    async def confirm(self, person: Person, identity: Identity, mark: str | None) -> Join:
        """Join whoever typed the code, at the word of who was shown it. UnknownName when nothing (any more) waits,
        NotAllowed at another door than the first one."""
        now = self._clocks.real.now()
        async with self._store.begin() as work:
            link, joiner = await self._asked(work, person, mark, now)
            if identity != link.shown_to:
                raise NotAllowed("link-first-door", link.shown_to.door)
            join = await self._joining.join(work, joiner, person, link)
            assert link.joiner is not None
            facts = {**join.facts, "door": link.shown_to.door}
            await self._tell(work, LINKED, person.id, link.joiner, link.mark, facts)
            await work.audit.append(now, person.id, "link", f"person {joiner.id}", "joined")
            await work.commit()
        self.changes += 1
        self._beyond.changed()
        return join

    async def refuse(self, person: Person, identity: Identity, mark: str | None) -> Link:
        """Join nobody, and tell whoever typed the code. That may be said at any of their doors; errors as above."""
        now = self._clocks.real.now()
        async with self._store.begin() as work:
            link, joiner = await self._asked(work, person, mark, now)
            await self._end(work, link, joiner, identity.door)
            await work.audit.append(now, person.id, "link", f"person {joiner.id}", "refused")
            await work.commit()
        self._beyond.changed()
        return link

    async def cancel(self, person: Person) -> bool:
        """End a code of this person's, typed or not, and tell whoever typed it; False if there is none."""
        async with self._store.begin() as work:
            link = await work.links.of(person.id, self._clocks.real.now())
            if link is None:
                return False
            joiner = None if link.joiner is None else await work.people.find(link.joiner)
            await self._end(work, link, joiner, link.shown_to.door)
            await work.commit()
        self._beyond.changed()
        return True

    async def doors(self, person: Person) -> Sequence[Identity]:
        """Return where a person writes from; addresses that are only written to are none of these."""
        async with self._store.reading() as work:
            return _chats(await work.people.identities(person.id))

    async def leave(self, person: Person, said_at: Identity, leaving: Identity) -> Person:
        """Let one of a person's doors begin anew, as somebody nothing is kept of; return whom that is. NotAllowed for a
        door that is not theirs, and for their only one."""
        now = self._clocks.real.now()
        async with self._store.begin() as work:
            await work.people.hold([person.id])
            chats = _chats(await work.people.identities(person.id))
            known = await work.people.by_id(person.id)
            if leaving not in chats or len(chats) < 2 or known is None:
                raise NotAllowed("link-only-door", leaving.door)
            role = _after(await work.people.role_before(leaving), known.role, leaving)
            await work.people.unlink(person.id, leaving)
            fresh = Preferences(language=known.preferences.language)
            # Whose name it was is not known: each is called again what their platform calls them.
            await work.people.set_name(person.id, "")
            other = await work.people.add(leaving, "", role, fresh, now)
            for pass_on in self._used:
                await pass_on(work.memory, person.id, other.id)
            if known.preferences.alerts == leaving.door:
                await work.people.set_preferences(person.id, replace(known.preferences, alerts="any"))
            link = await work.links.of(person.id, now)
            if link is not None and link.shown_to == leaving:
                await work.links.drop(person.id)
            for each in chats:
                # Whoever asked reads the answer; the others learn it unasked.
                if each != said_at:
                    facts = {"door": leaving.door, "left": each == leaving}
                    told = other.id if each == leaving else person.id
                    await self._tell(work, UNLINKED, told, each, str(to_ms(now)), facts)
            await work.audit.append(now, person.id, "unlink", f"person {other.id}", "left")
            await work.commit()
        self.changes += 1
        self._beyond.changed()
        return other

    async def _claimed(
        self, work: LinkWork, person: Person, identity: Identity, link: Link, now: datetime
    ) -> Link | None:
        if link.person_id == person.id:
            raise NotAllowed("link-self", identity.door)
        shower, joiner = await work.people.by_id(link.person_id), await work.people.by_id(person.id)
        if shower is None or joiner is None or Role.BLOCKED in {shower.role, joiner.role}:
            return None
        _refuse_owner(joiner, shower)
        claimed = replace(link, joiner=identity, joiner_name=joiner.name, expires_at=now + CODE_LIFE)
        if not await work.links.claim(claimed):
            return None
        facts = {"door": identity.door, "name": joiner.name, "mark": claimed.mark}
        await self._tell(work, LINK_ASKED, shower.id, link.shown_to, claimed.mark, facts)
        return claimed

    async def _asked(self, work: LinkWork, person: Person, mark: str | None, now: datetime) -> tuple[Link, Person]:
        """Return what waits for a person's word, and who that is, as they are now."""
        link = await work.links.of(person.id, now)
        joiner = None if link is None or link.joiner is None else await work.people.find(link.joiner)
        if link is None or joiner is None or joiner.id == person.id or mark not in {None, link.mark}:
            raise UnknownName("link", "", (), "link")
        known = await work.people.by_id(person.id)
        if known is None or Role.BLOCKED in {known.role, joiner.role}:
            raise UnknownName("link", "", (), "link")
        _refuse_owner(joiner, known)
        return link, joiner

    async def _end(self, work: LinkWork, link: Link, joiner: Person | None, said_at: str) -> None:
        """End a code, and tell whoever typed it."""
        await work.links.drop(link.person_id)
        if joiner is not None and link.joiner is not None:
            await self._tell(work, LINK_REFUSED, joiner.id, link.joiner, link.mark, {"door": said_at})

    async def _tell(
        self, work: LinkWork, kind: str, person_id: int, whom: Identity, mark: str, facts: Mapping[str, object]
    ) -> None:
        """Tell it at that one account of a person, of which they may have several at one door."""
        at, account = self._clocks.market.now(), called(whom)
        text, key = json.dumps({**facts, ACCOUNT: account}), f"{kind}:{person_id}:{mark}:{account}"
        await work.outbox.put(NewNotice(key, kind, text, at, at, person_id=person_id, door=whom.door))


def _refuse_owner(joiner: Person, shower: Person) -> None:
    # Who typed a code that somebody else showed them would give the whole house away.
    if joiner.role is Role.OWNER and shower.role is not Role.OWNER:
        raise NotAllowed("link-owner")


def _after(before: Role | None, now: Role, leaving: Identity) -> Role:
    """Return what a door is that leaves: what it was before it joined, and no more than its person is now."""
    role = before or first_role(leaving)
    return Role.MEMBER if role is Role.OWNER and now is not Role.OWNER else role


def _among(written: Collection[str], open_links: Sequence[Link]) -> Sequence[Link]:
    return [link for link in open_links if any(codes.matches(code, link.hashed) for code in written)]


def _chats(identities: Sequence[Identity]) -> Sequence[Identity]:
    return [each for each in identities if each.door not in ADDRESSES]


async def _pass_on(memory: Memory, from_id: int, to_id: int) -> None:
    for did in (_SHOWN, _TYPED):
        await _TRIES.pass_on(memory, f"{did} {from_id}", f"{did} {to_id}")
