from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutytui.store.lines import SUFFIX_LENGTH, Unrecordable, event_id, follows, read, read_member, to_event, write
from dutytui.store.segments import member
from tests.store.mall import NOW, fact


def line_of(given_fact: Any, seq: int = 1, writer: str = "desk") -> tuple[bytes, Any]:
    stamp = "2026-11-23T00:00:00.000Z-0000"
    return write(given_fact, writer=writer, seq=seq, prev="", stamp=stamp, sign=lambda message: bytes(64))


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**80), 2**80)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.text(), json_values, max_size=5), st.text(), st.text())
def test_whatever_json_holds_comes_back_as_it_was_given(data: dict[str, Any], by: str, on: str) -> None:
    raw, event = line_of(fact(data=data, by=by, on=on))
    assert b"\n" not in raw
    assert (event.data, event.by, event.on) == (data, by, on)
    assert to_event(read(raw, "desk"), "desk") == event


@pytest.mark.parametrize("text", ["", "\0\x01\x1f\x7f\x9b", "\r\n\t", "\u2028\u2029\ufeff", "𠮷野家", "值班" * 50_000])
def test_any_text_can_be_recorded(text: str) -> None:
    raw, event = line_of(fact(text))
    assert event.data["text"] == text
    assert read(raw, "desk").data["text"] == text


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("bad_text", {"data": {"text": "half \ud83d"}}),
        ("bad_text", {"by": "\udcff"}),
        ("bad_text", {"data": {"\udcff": 1}}),
        ("not_json", {"data": {"x": float("nan")}}),
        ("not_json", {"data": {"x": float("inf")}}),
        ("not_json", {"data": {"x": (1, 2)}}),
        ("not_json", {"data": {"x": NOW}}),
        ("not_json", {"data": {1: "x"}}),
        ("not_json", {"data": {"x": {"y": object()}}}),
        ("not_json", {"data": {"x": b"bytes"}}),
        ("no_offset", {"at": datetime(2026, 11, 23, 8)}),
        ("no_offset", {"at": datetime(1900, 1, 1, tzinfo=timezone(timedelta(hours=8, minutes=5, seconds=43)))}),
        ("too_long", {"data": {"text": "x" * 1_100_000}}),
    ],
)
def test_what_would_not_come_back_is_refused_with_a_code(code: str, changes: dict[str, Any]) -> None:
    with pytest.raises(Unrecordable) as refused:
        line_of(fact(**changes))
    assert refused.value.code == code


def test_a_line_has_one_form_whatever_order_its_data_came_in() -> None:
    assert line_of(fact(data={"a": 1, "b": {"c": 2, "d": 3}})) == line_of(fact(data={"b": {"d": 3, "c": 2}, "a": 1}))


def test_empty_fields_are_left_out_and_id_and_signature_stand_last() -> None:
    raw, event = line_of(fact(by="", post="", data={}, procedure="", cause="", on=""))
    body, suffix = raw[:-SUFFIX_LENGTH], raw[-SUFFIX_LENGTH:]
    assert body == (
        b'{"seq":1,"stamp":"2026-11-23T00:00:00.000Z-0000","at":"2026-11-23T08:00:00+08:00","day":"2026-11-23",'
        b'"kind":"entry_logged"'
    )
    assert suffix == b',"id":"%b","sig":"%b"}' % (event.id.encode(), b"0" * 128)


def test_every_substituted_byte_of_a_line_is_found_by_its_hash() -> None:
    raw, _ = line_of(fact("夹包"))
    signed_part = len(raw) - len('"sig":"') - 130
    for position in range(signed_part):
        for byte in {raw[position] ^ 1, raw[position] ^ 0x20, 0x20, 0x22, 0x5C, 0x30} - {raw[position]}:
            with pytest.raises(ValueError):
                read(raw[:position] + bytes([byte]) + raw[position + 1 :], "desk")


@pytest.mark.parametrize(
    "change",
    [
        lambda raw: raw.replace(b'"seq":1', b'"seq": 1'),
        lambda raw: raw.replace(b"+08:00", b"+0800"),
        lambda raw: raw.replace(b'"by":', b'"extra":1,"by":'),
        lambda raw: raw.replace(b'"no":1', b'"no":1.0'),
        lambda raw: raw.replace(b"entry_logged", b"entry_\\u006cogged"),
        lambda raw: raw + b" ",
        lambda raw: b"[" * 100_000,
        lambda raw: b'{"seq":' + b"9" * 5000 + b"}",
        lambda raw: b"",
        lambda raw: b"\xff\xfe",
        lambda raw: b"null",
    ],
)
def test_another_way_of_writing_the_same_event_is_refused(change: Any) -> None:
    raw, _ = line_of(fact())
    with pytest.raises(ValueError):
        read(change(raw), "desk")


@pytest.mark.parametrize(
    ("given", "instead"),
    [(b'"no":1', b'"no":1.00'), (b"+08:00", b"+0800"), (b'"kind":', b'"kind" :'), (b"entry_", b"\\u0065ntry_")],
)
def test_another_way_of_writing_it_is_refused_even_with_its_own_right_hash(given: bytes, instead: bytes) -> None:
    raw, event = line_of(fact())
    body = (raw[:-SUFFIX_LENGTH] + b"}").replace(given, instead)
    odd = raw.replace(given, instead).replace(event.id.encode(), event_id("desk", body).encode())
    assert odd != raw
    with pytest.raises(ValueError, match="not canonical"):
        read(odd, "desk")


@pytest.mark.parametrize("stamp", ["", "zzz", "2026-13-23T00:00:00.000Z-0000", "2026-11-23T00:00:00.000Z-0000 "])
def test_a_stamp_that_is_none_is_refused_whoever_signed_it(stamp: str) -> None:
    raw, _ = write(fact(), writer="desk", seq=1, prev="", stamp=stamp, sign=lambda _: bytes(64))
    with pytest.raises(ValueError, match=r"not a stamp|month"):
        read(raw, "desk")


def test_a_line_that_names_another_before_it_does_not_follow() -> None:
    first = read(line_of(fact())[0], "desk")
    stamp = "2026-11-24T00:00:00.000Z-0000"
    for prev, expected in ((first.id, True), ("0" * 64, False)):
        raw, _ = write(fact(), writer="desk", seq=2, prev=prev, stamp=stamp, sign=lambda _: bytes(64))
        assert follows(read(raw, "desk"), first) is expected


def test_a_line_of_another_writer_is_refused() -> None:
    raw, _ = line_of(fact())
    with pytest.raises(ValueError):
        read(raw, "desk-2")


def test_a_line_under_another_number_is_refused() -> None:
    raw, _ = line_of(fact(), seq=2)
    assert read_member(member(2, raw)[:-1], "desk", first=False).seq == 2
    with pytest.raises(ValueError):
        read_member(member(3, raw)[:-1], "desk", first=False)
    with pytest.raises(ValueError):
        read_member(member(2, raw)[:-1], "desk", first=True)


def test_a_line_back_dated_against_the_one_before_it_does_not_follow() -> None:
    first = read(line_of(fact())[0], "desk")
    early, _ = write(
        fact(), writer="desk", seq=2, prev=first.id, stamp="2026-11-22T00:00:00.000Z-0000", sign=lambda _: bytes(64)
    )
    assert not follows(read(early, "desk"), first)
