"""`make docs`: what is generated from the settings model (.env.example, candlewick.example.toml, the README's table),
from the commands and the register of what is kept (docs/), and the README's picture.

A test fails when a file differs from what its writer here returns.
"""

import sys
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path

from adapters.settings import SETTINGS, Setting
from tools import pages

ROOT = Path(__file__).resolve().parent.parent
BEGIN, END = "<!-- settings -->", "<!-- /settings -->"
GENERATED = "Made by `make docs` from adapters/settings/model.py; change it there."


def env_example(_: str) -> str:
    """Return .env.example: every variable, commented out."""
    head = (
        f"# {GENERATED}\n"
        "# Copy to .env for docker compose; in a shell: set -a; . ./.env; set +a\n"
        "# A secret may stand in a file instead: CANDLEWICK_TELEGRAM__TOKEN_FILE=/run/secrets/telegram_token\n"
    )
    body = (f"{_comment(setting)}# {setting.variable}={_shown(setting)}\n" for setting in SETTINGS)
    return "\n".join([head, *body])


def toml_example(_: str) -> str:
    """Return candlewick.example.toml: the same settings as tables, commented out."""
    head = (
        f"# {GENERATED}\n"
        "# Copy to candlewick.toml in the working or else the data directory. The environment goes before it.\n"
        '# A secret may stand in a file instead: token_file = "/run/secrets/telegram_token" below [telegram]\n'
    )
    # In TOML what belongs to no table comes before the tables.
    ordered = sorted(SETTINGS, key=lambda setting: len(setting.path) > 1)
    parts = [head]
    for table, settings in groupby(ordered, key=lambda setting: setting.path[:-1]):
        heading = f"[{'.'.join(table)}]\n\n" if table else ""
        parts.append(
            heading + "\n".join(f'{_comment(each)}# {each.path[-1]} = "{_shown(each)}"\n' for each in settings)
        )
    return "\n".join(parts)


def readme(current: str) -> str:
    """Return the README with its table made anew.

    Raises
    ------
    ValueError
        If the README has no place for the table.
    """
    before, begin, rest = current.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"README.md has no {BEGIN} … {END}")
    return f"{before}{BEGIN}\n{table()}{END}{after}"


def table() -> str:
    """Return every setting as a Markdown table."""
    head = "| name (after `CANDLEWICK_`) | meaning | default | secret |\n|---|---|---|---|\n"
    return head + "".join(_rows())


PAGES: dict[str, Callable[[str], str]] = {
    ".env.example": env_example,
    "candlewick.example.toml": toml_example,
    "README.md": readme,
    "docs/commands.md": pages.commands,
    "docs/privacy.md": pages.privacy,
}


def conversation() -> bytes:
    """Return the README's picture. No test compares it: another release of a library may draw other pixels."""
    from tools.picture import picture

    return picture()


PICTURES: dict[str, Callable[[], bytes]] = {"docs/pictures/conversation.png": conversation}


def main() -> int:
    """Write every page that changed."""
    for name, page in PAGES.items():
        path = ROOT / name
        current = path.read_text(encoding="utf-8") if path.exists() else ""
        made = page(current)
        if made != current:
            path.write_text(made, encoding="utf-8")
            print(f"{name}: made anew")
    for name, draw in PICTURES.items():
        drawn = draw()
        if not (ROOT / name).exists() or (ROOT / name).read_bytes() != drawn:
            (ROOT / name).write_bytes(drawn)
            print(f"{name}: drawn anew")
    return 0


def _rows() -> Iterator[str]:
    for setting in SETTINGS:
        name = setting.variable.removeprefix("CANDLEWICK_")
        cells = (f"`{name}`", setting.about.meaning, setting.default or "–", "yes" if setting.about.secret else "no")
        yield f"| {' | '.join(_cell(cell) for cell in cells)} |\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")


def _comment(setting: Setting) -> str:
    default = f"; default: {setting.default}" if setting.default else ""
    secret = " (secret)" if setting.about.secret else ""
    return f"# {setting.about.meaning}{default}{secret}\n"


def _shown(setting: Setting) -> str:
    return setting.about.example


if __name__ == "__main__":
    sys.exit(main())
