"""An answer as lines of a transcript, read back from what a door would send.

Bold as **…**, tables behind "| ", pictures and files in brackets at the top, buttons in brackets at the end with what
they send; last, in parentheses, what was understood and what was wrong. Each door's own form is turned into the same
lines, so that one transcript holds for all doors.
"""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path

from adapters.discord.render import Message as DiscordMessage
from adapters.discord.render import render as discord_rendered
from adapters.telegram.markup import html
from adapters.telegram.render import AlbumMessage, DocumentMessage, Message, PhotoMessage, TextMessage, render
from adapters.terminal.render import Line, Style, rendered
from bot.ports import Told
from bot.speaking.reply import Button, Chart, Reply, Table, Text
from core.kernel.errors import Mistake

Renderer = Callable[[Reply], Sequence[str]]

# Wide enough that nothing is wrapped: a transcript holds a line of an answer in a line of its own.
UNWRAPPED = 1_000_000
FILES = Path("files")

_BUTTON = re.compile(r"\[(\d+)\] ")
_ESCAPED = re.compile(r"\\(.)")
_EDGES = re.compile(r"\*\*(\s*)\*\*")


def noted(told: Told, room: str | None, renderer: Renderer) -> list[str]:
    """Return what everybody sees, and behind a line of its own what is whispered."""
    lines: list[str] = ["(the message is to be deleted)"] if told.secret else []
    if told.to_room is not None:
        lines += renderer(told.to_room)
    if told.to_person is not None:
        lines += (["(in private)"] if room is not None else []) + list(renderer(told.to_person))
    said = told.to_room or told.to_person
    return [*lines, *_facts(said)] if said is not None else [*lines, "(silence)"]


def _facts(reply: Reply) -> Iterator[str]:
    """Yield what was understood and what was wrong, as `say --json` tells it."""
    if reply.understood is not None:
        args = "".join(f" {name}={json.dumps(value)}" for name, value in reply.understood.args.items())
        yield f"({reply.understood.name}{args})"
    if isinstance(reply.error, Mistake):
        yield f"({reply.error.kind}: {reply.error.what} {reply.error.given[:40]!r} {list(reply.error.nearest)})"


def by_terminal(reply: Reply) -> list[str]:
    """Return the lines that the terminal shows; pictures and files, which it names by their path, at the top."""
    lines = rendered(reply, FILES, width=UNWRAPPED)
    tabled = {row for block in reply.blocks if isinstance(block, Table) for row in block.lines()}
    words, things = [], []
    for line in lines:
        plain = "".join(run.text for run in line)
        if plain.startswith(f"{FILES}/"):
            things.append(f"[{'chart' if plain.endswith('.png') else 'file'} {plain.removeprefix(f'{FILES}/')}]")
        elif plain in tabled:
            words.append(f"| {plain}")
        elif not (reply.buttons or reply.more) or line is not lines[-1]:
            words.append(_bold(line))
    buttons = (*reply.buttons, *reply.more)
    shown = _BUTTON.split("".join(run.text for run in lines[-1]))[1:] if buttons else []
    labels = [label.strip() for label in shown[1::2]]
    return _ordered(words, things, [Button(label, b.sends) for label, b in zip(labels, buttons, strict=True)])


def by_telegram(reply: Reply) -> list[str]:
    """Return the lines of the messages that Telegram gets, its HTML read back."""
    words: list[str] = []
    things: list[str] = []
    keys: list[Button] = []
    for message in render(reply):
        for photo in message.photos if isinstance(message, AlbumMessage) else (message,):
            written, thing = _parts(photo)
            things += [thing] if thing else []
            # A mode heads every message of an answer; in a transcript it is read once.
            words += [line for line in _html_lines(written) if not (words and line == words[0])]
            keys += [Button(key.label, key.data) for row in photo.keyboard for key in row]
    return _ordered(words, things, keys)


def by_discord(reply: Reply) -> list[str]:
    """Return the lines of the messages that Discord gets, its markdown read back."""
    words: list[str] = []
    things: list[str] = []
    keys: list[Button] = []
    for message in discord_rendered(reply):
        words += [line for line in _discord_lines(message, reply) if not (words and line == words[0])]
        things += [f"[{'chart' if file.alt else 'file'} {file.name}]" for file in message.files]
        keys += [Button(key.label, key.line) for row in (*message.rows, *message.lists) for key in row]
    return _ordered(words, things, keys)


RENDERERS: dict[str, Renderer] = {"terminal": by_terminal, "telegram": by_telegram, "discord": by_discord}


def _discord_lines(message: DiscordMessage, reply: Reply) -> Iterator[str]:
    yield from _markdown_lines(message.content)
    if message.embed is not None:
        described = list(_markdown_lines(message.embed.description))
        yield from _titled(next(_markdown_lines(message.embed.title), ""), described, reply)
        yield from message.embed.footer.split("\n") if message.embed.footer else ()


def _titled(title: str, described: list[str], reply: Reply) -> Iterator[str]:
    """Yield the lines that a title shows, a mode and the answer, and those below it. A title is strong as a whole, and
    what is said beside it begins the description; which words are which is read from the block that is shown."""
    texts = [block.caption if isinstance(block, Chart) else block for block in reply.blocks]
    shown = {words: text for text in texts if isinstance(text, Text) for words in (text.text, text.lead) if words}
    for part in [title] if title in shown else title.split(" · ", 1):
        text = shown.get(part)
        if text is None:
            yield from [part] if part else ()
        elif part == text.text:
            yield f"**{text.lead}**{text.rest}"
        else:
            beside = text.apart.lstrip(" \n")
            assert described[0] == beside.split("\n")[0]
            yield from f"**{text.lead}**{text.rest.removesuffix(beside)}{described.pop(0)}".split("\n")
    yield from described


def _markdown_lines(written: str) -> Iterator[str]:
    fenced = False
    for line in written.split("\n") if written else ():
        if line == "```":
            fenced = not fenced
        else:
            yield f"| {line}" if fenced else _ESCAPED.sub(r"\1", line)


def _parts(message: Message) -> tuple[str, str]:
    match message:
        case TextMessage(text):
            return html(text), ""
        case PhotoMessage(_, name, caption):
            return html(caption), f"[chart {name}]"
        case DocumentMessage(_, name, caption):
            return html(caption), f"[file {name}]"
    raise TypeError(message)


def _ordered(words: Sequence[str], things: Sequence[str], buttons: Sequence[Button]) -> list[str]:
    pressed = " ".join(f"[{button.label} → {button.sends}]" for button in buttons)
    return [*things, *words, *([pressed] if pressed else [])]


def _bold(line: Line) -> str:
    strong = (Style.STRONG, Style.MARK)
    return _EDGES.sub(r"\1", "".join(f"**{run.text}**" if run.style in strong else run.text for run in line))


class _Html(HTMLParser):
    """Telegram's few tags, back into lines."""

    def __init__(self) -> None:
        super().__init__()
        self.text, self._mono = "", False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._mono = tag == "pre"
        self.text += "**" if tag == "b" else ""

    def handle_endtag(self, tag: str) -> None:
        self._mono = False
        self.text += "**" if tag == "b" else ""

    def handle_data(self, data: str) -> None:
        self.text += "\n".join(f"| {line}" for line in data.split("\n")) if self._mono else data


def _html_lines(written: str) -> Iterator[str]:
    html = _Html()
    html.feed(written)
    html.close()
    yield from html.text.split("\n")
