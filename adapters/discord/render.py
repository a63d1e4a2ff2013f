"""A reply as Discord messages: pure, and within every limit of the API.

One embed: the answer is its title, what is besides its description, source and age its footer; the bar only repeats
what the words say. What nothing is strong in is plain text and stays so. Pictures are attachments with alt text. The
mode word (SIMULATED…) heads every message, since each may be read or passed on alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from adapters.discord.markdown import FENCE, escaped, markdown, parts
from bot.speaking.reply import Block, Button, Chart, File, Part, Reply, Table, Text, Tone
from bot.speaking.richtext import Rich, Run, Style, cleaned, lines, shortened, units
from bot.typed import as_fields

CONTENT, TITLE, DESCRIPTION, FOOTER, EMBEDS = 2000, 256, 4096, 2048, 6000
ALT, LABEL, LINE = 1024, 80, 84  # LINE: a custom id of 100 begins with who may press
FILES, ROWS, IN_ROW, OPTIONS = 10, 5, 3, 25
PARTS = 3
_MODE, _NUMBERING, _FEW = 100, 12, 24
SLATE, AMBER, VIOLET, ROSE = 0x737B88, 0xB97000, 0x9A5BC4, 0xD6486A
_BARS = {Tone.ALERT: AMBER, Tone.STALE: AMBER, Tone.MISTAKE: ROSE}
_SEPARATOR = " · "
_FENCED = f"\n{FENCE}\n…"


@dataclass(frozen=True, slots=True)
class Embed:
    """A framed text; `title` and `description` are markdown, `footer` is none."""

    title: str
    description: str
    footer: str
    bar: int


@dataclass(frozen=True, slots=True)
class Upload:
    """A file, with what a screen reader says of it."""

    content: bytes = field(repr=False)
    name: str
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Key:
    """A button, or a line of a list: choosing it says `line`; with `fill` a form asks for the words behind it."""

    label: str
    line: str
    fill: str | None = None


Row = tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Message:
    """One message: `content` or an `embed`, files, and `rows` of buttons or, where these would be too many, `lists`."""

    content: str = ""
    embed: Embed | None = None
    files: tuple[Upload, ...] = ()
    rows: tuple[Row, ...] = ()
    lists: tuple[Row, ...] = ()


def render(reply: Reply) -> tuple[Message, ...]:
    """Return the messages that say `reply`, in order. A button that Discord cannot carry becomes a line that says what
    to type."""
    keys, typed = _keys(reply)
    mode = shortened(cleaned(" ".join(text.text for text in _texts(reply, Part.MODE))), _MODE)
    told = [block for block in reply.blocks if not isinstance(block, Text) or block.part in (Part.ANSWER, Part.DETAIL)]
    sources = [cleaned(text.text) for text in _texts(reply, Part.SOURCE)] + ([reply.typed(typed)] if typed else [])
    written = _framed(reply, told, sources, mode) if _is_set(reply.blocks) else _plain(told, sources, mode)
    return _with_keys(_with_files(written, told), keys)


def lesser(message: Message) -> Iterator[Message]:
    """Return what is left of a message where a channel does not let us embed or attach, best first: words arrive
    wherever we may write."""
    if message.embed is not None:
        message = replace(message, content=_unframed(message.embed), embed=None)
        yield message
    if message.files:
        yield replace(message, files=())


def line_of(reply: Reply) -> str:
    """Return what is said in `reply` without its mode, to be put below a message that says the mode already."""
    return markdown(
        lines(_rich(block) for block in reply.blocks if not _is_mode(block) and not isinstance(block, File))
    )


def _unframed(embed: Embed) -> str:
    title = f"**{embed.title}**" if embed.title else ""
    text = "\n".join(part for part in (title, embed.description, escaped(embed.footer)) if part)
    if units(text) <= CONTENT:
        return text
    kept = shortened(text, CONTENT - len(_FENCED)).rpartition("\n")[0]
    return f"{kept}{_FENCED}" if kept.count(FENCE) % 2 else f"{kept}\n…"


def _is_set(blocks: Sequence[Block]) -> bool:
    """Return whether anything is strong, a table or a picture: nothing is, where plain text is wanted."""
    return any(isinstance(block, Table | Chart) or (isinstance(block, Text) and block.lead) for block in blocks)


def _is_mode(block: Block) -> bool:
    return isinstance(block, Text) and block.part is Part.MODE


def _texts(reply: Reply, part: Part) -> list[Text]:
    return [block for block in reply.blocks if isinstance(block, Text) and block.part is part]


def _framed(reply: Reply, told: Sequence[Block], sources: Sequence[str], mode: str) -> list[Message]:
    head, beside = _title(told, mode)
    footer = "\n".join(sources)
    body = [_rich(block) for block in (told[1:] if head else told) if not isinstance(block, File)]
    body = [Rich((Run(beside),)), *body] if beside else body
    if units(footer) > FOOTER:
        body, footer = [*body, *(Rich((Run(source),)) for source in sources)], ""
    title = _SEPARATOR.join(part for part in (escaped(mode), head) if part)
    bar = VIOLET if mode else _BARS.get(reply.tone, SLATE)
    described = parts(lines(body), min(DESCRIPTION, EMBEDS - units(title) - units(footer)) - _NUMBERING)
    if len(described) > PARTS:
        whole = "\n".join(part for part in (mode, _text_of(told), footer) if part)
        first = Embed(title, f"{markdown(described[0])}\n…", footer, bar)
        return [Message(embed=first, files=(Upload(whole.encode(), "reply.txt"),))]
    if not described:
        return [Message(embed=Embed(title, "", footer, bar))] if (title + footer).strip() else []
    count = len(described)
    return [
        Message(
            embed=Embed(
                title if i == 1 else escaped(mode),
                markdown(part) + (f"\n({i}/{count})" if count > 1 else ""),
                footer if i == count else "",
                bar,
            )
        )
        for i, part in enumerate(described, 1)
    ]


def _title(told: Sequence[Block], mode: str) -> tuple[str, str]:
    """Return the answer as a title, and what is said beside it, for the description: all that is strong, and a few
    words behind it. ("", "") where something stands before the answer, or it is too long for a title."""
    first = told[0] if told else None
    if isinstance(first, Chart):
        first = first.caption
    if not isinstance(first, Text):
        return "", ""
    lead, rest = cleaned(first.lead), cleaned(first.rest)
    beside = "" if len(rest) <= _FEW else cleaned(first.apart)
    title = escaped(lead if beside else lead + rest)
    room = TITLE - units(escaped(mode)) - len(_SEPARATOR)
    fits = lead.strip() and "\n" not in title and units(title) <= room
    return (title, beside.lstrip(" \n")) if fits else ("", "")


def _plain(told: Sequence[Block], sources: Sequence[str], mode: str) -> list[Message]:
    body = [_rich(block) for block in told if not isinstance(block, File)] + [Rich((Run(text),)) for text in sources]
    heads = [escaped(mode)] if mode else []
    room = CONTENT - _NUMBERING - sum(units(head) + 1 for head in heads)
    cut = parts(lines(body), room)
    if len(cut) > PARTS:
        whole = "\n".join([*([mode] if mode else []), _text_of(told), *sources])
        return [Message("\n".join([*heads, markdown(cut[0]), "…"]), files=(Upload(whole.encode(), "reply.txt"),))]
    numbers = [f"({i}/{len(cut)})" if len(cut) > 1 else "" for i in range(1, len(cut) + 1)]
    said = ["\n".join([*heads, markdown(part), *([n] if n else [])]) for part, n in zip(cut, numbers, strict=True)]
    return [Message(text) for text in said or heads]


def _rich(block: Block) -> Rich:
    match block:
        case Text():
            runs = (Run(cleaned(block.lead), Style.STRONG), Run(cleaned(block.rest)))
            return Rich(tuple(run for run in runs if run.text))
        case Table():
            return Rich((Run(cleaned("\n".join(block.lines())), Style.MONO),))
        case Chart():
            return _rich(block.caption)
        case File():
            return Rich((Run(cleaned(block.name)),))


def _text_of(blocks: Sequence[Block]) -> str:
    return lines(_rich(block) for block in blocks if not isinstance(block, File)).plain


def _with_files(messages: Sequence[Message], told: Sequence[Block]) -> list[Message]:
    """Hang pictures and files on the last message; more than ten go on in messages of their own."""
    charts = [_picture(block) for block in told if isinstance(block, Chart)]
    files = [Upload(block.content, cleaned(block.name) or "file") for block in told if isinstance(block, File)]
    *before, last = messages or (Message(),)
    uploads = (*last.files, *charts, *files)
    more = [Message(files=uploads[i : i + FILES]) for i in range(FILES, len(uploads), FILES)]
    last = replace(last, files=uploads[:FILES])
    return [] if last == Message() else [*before, last, *more]


def _picture(chart: Chart) -> Upload:
    alt = " ".join(part for part in (cleaned(chart.caption.text), cleaned(chart.alt)) if part)
    return Upload(chart.png, f"{cleaned(chart.stem) or 'chart'}.png", shortened(alt, ALT))


def _with_keys(messages: list[Message], keys: Sequence[Row]) -> tuple[Message, ...]:
    if not messages or not keys:
        return tuple(messages)
    *before, last = messages
    if len(keys) <= ROWS:
        return (*before, replace(last, rows=tuple(keys)))
    flat = [key for row in keys for key in row]
    listed = tuple(tuple(flat[i : i + OPTIONS]) for i in range(0, len(flat), OPTIONS))
    return (*before, replace(last, lists=listed))


def _keys(reply: Reply) -> tuple[list[Row], list[str]]:
    """Return rows of at most three buttons, and what must be typed instead."""
    rows: list[Row] = []
    seen, typed = set[str](), list[str]()
    for row in (reply.buttons, reply.more):
        keys = [_key(button) for button in row]
        typed += [as_fields(key.line) for key in keys if key.line and units(key.line) > LINE]
        # Discord takes no two buttons of one meaning in a message.
        fitting = [k for k in {k.line: k for k in keys}.values() if 0 < units(k.line) <= LINE and k.line not in seen]
        seen |= {key.line for key in fitting}
        rows += [tuple(fitting[i : i + IN_ROW]) for i in range(0, len(fitting), IN_ROW)]
    kept = ROWS * OPTIONS
    flat = [key for row in rows for key in row]
    return (rows if len(flat) <= kept else [tuple(flat[:kept])]), [
        *typed,
        *(as_fields(key.line) for key in flat[kept:]),
    ]


def _key(button: Button) -> Key:
    line = " ".join(cleaned(button.sends).split())
    label = cleaned(button.label).replace("\n", " ").strip() or line
    return Key(shortened(label, LABEL), line, button.fill)
