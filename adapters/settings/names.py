"""The names of every setting: as a variable, as a flag, as a key in candlewick.toml."""

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel

PREFIX = "CANDLEWICK_"
_FILE = "file"


@dataclass(frozen=True, slots=True)
class About:
    """What is said of a setting beside its field. `example` is a valid value; `default` in words where the field's own
    default says too little. A `secret` is never shown; it is no flag either, except when `flag` says so."""

    meaning: str
    example: str
    default: str = ""
    secret: bool = False
    flag: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. `path` leads to its field: ("telegram", "token")."""

    path: tuple[str, ...]
    about: About
    default: str

    @property
    def variable(self) -> str:
        """As in the environment: CANDLEWICK_TELEGRAM__TOKEN."""
        return PREFIX + "__".join(self.path).upper()

    @property
    def flag(self) -> str:
        """As on the command line: --web-port."""
        return "--" + "-".join(self.path).replace("_", "-")

    @property
    def key(self) -> str:
        """As in candlewick.toml: web.port."""
        return ".".join(self.path)

    @property
    def is_flag(self) -> bool:
        return self.about.flag or not self.about.secret

    @property
    def in_file(self) -> "Setting":
        """The companion that names the file where a secret stands: CANDLEWICK_TELEGRAM__TOKEN_FILE."""
        about = About(f"file that holds it: {self.about.meaning}", f"/run/secrets/{'_'.join(self.path)}")
        return Setting((*self.path[:-1], f"{self.path[-1]}_{_FILE}"), about, "")


def declared(model: type[BaseModel], above: tuple[str, ...] = ()) -> Iterator[Setting]:
    """Yield every setting below `model`, in the order of its fields.

    Raises
    ------
    TypeError
        If a field says nothing about itself.
    """
    for name, field in model.model_fields.items():
        # A setting may be called as no field can be (from).
        path = (*above, field.alias or name)
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from declared(field.annotation, path)
            continue
        about = next((found for found in field.metadata if isinstance(found, About)), None)
        if about is None:
            raise TypeError(f"the setting {'.'.join(path)} says nothing about itself")
        yield Setting(path, about, about.default or ("" if field.default is None else str(field.default)))
