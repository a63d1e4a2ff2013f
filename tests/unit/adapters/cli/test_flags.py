"""Flags: every setting that is no secret, on every command; what is wrong is said all at once."""

import pytest

from adapters.cli.main import COMMANDS
from adapters.settings import SETTINGS, Setting
from tests.fakes.shell import Shell

TOKEN = "123456789:" + "AbCdEf" * 6


@pytest.mark.parametrize("setting", [each for each in SETTINGS if each.is_flag], ids=lambda each: each.flag)
def test_a_setting_that_is_no_secret_is_a_flag(setting: Setting, shell: Shell) -> None:
    ended = shell.run("say", setting.flag, setting.about.example, "price btc", "--json")
    assert (ended.status, ended.err) == (0, "")
    found: object = shell.application.settings
    for name in setting.path:
        found = getattr(found, name if hasattr(found, name) else f"{name}_")
    assert found is not None


@pytest.mark.parametrize("setting", [each for each in SETTINGS if not each.is_flag], ids=lambda each: each.flag)
@pytest.mark.parametrize("equals", [True, False])
def test_a_secret_is_no_flag_and_its_value_is_not_repeated(setting: Setting, equals: bool, shell: Shell) -> None:
    words = [f"{setting.flag}={TOKEN}"] if equals else [setting.flag, TOKEN]
    ended = shell.run("say", *words, "price btc")
    assert (ended.status, ended.out) == (2, "")
    assert setting.variable in ended.err
    assert f"{setting.flag}-file" in ended.err
    assert TOKEN not in ended.err


@pytest.mark.parametrize("name", COMMANDS)
def test_a_flag_s_typo_is_refused_with_the_nearest_flag(name: str, shell: Shell) -> None:
    ended = shell.run(name, "--venue-url-binance", "http://127.0.0.1:1")
    assert ended.status == 2
    assert "Did you mean --venue-urls-binance? Example: --venue-urls-binance http://" in ended.err


def test_a_shortened_flag_is_no_flag(shell: Shell) -> None:
    assert shell.run("say", "--mark", "simulated", "price btc").status == 2


def test_flags_and_settings_that_are_wrong_are_told_together(shell: Shell) -> None:
    shell.environ = {"CANDLEWICK_POLL_SECONDS": "-1"}
    ended = shell.run("say", "--markt", "simulated", "--web-port", "x", "price btc")
    told = {line.partition(":")[0] for line in ended.err.splitlines()}
    assert told == {"--markt", "--web-port", "CANDLEWICK_POLL_SECONDS"}


def test_a_flag_without_its_value_is_a_mistake(shell: Shell) -> None:
    ended = shell.run("say", "price btc", "--market")
    assert ended.status == 2
    assert "--market" in ended.err


def test_a_word_too_many_is_a_mistake(shell: Shell) -> None:
    ended = shell.run("check", "everything")
    assert ended.status == 2
    assert "check --help" in ended.err


def test_a_value_may_begin_with_a_dash_after_an_equals_sign(shell: Shell) -> None:
    ended = shell.run("say", "--poll-seconds=-1", "price btc")
    assert '--poll-seconds: "-1" is no number above 0' in ended.err
