"""DS §3: the duty manager's journal has sections, a floor's log has parts; paragraphs stay as they were written."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dutytui.rules.commands import EntryFields, FailItem, LogEntry, TickItem, Undo
from dutytui.rules.events import SECTION_LEFT_EMPTY, SECTION_WRITTEN
from dutytui.rules.journals.fold import PageState
from dutytui.rules.journals.procedure import Book, Gathers, Journals, Section
from dutytui.rules.journals.suggestions import suggestions
from dutytui.rules.journals.unsettled import unsettled
from dutytui.rules.journals.views import books, complete
from dutytui.rules.procedure import UNDO_OTHERS
from dutytui.texts.areas.journals import suggested
from tests.rules.a_mall import DAY, FLOORS, TOMORROW, Desk, at, mall, t
from tests.rules.journals.a_journal import (
    EXCEPTIONS,
    PROBLEMS_2F,
    PROBLEMS_3F,
    STAFF,
    WITH_JOURNALS,
    desk,
    leaves,
    looking,
    page_of,
    writes,
)
from tests.rules.sales.a_review import SALES, file_of, rows

NOW = at("20:00")
LATER = at("20:30")


def test_paragraphs_are_added_and_none_replaces_another() -> None:
    here = desk()
    here.does("zhao", writes(STAFF, " Two absent "), NOW)
    here.does("zhao", writes(STAFF, "One came late"), LATER)
    page = page_of(here, STAFF)
    assert [event.data["text"] for event in page.written] == ["Two absent", "One came late"]
    assert page.state is PageState.WRITTEN


def test_a_page_left_empty_has_its_reason_and_may_be_written_on_later() -> None:
    here = desk()
    here.does("zhao", leaves(EXCEPTIONS), NOW)
    assert page_of(here, EXCEPTIONS).state is PageState.LEFT_EMPTY
    here.does("zhao", writes(EXCEPTIONS, "A pipe burst after all"), LATER)
    assert page_of(here, EXCEPTIONS).state is PageState.WRITTEN


# what is tried, by whom, under which post, after what → why not
REFUSALS = [
    (writes(STAFF), "zhou", "floor_supervisor", (), "page_not_yours"),
    (writes(PROBLEMS_3F), "sun", "guard", (), "page_not_yours"),
    (writes("page:duty/gone"), "zhao", "duty_manager", (), "page_unknown"),
    (writes("page:floor/problems@9F"), "zhao", "duty_manager", (), "page_unknown"),
    (writes("page:floor/problems"), "zhao", "duty_manager", (), "page_unknown"),
    (writes(STAFF, " \n "), "zhao", "duty_manager", (), "paragraph_empty"),
    (leaves(STAFF, " "), "zhao", "duty_manager", (), "page_reason_missing"),
    (leaves(STAFF), "zhao", "duty_manager", (writes(STAFF),), "page_written"),
    (leaves(STAFF), "zhao", "duty_manager", (leaves(STAFF),), "page_left_empty"),
    (writes(STAFF), "", "", (), "not_signed_in"),
]


@pytest.mark.parametrize(("command", "who", "post", "before", "code"), REFUSALS)
def test_what_may_not_be_written_is_refused(command, who, post, before, code) -> None:  # type: ignore[no-untyped-def]
    here = desk()
    for earlier in before:
        here.does("zhao", earlier, NOW)
    assert here.refuses(who, command, LATER, post).code == code


def test_tomorrows_page_cannot_be_written() -> None:
    command = type(writes(STAFF))(TOMORROW, STAFF, "soon")
    assert desk().refuses("zhao", command, NOW).code == "day_not_begun"


def test_a_paragraph_is_taken_back_by_its_writer_and_stays_in_the_history() -> None:
    here = desk()
    (written,) = here.does("zhao", writes(STAFF), NOW)
    here.does("zhao", Undo(DAY, STAFF, written.id), LATER)
    assert page_of(here, STAFF).state is PageState.EMPTY
    (page,) = [page for book in books(looking(here, LATER)) for page in book.pages if page.on == STAFF]
    assert [act.undone for act in page.history] == [True, False]


def test_left_empty_here_and_written_there_is_disputed_until_one_is_taken_back() -> None:
    here, there = desk(), desk("desk-2")
    here.does("zhao", writes(STAFF), NOW)
    (left,) = there.does("zhao", leaves(STAFF), LATER)
    here.hears(there)
    there.hears(here)
    assert page_of(here, STAFF).state is page_of(there, STAFF).state is PageState.DISPUTED
    assert "page_disputed" in {one.code for one in unsettled(looking(here, LATER))}
    here.does("zhao", Undo(DAY, STAFF, left.id), LATER)
    assert page_of(here, STAFF).state is PageState.WRITTEN


def test_a_paragraph_forged_under_another_post_is_void_and_shown() -> None:
    here = desk()
    answer = here.tries("zhao", writes(STAFF), NOW)
    assert isinstance(answer, tuple)
    here.records(replace(answer[0], by="sun", post="guard"), NOW)
    page = page_of(here, STAFF)
    assert page.state is PageState.EMPTY and page.void


@pytest.mark.parametrize("data", [{}, {"text": 5}, {"text": None, "reason": []}, {"more": {"a": 1}}])
def test_odd_data_of_another_program_breaks_nothing(data: dict[str, object]) -> None:
    here = desk()
    fact = here.tries("zhao", writes(STAFF), NOW)
    assert isinstance(fact, tuple)
    for kind in (SECTION_WRITTEN, SECTION_LEFT_EMPTY, "something_new"):
        here.records(replace(fact[0], kind=kind, data=data), NOW)
    assert books(looking(here, NOW)) and not complete(looking(here, NOW))


def test_empty_required_sections_are_unsettled_and_travel_with_no_handover() -> None:
    """DS §3: the four sections, and each floor's parts."""
    here = desk()
    found = unsettled(looking(here, NOW))
    assert len(found) == 2 + len(FLOORS)
    assert not any(one.travels or one.blocks for one in found)
    for one in found:
        here.does("zhao", writes(one.subject), NOW)
    assert unsettled(looking(here, NOW)) == () and complete(looking(here, NOW))


