"""The kinds of values that only approvals have: ids of flows, time limits in days, conditions, money."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, PlainValidator, WithJsonSchema

from dutytui.procedures import times
from dutytui.procedures.fields import Ref, wrong
from dutytui.procedures.problem import Code
from dutytui.rules.approvals.flow import Due, DueUnit

LONGEST_ID = 12
_FLOW_ID = r"[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*"
_DAYS = r"([1-9][0-9]{0,3})d"
_WORKING_DAYS = r"([1-9][0-9]{0,2})wd"


def due(text: str) -> Due | None:
    """``30m``, ``1h30m``, ``3d`` (days) or ``2wd`` (working days), none of them nothing; None for anything else."""
    if match := re.fullmatch(_WORKING_DAYS, text):
        return Due(int(match[1]), DueUnit.WORKING_DAYS)
    if match := re.fullmatch(_DAYS, text):
        return Due(int(match[1]), DueUnit.DAYS)
    minutes = times.duration(text)
    return Due(minutes, DueUnit.MINUTES) if minutes else None


def days(text: str) -> int | None:
    """Days of ``14d``; None for anything else."""
    match = re.fullmatch(_DAYS, text)
    return int(match[1]) if match else None


def hundredths(yuan: float) -> int | None:
    """Money as the YAML has it in whole hundredths; None when it has more than two decimals."""
    exact = Decimal(str(yuan)) * 100
    return int(exact) if exact == exact.to_integral_value() else None


def _flow_id(value: str) -> str:
    if not re.fullmatch(_FLOW_ID, value) or len(value) > LONGEST_ID:
        raise wrong(Code.BAD_FLOW_ID, value)
    return value


def _due(value: Any) -> Due:
    found = due(value) if isinstance(value, str) else None
    if found is None:
        raise wrong(Code.BAD_DUE, value)
    return found


def _days(value: Any) -> int:
    found = days(value) if isinstance(value, str) else None
    if found is None:
        raise wrong(Code.BAD_DAYS, value)
    return found


def _condition(value: Any) -> dict[str, Any]:
    # What is in it is read by `conditions`, which knows the fields and points at the very word that is wrong.
    if not isinstance(value, dict):
        raise wrong(Code.NOT_A_CONDITION, value)
    return value


def _pattern(pattern: str, *examples: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": f"^(?:{pattern})$", "examples": list(examples)})


FlowId = Annotated[
    str,
    AfterValidator(_flow_id),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": f"^(?:{_FLOW_ID})$",
            "maxLength": LONGEST_ID,
            "examples": ["SY003", "CA-1", "EST"],
        }
    ),
]
FlowRef = Annotated[str, Ref("flow")]
FlowIfThere = Annotated[str, Ref("flow if there")]
"""May name a flow that the mall does not have: a hint then, since what it would do is done by hand."""
SignerRef = Annotated[str, Ref("signer")]
"""A post, or the submitter."""
DueTime = Annotated[
    Due, PlainValidator(_due), _pattern(f"{times.DURATION}|{_DAYS}|{_WORKING_DAYS}", "30m", "1h30m", "3d", "2wd")
]
Days = Annotated[int, PlainValidator(_days), _pattern(_DAYS, "14d")]
ConditionValue = Annotated[
    dict[str, Any],
    PlainValidator(_condition),
    WithJsonSchema({"type": "object", "minProperties": 1, "maxProperties": 1}),
]
