"""The shipped service.yaml says what DS §3 and SY006 say of the service desk."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dutytui.procedures.load import load
from dutytui.rules.service.procedure import CaseKind, Needed, Service
from tests.desk import CHECKOUT

TO_HANDLE, TO_CLOSE, AT_ONCE = Needed.TO_HANDLE, Needed.TO_CLOSE, Needed.AT_ONCE


@pytest.fixture(scope="module")
def service() -> Service:
    loaded = load(Path(CHECKOUT) / "checklists", date(2026, 11, 23))
    assert loaded.procedures is not None, loaded.problems
    return loaded.procedures.service


def case(service: Service, kind: str) -> CaseKind:
    return next(case for case in service.cases if case.kind == kind)


def needed(service: Service, kind: str, topic: str = "") -> dict[str, Needed]:
    return {field.id: field.needed for field in case(service, kind).asked(topic) if field.needed is not Needed.NEVER}


def test_a_complaint_is_told_within_one_hour_called_back_and_kept_with_a_reason(service: Service) -> None:
    """SY006; field.md: call-back record, a complaint open overnight must be recorded."""
    complaint = case(service, "complaint")
    assert (complaint.feedback_within, complaint.call_back, complaint.overnight) == (60, True, True)


@pytest.mark.parametrize(
    ("kind", "topic", "details"),
    [
        ("complaint", "goods_quality", {"article": TO_HANDLE, "fault": TO_HANDLE}),
        ("complaint", "origin", {"article": TO_HANDLE, "origin_found": TO_HANDLE}),
        ("complaint", "price_label", {"cause": TO_HANDLE, "settlement": TO_HANDLE}),
        ("complaint", "attitude", {"responsible": TO_HANDLE}),
        ("return", "", dict.fromkeys(("article", "receipt", "reason", "decision"), TO_HANDLE)),
        (
            "lost_found",
            "found",
            {
                **dict.fromkeys(("finder", "storage", "article", "where"), TO_HANDLE),
                **dict.fromkeys(("handed_to", "id_seen"), TO_CLOSE),
            },
        ),
        (
            "incident",
            "",
            {"injured": AT_ONCE, "first_aid": TO_HANDLE, "hospital": TO_HANDLE, "witnesses": TO_CLOSE},
        ),
    ],
)
def test_a_case_asks_for_what_its_topic_needs(
    service: Service, kind: str, topic: str, details: dict[str, Needed]
) -> None:
    """DS §3: attitude: the responsible person named; price: cause found and settled; returns."""
    assert needed(service, kind, topic) == details


def test_only_a_price_label_is_settled_at_once(service: Service) -> None:
    """DS §3: price: cause found and settled at once."""
    times = {topic.id: topic.settle_within for topic in case(service, "complaint").topics}
    assert times.pop("price_label") == 15
    assert set(times.values()) == {None}


def test_a_return_is_exchanged_refunded_repaired_or_refused(service: Service) -> None:
    decision = next(field for field in case(service, "return").fields if field.id == "decision")
    assert [choice.id for choice in decision.choices] == ["exchange", "refund", "repair", "refused"]
