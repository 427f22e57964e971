"""A sheet as an assessment records it, so that a quarter stays judged as it was, whatever figures.yaml says later."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dutytui.rules.events import Event
from dutytui.rules.figures.procedure import Assessor, Measure, Sheet

_KINDS = {kind.value: kind for kind in Assessor}


def sheet_data(sheet: Sheet) -> dict[str, Any]:
    """What a result is worked out from: JSON values."""
    return {
        "measures": [_measure(measure) for measure in sheet.measures],
        "shares": {kind.value: share for kind, share in sheet.shares.items()},
        "passes": sheet.passes,
    }


def sheet_of(data: object, now: Sheet) -> Sheet:
    """The sheet that was recorded, with its titles as they are `now`; `now` itself where none can be read."""
    if not isinstance(data, Mapping):
        return now
    rows, passes, shares = data.get("measures"), number(data.get("passes")), data.get("shares")
    titles = {measure.id: measure for measure in now.measures}
    read = (_measure_of(row, titles) for row in rows) if isinstance(rows, list | tuple) else ()
    measures = tuple(measure for measure in read if measure is not None)
    if not measures or passes is None or not isinstance(shares, Mapping):
        return now
    known = {_KINDS[name]: int(share) for name, share in shares.items() if name in _KINDS and _whole(share)}
    return replace(now, measures=measures, passes=passes, shares=known)


def marks_of(event: Event) -> dict[str, float]:
    """The numbers an assessment gave, by measure; what is no number is left out."""
    marks = event.data.get("marks")
    read = {str(name): number(value) for name, value in marks.items()} if isinstance(marks, Mapping) else {}
    return {name: value for name, value in read.items() if value is not None}


def kind_of(event: Event) -> Assessor | None:
    """Who gave the marks; None for what this version does not know."""
    said = event.data.get("by")
    return _KINDS.get(said) if isinstance(said, str) else None


def number(value: object) -> float | None:
    """A finite number, None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value if abs(value) < 2**53 and math.isfinite(value) else None


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 100


def _measure(measure: Measure) -> dict[str, Any]:
    row: dict[str, Any] = {"id": measure.id, "weight": measure.weight, "by": [kind.value for kind in measure.by]}
    return row | ({"full": measure.full} if measure.target is None else {"target": measure.target})


def _measure_of(row: object, known: Mapping[str, Measure]) -> Measure | None:
    if not isinstance(row, Mapping) or not isinstance(row.get("id"), str):
        return None
    weight, target, full = row.get("weight"), number(row.get("target")), number(row.get("full"))
    said = row.get("by")
    by = tuple(_KINDS[one] for one in said if isinstance(one, str) and one in _KINDS) if isinstance(said, list) else ()
    limit = full if target is None else target
    if not _whole(weight) or not by or limit is None or limit <= 0:
        return None
    now = known.get(row["id"], Measure(row["id"], {"": row["id"]}, 0, ()))
    return replace(now, weight=int(str(weight)), by=by, target=target, full=100 if full is None else full)
