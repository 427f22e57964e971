"""The kinds of values in the YAML: each checks itself and carries the pattern that the JSON Schema shows."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from dutytui.procedures import times
from dutytui.procedures.problem import Code, nearest
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.words import Moment
from dutytui.texts.catalogue import LANGUAGES


@dataclass(frozen=True, slots=True)
class Defines:
    """Marks the value that makes a thing of this kind known (``post``, ``floor`` …)."""

    kind: str


@dataclass(frozen=True, slots=True)
class Ref:
    """Marks a value that names a thing of this kind."""

    kind: str


@dataclass(frozen=True, slots=True)
class IsText:
    """Marks a text that people read: complete for the mall's languages."""


def wrong(code: Code, value: object, **values: object) -> PydanticCustomError:
    """An error that carries one of our codes through pydantic."""
    return PydanticCustomError(
        code.value, "wrong", {"value": value if isinstance(value, str) else str(value), **values}
    )


def _parsed(read: Callable[[str], Any], code: Code) -> PlainValidator:
    def check(value: Any) -> Any:
        found = read(value) if isinstance(value, str) else None
        if found is None:
            raise wrong(code, value)
        return found

    return PlainValidator(check)


def _matching(pattern: str, code: Code) -> AfterValidator:
    compiled = re.compile(pattern)

    def check(value: str) -> str:
        if not compiled.fullmatch(value):
            raise wrong(code, value)
        return value

    return AfterValidator(check)


def one_of(*right: str) -> tuple[AfterValidator, WithJsonSchema]:
    """What an `Annotated` text needs to be one of these words."""

    def check(value: str) -> str:
        if value not in right:
            raise wrong(Code.NOT_ONE_OF, value, allowed=list(right), **nearest(value, right))
        return value

    return AfterValidator(check), WithJsonSchema({"type": "string", "enum": list(right)})


def _text_schema(pattern: str, **more: object) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": f"^(?:{pattern})$", **more})


def _one_line(value: str) -> str:
    if not value.strip() or "\n" in value or "\t" in value:
        raise wrong(Code.NOT_ONE_LINE, value)
    return value


def _any_language(value: Any) -> Any:
    """A plain text is the same in every language; the key "" stands for that."""
    if isinstance(value, str):
        return {"": value}
    if not isinstance(value, dict):
        raise wrong(Code.NOT_WORDS, value)
    return value


def _language(value: str) -> str:
    if value and value not in LANGUAGES:
        raise wrong(Code.NOT_ONE_OF, value, allowed=list(LANGUAGES), **nearest(value, LANGUAGES))
    return value


def _time_zone(value: str) -> str:
    import zoneinfo

    try:
        zoneinfo.ZoneInfo(value)
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):
        raise wrong(Code.UNKNOWN_TIME_ZONE, value, **nearest(value, zoneinfo.available_timezones())) from None
    return value


_ID = r"[a-z][a-z0-9_-]{0,39}"
_FLOOR = r"[A-Z0-9][A-Z0-9-]{0,7}"
Line = Annotated[str, AfterValidator(_one_line), Field(min_length=1)]
Id = Annotated[str, _matching(_ID, Code.BAD_ID), _text_schema(_ID)]
FloorId = Annotated[str, _matching(_FLOOR, Code.BAD_FLOOR_ID), _text_schema(_FLOOR)]
PostRef = Annotated[str, Ref("post")]
FloorRef = Annotated[str, Ref("floor")]
KindRef = Annotated[str, Ref("kind")]
SeverityRef = Annotated[str, Ref("severity")]
PhaseRef = Annotated[str, Ref("phase")]
CallRef = Annotated[str, Ref("call")]
PointRef = Annotated[str, Ref("point")]
ClockTime = Annotated[int, _parsed(times.clock, Code.BAD_CLOCK), _text_schema(times.CLOCK, examples=["09:00", "25:30"])]
DayStart = Annotated[int, _parsed(times.day_start, Code.BAD_DAY_START), _text_schema(times.CLOCK, examples=["05:00"])]
Duration = Annotated[
    int, _parsed(times.duration, Code.BAD_DURATION), _text_schema(times.DURATION, examples=["10m", "1h", "1h30m"])
]
DayTime = Annotated[
    Moment,
    _parsed(times.moment, Code.BAD_TIME),
    _text_schema(times.MOMENT, examples=["08:30", "26:00", "opening - 10m", "closing + 1h30m"]),
]
Day = Annotated[date, _parsed(times.day, Code.BAD_DATE), _text_schema(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")]
TimeZone = Annotated[str, AfterValidator(_time_zone), Field(examples=["Asia/Shanghai"])]
Language = Annotated[str, *one_of(*LANGUAGES)]
LocalText = Annotated[
    dict[Annotated[str, AfterValidator(_language)], Line],
    BeforeValidator(_any_language),
    Field(min_length=1),
    IsText(),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "minLength": 1},
                {
                    "type": "object",
                    "properties": {one: {"type": "string", "minLength": 1} for one in LANGUAGES},
                    "additionalProperties": False,
                    "minProperties": 1,
                },
            ]
        }
    ),
]
