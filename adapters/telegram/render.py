"""A reply as Telegram messages: pure, and within every limit of the Bot API.

Order: photos (their caption first of all), then text, then files; buttons hang on the last message that can carry
them. The mode word (SIMULATED…) heads every message, since each may be read or passed on alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from bot.speaking.reply import Block, Button, Chart, File, Part, Reply, Table, Text
from bot.speaking.richtext import Rich, Run, Style, cleaned, lines, split

TEXT_UNITS = 4096
CAPTION_UNITS = 1024
ALBUM = 10
DATA_BYTES = 64
ROW = 3
KEYS = 100
PARTS = 3
MODE_CHARACTERS = 100  # a mode is a word or three; every message must have room for it and more
_NUMBERING = 12  # "\n(3/3)", with room to spare


@dataclass(frozen=True, slots=True)
class Key:
    """One inline button; pressing it sends `data` (1–64 bytes)."""

    label: str
    data: str


Keyboard = tuple[tuple[Key, ...], ...]


@dataclass(frozen=True, slots=True)
class TextMessage:
    """Text of 1–4096 units after its markup is taken away."""

    text: Rich
    keyboard: Keyboard = ()


@dataclass(frozen=True, slots=True)
class PhotoMessage:
    """A PNG with a caption of at most 1024 units."""

    png: bytes = field(repr=False)
    name: str
    caption: Rich
    keyboard: Keyboard = ()


@dataclass(frozen=True, slots=True)
class AlbumMessage:
    """Two to ten photos; an album carries no buttons."""

    photos: tuple[PhotoMessage, ...]


@dataclass(frozen=True, slots=True)
class DocumentMessage:
    """A file."""

    content: bytes = field(repr=False)
    name: str
    caption: Rich = field(default_factory=Rich)
    keyboard: Keyboard = ()


Message = TextMessage | PhotoMessage | AlbumMessage | DocumentMessage


def render(reply: Reply, *, keyboard: bool = True) -> tuple[Message, ...]:
    """Return the messages that say `reply`, in order. A button that Telegram cannot carry, and every button where
    `keyboard` is off, becomes a line that says what to type."""
    keys, typed = _keys(reply) if keyboard else ((), _sends((*reply.buttons, *reply.more)))
    mode = _mode(reply)
    blocks = [*_told(reply), *([Text(rest=reply.typed(typed), part=Part.SOURCE)] if typed else [])]
    charts = [block for block in blocks if isinstance(block, Chart)]
    whole = lines([*_some(mode), *(_line(b) for b in blocks if not isinstance(b, File))])
    files = _documents(blocks, mode)
    if len(charts) == 1 and whole.units <= CAPTION_UNITS:
        folded = PhotoMessage(charts[0].png, _png_name(charts[0]), whole)
        return _keyed([folded, *files], keys)
    photos, overflow = _photos(charts, mode)
    words = lines([*overflow, *(_line(b) for b in blocks if not isinstance(b, File | Chart))])
    messages: list[Message] = [*photos, *_written(words, mode), *files]
    if not messages and not mode.empty:
        messages = [TextMessage(mode)]
    return _keyed(messages, keys)


def _mode(reply: Reply) -> Rich:
    words = lines(_line(text) for text in _texts(reply, Part.MODE))
    return words.cut(0, MODE_CHARACTERS)


def _texts(reply: Reply, part: Part) -> list[Text]:
    return [block for block in reply.blocks if isinstance(block, Text) and block.part is part]


def _told(reply: Reply) -> list[Block]:
    """Return the blocks without the mode, source and age last."""
    apart = (Part.MODE, Part.SOURCE)
    body = [block for block in reply.blocks if not (isinstance(block, Text) and block.part in apart)]
    return [*body, *_texts(reply, Part.SOURCE)]


def _line(block: Block) -> Rich:
    match block:
        case Text():
            return Rich(tuple(_runs((block.lead, Style.STRONG), (block.rest, Style.PLAIN))))
        case Table():
            return Rich(tuple(_runs(("\n".join(block.lines()), Style.MONO))))
        case Chart():
            return _line(block.caption)
        case File():
            return Rich((Run(cleaned(block.name)),))


def _runs(*pieces: tuple[str, Style]) -> Iterator[Run]:
    for text, style in pieces:
        clean = cleaned(text)
        if clean:
            yield Run(clean, style)


def _some(rich: Rich) -> tuple[Rich, ...]:
    return () if rich.empty else (rich,)


def _headed(mode: Rich, body: Rich) -> Rich:
    return lines([*_some(mode), *_some(body)])


def _photos(charts: Sequence[Chart], mode: Rich) -> tuple[list[Message], list[Rich]]:
    """Return photos and albums, and what did not fit under them."""
    overflow: list[Rich] = []
    photos: list[PhotoMessage] = []
    room = CAPTION_UNITS - mode.units - 1
    for chart in charts:
        caption, *rest = split(_line(chart.caption), room) or [Rich()]
        if rest:
            overflow.append(lines(rest))
        photos.append(PhotoMessage(chart.png, _png_name(chart), _headed(mode, caption)))
    albums = [tuple(photos[i : i + ALBUM]) for i in range(0, len(photos), ALBUM)]
    return [AlbumMessage(album) if len(album) > 1 else album[0] for album in albums], overflow


def _written(words: Rich, mode: Rich) -> list[Message]:
    """Return the text as numbered parts; more than three become a first part and a file."""
    room = TEXT_UNITS - mode.units - 1
    parts = split(words, room)
    if len(parts) <= 1:
        return [TextMessage(_headed(mode, part)) for part in parts]
    parts = split(words, room - _NUMBERING)
    if len(parts) > PARTS:
        whole = _headed(mode, words).plain.encode()
        first = lines([parts[0], Rich((Run("…"),))])
        return [TextMessage(_headed(mode, first)), DocumentMessage(whole, "reply.txt", mode)]
    numbered = (lines([part, Rich((Run(f"({i}/{len(parts)})"),))]) for i, part in enumerate(parts, 1))
    return [TextMessage(_headed(mode, part)) for part in numbered]


def _documents(blocks: Sequence[Block], mode: Rich) -> list[Message]:
    return [
        DocumentMessage(block.content, cleaned(block.name) or "file", mode)
        for block in blocks
        if isinstance(block, File)
    ]


def _png_name(chart: Chart) -> str:
    return f"{cleaned(chart.stem) or 'chart'}.png"


def _keyed(messages: Sequence[Message], keys: Keyboard) -> tuple[Message, ...]:
    """Hang the buttons on the last message; the last photo of an album leaves it to carry them."""
    if not keys or not messages:
        return tuple(messages)
    *before, last = messages
    if isinstance(last, AlbumMessage):
        *kept, carrier = last.photos
        album = AlbumMessage(tuple(kept)) if len(kept) > 1 else kept[0]
        return (*before, album, replace(carrier, keyboard=keys))
    return (*before, replace(last, keyboard=keys))


def _keys(reply: Reply) -> tuple[Keyboard, list[str]]:
    """Return rows of at most three buttons, and what must be typed instead."""
    fitting = [
        [b for b in row if 1 <= len(cleaned(b.sends).encode()) <= DATA_BYTES] for row in (reply.buttons, reply.more)
    ]
    kept = 0
    rows: list[tuple[Key, ...]] = []
    typed = [b for b in (*reply.buttons, *reply.more) if len(cleaned(b.sends).encode()) > DATA_BYTES]
    for row in fitting:
        typed += row[KEYS - kept :]
        keys = [Key(cleaned(b.label).strip() or cleaned(b.sends), cleaned(b.sends)) for b in row[: KEYS - kept]]
        kept += len(keys)
        rows += [tuple(keys[i : i + ROW]) for i in range(0, len(keys), ROW)]
    return tuple(rows), _sends(typed)


def _sends(buttons: Sequence[Button]) -> list[str]:
    return [button.sends for button in buttons if button.sends]
