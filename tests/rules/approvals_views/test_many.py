"""Five thousand open requests: what is worked out again after one more event. Work is counted, not seconds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from dutytui.rules.approvals import fold, outline
from dutytui.rules.approvals.alarms import alarms
from dutytui.rules.approvals.commands import GiveDelegation, SignRequest
from dutytui.rules.approvals.outings import outings
from dutytui.rules.approvals.queue import queue
from dutytui.rules.approvals.unsettled import unsettled
from tests.rules.a_mall import DAY, Desk, at
from tests.rules.approvals.a_flow import Paper
from tests.rules.approvals_views.a_queue import do, house, look, submit

MANY = 5_000


def crowded(count: int = MANY) -> tuple[Desk, Paper]:
    """A desk with so many open requests, submitted over the last hundred days, and one of them."""
    desk = house()
    paper = submit(desk, "SHOW")
    (first,) = desk.journal
    for number in range(2, count + 1):
        back = timedelta(days=number % 100)
        desk.state.add(
            first._replace(
                on=f"request:other.{number}",
                day=first.day - back,
                at=first.at - back,
                writer="other",
                seq=number,
                id=f"other:{number}",
                data={**first.data, "no": number},
            )
        )
    return desk, paper


class Work:
    """courses: requests played; outlines: requests looked at anew."""

    def __init__(self) -> None:
        self.courses = 0
        self.outlines = 0

    def since(self) -> tuple[int, int]:
        done = (self.courses, self.outlines)
        self.courses = self.outlines = 0
        return done


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Iterator[Work]:
    counted, played, made = Work(), fold.course, outline._Making.made

    def course(*of: Any) -> Any:
        counted.courses += 1
        return played(*of)

    def making(self: Any) -> Any:
        counted.outlines += 1
        return made(self)

    monkeypatch.setattr(fold, "course", course)
    monkeypatch.setattr(outline._Making, "made", making)
    yield counted


def test_one_more_signature_among_five_thousand_is_worked_out_alone(work: Work) -> None:
    desk, paper = crowded()
    assert len(queue(look(desk, "cat", "09:10")).rows) == MANY
    assert work.since() == (MANY, MANY)
    queue(look(desk, "cat", "09:10"))
    queue(look(desk, "gil", "09:11"))
    queue(look(desk, "cat", "20:00"), everything=True)
    assert work.since() == (0, 0), "neither another person nor the clock makes one anew"
    do(paper, "09:12", "cat", SignRequest)
    work.since()  # the decision itself has tried it out
    assert len(queue(look(desk, "cat", "09:13")).rows) == MANY - 1
    assert len(queue(look(desk, "gil", "09:13")).rows) == 1
    assert work.since() == (1, 1)


def test_a_delegation_is_no_news_of_five_thousand_requests(work: Work) -> None:
    desk, _paper = crowded()
    queue(look(desk, "dan", "09:10"))
    work.since()
    desk.does("cat", GiveDelegation(DAY, "dan", DAY), at("09:11"), "manager")
    assert len(queue(look(desk, "dan", "09:12")).rows) == MANY
    assert work.since() == (0, 0)


def test_the_same_view_is_given_again_while_nothing_has_changed() -> None:
    desk, _paper = crowded(50)
    assert queue(look(desk, "cat", "09:10")) is queue(look(desk, "cat", "09:11"))
    assert alarms(look(desk, "cat", "09:10")) is alarms(look(desk, "cat", "09:11"))
    assert outings(look(desk, "cat", "09:10")) is outings(look(desk, "cat", "09:11"))


def test_a_view_that_is_kept_is_the_one_that_would_be_made_anew() -> None:
    """What is due soon or late changes by the clock alone, forwards and backwards."""
    desk, _paper = crowded(50)
    for clock in ("08:59", "09:29", "09:30", "10:00", "10:01", "09:00", "33:00"):
        kept = queue(look(desk, "cat", clock))
        fresh = Desk(procedures=desk.procedures)
        fresh.state.extend(event for subject in desk.state.unfinished("request") for event in subject.events)
        assert queue(look(fresh, "cat", clock)) == kept


def test_five_thousand_late_requests_are_one_alarm_and_a_handover_of_one_page() -> None:
    desk, _paper = crowded()
    assert [one.code for one in alarms(look(desk, "cat", "20:00"))] == ["requests_late_many"]
    assert len(unsettled(look(desk, "cat", "20:00"))) == 21
