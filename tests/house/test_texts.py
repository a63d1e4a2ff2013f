"""Texts: every key in every language, with the same facts and the plural forms that the language has."""

import ast
from collections.abc import Iterator

import pytest
from babel import Locale
from fluent.syntax import ast as ftl

from bot.speaking.numbers import LOCALES
from bot.speaking.say import LANGUAGES
from tests.house.texts import messages, used
from tests.house.tree import CODE, modules, name, parsed

WAYS_TO_SAY = {"text", "line"}


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
