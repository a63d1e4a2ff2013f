"""Names say what a thing is; some words never do."""

import re

from tests.house.tree import CODE, lines, modules, name

EMPTY_WORDS = {"manager", "helper", "util", "utils", "common", "handler", "processor", "data", "info", "misc"}
# Written in pieces, so that this file is none of those it looks for.
HOSTS = re.compile("py" r"pi\.org|python" "hosted|npm" r"js\.|download\.py" r"torch|deb" r"\.debian\.org")
PLACES = re.compile(r"(?<![\w.~/:-])/" r"(?:work|root|home|Users|opt|tmp)/[\w.]")


def test_no_module_is_called_by_a_word_that_says_nothing() -> None:
    assert [name(path) for path in modules(*CODE) if EMPTY_WORDS & set(path.stem.split("_"))] == []


def test_no_file_names_a_registry_or_a_place_on_somebody_s_machine() -> None:
    assert [f"{place}: {line}" for place, line in lines() if HOSTS.search(line) or PLACES.search(line)] == []
