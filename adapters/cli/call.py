"""One call of a sub-command: what it was given, and where it reads and writes."""

import sys
from argparse import Namespace
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from adapters.cli.application import Assemble
    from adapters.settings import Settings

OK, FAILED, MISUSED, UNABLE, INTERRUPTED = 0, 1, 2, 3, 130


class Refusal(Exception):
    """The command ends here: `code` is its exit status, `sentence` says why and what to do, without a secret."""

    def __init__(self, code: int, sentence: str) -> None:
        super().__init__(sentence)
        self.code, self.sentence = code, sentence


class HungUp(Exception):
    """Nobody reads what we print any more (`say … | head -1`)."""


@dataclass(frozen=True, slots=True)
class Console:
    """The streams of this process. Answers go to `out`, always UTF-8; everything else is told to standard error."""

    stdin: BinaryIO
    out: BinaryIO

    def say(self, line: str) -> None:
        """Print one line of the answer at once.

        Raises
        ------
        HungUp
            If nobody reads it.
        Refusal
            If it cannot be written: a full disk, a closed standard output.
        """
        try:
            self.out.write(f"{line}\n".encode("utf-8", "replace"))
            self.out.flush()
        except BrokenPipeError:
            raise HungUp from None
        except (OSError, ValueError) as error:
            why = error.strerror if isinstance(error, OSError) else "it is closed"
            raise Refusal(UNABLE, f"The answer cannot be written to standard output: {why}.") from None

    @property
    def is_terminal(self) -> bool:
        """Whether a person is asked."""
        return self.stdin.isatty()


@dataclass(frozen=True, slots=True)
class Call:
    """`options` are the sub-command's own, beside the settings."""

    settings: "Settings"
    options: Namespace
    console: Console
    assemble: "Assemble"
    redacted: Callable[[str], str]

    def say(self, line: str) -> None:
        """Print one line of the answer."""
        self.console.say(line)

    def tell(self, sentence: str) -> None:
        """Tell the person at the keyboard something that is no answer."""
        print(self.redacted(sentence), file=sys.stderr, flush=True)
