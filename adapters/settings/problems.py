"""What is wrong with settings, in sentences that a person can act on; a secret's value is in none of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Problem:
    """`name` as the person wrote it · `wrong` what is wrong, a clause · `given` its value, None when that may not be
    shown · `nearest` valid names or values · `example` a valid line."""

    name: str
    wrong: str
    given: str | None = None
    nearest: Sequence[str] = ()
    example: str = ""

    @property
    def sentence(self) -> str:
        said = f"{self.name}: " if self.given is None else f"{self.name}: {quoted(self.given)} "
        meant = f" Did you mean {' or '.join(self.nearest)}?" if self.nearest else ""
        example = f" Example: {self.example}" if self.example else ""
        return f"{said}{self.wrong}.{meant}{example}"


class SettingsMistake(Exception):
    """The settings cannot be used; `problems` lists everything that is wrong with them."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problem.sentence for problem in self.problems))


def nearest(given: str, valid: Sequence[str]) -> tuple[str, ...]:
    """Return the valid name that is most like `given`, whatever its case."""
    from rapidfuzz.distance import OSA

    by_likeness = sorted(valid, key=lambda name: OSA.distance(name.lower(), given.lower()))
    return tuple(by_likeness[:1])


def quoted(given: str) -> str:
    """Return `given` in quotes, cut to a readable length, nothing in it that a terminal would act on."""
    cut = given if len(given) <= _LONGEST else given[:_LONGEST] + "…"
    return '"' + "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in cut) + '"'
