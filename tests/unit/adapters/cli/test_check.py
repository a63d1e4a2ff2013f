"""check: a line for each probe, how to mend it, and a status for scripts."""

import asyncio

import pytest

from adapters.cli.check import looked
from core.kernel.errors import Unavailable
from core.probes import Finding, Health, Probe
from tests.fakes.shell import Shell

GOOD = Finding("database", Health.GOOD, "SQLite, revision 0003")
ODD = Finding("clock", Health.ODD, "3 s behind Kraken's", "set it by NTP")
BAD = Finding("telegram", Health.BAD, "the token is none", "set CANDLEWICK_TELEGRAM__TOKEN to one from @BotFather")


def probe(finding: Finding) -> Probe:
    async def look() -> Finding:
        return finding

    return Probe(finding.name, look)


@pytest.mark.parametrize(
    ("findings", "status"), [([], 0), ([GOOD], 0), ([GOOD, ODD], 0), ([BAD], 1), ([BAD, GOOD], 1), ([ODD, BAD], 1)]
)
def test_only_what_failed_counts(findings: list[Finding], status: int, shell: Shell) -> None:
    shell.application.found = [probe(finding) for finding in findings]
    ended = shell.run("check")
    assert ended.status == status
    assert len(ended.lines) == len(findings)


def test_each_line_says_what_how_and_the_way_out(shell: Shell) -> None:
    shell.application.found = [probe(finding) for finding in (GOOD, ODD, BAD)]
    assert shell.run("check").lines == [
        "ok    database: SQLite, revision 0003",
        "warn  clock: 3 s behind Kraken's — set it by NTP",
        "fail  telegram: the token is none — set CANDLEWICK_TELEGRAM__TOKEN to one from @BotFather",
    ]


def test_scripts_get_an_object_for_each(shell: Shell) -> None:
    shell.application.found = [probe(ODD)]
    assert shell.run("check", "--json").objects == [
        {"name": "clock", "health": "warn", "found": "3 s behind Kraken's", "mend": "set it by NTP"}
    ]


@pytest.mark.parametrize("reason", ["garbled", "full", "read-only", "broken", "network", "something-new"])
def test_a_database_that_does_not_open_is_what_is_found(reason: str, shell: Shell) -> None:
    shell.application.failing["assemble"] = Unavailable("database", reason)
    ended = shell.run("check")
    assert ended.status == 1
    (line,) = ended.lines
    assert line.startswith("fail  database: ")
    assert " — " in line
    assert "run_bot.py check" not in line


def test_no_secret_is_printed(shell: Shell) -> None:
    shell.environ = {"CANDLEWICK_LLM__API_KEY": "hunter2-hunter2"}
    shell.application.found = [probe(Finding("llm", Health.BAD, "401 for hunter2-hunter2", "another key"))]
    assert shell.run("check").lines == ["fail  llm: 401 for [hidden] — another key"]


async def test_a_probe_that_hangs_fails_and_holds_up_no_other() -> None:
    async def hang() -> Finding:
        await asyncio.Event().wait()
        return GOOD

    slow, quick = await looked([Probe("kraken", hang), probe(GOOD)], within_s=0.01)
    assert (slow.name, slow.health, quick) == ("kraken", Health.BAD, GOOD)
