"""What a report of a day says: every section, from the records alone, the same whoever looks and whenever."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from dutytui.bootstrap import Desk, open_desk
from dutytui.exports.document import Chart, Coded, Document, Facts, Section, Signatures, Table, Words
from dutytui.reports.daily import Kind, daily
from dutytui.reports.gathered import day_report
from dutytui.rules.board import checklists
from dutytui.rules.evidence.views import root_of_day
from dutytui.rules.review.commands import RemarkDay, SetFollowUp
from dutytui.session import NOBODY, Actor, Saved
from dutytui.texts import catalogue
from tests.desk import StandingClock
from tests.reports.conftest import MORNING, NIGHT, at
from tests.snapshots.requests import submit_them

LOG = (
    "roll_calls",
    "phases",
    "items",
    "log",
    "cases",
    "patrols",
    "meals",
    "closing",
    "journals",
    "requests",
    "duty",
    "review",
)


def report(desk: Desk, kind: Kind = Kind.DAY) -> dict[str, Section]:
    return {section.id: section for section in day_report(desk.session, desk.session.day, kind).sections}


def table(section: Section, name: str) -> list[dict[str, object]]:
    found = next(part for part in section.parts if isinstance(part, Table) and part.id == name)
    return [dict(zip((column.id for column in found.columns), row, strict=True)) for row in found.rows]


def words(cell: object) -> str:
    return cell.words if isinstance(cell, Coded) else str(cell)


def test_the_log_of_a_day_has_every_section_in_its_order(day: Desk) -> None:
    assert tuple(report(day)) == ("head", *LOG, "remarks", "root")


def test_every_table_of_the_day_has_rows_and_each_row_every_column(day: Desk) -> None:
    tables = [part for section in report(day).values() for part in section.parts if isinstance(part, Table)]
    assert {one.id for one in tables if not one.rows} <= {"heads"}
    assert all(len(row) == len(one.columns) for one in tables for row in one.rows)


def test_phases_say_how_late_they_were_and_a_chart_shows_it(day: Desk) -> None:
    section = report(day)["phases"]
    late = {row["phase"]: row["late"] for row in table(section, "phases") if row["late"]}
    chart = next(part for part in section.parts if isinstance(part, Chart))
    assert late
    assert {label: value for label, value, _said in chart.bars} == late


def test_what_runs_beside_the_day_is_no_phase_that_was_late_and_its_items_stand(day: Desk) -> None:
    titles = {phase.id: catalogue.pick(phase.title) for phase in checklists(day.session.look())}
    phases = [phase for phase in day.session.plan(day.session.day).phases if phase.items]
    beside, own = ({titles[phase.phase] for phase in phases if phase.beside is one} for one in (True, False))
    listed = {row["phase"] for row in table(report(day)["phases"], "phases")}
    assert beside and listed <= own
    assert beside <= {row["phase"] for row in table(report(day)["items"], "items")}


def test_items_stand_with_what_became_of_them_by_whom_and_when(day: Desk) -> None:
    rows = table(report(day)["items"], "items")
    done = [row for row in rows if isinstance(row["status"], Coded) and row["status"].code in {"done", "done_late"}]
    assert done
    assert all(row["by"] and row["happened"] for row in done)
    assert all(row["late"] for row in done if words(row["status"]) == "done late")


def test_a_late_entry_and_one_taken_back_are_remarked_and_shown(day: Desk) -> None:
    found = report(day)
    marks = {row["text"]: row for row in table(found["log"], "entries")}
    assert "late entry" in str(marks["Typed in late"]["marks"])
    assert words(marks["Written by mistake"]["status"]) == "withdrawn"
    told = {str(row["note"]): str(row["marks"]) for row in table(found["remarks"], "remarks")}
    assert "late entry" in told["Typed in late"]
    assert "taken back" in told["Written by mistake"]


def test_what_was_said_of_the_day_and_who_signed_it_off_stands_in_its_log(day: Desk) -> None:
    assert any(isinstance(part, Words) for part in report(day)["review"].parts)
    session, today = day.session, day.session.day
    session.actor = Actor("zhang-san", "张三", "duty_manager")
    for command in (RemarkDay(today, "More people"), SetFollowUp(today, "Call the roofer", "electrician", today)):
        assert isinstance(session.submit(command), Saved)
    section = report(day)["review"]
    assert [row["text"] for row in table(section, "review_remarks")] == ["More people"]
    (row,) = table(section, "follow_ups")
    assert (row["text"], row["due"], words(row["status"])) == ("Call the roofer", today, "due")
    (line,) = (part for part in section.parts if isinstance(part, Signatures))
    assert [one.at for one in line.lines] == [None], "nobody has signed it off"


def test_the_course_of_an_entry_has_each_act_with_both_times(day: Desk) -> None:
    course = table(report(day)["log"], "course")
    late = next(row for row in course if "late entry" in str(row["marks"]))
    assert (late["happened"], late["recorded"]) == (at(MORNING), at(NIGHT))


def test_a_request_that_ended_on_the_day_is_listed_with_its_words(day: Desk) -> None:
    (row,) = table(report(day)["requests"], "requests")
    assert (words(row["status"]), row["note"]) == ("called off", "Asked twice")


def test_the_handover_sheet_has_articles_matters_and_both_signatures(day: Desk) -> None:
    found = report(day, Kind.HANDOVER)
    assert tuple(found) == ("head", "duty", "handover_1", "remarks", "root")
    sheet = found["handover_1"]
    assert all(row["difference"] == row["counted"] - row["expected"] for row in table(sheet, "articles"))  # type: ignore[operator]
    assert table(sheet, "matters")
    lines = next(part.lines for part in sheet.parts if isinstance(part, Signatures))
    assert [one.role for one in lines] == ["Given by", "Received by"]
    assert all(one.by and one.at for one in lines)


def test_the_root_of_the_day_stands_whole_with_the_journals_it_stands_for(day: Desk) -> None:
    section = report(day, Kind.HANDOVER)["root"]
    view = root_of_day(day.session.look())
    assert view is not None
    facts = next(part.facts for part in section.parts if isinstance(part, Facts))
    assert view.root in [fact.value for fact in facts]
    assert {row["journal"]: (row["seq"], row["id"]) for row in table(section, "heads")} == dict(view.heads)


def test_the_patrol_record_has_each_round_and_each_point_of_those_walked(day: Desk) -> None:
    found = report(day, Kind.PATROL)
    rounds = table(found["patrols"], "rounds")
    walked = [row for row in rounds if row["began"]]
    points = table(found["points"], "points")
    assert len(points) == sum(int(str(row["points"])) for row in walked)
    assert sum(row["at"] is not None for row in points) == sum(int(str(row["reached"])) for row in walked)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A Monday at eleven with requests at every stage."""
    mall = submit_them(tmp_path_factory.mktemp("office"))
    desk = open_desk(mall, clock=StandingClock(time="11:10"), name="reader")
    desk.catch_up()
    desk.session.load_open(desk.session.open_before())
    yield desk
    desk.close()


