"""Where pictures and files of a terminal conversation lie."""

from pathlib import Path

from bot.speaking.reply import Chart, File, Reply


def shelved(reply: Reply, files: Path) -> None:
    """Write the pictures and files of `reply` under `files`, where its rendering says they are."""
    for block in reply.blocks:
        match block:
            case Chart():
                content, name = block.png, f"{block.stem}.png"
            case File():
                content, name = block.content, block.name
            case _:
                continue
        files.mkdir(parents=True, exist_ok=True)
        (files / name).write_bytes(content)
