"""A command: declared once with typed parameters, served through every door.

    @command(effect=Effect.READ, show=show_quotes, topic="market", examples=("price btc eth in eur",), aliases=("p",))
    async def price(ask: Ask, coins: Coins, currency: In | None = None) -> Sequence[Quote]: ...

The first half asks and returns a domain object, `show` turns it into a reply; `show`'s return type says whether the
answer may be posted to a room. A parameter without a kind fails at import, with its name.
"""

import inspect
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from bot.params.base import Kind, Named
from bot.speaking.reply import PublicReply, Reply


class Effect(StrEnum):
    """Whether asking changes anything."""

    READ = "read"
    WRITE = "write"


class Who(StrEnum):
    """Who may ask."""

    ANYBODY = "anybody"  # in private, whom nobody let in, too: the command looks at who it is
    MEMBER = "member"
    OWNER = "owner"


_OF_MARKET = frozenset({"market", "charts", "forecasts"})


@dataclass(frozen=True, slots=True)
class Param:
    """One parameter: `name` on every door, `argument` in Python."""

    name: str
    argument: str
    kind: Kind
    required: bool
    markers: tuple[str, ...] = ()
    strict: bool = False
    whole: bool = False
    alone: object = None
    loose: Kind | None = None
    narrows: str | None = None


@dataclass(frozen=True, slots=True)
class Command:
    """What the doors, the menu, the schema and the help are derived from."""

    name: str
    params: tuple[Param, ...]
    ask: Callable[..., Awaitable[Any]]
    show: Callable[..., Any]
    public: bool
    effect: Effect
    who: Who
    topic: str
    aliases: tuple[str, ...]
    examples: tuple[str, ...]
    hidden: bool
    alerts_of_room: bool
    of_room: bool
    menu: bool
    implied: Callable[[Mapping[str, Any]], Mapping[str, Any]]
    on_confirm: list[Callable[..., Awaitable[Any]]] = field(default_factory=list)
    lightly: bool = True

    def confirmed(self, function: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        """Declare what happens when the person confirms this command's draft: `async (ask, facts) -> Reply`."""
        self.on_confirm.append(function)
        return function

    async def shown(self, ask: Any, result: object) -> Reply:
        """Return what is shown of a result; a picture takes its time."""
        reply: Reply | Awaitable[Reply] = self.show(ask, result)
        return await reply if inspect.isawaitable(reply) else reply

    def example(self, what: str) -> str:
        """Return the example that shows a word of the kind `what`, or what stands before it ("at"), else the first."""
        shown = {what, *(marker for param in self.params if param.kind.what == what for marker in param.markers)}
        return next((line for line in self.examples if shown & set(line.split())), self.examples[0])

    @property
    def of_market(self) -> bool:
        """Whether it asks about the market: a room may leave such a command out."""
        return self.public and self.effect is Effect.READ and self.topic in _OF_MARKET

    @property
    def whole(self) -> Param | None:
        """The parameter that takes the rest of the line as typed, None when words are given out one by one."""
        return next((param for param in self.params if param.whole), None)

    def schema(self) -> Mapping[str, object]:
        """Return the JSON schema of the arguments, as tools and routes publish it."""
        return {
            "type": "object",
            "properties": {p.name: p.kind.schema() for p in self.params},
            "required": [p.name for p in self.params if p.required],
            "additionalProperties": False,
        }


def command(  # noqa: PLR0913 - a declaration: every argument is a keyword, and says one thing about the command
    *,
    effect: Effect,
    show: Callable[..., Any],
    topic: str,
    examples: tuple[str, ...],
    name: str | None = None,
    aliases: tuple[str, ...] = (),
    who: Who = Who.MEMBER,
    hidden: bool = False,
    alerts_of_room: bool = False,
    of_room: bool = False,
    menu: bool = True,
    implied: Callable[[Mapping[str, Any]], Mapping[str, Any]] = lambda values: {},
    lightly: bool = True,
) -> Callable[[Callable[..., Awaitable[Any]]], Command]:
    """Make a `Command` of an async function whose first parameter is the `Ask`. `implied` adds values that what was
    said means without saying ("watch" lists, "watch arb" adds). `lightly` is false where a draft is confirmed by its id
    only, because what it loses is lost for good. `alerts_of_room`: where a room lets everybody make its alerts, this is
    what they need. `of_room`: anybody in an invited room may ask. `menu` is
    false for what help knows and no platform's menu lists."""

    def declare(function: Callable[..., Awaitable[Any]]) -> Command:
        own_name = name or function.__name__
        return Command(
            name=own_name,
            params=tuple(_params(own_name, function)),
            ask=function,
            show=show,
            public=_is_public(own_name, show),
            effect=effect,
            who=who,
            topic=topic,
            aliases=aliases,
            examples=examples,
            hidden=hidden,
            alerts_of_room=alerts_of_room,
            of_room=of_room,
            menu=menu and not hidden,
            implied=implied,
            lightly=lightly,
        )

    return declare


def _params(name: str, function: Callable[..., object]) -> list[Param]:
    hints = get_type_hints(function, include_extras=True)
    found = []
    for argument, declared in list(inspect.signature(function).parameters.items())[1:]:
        metadata = _metadata(hints.get(argument))
        kinds: list[Kind] = [m for m in metadata if isinstance(m, Kind)]
        if len(kinds) != 1:
            raise TypeError(f"parameter {argument!r} of command {name!r} has no kind")
        named = next((m for m in metadata if isinstance(m, Named)), Named(argument))
        required = declared.default is inspect.Parameter.empty
        kept = named.markers, named.strict, named.whole, named.alone, named.loose, named.narrows
        found.append(Param(named.name, argument, kinds[0], required, *kept))
    return found


def _metadata(hint: object) -> tuple[object, ...]:
    """Return the Annotated metadata of `hint`, looking through `| None`."""
    if get_origin(hint) is Annotated:
        return get_args(hint)[1:]
    if get_origin(hint) in (Union, UnionType):
        return next((m for arg in get_args(hint) if (m := _metadata(arg))), ())
    return ()


def _is_public(name: str, show: Callable[..., object]) -> bool:
    returned = get_type_hints(show).get("return")
    if not inspect.isclass(returned):
        raise TypeError(f"show of command {name!r} does not say whether its reply is public")
    return issubclass(returned, PublicReply)
