"""Wordings of disputes: what each is about, and what each kind of act says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dutytui.rules.dispute import Dispute
from dutytui.texts.catalogue import N_, _
from dutytui.texts.shown import shown

TITLES: Mapping[str, str] = {
    "item": N_("Item: {title}"),
    "entry_status": N_("No. {number}: closed and reopened"),
    "entry_field": N_("No. {number}: {field}"),
    "case_detail": N_("Case {number}: {field}"),
    "number_twice": N_("No. {number} was given twice"),
    "answer": N_("{title}: answer of {post}"),
    "order": N_("{title}: order and hold ({order})"),
    "round_begun": N_("Round begun twice: {title}"),
    "drawn_twice": N_("Random rounds drawn twice: {title}"),
    "meal_batch": N_("Meal: which batch {name} is in"),
    "meal_times": N_("Meal: when {name} left and came back"),
    "sales_files": N_("Sales of {sold}: two files"),
    "sales_typed": N_("Sales of {counter}, typed twice"),
    "sales_said": N_("What is said of {counter}"),
    "duty": N_("The duty: {people}"),
    "article": N_("Counted: {title}"),
    "matter_plans": N_("Plan for a matter of the handover"),
    "page": N_("Journal: {title}"),
    "sweep_team": N_("Sweep: who goes as {post}"),
    "day_closed": N_("{day}: day closed and reopened"),
    "request": N_("Request {number} {flow}: {summary}"),
    "obligation": N_("Calendar: {title}"),
    "follow_up_status": N_("Follow-up done and reopened: {text}"),
    "follow_up_field": N_("Follow-up, {field}: {text}"),
    "assessment": N_("Assessment: {title}"),
    "terminal": N_("Terminal {name}: let in and shut out"),
    "rosters": N_("Two rosters of terminals"),
    "versions": N_("Two versions of the procedures for {day}"),
}

FIELDS: Mapping[str, str] = {
    "kind": N_("Kind"),
    "text": N_("Text"),
    "place": N_("Place"),
    "severity": N_("Severity"),
    "owner": N_("Owner"),
    "due": N_("Due"),
    "@topic": N_("Topic"),
}
"""Names of the fields of an entry; a detail of a case is named as its file names it."""

ACTS: Mapping[str, str] = {
    "item_done": N_("done"),
    "item_waived": N_("skipped"),
    "item_failed": N_("not right"),
    "entry_logged": N_("logged"),
    "entry_remarked": N_("remark"),
    "entry_corrected": N_("corrected"),
    "entry_handled": N_("handled"),
    "entry_closed": N_("closed"),
    "entry_reopened": N_("reopened"),
    "case_detailed": N_("details"),
    "case_fed_back": N_("customer told"),
    "case_called_back": N_("called back"),
    "case_kept": N_("stays open overnight"),
    "post_answered": N_("answered"),
    "order_released": N_("released"),
    "order_held": N_("order held"),
    "order_given": N_("order given"),
    "round_started": N_("round begun"),
    "point_reached": N_("point reached"),
    "round_ended": N_("round ended"),
    "round_explained": N_("explained"),
    "rounds_drawn": N_("rounds drawn"),
    "meal_left": N_("left for the meal"),
    "meal_returned": N_("back from the meal"),
    "sales_rows": N_("rows of it"),
    "sales_imported": N_("sales brought in"),
    "counter_explained": N_("explained"),
    "duty_taken": N_("took the duty"),
    "handover_begun": N_("handover begun"),
    "handover_refused": N_("handover refused"),
    "handover_withdrawn": N_("handover withdrawn"),
    "matter_acknowledged": N_("understood"),
    "handover_signed": N_("signed the handover"),
    "article_counted": N_("counted"),
    "matter_planned": N_("planned"),
    "section_written": N_("written"),
    "section_left_empty": N_("left empty"),
    "sweep_joined": N_("named for the sweep"),
    "day_closed": N_("day closed"),
    "day_reopened": N_("day reopened"),
    "request_submitted": N_("submitted"),
    "request_signed": N_("agreed"),
    "request_rejected": N_("rejected"),
    "request_sent_back": N_("returned it"),
    "request_revised": N_("revised"),
    "request_withdrawn": N_("withdrew it"),
    "request_unsigned": N_("took the signature back"),
    "request_transferred": N_("handed it on"),
    "signer_added": N_("added a signer"),
    "request_reminded": N_("reminded"),
    "request_copied": N_("sent copies"),
    "request_noted": N_("has read it"),
    "request_checked_in": N_("called in"),
    "request_followed": N_("saw to what follows"),
    "request_settled": N_("settled the dispute"),
    "obligation_done": N_("done"),
    "obligation_waived": N_("waived"),
    "review_remarked": N_("remark"),
    "review_signed": N_("signed off"),
    "follow_up_set": N_("follow-up set"),
    "follow_up_changed": N_("changed"),
    "follow_up_done": N_("done"),
    "follow_up_reopened": N_("reopened"),
    "consequence_drawn": N_("consequence drawn"),
    "assessed": N_("assessed"),
    "procedures_adopted": N_("adopted"),
    "procedures_settled": N_("settled the dispute"),
    "roster_begun": N_("roster founded"),
    "terminal_enrolled": N_("let in"),
    "terminal_revoked": N_("shut out"),
    "undone": N_("taken back"),
}


_DETAILS: Mapping[str, tuple[str, ...]] = {
    "meal_left": ("name", "batch"),
    "meal_returned": ("name",),
    "sales_imported": ("file",),
    "counter_explained": ("cause", "measure", "proposal"),
    "article_counted": ("counted",),
    "matter_planned": ("plan", "severity", "owner"),
    "sweep_joined": ("name",),
    "assessed": ("marks",),
    "procedures_adopted": ("version",),
    "rounds_drawn": ("seed",),
}
"""What of an act's data tells its side apart, beside the words that every history shows."""


def detail(kind: str, data: Mapping[str, Any]) -> str:
    """What an act says beside its kind and its free words; "" for nothing more."""
    if kind == "post_answered":
        return _("ready") if data.get("ready") is True else _("not ready")
    values = (data.get(name) for name in (*_DETAILS.get(kind, ()), "opinion"))
    return " · ".join(_plainly(value) for value in values if value not in (None, ""))


def _plainly(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_plainly(one)}" for name, one in sorted(value.items()))
    return f"{value:g}" if isinstance(value, int | float) else str(value)


def title(dispute: Dispute) -> str:
    """What it is about, in one line."""
    values = {name: shown(value) for name, value in dispute.values.items()}
    if "field" in values:
        values["field"] = _(FIELDS[values["field"]]) if values["field"] in FIELDS else values["field"]
    return _(TITLES[dispute.code], **values)
