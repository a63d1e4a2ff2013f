"""A rule's state as it is kept: what is written is read as the same, also what was written before a mark was added."""

import json

from hypothesis import given
from hypothesis import strategies as st

from core.alerts.machine import Marks, Moment, State, Terms, facts, read

_AT = st.integers(0, 1 << 42)
_NUMBER = st.floats(allow_nan=False, allow_infinity=False)
_MOMENT = st.builds(Moment, _AT, st.integers(0, 19), _NUMBER | st.text(), st.none() | _NUMBER, st.none() | _NUMBER)
_SIDES = st.lists(st.tuples(st.integers(0, 19), st.sampled_from([-1, 0, 1])), max_size=3).map(tuple)
_MARKS = st.builds(Marks, st.sampled_from([-1, 0, 1]), st.booleans(), st.booleans(), st.integers(0, 1 << 20), _SIDES)
STATES = st.builds(
    State,
    holding=st.booleans(),
    distances=st.lists(_NUMBER, max_size=4).map(tuple),
    since=st.none() | _AT,
    told=st.integers(0, 99),
    due=st.none() | _AT,
    owed=st.none() | _MOMENT,
    again=st.booleans(),
    last=st.none() | _MOMENT,
    open=st.booleans(),
    marks=_MARKS,
)


@given(STATES)
def test_a_state_that_was_kept_is_the_same_state(state: State) -> None:
    assert read(json.loads(json.dumps(facts(state)))) == state


def test_marks_without_sides_are_read_as_such() -> None:
    assert read({"marks": [1, True, False, 3]}) == State(marks=Marks(1, True, False, 3, ()))


def test_only_what_is_not_as_it_begins_is_kept() -> None:
    assert facts(State()) == {}
    assert facts(State(told=2)) == {"told": 2}


def test_once_is_met_by_one_message_max_by_its_number_and_every_by_none() -> None:
    assert [Terms().are_met(told) for told in (0, 1)] == [False, True]
    assert [Terms(most=3, before=2).are_met(told) for told in (4, 5)] == [False, True]
    assert not Terms(every=60_000).are_met(1_000)
