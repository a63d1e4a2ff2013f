"""Reads settings: flags before the environment before candlewick.toml, in the working or else the data directory."""

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from adapters.settings.model import Settings
from adapters.settings.names import PREFIX, Setting, declared
from adapters.settings.problems import Problem, SettingsMistake, nearest
from adapters.settings.values import Misfit, path

SETTINGS: tuple[Setting, ...] = tuple(declared(Settings))
_BY_PATH = {setting.path: setting for setting in SETTINGS}
_SECRET_IN_FILE = {setting.in_file.path: setting for setting in SETTINGS if setting.about.secret}
_DATA_DIR = _BY_PATH["data_dir",]
_LARGEST_SECRET = 65536
FILE = "candlewick.toml"


@dataclass(frozen=True, slots=True)
class Given:
    """One setting as somebody gave it: `name` as they wrote it, `raw` what they wrote, `example` in their manner."""

    path: tuple[str, ...]
    name: str
    raw: Any
    example: str


@dataclass(frozen=True, slots=True)
class Source:
    """What one place gave, and how a setting is named and set there."""

    given: tuple[Given, ...]
    problems: tuple[Problem, ...] = ()


def read(
    environ: Mapping[str, str], flags: Mapping[str, str] | None = None, defaults: Mapping[str, str] | None = None
) -> Settings:
    """Return the settings. `flags` by their names (--web-port), `defaults` by key, for what nobody gave.

    Raises
    ------
    SettingsMistake
        With everything that is wrong in all places at once.
    """
    sources = [_from_flags(flags or {}), _from_environment(environ)]
    fallback = Source(tuple(_given(_BY_PATH[tuple(key.split("."))], key, raw) for key, raw in (defaults or {}).items()))
    sources += [_from_file(_file(_data_dir([*sources, fallback]))), fallback]
    given: dict[tuple[str, ...], Given] = {}
    problems = [problem for source in sources for problem in source.problems]
    for source in reversed(sources):
        found, misread = _opened(source.given)
        given |= found
        problems += misread
    # The library's error holds what was given, secrets too: it stays in there.
    settings, misfits = _fitted(given)
    if settings is None or problems:
        raise SettingsMistake((*problems, *misfits))
    return settings


def _from_flags(flags: Mapping[str, str]) -> Source:
    valid = {setting.flag: setting for setting in _with_files() if setting.is_flag}
    return Source(
        tuple(_given(valid[flag], flag, raw, f"{flag} {valid[flag].about.example}") for flag, raw in flags.items())
    )


def _from_environment(environ: Mapping[str, str]) -> Source:
    valid = {setting.variable: setting for setting in _with_files()}
    ours = {name: raw for name, raw in environ.items() if name.upper().startswith(PREFIX)}
    return Source(
        tuple(
            _given(setting, name, raw, f"{setting.variable}={setting.about.example}")
            for name, raw in ours.items()
            if (setting := valid.get(name.upper())) is not None
        ),
        tuple(
            _unknown(name, valid, lambda known: f"{known.variable}={known.about.example}")
            for name in ours
            if name.upper() not in valid
        ),
    )


def _from_file(file: Path | None) -> Source:
    if file is None:
        return Source(())
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        wrong = str(error) if isinstance(error, tomllib.TOMLDecodeError) else "it is not UTF-8"
        return Source((), (Problem(str(file), f"this is no TOML: {wrong}", example='market = "simulated"'),))
    except OSError as error:
        return Source((), (Problem(str(file), f"cannot be read: {error.strerror}"),))
    valid = {setting.key: setting for setting in _with_files()}
    leaves = dict(_leaves(table))
    return Source(
        tuple(
            _given(valid[key], f"{key} in {FILE}", raw, _toml(valid[key]))
            for key, raw in leaves.items()
            if key in valid
        ),
        tuple(_unknown(key, valid, _toml, f" in {FILE}") for key in leaves if key not in valid),
    )


def _with_files() -> tuple[Setting, ...]:
    return (*SETTINGS, *(setting.in_file for setting in SETTINGS if setting.about.secret))


