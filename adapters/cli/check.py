"""check — looks at everything that a service needs, and says how to mend each."""

import asyncio
import json
from argparse import ArgumentParser
from collections.abc import Sequence

from adapters.cli.call import FAILED, OK, Call
from adapters.cli.opening import opened
from adapters.cli.sorry import because
from core.kernel.errors import Unavailable
from core.probes import Finding, Health, Probe

DEFAULTS = {"log_level": "error"}
LOOK_S = 30.0
_MENDS = {
    "network": "is it running, and is CANDLEWICK_DATABASE_URL its address?",
    "timeout": "is it running, and is this machine on the network?",
    "busy": "try again in a moment",
    "rejected": "look at the name and password in CANDLEWICK_DATABASE_URL",
    "garbled": "restore a backup, or empty the data directory (run_bot.py reset)",
    "full": "make room on the disk; nothing was lost",
    "read-only": "make the data directory writable",
    "broken": "look at the disk: is there room, and may we write to the data directory?",
}


def declare(parser: ArgumentParser) -> None:
    """Add how findings are printed."""
    parser.add_argument("--json", action="store_true", default=False, help="print one JSON object for each finding")


async def answer(call: Call) -> int:
    """Print a line for each probe; 0 when nothing failed, 1 when something did."""
    try:
        async with opened(call) as application:
            findings = await looked(await application.probes())
    except Unavailable as error:
        # What does not open is found out here; the rest cannot be looked at without it.
        findings = [Finding(error.source, Health.BAD, because(error), _MENDS.get(error.reason, "see the log"))]
    for finding in findings:
        call.say(call.redacted(_json(finding) if call.options.json else _line(finding)))
    return FAILED if any(finding.health is Health.BAD for finding in findings) else OK


async def looked(probes: Sequence[Probe], within_s: float = LOOK_S) -> Sequence[Finding]:
    """Return what the probes find, looking all at once."""
    return await asyncio.gather(*(_looked(probe, within_s) for probe in probes))


async def _looked(probe: Probe, within_s: float) -> Finding:
    try:
        async with asyncio.timeout(within_s):
            return await probe.look()
    except TimeoutError:
        return Finding(
            probe.name, Health.BAD, f"no answer in {within_s:g} s", "try again; is this machine on the network?"
        )


def _line(finding: Finding) -> str:
    mend = f" — {finding.mend}" if finding.mend else ""
    return f"{finding.health:<4}  {finding.name}: {finding.found}{mend}"


def _json(finding: Finding) -> str:
    facts = {"name": finding.name, "health": finding.health, "found": finding.found, "mend": finding.mend}
    return json.dumps(facts, ensure_ascii=False)
