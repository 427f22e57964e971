"""Files as patrol readers export them, in Chinese and English, and what is no such file."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dutytui.imports.readings import BadReading, ReadLine, moment, readings_file
from dutytui.imports.tables import UnreadableTableError
from tests.thorough import examples

ZONE = timezone(timedelta(hours=8))
DAY = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 14, 32, 5, tzinfo=ZONE)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize(
    "text",
    [
        "巡点,时间,设备,人员\n3F 仓库,2026-11-23 14:32:05,棒7,孙七\n",
        "人员,巡更棒,打卡时间,地点\n孙七,棒7,2026/11/23 14:32:05,3F 仓库\n",
        "Point;Time;Reader;Person\n3F 仓库;20261123143205;棒7;孙七\n",
        "checkpoint\tdate\ttime\tdevice\tguard\n3F 仓库\t2026-11-23\t14:32:05\t棒7\t孙七\n",
        "巡更记录\n\n地点,时间,设备,姓名\n3F 仓库,14:32:05,棒7,孙七\n",
        "point,time,reader,person\n3F 仓库,2026-11-23T06:32:05+00:00,棒7,孙七\n",
        "point,time,reader,person\n3F 仓库,2026年11月23日 １４：３２：０５,棒7,孙七\n",
    ],
)
def test_the_columns_are_found_by_their_names(text: str, encoding: str) -> None:
    file = readings_file(text.encode(encoding), DAY, ZONE)
    assert file.bad == ()
    assert [(one.point, one.at, one.reader, one.person) for one in file.good] == [("3F 仓库", AT, "棒7", "孙七")]


def test_bad_lines_are_told_and_the_good_ones_kept() -> None:
    text = "point,time\nB1,14:32\n,14:33\nB1,\nB1,noon\nB1,25:00\n3F,14:40\n"
    file = readings_file(text.encode(), DAY, ZONE)
    assert [one.number for one in file.good] == [2, 7]
    assert file.bad == (
        BadReading(3, "point_missing"),
        BadReading(4, "time_missing"),
        BadReading(5, "not_a_time", "noon"),
        BadReading(6, "not_a_time", "25:00"),
    )


@pytest.mark.parametrize(
    "text", ["a,b\n1,2\n", "point,place\nx,y\n", "time,date\n14:32,2026-11-23\n", "", "point\nB1\n"]
)
def test_what_is_no_readers_file_is_said_so(text: str) -> None:
    with pytest.raises(UnreadableTableError):
        readings_file(text.encode(), DAY, ZONE)


@settings(max_examples=examples(100), deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_readings_or_no_table(data: bytes) -> None:
    try:
        file = readings_file(b"point,time\n" + data, DAY, ZONE)
    except UnreadableTableError:
        return
    assert all(isinstance(one, ReadLine) and one.at.utcoffset() is not None for one in file.good)


@settings(max_examples=examples(150), deadline=None)
@given(st.text(max_size=25))
def test_any_text_is_a_time_or_none(text: str) -> None:
    assert moment(text, DAY) is None or isinstance(moment(text, DAY), datetime)
