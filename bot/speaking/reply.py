"""A reply, free of any platform: blocks, buttons, figures.

There is no markup inside any string: emphasis is a block's `lead`, escaping belongs to the renderer. A `PublicReply`
may be posted to a room; a plain `Reply` is personal, and posting it is a type error (promise 5).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from enum import StrEnum

from core.kernel.errors import CandlewickError
from core.kernel.figures import Figure
from core.people.model import Turn

TABLE_WIDTH = 38
CHOICES = "{choices}"


class Part(StrEnum):
    """What a text is within a message; its order, boldness and place follow from it (look.md 4)."""

    MODE = "mode"  # SIMULATED, REPLAY 2021-04-18: alone, first
    ANSWER = "answer"
    DETAIL = "detail"
    SOURCE = "source"  # source and age, last


class Tone(StrEnum):
    """What kind of message it is; it tints Discord's bar and picks the emoji, and never says anything by itself."""

    ANSWER = "answer"
    ALERT = "alert"
    STALE = "stale"
    MISTAKE = "mistake"
    PRIVATE = "private"


@dataclass(frozen=True, slots=True)
class Text:
    """One line: `lead` is set strong, `rest` follows directly. `figures` are those written in it. `joint` is what
    `rest` begins with only because `lead` stands before it: ", "."""

    lead: str = ""
    rest: str = ""
    part: Part = Part.DETAIL
    figures: tuple[Figure, ...] = ()
    joint: str = ""

    def __post_init__(self) -> None:
        if not self.rest.startswith(self.joint):
            raise ValueError(f"{self.rest!r} is not joined by {self.joint!r}")

    @property
    def text(self) -> str:
        return self.lead + self.rest

    @property
    def apart(self) -> str:
        """`rest` as it reads where `lead` stands elsewhere."""
        return self.rest[len(self.joint) :]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table."""

    text: str
    figure: Figure | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A monospaced table of at most 38 columns; `numeric` columns are set right. `spoken` are the names of its columns
    where it is read out, a line for each cell: they may be as long as they must, and the table is never set."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numeric: frozenset[int] = frozenset()
    spoken: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in (*self.rows, self.spoken or self.columns)):
            raise ValueError("every row has a cell for every column")
        if self.width > TABLE_WIDTH and not self.spoken:
            raise ValueError(f"a table of {self.width} columns does not fit a phone")

    @property
    def widths(self) -> tuple[int, ...]:
        """Width of each column in characters."""
        cells = [self.columns, *([c.text for c in row] for row in self.rows)]
        return tuple(max(len(row[i]) for row in cells) for i in range(len(self.columns)))

    @property
    def width(self) -> int:
        return sum(self.widths) + 2 * (len(self.columns) - 1)

    def lines(self) -> Iterator[str]:
        """Yield heading and rows as aligned text, two spaces between columns."""
        for row in (self.columns, *(tuple(c.text for c in r) for r in self.rows)):
            cells = (
                text.rjust(w) if i in self.numeric else text.ljust(w)
                for i, (text, w) in enumerate(zip(row, self.widths, strict=True))
            )
            yield "  ".join(cells).rstrip()

    @property
    def figures(self) -> tuple[Figure, ...]:
        return tuple(c.figure for row in self.rows for c in row if c.figure is not None)


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture: PNG bytes, its file name stem, the caption that carries every figure of it, and what a screen reader
    says besides."""

    png: bytes = field(repr=False)
    stem: str
    caption: Text
    alt: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """A file to hand over, such as an export."""

    content: bytes = field(repr=False)
    name: str


Block = Text | Table | Chart | File


@dataclass(frozen=True, slots=True)
class Button:
    """A command with its words filled in: pressing it is typing `sends`. `takes_back` is the line that takes back what
    the reply tells of, where the button does that. `fill` are words that may be changed and belong behind it, as they
    stand now: a door that has forms asks for them in one, and elsewhere a press asks how."""

    label: str
    sends: str
    takes_back: str = ""
    fill: str | None = None


@dataclass(frozen=True, slots=True)
class Understood:
    """What was understood: canonical command name and only the arguments that were said, as JSON-ready values."""

    name: str
    args: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Noticed:
    """What a message that nobody asked for was written as: its `key`, unique for ever and the same in a repeat, its
    `kind`, `at` the market's instant it is of; `rule` the rule it came from, JSON-ready."""

    key: str
    kind: str
    at: datetime
    rule: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What is said back; personal, so it is whispered. `more` buttons form a second row. `settles`: the buttons that
    were tapped for it are used up, and their row becomes these words; `ends` are sentences of that message which are
    true no longer. `noticed` where nobody asked for it. `typing` is
    the person's sentence for buttons that a door cannot carry, CHOICES where what they send belongs. `listed` are the
    words of the coins that are listed, "" where none, so that "the second one" means one of them; `stands` is what
    it shows to be set, as arguments of its command, so that "until 8" changes that; `draft` names the draft or the
    saved rule that it shows, so that "make that 58k" changes it; `turn` is what is remembered of it."""

    blocks: tuple[Block, ...]
    buttons: tuple[Button, ...] = ()
    more: tuple[Button, ...] = ()
    tone: Tone = Tone.ANSWER
    understood: Understood | None = None
    error: CandlewickError | None = None
    settles: bool = False
    ends: tuple[str, ...] = ()
    noticed: Noticed | None = None
    typing: str = f"Type: {CHOICES}"
    listed: tuple[str, ...] = ()
    stands: Mapping[str, object] = field(default_factory=dict)
    draft: str = ""
    turn: Turn | None = None

    @property
    def public(self) -> bool:
        return isinstance(self, PublicReply)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure in the blocks, in the order they are read."""
        found: list[Figure] = []
        for block in self.blocks:
            if isinstance(block, Text | Table):
                found += block.figures
            elif isinstance(block, Chart):
                found += block.caption.figures
        return tuple(found)

    def typed(self, sends: Sequence[str]) -> str:
        """Return what to type instead of buttons that send this."""
        return self.typing.replace(CHOICES, " · ".join(sends))

    @property
    def personal(self) -> "Reply":
        """The same reply as one that is whispered."""
        return Reply(**{each.name: getattr(self, each.name) for each in fields(Reply)})

    def headed(self, mode: Sequence[Text]) -> "Reply":
        """Return the same reply under `mode` lines, keeping its type."""
        return replace(self, blocks=(*mode, *self.blocks))


@dataclass(frozen=True, slots=True)
class PublicReply(Reply):
    """A reply without anything personal: it may be posted to a room."""
