"""The flows that ship with the program."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from dutytui.procedures.load import load
from dutytui.rules.approvals.flow import Flow
from dutytui.rules.procedure import Procedures

SHIPPED = Path(__file__).parents[2] / "checklists"

FLOWS = (
    *("SY001", "SY002", "SY003", "SY004", "SY005", "SY006", "SY007"),
    *("SC-003", "SC-004", "SC-005", "SC-010", "EST"),
    *("CA-1", "CA-2", "CA-3", "CA-4"),
    *("CON", "LOH", "EXP", "PUB", "ORD", "SOP"),
)


@cache
def shipped() -> Procedures:
    procedures = load(SHIPPED, date(2026, 11, 25)).procedures
    assert procedures is not None
    return procedures


def a_flow(flow_id: str) -> Flow:
    found = shipped().approvals.flow(flow_id)
    assert found is not None
    return found
