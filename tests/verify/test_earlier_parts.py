"""An earlier part of a journal that ends as a crash leaves the last one: no crash does that, for later ones follow."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutytui.store.segments import CLOSING, OPENING
from tests.verify.a_folder import Folder


def two_days() -> tuple[Folder, Path, list[bytes]]:
    """A journal of two parts, its first one, and the lines of that."""
    mall = Folder()
    desk = mall.terminal("desk")
    for text in ("a", "b", "c" * 900):
        desk.says(text)
    mall.tomorrow()
    desk.says("d")
    first = mall.files("desk")[0]
    return mall, first, mall.lines(first)


def as_if_torn(lines: list[bytes]) -> bytes:
    """The last line with a sector as it was laid out."""
    content = bytearray(OPENING + b"\n".join(lines) + b"\n" + CLOSING)
    sector = -(-content.index(b"c" * 500) // 512) * 512
    content[sector : sector + 512] = b" " * 512
    return bytes(content)


@pytest.mark.parametrize(
    "left",
    [
        lambda lines: OPENING + b"\n".join(lines[:-1]) + b"\n" + lines[-1][:300],
        lambda lines: OPENING + b"\n".join(lines[:-1]) + b"\n" + lines[-1][:300] + b" " * 4096,
        as_if_torn,
    ],
    ids=["cut amid a line", "cut, with room behind", "a hole in the last line"],
)
def test_records_taken_out_at_the_end_of_an_earlier_part_pass_for_no_crash(left: object) -> None:
    mall, first, lines = two_days()
    mall.write(first, left(lines))  # type: ignore[operator]
    report = mall.verified()
    assert "lines_missing" in {one.code for one in report.findings}, report.findings


def test_a_first_part_that_looks_as_if_it_were_only_begun_hides_no_missing_beginning() -> None:
    mall, first, _lines = two_days()
    mall.write(first, OPENING[:5])
    report = mall.verified()
    assert "beginning_missing" in {one.code for one in report.findings}, report.findings


def test_what_is_missing_where_a_changed_line_is_told_is_not_told_twice() -> None:
    mall, first, lines = two_days()
    mall.put(first, [lines[0], lines[1].replace(b'"a"', b'"x"'), *lines[2:]])
    assert {one.code for one in mall.verified().findings} == {"line_changed"}
