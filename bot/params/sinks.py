"""Words about addresses besides the chats: which kind, which one, and what a webhook is told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.hearing.words import Words
from bot.params.base import Match, Vocabulary
from bot.params.choices import ChoiceKind, listed
from bot.params.unasked import SeveralKind
from core.delivery import addresses
from core.kernel.errors import UnknownName

_EXAMPLES = ("ana@example.com", "+4915112345678", "https://example.com/hook")
# People part a number into groups: +49 151 123 45 678.
_MOST_GROUPS = 8

SINK = ChoiceKind(
    "sink",
    listed(
        email="email, e-mail, mail, correo, correo electrónico, e-mails",
        sms="sms, text message, text messages, phone, handy, telefon, móvil, celular, teléfono, telefone",
        webhook="webhook, webhooks, hook",
    ),
)
NOTIFYING = ChoiceKind(
    "action",
    listed(
        verify="verify, confirm, code, bestätigen, prüfen, verificar, confirmar, código",
        remove="remove, delete, off, drop, entfernen, löschen, aus, weg, quitar, eliminar, borrar, remover, tirar, "
        "apagar",
        list="list, show, liste, lista, zeigen, mostrar",
    ),
)
EVENTS = SeveralKind(
    "event",
    listed(
        alert="alert, alerts, alarm, alarme, alerta, alertas",
        price="price, prices, preis, preise, precio, precios, preço, preços",
        sync="sync, syncs, abgleich, sincronización, sincronização",
        forecast="forecast, forecasts, prognose, prognosen, pronóstico, pronósticos, prognóstico, prognósticos",
        none="none, nothing, nichts, keine, nada, ninguno, nenhum",
    ),
)


@dataclass(frozen=True, slots=True)
class Address:
    """An address as it was typed, and where it would be one."""

    door: str
    text: str


@dataclass(frozen=True, slots=True)
class AddressKind:
    """An e-mail address, a telephone number with its country, or a web address."""

    what: str = "address"
    many: bool = False

    def match(self, words: Words, index: int, vocabulary: Vocabulary) -> Match[object] | None:
        typed = words.at(index).typed
        door = addresses.door_of(typed) or _number_begun(typed)
        if door is None:
            return None
        groups = _groups(words, index) if door == addresses.SMS else 1
        for length in range(groups, 0, -1):
            text = "".join(words.at(i).typed for i in range(index, index + length))
            if (address := addresses.read(door, text)) is not None:
                return Match(Address(door, address), length)
        raise UnknownName(self.what, typed, (), f"notify {_EXAMPLES[addresses.DOORS.index(door)]}")

    def suggest(self, prefix: str, vocabulary: Vocabulary) -> Sequence[str]:
        return _EXAMPLES

    def complete(self, typed: str, vocabulary: Vocabulary) -> Sequence[str]:
        """Return nothing once something is typed: an example is somebody else's address."""
        return () if typed else _EXAMPLES

    def schema(self) -> Mapping[str, object]:
        return {"type": "string", "examples": list(_EXAMPLES)}

    def written(self, value: object) -> object:
        # What was understood is logged and printed; the address itself is nobody's business there.
        assert isinstance(value, Address)
        return addresses.shortened(value.door, value.text)


def _number_begun(typed: str) -> str | None:
    return addresses.SMS if typed.startswith("+") and typed[1:2].isdigit() else None


def _groups(words: Words, index: int) -> int:
    """Return how many words from `index` may be groups of one number."""
    last = index + 1
    while last < min(len(words), index + _MOST_GROUPS) and words.at(last).typed.strip("()-/").isdigit():
        last += 1
    return last - index
