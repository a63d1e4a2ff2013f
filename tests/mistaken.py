"""What `read` finds wrong with settings."""

from collections.abc import Mapping

import pytest

from adapters.settings import SettingsMistake, read
from adapters.settings.problems import Problem


def problems(environ: Mapping[str, str] | None = None, flags: Mapping[str, str] | None = None) -> tuple[Problem, ...]:
    with pytest.raises(SettingsMistake) as caught:
        read(environ or {}, flags)
    return caught.value.problems


def problem(environ: Mapping[str, str]) -> Problem:
    (found,) = problems(environ)
    return found


def found(environ: Mapping[str, str]) -> tuple[Problem, ...]:
    try:
        read(environ)
    except SettingsMistake as mistake:
        return mistake.problems
    return ()
