"""The form of a call: where they are, the fixed line that confirms it, and when it came if that was not now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from dutytui.rules.approvals.commands import CheckIn
from dutytui.rules.approvals.views import OutingView
from dutytui.rules.commands import Command
from dutytui.screens.entry_text import name
from dutytui.screens.item_fields import read_time
from dutytui.screens.service.steps import Answers, Step, StepsForm
from dutytui.session import Saved, Session
from dutytui.texts.catalogue import _
from dutytui.texts.labels import clock_time

_PLACE, _LINE, _NOTE, _AT = "place", "line", "note", "at"


def call_form(one: OutingView, session: Session) -> StepsForm:
    def read(typed: str) -> tuple[datetime | None, str]:
        return read_time(typed, session.day, session.now(), session.day, session.procedures.mall.day_starts)

    def steps(_answers: Answers) -> Sequence[Step]:
        return (
            Step(_PLACE, _("Where they are")),
            Step(_LINE, _("Called from (fixed line)")),
            Step(_NOTE, _("How it goes")),
            Step(_AT, _("Time, if not now"), wrong=lambda typed: read(typed)[1]),
        )

    def command(answers: dict[str, str]) -> Command:
        at = read(answers.get(_AT, ""))[0]
        place, line, note = (answers.get(part, "") for part in (_PLACE, _LINE, _NOTE))
        return CheckIn(one.day, one.request, place, line, note, at)

    def told(saved: Saved) -> str:
        time = clock_time(saved.events[0].at, seconds=False)
        return _("{person} called in at {time}", person=name(one.who), time=time)

    title = _("Call of {person}  {number}", person=name(one.who), number=one.number)
    return StepsForm(title, f"call-{one.request}", steps, command, told=told)
