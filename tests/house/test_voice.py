"""Voice: every text keeps to docs/voice.md, as far as a machine can tell."""

import re

import pytest

from bot.speaking.apology import FITTING, apologise
from bot.speaking.say import LANGUAGES, Say
from core.kernel.errors import Missing, Mistake, OverBudget, UnknownName
from tests.fakes.asking import NOW
from tests.house.texts import messages, parts, written
from tests.house.tree import ROOT
from tests.voice import (
    LONGEST_LABEL,
    LONGEST_SENTENCE,
    OTHERWISE,
    PICTOGRAMS,
    otherwise,
    sentences,
    slips,
)

KINDS = ("unknown-", "missing-")
# product.md fixes its words.
LONGER_LABELS = {"Set time zone"}
# Words of tables and charts, which are short of room.
ABBREVIATED = ("kind-", "column-", "chart-")
# Said where nothing else is known: they stand for every kind.
NO_ERRORS = {"missing-other", "unknown-other"}


def of_errors(kind: str) -> list[str]:
    return sorted(k.removeprefix(kind) for k in messages("en") if k.startswith(kind) and k not in NO_ERRORS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_said_that_is_never_said(language: str) -> None:
    found = {key: list(slips(written(message), language)) for key, message in messages(language).items()}
    assert {key: words for key, words in found.items() if words} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_thing_has_one_name(language: str) -> None:
    found = {key: list(otherwise(written(message), language)) for key, message in messages(language).items()}
    assert {key: words for key, words in found.items() if words} == {}


def test_what_a_thing_is_called_stands_in_the_pages_about_voice() -> None:
    page = (ROOT / "docs/voice.md").read_text(encoding="utf-8")
    right = {
        word for names in OTHERWISE.values() for said in names.values() for word in re.findall(r"\w[\w ]*\w", said)
    }
    assert [word for word in sorted(right) if word.lower() not in page.lower()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_is_said_in_one_breath(language: str) -> None:
    long = {
        key: sentence
        for key, message in messages(language).items()
        for part in parts(message)
        for sentence in sentences(part)
        if len(sentence.split()) > LONGEST_SENTENCE
    }
    assert long == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_button_is_a_word_or_two(language: str) -> None:
    labels = {key: written(message) for key, message in messages(language).items() if key.startswith("button-")}
    assert {key: label for key, label in labels.items() if not 0 < len(label) <= LONGEST_LABEL} == {}
    many = {key: label for key, label in labels.items() if len(label.split()) > 2 and label not in LONGER_LABELS}
    assert many == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_holds_markup_or_pictograms(language: str) -> None:
    marked = re.compile(rf"\*\*|__|</?[a-z]+>|{PICTOGRAMS.pattern}")
    assert [key for key, message in messages(language).items() if marked.search(written(message))] == []


@pytest.mark.parametrize(("language", "marks"), [("de", "„“"), ("es", "«»"), ("pt", "“”")])
def test_what_is_quoted_stands_in_the_marks_of_the_language(language: str, marks: str) -> None:
    others = re.compile("[" + "".join(sorted(set('"„“”«»') - set(marks))) + "]")
    assert [key for key, message in messages(language).items() if others.search(written(message))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_ends_where_the_english_one_does(language: str) -> None:
    def ends(key: str, lang: str) -> bool:
        return written(messages(lang)[key]).rstrip().endswith((".", "?"))

    keys = [key for key in messages("en") if not key.startswith(ABBREVIATED)]
    assert [key for key in keys if ends(key, "en") != ends(key, language)] == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_mistake_ends_in_an_example(language: str, kind: str) -> None:
    say, made = Say(language, "UTC", NOW), UnknownName if kind == "unknown-" else Missing
    for what in of_errors(kind):
        assert example_of(made(what, "" if made is Missing else "x"), say), what


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_too_much_ends_in_what_fits(language: str) -> None:
    say = Say(language, "UTC", NOW)
    for what in FITTING:
        assert example_of(OverBudget(what, "4"), say), what


def example_of(error: Mistake, say: Say) -> str:
    """Return the line to type at the end of what is said about `error`."""
    (block,), _ = apologise(error, say)
    text = block.text  # type: ignore[union-attr]
    begun = say.line("example", example="")
    return text[text.rindex(begun) + len(begun) :] if begun in text else ""


@pytest.mark.parametrize(
    ("language", "said", "found"),
    [
        ("en", "Oops! No price.", ["!", "Oops"]),
        ("de", "Wählen Sie eine Börse.", ["Sie"]),
        ("de", "Eine Nachricht wurde abgelehnt. Sie kommt nicht wieder; bitte den Besitzer um Rat.", []),
        ("es", "Escriba la regla, usted decide.", ["Escriba", "usted"]),
        ("es", "Vamos a los precios, por encima de 5.", []),
        ("pt", "Escolhe a tua moeda.", ["tua"]),
        ("pt", "Your alert está ativo.", ["Your"]),
    ],
)
def test_the_rules_find_what_breaks_them(language: str, said: str, found: list[str]) -> None:
    assert list(slips(said, language)) == found