def test_the_approvals_say_what_is_open_since_when_its_way_and_who_has_signed_with_which_words(office: Desk) -> None:
    found = report(office, Kind.APPROVALS)
    assert tuple(found) == ("head", "open", "requests", "way", "acts", "remarks", "root")
    still = table(found["open"], "open")
    assert [row["since"] for row in still] == sorted(row["since"] for row in still)  # type: ignore[type-var]
    first = still[0]
    assert (first["number"], first["age"], first["step"].code) == ("SY001-1119-1", 4, "late")  # type: ignore[union-attr]
    way = [row for row in table(found["way"], "way") if str(row["number"]).startswith("SY003-1123-1")]
    assert [words(row["status"]) for row in way] == ["signed", "signed", "here", "ahead"]
    assert "秦二十一" in str(way[0]["person"])
    assert way[0]["signed"] == at("2026-11-23 09:05")
    assert way[0]["note"] == "同意。消防通道要留足，撤展错开周末"
    acts = [row for row in table(found["acts"], "acts") if str(row["number"]).startswith("SY001-1123-1")]
    assert [words(row["act"]) for row in acts] == ["submitted", "returned it"]


def test_the_approvals_of_a_day_have_what_was_decided_on_it(day: Desk) -> None:
    found = report(day, Kind.APPROVALS)
    assert len(table(found["requests"], "requests")) == 1
    assert [words(row["act"]) for row in table(found["acts"], "acts")] == ["submitted", "withdrew it"]


def test_a_day_without_records_says_so_in_every_section_and_does_not_fail(day: Desk) -> None:
    before = day.session.day - timedelta(days=1)
    document = day_report(day.session, before)
    parts = [part for section in document.sections for part in section.parts]
    said = [part.empty for part in parts if isinstance(part, Table) and not part.rows]
    assert "Nothing was logged on this day." in said
    sheets = list(day_report(day.session, before, Kind.HANDOVER).sections)
    assert Words("No handover on this day.") in sheets[2].parts


def test_a_report_is_the_same_whoever_looks(day: Desk) -> None:
    mine = list(day_report(day.session, day.session.day).sections)
    before, day.session.actor = day.session.actor, NOBODY
    try:
        assert list(day_report(day.session, day.session.day).sections) == mine
    finally:
        day.session.actor = before


def test_what_was_not_done_grows_no_later_after_the_days_end(day: Desk) -> None:
    looked = day.session.look()
    later = [daily(replace(looked, now=looked.now + timedelta(days=days))) for days in (1, 900)]
    assert _late(later[0]) == _late(later[1])


def _late(document: Document) -> list[object]:
    section = next(one for one in document.sections if one.id == "items")
    return [row["late"] for row in table(section, "items")]


@pytest.mark.parametrize("language", catalogue.LANGUAGES)
def test_every_language_words_the_whole_report(day: Desk, language: str) -> None:
    catalogue.use(language)
    document = day_report(day.session, day.session.day)
    titles = [section.title for section in document.sections]
    assert document.language == language
    assert ("Phases of the day" in titles) is (language == "en")
    assert all(titles)
