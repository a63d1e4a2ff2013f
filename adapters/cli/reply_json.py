"""A reply as `say --json` prints it."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePath

from bot.speaking.figure_facts import facts_of, instant
from bot.speaking.reply import Block, Chart, File, PublicReply, Reply, Table, Text
from core.kernel.errors import CandlewickError, Defect, Mistake, OverBudget, Stale, Unavailable


def told_apart(reply: Reply) -> Reply:
    """Return `reply` with a name of its own for each picture and file, so that a later answer overwrites none."""
    return replace(reply, blocks=tuple(_told_apart(block) for block in reply.blocks))


def as_json(reply: Reply, simulated: bool, files: Path) -> dict[str, object]:
    """Return the reply's facts; its pictures and files lie in `files` under their names."""
    understood = reply.understood
    return {
        "private": not isinstance(reply, PublicReply),
        "simulated": simulated,
        "blocks": [_block(block, files) for block in reply.blocks],
        "figures": [facts_of(figure) for figure in reply.figures],
        "buttons": [{"label": button.label, "sends": button.sends} for button in (*reply.buttons, *reply.more)],
        "command": None if understood is None else {"name": understood.name, "args": dict(understood.args)},
        "error": None if reply.error is None else {"kind": reply.error.kind, **_facts(reply.error)},
    }


def _block(block: Block, files: Path) -> dict[str, object]:
    match block:
        case Text():
            return {"kind": "text", "text": block.text}
        case Table():
            rows = [[cell.text for cell in row] for row in block.rows]
            return {"kind": "table", "columns": list(block.columns), "rows": rows}
        case Chart():
            path = str(files / f"{block.stem}.png")
            return {"kind": "chart", "path": path, "caption": block.caption.text}
        case File():
            return {"kind": "file", "path": str(files / block.name)}


def _facts(error: CandlewickError) -> Mapping[str, object]:
    match error:
        case OverBudget():
            until = None if error.until is None else instant(error.until)
            return {"what": error.what, "given": error.given, "until": until}
        case Mistake():
            return {"what": error.what, "given": error.given, "nearest": list(error.nearest)}
        case Stale():
            return {"source": error.source, "reason": error.reason, "at": instant(error.at)}
        case Unavailable():
            wait = None if error.retry_after is None else error.retry_after.total_seconds()
            return {"source": error.source, "reason": error.reason, "retry_after": wait}
        case Defect():
            return {"reference": error.reference}
        case _:
            return {}


def _told_apart(block: Block) -> Block:
    match block:
        case Chart():
            return replace(block, stem=f"{_plain(block.stem)}-{_mark(block.png)}")
        case File():
            name = PurePath(_plain(block.name))
            return replace(block, name=f"{name.stem}-{_mark(block.content)}{name.suffix}")
        case _:
            return block


def _mark(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]


def _plain(name: str) -> str:
    """A coin may be called anything, `../` too."""
    return "".join(c if c.isalnum() or c in "._-" else "-" for c in name).lstrip(".")[:80] or "file"