def _given(setting: Setting, name: str, raw: object, example: str = "") -> Given:
    return Given(setting.path, name, raw.strip() if isinstance(raw, str) else raw, example)


def _unknown(name: str, valid: Mapping[str, Setting], example: Callable[[Setting], str], place: str = "") -> Problem:
    (closest,) = nearest(name, tuple(valid))
    return Problem(name + place, "there is no such setting", nearest=(closest,), example=example(valid[closest]))


def _toml(setting: Setting) -> str:
    return f'{setting.key} = "{setting.about.example}"'


def _leaves(table: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _leaves(value, f"{above}{key}.")
        elif isinstance(value, list):
            yield f"{above}{key}", ",".join(str(each) for each in value)
        else:
            yield f"{above}{key}", value.isoformat() if isinstance(value, datetime | date) else value


def _data_dir(sources: list[Source]) -> Path:
    """Return where the data directory is as far as is known before its own candlewick.toml is read."""
    said = [given.raw for source in sources for given in source.given if given.path == _DATA_DIR.path and given.raw]
    try:
        found = path(said[0] if said else "data")
    except Misfit:
        return Path("data")  # told where all settings are checked
    assert isinstance(found, Path)
    return found


def _file(data_dir: Path) -> Path | None:
    return next((file for file in (Path(FILE), data_dir / FILE) if file.is_file()), None)


def _opened(found: tuple[Given, ...]) -> tuple[dict[tuple[str, ...], Given], list[Problem]]:
    """Return what one place gave, by path: empty values count as none, secrets are fetched from their files."""
    said = {given.path: given for given in found if given.raw != ""}
    opened = {where: given for where, given in said.items() if where not in _SECRET_IN_FILE}
    problems = []
    for where, given in said.items():
        setting = _SECRET_IN_FILE.get(where)
        if setting is None:
            continue
        if setting.path in opened:
            problems.append(Problem(given.name, f"{opened[setting.path].name} is set too, and one must go"))
            continue
        secret = _secret(Path(str(given.raw)).expanduser())
        if isinstance(secret, str):
            opened[setting.path] = Given(setting.path, given.name, secret, given.example)
        else:
            problems.append(Problem(given.name, secret.wrong, str(given.raw), example=given.example))
    return opened, problems


def _secret(file: Path) -> str | Misfit:
    try:
        with file.open("rb") as opened:
            content = opened.read(_LARGEST_SECRET + 1)
    except (OSError, ValueError) as error:
        return Misfit(f"cannot be read: {getattr(error, 'strerror', None) or 'this is no path'}")
    if len(content) > _LARGEST_SECRET:
        return Misfit("is too large for a secret")
    secret = content.decode("utf-8", "replace").strip()
    return secret or Misfit("is empty")


def _nested(found: Iterable[Given]) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    for given in found:
        branch = tree
        for name in given.path[:-1]:
            branch = branch.setdefault(name, {})
        branch[given.path[-1]] = given.raw
    return tree


def _fitted(given: Mapping[tuple[str, ...], Given]) -> tuple[Settings | None, list[Problem]]:
    try:
        return Settings(**_nested(given.values())), []
    except ValidationError as error:
        return None, [_problem(found, given) for found in error.errors(include_url=False)]


def _problem(found: Any, given: Mapping[tuple[str, ...], Given]) -> Problem:
    """Say in our words what the model found wrong."""
    at = next(where for length in range(len(found["loc"]), 0, -1) if (where := tuple(found["loc"][:length])) in given)
    culprit, setting = given[at], _BY_PATH[at]
    misfit = found.get("ctx", {}).get("error")
    wrong = misfit.wrong if isinstance(misfit, Misfit) else f"does not fit: {found['msg']}"
    meant = nearest(misfit.given, misfit.valid) if isinstance(misfit, Misfit) and misfit.valid else ()
    return Problem(culprit.name, wrong, None if setting.about.secret else str(culprit.raw), meant, culprit.example)
