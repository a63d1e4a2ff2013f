"""A sub-command's parser: its own options, and every setting that is no secret as a flag."""

from argparse import SUPPRESS, ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NoReturn

from adapters.cli.call import MISUSED, Refusal
from adapters.settings import SETTINGS, Problem, Setting, Settings, SettingsMistake, read
from adapters.settings.problems import nearest

if TYPE_CHECKING:
    from adapters.cli.main import Command

_SECRETS = {setting.flag: setting for setting in SETTINGS if not setting.is_flag}


class Parser(ArgumentParser):
    """Refuses in one sentence instead of ending the process."""

    def error(self, message: str) -> NoReturn:
        raise Refusal(MISUSED, f"{self.prog}: {message}. `{self.prog} --help` lists what it takes.")


def parse(
    name: str, purpose: str, command: "Command", words: Sequence[str], environ: Mapping[str, str]
) -> tuple[Settings, Namespace]:
    """Return the settings and the command's own options.

    Raises
    ------
    Refusal
        With everything that is wrong in flags, environment and file.
    """
    parser = Parser(
        prog=f"run_bot.py {name}",
        usage=f"run_bot.py {name} [options]",
        description=f"{purpose[0].upper()}{purpose[1:]}.",
        epilog="Flags go before the environment, the environment before candlewick.toml.",
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
        argument_default=SUPPRESS,
    )
    command.declare(parser)
    _declare_settings(parser)
    # argparse loses what stands behind "--" when flags and words are mixed.
    end = words.index("--") if "--" in words else len(words)
    options, left = parser.parse_known_intermixed_args(words[:end])
    said: list[str] = getattr(options, "text", left)
    said.extend(words[end + 1 :])
    given = {flag: value for flag, value in vars(options).items() if flag.startswith("--")}
    problems = [_strange(word.partition("=")[0], parser) for word in left if word.startswith("-")]
    if left and not problems:
        problems = [Problem(f"run_bot.py {name}", "it takes no such word", example=f"run_bot.py {name} --help")]
    settings = _settings(environ, given, command.DEFAULTS, problems)
    if settings is None or problems:
        raise Refusal(MISUSED, "\n".join(problem.sentence for problem in problems))
    return settings, options


def _settings(
    environ: Mapping[str, str], flags: Mapping[str, str], defaults: Mapping[str, str], problems: list[Problem]
) -> Settings | None:
    try:
        return read(environ, flags, defaults)
    except SettingsMistake as mistake:
        problems += mistake.problems
        return None


def _declare_settings(parser: ArgumentParser) -> None:
    group = parser.add_argument_group("settings")
    for setting in SETTINGS:
        if setting.is_flag:
            group.add_argument(setting.flag, dest=setting.flag, metavar="…", help=_help(setting))
        if setting.about.secret:
            beside = setting.in_file
            group.add_argument(beside.flag, dest=beside.flag, metavar="FILE", help=_help(beside))


def _help(setting: Setting) -> str:
    default = f" (default: {setting.default})" if setting.default else ""
    return f"{setting.about.meaning}{default}".replace("%", "%%")


def _strange(flag: str, parser: ArgumentParser) -> Problem:
    """Say what is wrong with a flag that nobody knows; its value may be a secret and is not looked at."""
    if flag in _SECRETS:
        beside = _SECRETS[flag].in_file
        example = f"{beside.flag} {beside.about.example}"
        return Problem(
            flag, f"a secret is no flag, others could see it; set {_SECRETS[flag].variable}", example=example
        )
    valid = {option: action for action in parser._actions for option in action.option_strings}  # noqa: SLF001
    (closest,) = nearest(flag, tuple(valid))
    setting = next((each for each in SETTINGS if each.flag == closest), None)
    example = closest if setting is None else f"{closest} {setting.about.example}"
    return Problem(flag, "there is no such flag", nearest=(closest,), example=example)
