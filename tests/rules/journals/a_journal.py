"""A mall that keeps a journal of two sections and a log on each floor, and desks that write in them."""

from __future__ import annotations

from datetime import datetime

from dutytui.rules.journals.commands import LeaveSectionEmpty, WriteSection
from dutytui.rules.journals.fold import PageFold, page_fold
from dutytui.rules.journals.procedure import Book, Gathers, Journals, Section
from dutytui.rules.looking import Looking
from tests.rules.a_mall import DAY, Desk, mall, plan_under, t

STAFF = "page:duty/staff"
EXCEPTIONS = "page:duty/exceptions"
PROBLEMS_3F = "page:floor/problems@3F"
PROBLEMS_2F = "page:floor/problems@2F"

JOURNALS = Journals(
    (
        Book(
            "duty",
            t("Journal"),
            (
                Section("staff", t("Staff"), ("duty_manager",), gathers=Gathers(items=("staff_entry/staff_in",))),
                Section(
                    "exceptions",
                    t("Exceptions"),
                    ("duty_manager",),
                    gathers=Gathers(failed=True, kinds=("complaint",), severities=("urgent",)),
                ),
                Section("ideas", t("Ideas"), ("duty_manager", "guard"), required=False),
            ),
        ),
        Book(
            "floor",
            t("Floor log"),
            (
                Section(
                    "problems",
                    t("Problems"),
                    ("floor_supervisor", "duty_manager"),
                    gathers=Gathers(failed=True, kinds=("complaint",)),
                ),
            ),
            each="floors",
        ),
    )
)
WITH_JOURNALS = mall(journals=JOURNALS)


def desk(writer: str = "desk") -> Desk:
    return Desk(writer, WITH_JOURNALS)


def writes(page: str, text: str = "All present") -> WriteSection:
    return WriteSection(DAY, page, text)


def leaves(page: str, reason: str = "Nothing to say") -> LeaveSectionEmpty:
    return LeaveSectionEmpty(DAY, page, reason)


def page_of(at_desk: Desk, page: str) -> PageFold:
    return page_fold(at_desk.state, DAY, page)


def looking(at_desk: Desk, now: datetime, who: str = "zhao", post: str = "duty_manager") -> Looking:
    return Looking(at_desk.state, plan_under(at_desk.procedures, DAY), at_desk.procedures, now, who, post)
