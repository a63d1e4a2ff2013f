"""The words of four languages: the same concepts in each, and none that nothing asks for."""

import pytest

from bot.hearing.meanings import MEANINGS
from bot.hearing.phrases import LANGUAGES, lexicon
from bot.hearing.slots import SLOTS

# Carried by names, numbers and times rather than by words.
_FOUND = {"coin", "fiat", "number", "window", "venue", "indicator", "tongue", "place", "faint", "short", "learnt"}
# Known, and wanted by nothing: a sentence with such a word is none of ours.
_UNWANTED = {"never"}
# Wanted by what goes on from a sentence before it.
_IN_FOLLOWUPS = {"again", "it", "turned"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_words_for_every_concept_that_is_asked_for(language: str) -> None:
    said = frozenset().union(*lexicon(language).means.values())
    asked = frozenset().union(*(meaning.admits for meaning in MEANINGS)) - _FOUND
    assert asked - said - {"my"} == frozenset()


def test_all_languages_have_the_same_concepts() -> None:
    concepts = {language: frozenset().union(*lexicon(language).means.values()) for language in LANGUAGES}
    assert {language: found ^ concepts["en"] for language, found in concepts.items() if found != concepts["en"]} == {}
    asked = frozenset().union(*(meaning.admits for meaning in MEANINGS))
    assert concepts["en"] - asked - _UNWANTED - _IN_FOLLOWUPS - {"past"} == frozenset()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_phrase_counts_and_accents_are_optional(language: str) -> None:
    words = lexicon(language)
    longest = max((phrase for phrase in words.means if len(phrase.split()) > 2), key=lambda p: len(p.split()))
    assert words.phrase([*longest.split(), "btc"], 0) == (words.means[longest], len(longest.split()))
    assert all(phrase == phrase.casefold() for phrase in words.means)


@pytest.mark.parametrize("meaning", MEANINGS, ids=lambda meaning: meaning.line)
def test_every_slot_of_a_meaning_can_be_filled(meaning: object) -> None:
    line = getattr(meaning, "line", "")
    named = [part.split("}")[0] for part in line.split("{")[1:]]
    assert set(named) <= set(SLOTS)
