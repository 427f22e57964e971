"""Five thousand open requests: read by a desk that has just started, looked at for the first time, and after an act."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from itertools import count
from statistics import median

from benchmarks import malls
from benchmarks.goals import most
from benchmarks.measure import Options, Row, interleave, ms, timed
from dutytui.rules.approvals.alarms import alarms
from dutytui.rules.approvals.commands import SignRequest
from dutytui.rules.approvals.outings import outings
from dutytui.rules.approvals.queue import queue
from dutytui.rules.approvals.recorded import as_data
from dutytui.rules.commands import SignIn
from dutytui.rules.events import REQUEST_SUBMITTED, Event
from dutytui.session import Saved, Session

_FLOW = "SY003"
_BY, _POST = "lyu-ershiwu", "market_supervisor"
_SIGNS = ("qin-ershiyi", "秦二十一", "marketing_manager")
_FIELDS = {
    "topic": "春季家居展",
    "planned": True,
    "starts": "2026-12-05",
    "ends": "2026-12-13",
    "effect": "客流三万人",
    "opinions": "营运部：同意",
    "budget": 20_000_000,
    "scheme": "方案.pdf",
}
_SLICE = 500


def rows(options: Options) -> Iterator[Row]:
    many = 500 if options.quick else 5_000
    with malls.place() as here:
        archive = malls.Archive(here)
        with here.desk("maker") as desk:
            flow = desk.session.procedures.approvals.flow(_FLOW)
            assert flow is not None
            data = {"flow": as_data(flow), "fields": _FIELDS, "parent": "", "follow": "", "obligation": ""}
        days = malls.days_before(malls.now().date(), 100)
        for place, day in enumerate(days):
            share = range(many * place // len(days), many * (place + 1) // len(days))
            told = [(REQUEST_SUBMITTED, f"request:archive.{one}", _POST, {**data, "no": one + 1}) for one in share]
            archive.tell(day, told, _BY)
        with here.desk() as desk:
            desk.catch_up()
        with here.desk() as desk:
            session = desk.session
            assert isinstance(session.submit(SignIn(*_SIGNS)), Saved)
            began = time.perf_counter()
            found = session.open_before()
            yield Row(f"{many:,} open requests: read, in a worker", most(5, "s"), time.perf_counter() - began, unit="s")
            yield from _looked_at(options, session, found, many)


def _looked_at(options: Options, session: Session, found: Sequence[Event], many: int) -> Iterator[Row]:
    slices = []
    for at in range(0, len(found), _SLICE):
        began = time.perf_counter()
        session.load_open(found[at : at + _SLICE])
        _look(session)
        slices.append(time.perf_counter() - began)
    yield Row(f"{many:,} open requests: first look, all slices", most(3, "s"), sum(slices), unit="s")
    yield Row(f"{many:,} open requests: first look, the longest slice of {_SLICE}", most(300), ms(max(slices)))
    assert len(queue(session.look()).rows) == many
    requests = sorted(queue(session.look()).rows, key=lambda row: row.request)
    numbers = count()

    def signs() -> None:
        row = requests[next(numbers)]
        assert isinstance(session.submit(SignRequest(row.day, row.request)), Saved)

    acted = timed(signs)
    looked = timed(lambda: _look(session))
    signed, seen = interleave(options.rounds(40), acted, looked)
    yield Row(f"{many:,} open requests: one is signed", most(16), ms(median(signed)))
    yield Row(f"{many:,} open requests: looked at after it", most(16), ms(median(seen)))


def _look(session: Session) -> None:
    at = session.look()
    queue(at)
    alarms(at)
    outings(at)
