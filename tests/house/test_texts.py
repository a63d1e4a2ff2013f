"""Texts: every key in every language, with the same facts, plain words, and buttons that fit."""

import ast
import re
from collections.abc import Iterator
from functools import cache

import pytest
from babel import Locale
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

from bot.speaking.catalogue import TEXTS
from bot.speaking.numbers import LOCALES
from bot.speaking.say import LANGUAGES
from tests.house.tree import CODE, modules, name, parsed

# look.md 7: what is never said. Whole words, in the language of the texts.
NEVER = {
    "en": r"guaranteed?|safe(?:ly)?|opportunit\w+|signals?|predict\w*|confidence|to the moon|dips?|crash\w*|soar\w*"
    r"|smart|ai-powered|oops|unfortunately|sorry|invalid|successfully",
    "de": r"garantiert\w*|sicher(?:e[mnrs]?)?|gelegenheit\w*|signale?|vorhersag\w*|leider"
    r"|entschuldig\w*|hoppla|ungültig\w*|erfolgreich",
    "es": r"garantizad\w*|segur[oa]s?|oportunidad\w*|señal(?:es)?|predic\w*|lo siento|lamentablemente|vaya|inválid\w*",
    "pt": r"garantid\w*|segur[oa]s?|oportunidade\w*|sinal|sinais|previs[ãõ]\w*|desculpe|infelizmente|ops|inválid\w*",
}
WAYS_TO_SAY = {"text", "line"}
PLURALS = {"zero", "one", "two", "few", "many", "other"}


class Used(Visitor):
    """The facts and the plural forms that a message uses."""

    def __init__(self) -> None:
        self.facts: set[str] = set()
        self.forms: set[str] = set()

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:  # noqa: N802 - the library's name
        self.facts.add(node.id.name)

    def visit_Variant(self, node: ftl.Variant) -> None:  # noqa: N802 - the library's name
        if isinstance(node.key, ftl.Identifier) and node.key.name in PLURALS:
            self.forms.add(node.key.name)
        self.generic_visit(node)


@cache
def messages(language: str) -> dict[str, ftl.Message]:
    found: dict[str, ftl.Message] = {}
    for path in sorted((TEXTS / language).glob("*.ftl")):
        for entry in FluentParser().parse(path.read_text(encoding="utf-8")).body:
            assert not isinstance(entry, ftl.Junk), f"{language}/{path.name}: {entry.content}"
            if isinstance(entry, ftl.Message):
                assert entry.id.name not in found, f"{language}: {entry.id.name} is said twice"
                found[entry.id.name] = entry
    return found


def used(node: ftl.BaseNode) -> Used:
    visitor = Used()
    visitor.visit(node)
    return visitor


def written(node: object) -> str:
    """Return what a person may read of a message: its texts and literals, without its facts' names."""
    if isinstance(node, ftl.TextElement):
        return str(node.value)
    if isinstance(node, ftl.StringLiteral):
        return str(node.value)
    if isinstance(node, ftl.Message):
        return " ".join(written(part) for part in (node.value, *(a.value for a in node.attributes)))
    if isinstance(node, ftl.Pattern):
        return "".join(written(element) for element in node.elements)
    if isinstance(node, ftl.Placeable):
        return written(node.expression)
    if isinstance(node, ftl.SelectExpression):
        return " ".join(written(variant.value) for variant in node.variants)
    return ""


def said(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Yield the keys that code says by name; those it puts together are tested where they are."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in WAYS_TO_SAY
            and node.args
            and "say" in ast.unparse(node.func.value).lower()
        ):
            yield from _keys(node.args[0])


def _keys(node: ast.expr) -> Iterator[tuple[str, int]]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value, node.lineno
    elif isinstance(node, ast.IfExp):
        yield from _keys(node.body)
        yield from _keys(node.orelse)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_exactly_the_english_keys(language: str) -> None:
    assert set(messages(language)) ^ set(messages("en")) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_uses_the_same_facts_and_parts_as_the_english_one(language: str) -> None:
    def shape(message: ftl.Message) -> tuple[frozenset[str], frozenset[str]]:
        facts = used(message).facts
        # A sign only chooses words, and not every language has to choose.
        return frozenset(f for f in facts if not f.endswith("_sign")), frozenset(a.id.name for a in message.attributes)

    english = {key: shape(message) for key, message in messages("en").items()}
    other = {key: shape(message) for key, message in messages(language).items()}
    assert {key: (shape, other.get(key)) for key, shape in english.items() if other.get(key) != shape} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_plural_forms_are_those_the_language_has(language: str) -> None:
    forms = Locale.parse(LOCALES[language]).plural_form.tags | {"other"}
    assert {key: used(m).forms - forms for key, m in messages(language).items() if used(m).forms - forms} == {}


def test_every_key_that_code_says_has_a_text() -> None:
    known = set(messages("en"))
    places = [(key, f"{name(path)}:{line}") for path in modules(*CODE) for key, line in said(parsed(path))]
    assert places, "nothing is said anywhere"
    assert [place for place in places if place[0] not in known] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_shouts(language: str) -> None:
    assert [key for key, message in messages(language).items() if re.search(r"[!¡]", written(message))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_promises_sells_or_pities(language: str) -> None:
    never = re.compile(rf"\b(?:{NEVER[language]})\b", re.IGNORECASE)
    found = {key: never.findall(written(message)) for key, message in messages(language).items()}
    assert {key: words for key, words in found.items() if words} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_button_labels_fit(language: str) -> None:
    buttons = {key: written(message) for key, message in messages(language).items() if key.startswith("button-")}
    assert {key: label for key, label in buttons.items() if not 0 < len(label) <= 14} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_holds_markup_or_pictograms(language: str) -> None:
    marked = re.compile(r"\*\*|__|</?[a-z]+>|[\U0001F000-\U0001FAFF\u2600-\u27BF]")
    assert [key for key, message in messages(language).items() if marked.search(written(message))] == []


def test_spain_s_plural_you_is_not_used() -> None:
    assert [key for key, message in messages("es").items() if re.search(r"\bvosotr[oa]s\b", written(message))] == []


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("say.text('a', Part.ANSWER)", ["a"]),
        ("ask.say.line('b')", ["b"]),
        ("say.line('c' if x else 'd')", ["c", "d"]),
        ("say.line(f'help-{x}')", []),
        ("path.text('e')", []),
    ],
)
def test_the_search_finds_keys_in_code(code: str, found: list[str]) -> None:
    assert [key for key, _ in said(ast.parse(code))] == found