def test_a_floor_supervisor_sees_their_own_floors_first() -> None:
    shown = books(looking(desk(), NOW, "zhou", "floor_supervisor"))
    assert [book.place.id for book in shown if book.place][:2] == ["3F", "6F"]
    assert [page.may_write for page in shown[0].pages] == [False, False, False]


def test_a_page_that_the_procedures_no_longer_have_is_still_shown() -> None:
    here = desk()
    fact = here.tries("zhao", writes(STAFF), NOW)
    assert isinstance(fact, tuple)
    here.records(replace(fact[0], on="page:old/section"), NOW)
    last = books(looking(here, NOW))[-1]
    assert [act.note for act in last.pages[0].paragraphs] == ["All present"]


def test_the_days_records_are_offered_where_they_belong() -> None:
    here = desk()
    here.does("qian", TickItem(DAY, "staff_entry/locks_checked"), at("08:21"))
    here.does("sun", TickItem(DAY, "staff_entry/passage_open"), at("08:22"))
    here.does("sun", TickItem(DAY, "staff_entry/staff_in", value=93, note="two late"), at("08:29"))
    here.does("li", FailItem(DAY, "staff_entry/lights@3F", "half the lamps are out"), at("08:30"))
    here.does("zhao", LogEntry(DAY, EntryFields("complaint", "rude\nsecond line", place="2F")), at("10:00"))
    here.does("zhao", LogEntry(DAY, EntryFields("note", "nothing much")), at("10:01"))

    def offered(page: str) -> list[tuple[str, object]]:
        return [
            (one.code, one.values.get("text") or one.values.get("reason") or one.values.get("note"))
            for one in suggestions(looking(here, NOW), page)
        ]

    assert offered(STAFF) == [("item_number_remarked", "two late")]
    failed, raised, complaint = offered(EXCEPTIONS)
    assert failed == ("item_failed", "half the lamps are out")
    assert raised == ("entry_open", "half the lamps are out")
    assert complaint == ("entry_open", "rude")
    assert offered(PROBLEMS_3F) == [("item_failed", "half the lamps are out")]
    assert offered(PROBLEMS_2F) == [("entry_open", "rude")]
    assert offered("page:gone/section") == []


def test_rights_are_those_of_the_shipped_posts() -> None:
    assert UNDO_OTHERS in next(post.may for post in WITH_JOURNALS.posts if post.id == "duty_manager")
    assert Desk("desk", WITH_JOURNALS).refuses("qian", writes(STAFF), NOW, "security_chief").code == "page_not_yours"


def test_the_total_of_the_day_before_is_offered_once_it_is_known() -> None:
    """DS §3: the sales of the previous day."""
    sells = mall(
        sales=SALES,
        journals=Journals(
            (Book("duty", t("Journal"), (Section("staff", t("S"), ("duty_manager",), gathers=Gathers(sales=True)),)),)
        ),
    )
    here = Desk("desk", sells)
    assert suggestions(looking(here, NOW), STAFF) == ()
    here.does("zhao", file_of(rows(300, 45)), at("09:00"))
    (total,) = suggestions(looking(here, NOW), STAFF)
    assert (total.code, total.values["hundredths"]) == ("sales_total", 34500)
    assert suggested(total).endswith(": 345.00")
