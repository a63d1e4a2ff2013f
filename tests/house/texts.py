"""The texts of all languages, parsed: what each says, and which facts and plural forms it uses."""

from functools import cache

from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

from bot.speaking.catalogue import TEXTS

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


def parts(message: ftl.Message) -> list[str]:
    """Return what a message says, its attributes apart: each is a part of a line, or a line."""
    return [written(part) for part in (message.value, *(a.value for a in message.attributes)) if part is not None]
