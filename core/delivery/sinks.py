"""Sinks: addresses besides the chats where somebody can be told things. Each belongs to whoever proved it.

An address is sent a code, and nothing else before its owner typed that code. Then it is an identity of that person at
its door, like any other: the courier reaches it without knowing what it is.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from string import ascii_letters, digits
from typing import Protocol

from core.delivery import allowance
from core.delivery.addresses import WEBHOOK
from core.delivery.model import Attempt, NewNotice, Outcome
from core.delivery.ports import Store
from core.delivery.sink_model import Claim, Event, Sink
from core.delivery.sink_ports import SinkWork
from core.kernel.chance import Chance
from core.kernel.clock import MarketClock, RealClock
from core.kernel.errors import NotAllowed, Unavailable, UnknownName
from core.kernel.vault import Vault
from core.people import codes, lately
from core.people.model import Identity, Person

CODE_LIFE = timedelta(minutes=10)
TRIES = 5
SINK_GONE = "sink-gone"
SINK_REFUSED = "sink-refused"
REFUSALS_APART = timedelta(days=1)
_SECRET_LETTERS = 43  # of 62: more than 256 bits


@dataclass(frozen=True, slots=True)
class Asked:
    """A code is on its way. `secret` in clear, for a webhook: it is shown this once."""

    claim: Claim
    secret: str | None = None


class SendsCodes(Protocol):
    """Tells an unproved address its code, in the words of the person who asks, and nothing else."""

    @property
    def doors(self) -> frozenset[str]:
        """Which doors the operator has set up."""

    async def send_code(self, person: Person, claim: Claim, code: str, secret: str | None) -> Attempt: ...


class Sinks:
    """Adds, proves and removes addresses. Every change leaves an audit entry without the address."""

    def __init__(
        self,
        store: Store[SinkWork],
        sender: SendsCodes,
        vault: Vault,
        real: RealClock,
        market: MarketClock,
        chance: Chance,
    ) -> None:
        self._store, self._sender, self._vault = store, sender, vault
        self._real, self._market, self._chance = real, market, chance

    @property
    def offered(self) -> frozenset[str]:
        """The doors that the operator has set up."""
        return self._sender.doors

    async def of(self, person: Person) -> tuple[Sequence[Sink], Sequence[Claim]]:
        """Return somebody's addresses, and those that wait for their code."""
        async with self._store.reading() as work:
            claims = await work.sinks.claims(person.id)
            now = self._real.now()
            return await work.sinks.of(person.id), [c for c in claims if c.expires_at > now and c.tries_left > 0]

    async def ask(self, person: Person, door: str, address: str) -> Asked:
        """Send a code to an address; what waited at that door before is forgotten.

        Raises
        ------
        NotAllowed
            If the operator has not set up that door (what="no-DOOR").
        OverBudget
            If too many codes were sent lately.
        UnknownName
            If no message can be brought there (what="address").
        Unavailable
            If it could not be sent now.
        """
        if door not in self.offered:
            raise NotAllowed(f"no-{door}", door)
        now, code = self._real.now(), codes.new_digits(self._chance)
        secret = self._chance.pick(ascii_letters + digits, _SECRET_LETTERS) if door == WEBHOOK else None
        sealed = None if secret is None else await self._vault.seal(secret, bound_to(person.id, door, address))
        claim = Claim(person.id, door, address, "", now + CODE_LIFE, TRIES, sealed)
        claim = replace(claim, hashed=codes.hashed(_bound(claim, code)))
        async with self._store.begin() as work:
            await allowance.spend(work.memory, address, person.id, now)
            await work.sinks.keep_claim(claim)
            await work.audit.append(now, person.id, "sink-code", door, "sent")
            await work.commit()
        await self._sent(await self._sender.send_code(person, claim, code, secret), claim)
        return Asked(claim, secret)

    async def prove(self, person: Person, code: str) -> Sink:
        """Open with the code that was sent to an address.

        Raises
        ------
        UnknownName
            For a wrong, used or expired code (what="code"); each address that waits is tried.
        NotAllowed
            If the address is somebody else's here.
        """
        now = self._real.now()
        async with self._store.begin() as work:
            # Tried before it is compared: of guesses side by side each costs one.
            waiting = await work.sinks.try_claims(person.id, now)
            # All are compared, so that the time it takes tells nothing of which.
            right = [claim for claim in waiting if codes.matches(_bound(claim, code), claim.hashed)]
            proved = await self._proved(work, right[0], now) if right else None
            if proved is None:
                await work.audit.append(now, person.id, "sink-code", f"person {person.id}", "wrong")
            await work.commit()
        if proved is None:
            raise UnknownName("code", "", (), "notify verify 123456")
        return proved

    async def choose(self, person: Person, events: Sequence[str]) -> Sink:
        """Keep what somebody's webhook is told. UnknownName when they have none."""
        async with self._store.begin() as work:
            sink = await work.sinks.find(person.id, WEBHOOK)
            if sink is None:
                raise UnknownName("sink", WEBHOOK, (), "notify webhook https://example.com/hook")
            chosen = replace(sink, events=tuple(e.value for e in Event if e.value in events))
            await work.sinks.keep(chosen)
            await work.commit()
        return chosen

    async def remove(self, person: Person, door: str) -> Sink | Claim | None:
        """Forget an address, and what waits at its door; None when there was neither."""
        async with self._store.begin() as work:
            claims = [claim for claim in await work.sinks.claims(person.id) if claim.door == door]
            sink = await _removed(work, person.id, door)
            if sink is not None or claims:
                await work.audit.append(self._real.now(), person.id, "sink", door, "removed")
            await work.commit()
        return sink or next(iter(claims), None)

    async def gone(self, identity: Identity) -> None:
        """Nobody is at this address any more, its receiver says: it is removed, and its owner told."""
        async with self._store.begin() as work:
            owner = await work.people.find(identity)
            if owner is None:
                return
            sink = await _removed(work, owner.id, identity.door)
            if sink is not None:
                now = self._market.now()
                key = f"{SINK_GONE}:{owner.id}:{identity.door}:{now.isoformat()}"
                facts = f'{{"door": "{identity.door}"}}'
                await work.outbox.put(NewNotice(key, SINK_GONE, facts, now, now, person_id=owner.id))
                await work.audit.append(self._real.now(), owner.id, "sink", identity.door, "gone")
            await work.commit()

    async def refused(self, identity: Identity, status: int) -> None:
        """A receiver does not take what it was sent: the message is lost there. Its owner is told, once in a real day
        however many there are; the address stays."""
        now = self._real.now()
        async with self._store.reading() as work:
            owner = await work.people.find(identity)
            if owner is None or await lately.was_said(work.memory, _refusal(owner, identity), now):
                return
        async with self._store.begin() as work:
            if not await lately.say_once(work.memory, _refusal(owner, identity), now, now + REFUSALS_APART):
                return
            key = f"{SINK_REFUSED}:{owner.id}:{identity.door}:{now.isoformat()}"
            facts = json.dumps({"door": identity.door, "status": str(status)})
            at = self._market.now()
            await work.outbox.put(NewNotice(key, SINK_REFUSED, facts, at, at, person_id=owner.id))
            await work.audit.append(now, owner.id, "sink", identity.door, "refused")
            await work.commit()

    async def secret_of(self, identity: Identity) -> str | None:
        """Return the secret of a proved webhook in clear, None when there is none (any more)."""
        async with self._store.reading() as work:
            owner = await work.people.find(identity)
            sink = None if owner is None else await work.sinks.find(owner.id, identity.door)
        if sink is None or sink.address != identity.external_id or sink.secret is None:
            return None
        return await self._vault.open(sink.secret, bound_to(sink.person_id, sink.door, sink.address))

    async def resealed(self, secret: str, from_id: int, to_id: int, door: str, address: str) -> str:
        """Seal a secret of one person anew for another, whose address it is now."""
        opened = await self._vault.open(secret, bound_to(from_id, door, address))
        return await self._vault.seal(opened, bound_to(to_id, door, address))

    async def _proved(self, work: SinkWork, claim: Claim, now: datetime) -> Sink:
        before = await _removed(work, claim.person_id, claim.door)
        await work.people.link(claim.person_id, Identity(claim.door, claim.address), now)
        events = (Event.ALERT.value,) if before is None else before.events
        sink = Sink(
            claim.person_id,
            claim.door,
            claim.address,
            now,
            events if claim.door == WEBHOOK else (),
            claim.secret,
        )
        await work.sinks.keep(sink)
        await work.audit.append(now, claim.person_id, "sink", claim.door, "added")
        return sink

    async def _sent(self, attempt: Attempt, claim: Claim) -> None:
        if attempt.outcome in {Outcome.SENT, Outcome.UNCERTAIN}:
            return
        async with self._store.begin() as work:
            await work.sinks.drop_claim(claim.person_id, claim.door)
            await work.commit()
        if attempt.outcome is Outcome.REFUSED:
            raise UnknownName("address", claim.shown)
        raise Unavailable(claim.door, "network")


def _refusal(owner: Person, identity: Identity) -> str:
    return lately.of_person(f"{SINK_REFUSED} {identity.door}", owner.id)


async def _removed(work: SinkWork, person_id: int, door: str) -> Sink | None:
    sink = await work.sinks.find(person_id, door)
    await work.sinks.drop_claim(person_id, door)
    if sink is not None:
        await work.sinks.drop(person_id, door)
        await work.people.unlink(person_id, Identity(door, sink.address))
    return sink


def bound_to(person_id: int, door: str, address: str) -> str:
    """Return what a webhook's secret is sealed for."""
    return f"sink {person_id} {door} {address}"


def _bound(claim: Claim, code: str) -> str:
    """A code opens the address that it was sent to, for whoever asked for it."""
    return f"{claim.person_id} {claim.door} {claim.address} {code}"
