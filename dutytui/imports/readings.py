"""The file that a patrol reader exports: which column is what, and its lines as readings, each bad one with its reason.

Columns are found by their names, Chinese or English: a point and a time (or a date and a time) must be there, a reader
and a person may.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, tzinfo

from dutytui.imports.tables import Line, Table, UnreadableTableError, headed, read
from dutytui.rules.lazy_dataclass import dataclass

_NAMES: Mapping[str, tuple[str, ...]] = {
    "point": (
        *("点", "點", "巡点", "巡點", "巡更点", "巡更點", "巡检点", "巡檢點", "地点", "地點", "位置", "点位", "點位"),
        *("point", "checkpoint", "location", "place", "tag", "site"),
    ),
    "date": ("日期", "date", "day"),
    "time": (
        *(
            "时间",
            "時間",
            "打卡时间",
            "打卡時間",
            "巡检时间",
            "巡檢時間",
            "巡更时间",
            "巡更時間",
            "读取时间",
            "讀取時間",
        ),
        *("time", "timestamp", "datetime", "date time", "read at", "scan time"),
    ),
    "reader": ("设备", "設備", "巡更棒", "读卡器", "讀卡器", "巡更机", "巡更機", "reader", "device", "wand", "scanner"),
    "person": (
        "人员",
        "人員",
        "姓名",
        "巡更员",
        "巡更員",
        "巡检员",
        "巡檢員",
        "保安",
        "person",
        "name",
        "guard",
        "staff",
    ),
}
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?")
_TOGETHER = re.compile(r"(\d{4})(\d{2})(\d{2})[ T]?(\d{2})(\d{2})(\d{2})?")


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A reading as the file has it: number: of its line; point: as it is called there; at: aware."""

    number: int
    point: str
    at: datetime
    reader: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True)
class BadReading:
    """A line that is none. code: ``point_missing``, ``point_unknown``, ``time_missing`` or ``not_a_time``; cell: what
    stands where it is wrong."""

    number: int
    code: str
    cell: str = ""


@dataclass(frozen=True, slots=True)
class ReadingsFile:
    """Good lines and bad ones, each in the order of the file."""

    good: tuple[ReadLine, ...]
    bad: tuple[BadReading, ...]


def readings_file(data: bytes, day: date, zone: tzinfo | None) -> ReadingsFile:
    """day: of lines that have a time of the day only; zone: of times without an offset.

    Raises `UnreadableTableError` for what is no table, or has no column for the point or none for the time.
    """
    table = headed(read(data), lambda name: bool(_role(name)))
    columns = _columns(table)
    missing = [role for role in ("point", "time") if role not in columns]
    if missing:
        raise UnreadableTableError("readings_without_columns", header=" | ".join(filter(None, table.header)))
    good: list[ReadLine] = []
    bad: list[BadReading] = []
    for line in table.lines:
        found = _reading(line, columns, day, zone)
        if isinstance(found, ReadLine):
            good.append(found)
        else:
            bad.append(found)
    return ReadingsFile(tuple(good), tuple(bad))


def _reading(line: Line, columns: Mapping[str, int], day: date, zone: tzinfo | None) -> ReadLine | BadReading:
    def cell(role: str) -> str:
        return line.cell(columns[role]) if role in columns else ""

    if not cell("point"):
        return BadReading(line.number, "point_missing")
    if not cell("time"):
        return BadReading(line.number, "time_missing")
    typed = f"{cell('date')} {cell('time')}".strip()
    at = moment(typed, day)
    if at is None:
        return BadReading(line.number, "not_a_time", typed)
    if at.utcoffset() is None:
        at = at.replace(tzinfo=zone)
    return ReadLine(line.number, cell("point"), at.astimezone(zone), cell("reader"), cell("person"))


def moment(typed: str, day: date) -> datetime | None:
    """A time as readers write it, with the date before it or without one; naive unless it has an offset."""
    text = unicodedata.normalize("NFKC", typed).strip()
    for way in _WAYS:
        try:
            found = way(text, day)
        except ValueError:
            continue
        if found is not None:
            return found
    return None


def _iso(text: str, _day: date) -> datetime | None:
    return datetime.fromisoformat(text) if "T" in text or "+" in text else None


def _digits(text: str, _day: date) -> datetime | None:
    match = _TOGETHER.fullmatch(text)
    if match is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups())
    return datetime(year, month, day, hour, minute, second)


def _dated(text: str, day: date) -> datetime | None:
    match = _DATE.match(text)
    on = date(*(int(part) for part in match.groups())) if match else day
    rest = _CLOCK.fullmatch(text[match.end() :].strip() if match else text)
    if rest is None:
        return None
    hour, minute, second = (int(part or 0) for part in rest.groups())
    return datetime(on.year, on.month, on.day, hour, minute, second)


_WAYS: tuple[Callable[[str, date], datetime | None], ...] = (_iso, _digits, _dated)


def _columns(table: Table) -> dict[str, int]:
    """The first column of each role."""
    found: dict[str, int] = {}
    for index, name in enumerate(table.header):
        role = _role(name)
        if role and role not in found:
            found[role] = index
    return found


def _role(name: str) -> str:
    wanted = unicodedata.normalize("NFKC", name).strip().casefold().replace("_", " ")
    return next((role for role, names in _NAMES.items() if wanted in names), "")
