"""evaluate — forecasts of the past as they would have been made then, scored against what anybody could use instead."""

from argparse import ArgumentParser
from pathlib import Path

from adapters.cli.call import MISUSED, Call, Refusal

DEFAULTS = {"log_level": "warning"}
_EXAMPLE = "run_bot.py evaluate --folder candles --freq D --start 2022-07-01"


def declare(parser: ArgumentParser) -> None:
    """Add where the candles are, from when to when, and how to tell."""
    parser.add_argument("--folder", type=Path, metavar="FOLDER", help="BASE-QUOTE.parquet files of one candle length")
    parser.add_argument("--freq", choices=("D", "h"), default="D", help="days or hours (default: D)")
    parser.add_argument(
        "--start", default="", metavar="DATE", help="the first forecast (default: two years from the end)"
    )
    parser.add_argument("--end", default="", metavar="DATE", help="the last one (default: the last candle)")
    parser.add_argument(
        "--step", type=int, default=None, metavar="N", help="candles between forecasts (default: 3 d, 7 h)"
    )
    parser.add_argument(
        "--min-rows",
        type=int,
        default=None,
        metavar="N",
        help="coins with fewer candles are left out (default: 900, or none where no coin has as many)",
    )
    parser.add_argument("--members", default="", metavar="A,B", help="a mean of these alone (default: those served)")
    parser.add_argument("--weights", choices=("equal", "recent"), default="equal", help="of members (default: equal)")
    parser.add_argument(
        "--plots", type=Path, default=None, metavar="FOLDER", help="write calibration.png and skill.png"
    )
    parser.add_argument("--json", action="store_true", default=False, help="a JSON object for each horizon")


async def answer(call: Call) -> int:
    """Walk forward, and print how each horizon did."""
    if getattr(call.options, "folder", None) is None:
        raise Refusal(MISUSED, f"--folder is missing. Example: {_EXAMPLE}")
    from adapters.cli.evaluating import answered

    return answered(call)
