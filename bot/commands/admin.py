"""admin — who may talk to this bot; for the owner, hidden."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from bot.ask import Ask
from bot.command import Effect, Who, command
from bot.params.base import Named
from bot.params.choices import ChoiceKind, WordKind
from bot.speaking.reply import Cell, Part, Reply, Table
from core.kernel.errors import Missing, NotAllowed, UnknownName
from core.people.model import CodePurpose, Person, Role

_ACTIONS = {
    "users": "users",
    "people": "users",
    "invite": "invite",
    "allow": "allow",
    "block": "block",
    "owner": "owner",
    "member": "allow",
}
Action = Annotated[str, ChoiceKind("admin-action", _ACTIONS), Named("action")]
PersonId = Annotated[str, WordKind("person", r"\d{1,15}|[a-z]+:[\w-]{1,40}", "2"), Named("person")]
_ROLES = {"allow": Role.MEMBER, "block": Role.BLOCKED, "owner": Role.OWNER}


@dataclass(frozen=True, slots=True)
class Administered:
    """The people there are, the one whose role changed, or a fresh invite in clear."""

    action: str
    people: Sequence[Person] = ()
    changed: Person | None = None
    invite: str | None = None


def show_people(ask: Ask, done: Administered) -> Reply:
    say = ask.say
    if done.invite is not None:
        return Reply(
            (say.text("admin-invite", Part.ANSWER, code=done.invite), say.text("admin-invite-how", code=done.invite))
        )
    if done.changed is not None:
        role = say.line(f"role-{done.changed.role.value}")
        return Reply(
            (say.text("admin-changed", Part.ANSWER, name=done.changed.name, id=str(done.changed.id), role=role),)
        )
    rows = tuple((Cell(str(p.id)), Cell(p.name[:18]), Cell(say.line(f"role-{p.role.value}"))) for p in done.people[:40])
    columns = ("#", say.line("column-name"), say.line("column-role"))
    return Reply(
        (say.text("admin-users", Part.ANSWER, n=len(done.people)), Table(columns, rows), say.text("admin-how"))
    )


@command(
    effect=Effect.WRITE,
    show=show_people,
    topic="system",
    examples=("admin users", "admin invite", "admin block 4"),
    who=Who.OWNER,
    hidden=True,
)
async def admin(ask: Ask, action: Action = "users", person: PersonId | None = None) -> Administered:
    """List people, make an invite, or change what somebody may do."""
    register = ask.services.register
    people = await register.everyone()
    if action == "users":
        return Administered(action, people)
    if action == "invite":
        return Administered(action, invite=await register.make_code(CodePurpose.INVITE, ask.person.id))
    if person is None:
        raise Missing("person", "", (), f"admin {action} 2")
    chosen = await register.by_word(person)
    if chosen is None:
        raise UnknownName("person", person, (), "admin users")
    if chosen.id == ask.person.id:
        raise NotAllowed("own-role", person)
    return Administered(action, changed=await register.set_role(chosen, _ROLES[action], ask.person.id))
