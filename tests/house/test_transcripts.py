"""Transcripts: what is promised there is said in the voice, and fits a phone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.golden.script import Said, read, scripts
from tests.voice import EMOJI, LONGEST_LABEL, MOST_COLUMNS, NOT_ASCII, PICTOGRAMS, slips

_BUTTON = re.compile(r"\[([^\]]+?) → ([^\]]+)\]")
_UNDERSTOOD = re.compile(r"\(.*\)")
_THING = re.compile(r"\[(?:chart|file) \S+\]")
_STRONG = re.compile(r"\*\*")
_CHANGE = re.compile(r"\*\*, (\S+?)[\u00a0 ]?% \d")
_WRONG = re.compile(r"\((?:unknown-name|missing): ")
# Behind the mark that every answer of the simulated market has: which language it is in.
_MARKS = {"SIMULATED": ("en",), "SIMULATED (simuliert)": ("de",), "SIMULATED (simulado)": ("es", "pt")}
_EXAMPLES = ("Example: ", "Beispiel: ", "Ejemplo: ", "Exemplo: ")
# Offers may be longer than buttons, and still fit half a phone.
LONGEST_OFFER = 26


@dataclass(frozen=True)
class Answer:
    """What is said to one line: its `words`, the labels of its `buttons`, what was understood and wrong."""

    asked: str
    lines: tuple[str, ...]

    @property
    def words(self) -> list[str]:
        apart = (_UNDERSTOOD, _THING)
        return [line for line in self.lines if not any(p.fullmatch(line) for p in apart) and not _BUTTON.match(line)]

    @property
    def buttons(self) -> list[str]:
        return [label for line in self.lines for label, _ in _BUTTON.findall(line)]

    @property
    def plain(self) -> bool:
        return any(line in _MARKS for line in self.words)

    @property
    def languages(self) -> set[str]:
        return {lang for line in self.words for lang in _MARKS.get(line.strip("*"), ())}


def answers(name: str) -> Iterator[Answer]:
    script = read(next(path for path in scripts() if path.stem == name))
    for turn in script.turns:
        if turn.answer:
            said = turn.happening.text if isinstance(turn.happening, Said) else turn.written
            yield Answer(said, turn.answer)


NAMES = [path.stem for path in scripts()]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_said_that_is_never_said(name: str) -> None:
    for answer in answers(name):
        said = "\n".join(answer.words)
        found = [set(slips(said, language)) for language in answer.languages]
        echoed = {word for words in found for word in words if word.lower() in answer.asked.lower()}
        assert not found or set.intersection(*found) - echoed == set(), answer


@pytest.mark.parametrize("name", NAMES)
def test_a_table_fits_a_phone(name: str) -> None:
    for answer in answers(name):
        assert [row for row in answer.words if row.startswith("| ") and len(row) - 2 > MOST_COLUMNS] == [], answer


@pytest.mark.parametrize("name", NAMES)
def test_a_line_is_strong_once_and_from_its_beginning(name: str) -> None:
    for answer in answers(name):
        for line in answer.words:
            assert len(_STRONG.findall(line)) in (0, 2), line
            assert "**" not in line or line.lstrip(EMOJI + " ").startswith("**"), line


@pytest.mark.parametrize("name", NAMES)
def test_a_change_has_its_sign(name: str) -> None:
    for answer in answers(name):
        for change in _CHANGE.findall("\n".join(answer.words)):
            assert change[0] in "+−" or set(change) <= set("0.,"), change


@pytest.mark.parametrize("name", NAMES)
def test_pictograms_are_few_and_first_and_never_alone(name: str) -> None:
    for answer in answers(name):
        for line in answer.words:
            ours = [sign for sign in PICTOGRAMS.findall(line) if sign in EMOJI]
            assert len(ours) <= 1, line
            assert not ours or re.match(rf"(?:\*\*)?[{EMOJI}] ?(?:\*\*)?\w", line), line
            assert PICTOGRAMS.search(line) is None or ours or _echoes(answer, line), line


def _echoes(answer: Answer, line: str) -> bool:
    """Notes keep what somebody wrote."""
    return ": " in line or any(sign in answer.asked for sign in PICTOGRAMS.findall(line))


@pytest.mark.parametrize("name", NAMES)
def test_buttons_are_words_that_fit(name: str) -> None:
    for answer in answers(name):
        assert [label for label in answer.buttons if not re.search(r"[\w<>]", label)] == []
        assert [label for label in answer.buttons[:3] if len(label) > max(LONGEST_LABEL, len("Set time zone"))] == []
        assert [label for label in answer.buttons if len(label) > LONGEST_OFFER] == []


@pytest.mark.parametrize("name", NAMES)
def test_what_was_wrong_ends_in_an_example(name: str) -> None:
    for answer in answers(name):
        if any(_WRONG.match(line) for line in answer.lines):
            assert any(example in line for line in answer.words for example in _EXAMPLES), answer


@pytest.mark.parametrize("name", NAMES)
def test_plain_text_is_plain(name: str) -> None:
    for answer in answers(name):
        if answer.plain and not any("**" in line for line in answer.words):
            assert answer.buttons == []
            assert [line for line in answer.lines if line.startswith("| ") or _THING.fullmatch(line)] == []
            assert [line for line in answer.words if NOT_ASCII.search(line) or PICTOGRAMS.search(line)] == []


def test_there_are_answers_of_every_kind_to_look_at() -> None:
    every = [answer for name in NAMES for answer in answers(name)]
    assert set.union(*(answer.languages for answer in every)) == {"en", "de", "es", "pt"}
    assert sum(answer.plain for answer in every) > 20
    assert sum(line.startswith("| ") for answer in every for line in answer.words) > 50
    assert sum(_CHANGE.search(line) is not None for answer in every for line in answer.words) > 20
