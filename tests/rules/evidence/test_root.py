"""The root of a set of heads, to the letter, for ever."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutytui.rules.evidence.heads import heads_in, lines_of, root_of, short

A, B = "5e" * 32, "9a" * 32
WRITERS = st.text("ab9-", min_size=2, max_size=6)
HEADS = st.dictionaries(
    WRITERS, st.tuples(st.integers(1, 10**9), st.binary(min_size=32, max_size=32).map(bytes.hex)), max_size=4
)


def test_it_is_the_hash_of_a_line_for_each_writer_in_order() -> None:
    heads = {"desk-2": (17, B), "desk": (128, A)}
    assert lines_of(heads) == f"desk 128 {A}\ndesk-2 17 {B}\n"
    assert root_of(heads) == hashlib.sha256(f"desk 128 {A}\ndesk-2 17 {B}\n".encode()).hexdigest()


def test_of_nothing_it_is_the_hash_of_nothing() -> None:
    assert root_of({}) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@given(HEADS)
def test_whatever_order_they_come_in_it_is_the_same_and_any_change_shows(heads: dict[str, tuple[int, str]]) -> None:
    assert root_of(dict(reversed(heads.items()))) == root_of(heads)
    for writer, (seq, identity) in heads.items():
        assert root_of({**heads, writer: (seq + 1, identity)}) != root_of(heads)
        assert root_of({one: head for one, head in heads.items() if one != writer}) != root_of(heads)


def test_it_can_be_read_out_in_four_groups() -> None:
    assert short("0123456789abcdef" * 4) == "0123 4567 89ab cdef"


@pytest.mark.parametrize(
    "said",
    [
        None, [], "desk", {"desk": 1}, {"desk": [1]}, {"desk": [0, A]}, {"desk": [True, A]}, {"desk": [1.0, A]},
        {"desk": [1, A.upper()]}, {"desk": [1, A[:-1]]}, {"../x": [1, A]}, {"desk\n": [1, A]}, {"desk": [1, A, 2]},
    ],
)  # fmt: skip
def test_what_has_another_shape_says_nothing(said: object) -> None:
    assert heads_in({"heads": said}) is None


def test_what_was_written_is_read_back() -> None:
    assert heads_in({"heads": {"desk": [128, A]}}) == {"desk": (128, A)}
