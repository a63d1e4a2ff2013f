"""core.kernel.chain — nobody edits the past unseen."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from core.kernel.chain import BEGINNING, Linked, first_broken, link

Fields = tuple[str | int | None, ...]
fields = st.tuples(st.integers(), st.none() | st.integers(), st.text(), st.text())


def chained(records: list[Fields]) -> list[Linked]:
    entries: list[Linked] = []
    for record in records:
        previous = entries[-1].hash if entries else BEGINNING
        entries.append(Linked(record, previous, link(previous, record)))
    return entries


@given(st.lists(fields, max_size=8))
def test_a_chain_as_written_is_whole(records: list[Fields]) -> None:
    assert first_broken(chained(records)) is None


@given(st.lists(fields, min_size=1, max_size=8), st.data())
def test_an_edited_record_breaks_it_there(records: list[Fields], data: st.DataObject) -> None:
    entries = chained(records)
    at = data.draw(st.integers(0, len(entries) - 1))
    other = data.draw(fields.filter(lambda each: each != entries[at].fields))
    entries[at] = replace(entries[at], fields=other)
    assert first_broken(entries) == at


@given(st.lists(fields, min_size=2, max_size=8), st.data())
def test_a_record_edited_with_its_hash_breaks_it_at_the_next(records: list[Fields], data: st.DataObject) -> None:
    entries = chained(records)
    at = data.draw(st.integers(0, len(entries) - 2))
    other = data.draw(fields.filter(lambda each: each != entries[at].fields))
    entries[at] = Linked(other, entries[at].previous, link(entries[at].previous, other))
    assert first_broken(entries) == at + 1


@given(st.lists(fields, min_size=2, max_size=8), st.data())
def test_a_record_taken_out_breaks_it_there(records: list[Fields], data: st.DataObject) -> None:
    entries = chained(records)
    at = data.draw(st.integers(0, len(entries) - 2))
    del entries[at]
    assert first_broken(entries) == at


def test_two_records_that_change_places_break_it() -> None:
    first, second = chained([(1, "role"), (2, "code")])
    assert first_broken([second, first]) == 0


def test_a_chain_may_be_checked_in_pieces() -> None:
    entries = chained([(1, "role"), (2, "code"), (3, "role")])
    assert first_broken(entries[1:], entries[0].hash) is None
    assert first_broken(entries[1:]) == 0


def test_where_one_field_ends_and_the_next_begins_counts() -> None:
    assert len({link(BEGINNING, each) for each in (("ab", "c"), ("a", "bc"), ("abc",), (1,), ("1",), (None,))}) == 6
