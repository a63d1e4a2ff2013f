"""A reply as an e-mail: pure. Plain text, the same as simple HTML, pictures and files beside them.

No line of ours and nobody else's can become a header: what goes there is one line of visible text.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from html import escape

from bot.speaking.flat import lines_of
from bot.speaking.plain import tame
from bot.speaking.reply import Block, Chart, File, Part, Reply, Table, Text

_SUBJECT = 78
_STYLE = "font-family:system-ui,sans-serif;font-size:15px;line-height:1.45"
_TABLE = "font-family:ui-monospace,monospace"


@dataclass(frozen=True, slots=True)
class Envelope:
    """From whom (as it is set), to whom (a bare address), and when it is written (real clock). `key` is the same in
    every copy of a message."""

    sender: str
    to: str
    at: datetime
    key: str

    @property
    def return_path(self) -> str:
        return parseaddr(self.sender)[1]

    @property
    def message_id(self) -> str:
        """The same for a repeat, so that mail programs keep both together or show one."""
        name = hashlib.sha256(f"{self.key}\n{self.to}".encode()).hexdigest()[:32]
        return f"<{name}@{self.return_path.rpartition('@')[2]}>"


def letter(reply: Reply, envelope: Envelope) -> EmailMessage:
    """Return the message, ready to be sent."""
    message = EmailMessage(policy=SMTP)
    message["From"] = envelope.sender
    message["To"] = envelope.to
    message["Subject"] = _subject(reply)
    message["Date"] = format_datetime(envelope.at)
    message["Message-ID"] = envelope.message_id
    # Nobody's holiday notice shall answer, no list shall take it up (RFC 3834).
    message["Auto-Submitted"] = "auto-generated"
    message.set_content("\n".join(_visible(line) for line in lines_of(reply)) + "\n")
    message.add_alternative(_html(reply), subtype="html")
    for block in reply.blocks:
        match block:
            case Chart():
                name = _file_name(f"{block.stem}.png")
                message.add_attachment(block.png, maintype="image", subtype="png", filename=name)
            case File():
                message.add_attachment(
                    block.content, maintype="application", subtype="octet-stream", filename=_file_name(block.name)
                )
    return message


def _subject(reply: Reply) -> str:
    said = [block for block in reply.blocks if isinstance(block, Text) and block.part is not Part.MODE]
    first = next((block for block in said if block.part is Part.ANSWER), said[0] if said else None)
    return tame("Candlewick" if first is None else first.lead or first.text, _SUBJECT) or "Candlewick"


def _file_name(name: str) -> str:
    return tame(name).replace("/", "-").replace("\\", "-")


def _html(reply: Reply) -> str:
    lines = "\n".join(line for block in reply.blocks for line in _marked(block))
    return f'<!doctype html>\n<html><body style="{_STYLE}">\n{lines}\n</body></html>\n'


def _marked(block: Block) -> Iterator[str]:
    match block:
        case Text():
            yield f"<p>{_strong(block)}</p>"
        case Table():
            yield f'<pre style="{_TABLE}">{escape(chr(10).join(map(_visible, block.lines())))}</pre>'
        case Chart():
            yield f"<p>{_strong(block.caption)}</p>"
        case File():
            yield f"<p>{escape(_visible(block.name))}</p>"


def _strong(text: Text) -> str:
    lead, rest = escape(_visible(text.lead)), escape(_visible(text.rest))
    return f"<strong>{lead}</strong>{rest}" if lead else rest


def _visible(line: str) -> str:
    return "".join(c if c.isprintable() or c in {"\u00a0", "\u202f"} else " " for c in line)
