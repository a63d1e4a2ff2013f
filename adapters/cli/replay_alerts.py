"""replay-alerts — what alert rules would have told over recorded candles, one message a line."""

from argparse import ArgumentParser
from pathlib import Path

from adapters.cli.call import MISUSED, Call, Refusal

DEFAULTS = {"log_level": "warning"}
_EXAMPLE = "run_bot.py replay-alerts --folder candles --rules rules.txt --json"


def declare(parser: ArgumentParser) -> None:
    """Add where the candles and the rules are, and from when to when."""
    parser.add_argument("--folder", type=Path, metavar="FOLDER", help="BASE-QUOTE.parquet files of 1m")
    parser.add_argument("--rules", type=Path, metavar="FILE", help="one rule a line, numbered from 1")
    parser.add_argument("--start", default="", metavar="T", help="when the rules are made (default: the first candle)")
    parser.add_argument("--end", default="", metavar="T", help="the last instant (default: the last candle's close)")
    parser.add_argument("--zone", default="UTC", metavar="ZONE", help="of whoever made the rules (default: UTC)")
    parser.add_argument("--json", action="store_true", default=False, help="a JSON object for each message")


async def answer(call: Call) -> int:
    """Judge the rules over the candles and print each message that is due."""
    for flag in ("folder", "rules"):
        if getattr(call.options, flag) is None:
            raise Refusal(MISUSED, f"--{flag} is missing. Example: {_EXAMPLE}")
    from adapters.cli.replaying import answered

    return answered(call)
