"""One request whole: what it says, where it stands, what comes next and why, and everything that was done about it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dutytui.rules.acts import acts
from dutytui.rules.approvals.act_view import ActViews, field_view
from dutytui.rules.approvals.acts import seats_of, texts
from dutytui.rules.approvals.conditions import holds
from dutytui.rules.approvals.course import Course, Standing, changed_since, lapsed
from dutytui.rules.approvals.deadlines import due_at
from dutytui.rules.approvals.flow import Field
from dutytui.rules.approvals.numbers import PREFIX
from dutytui.rules.approvals.outings import outing
from dutytui.rules.approvals.outline import Outline, outline, whom
from dutytui.rules.approvals.path import Stage, base_step
from dutytui.rules.approvals.queue import row_of
from dutytui.rules.approvals.seats import stands_in
from dutytui.rules.approvals.views import (
    FieldView,
    FollowView,
    Progress,
    RequestRow,
    RequestView,
    SeatView,
    Share,
    StageView,
)
from dutytui.rules.entry_fold import words
from dutytui.rules.looking import Looking
from dutytui.rules.views import Act


def request(at: Looking, day: date, subject: str) -> RequestView | None:
    """Of the request submitted on `day`; None when nothing is known of it here, or not its submission."""
    known = at.state.subject(day, subject) if subject.startswith(PREFIX) else None
    found = outline(at, known) if known is not None else None
    return None if found is None else _Request(at, found).view()


class _Request:
    """One request being shown."""

    def __init__(self, at: Looking, found: Outline) -> None:
        self.at = at
        self.law = at.law
        self.outline = found
        self.it: Course = found.course
        self.acts = ActViews(at, self.it)

    def view(self) -> RequestView:
        it, origin = self.it, self.it.origin
        row = row_of(self.at, self.outline)
        return RequestView(
            row=row,
            flow_title=it.flow.title,
            fields=self._fields(),
            stages=tuple(self._stages()),
            acts=tuple(self.acts.of(event) for event in it.acts.events),
            follows=tuple(self._follows()),
            contending=tuple(self.acts.of(event) for event in it.contending),
            sent_back=self.acts.of(it.sent_back) if it.sent_back else None,
            asks=self._asks(row),
            version=origin.procedure,
            in_force=it.flow == self.at.procedures.approvals.flow(it.flow.id),
            parent=words(origin.data, "parent"),
            obligation=words(origin.data, "obligation"),
            ended=self.acts.of(it.ended) if it.ended else None,
            outing=outing(self.at, self.outline),
            void=self._void(),
        )

    def _void(self) -> tuple[Act, ...]:
        subject = self.at.state.subject(self.outline.day, self.outline.request)
        found = acts(self.at.state, self.law, subject) if subject is not None else ()
        return tuple(one for one in found if one.void_why)

    def _fields(self) -> tuple[FieldView, ...]:
        """In the flow's order. What a step asks for is asked when its stage is in the path."""
        it = self.it
        asked = {one.id for one in it.flow.asked_at_start()}
        asked |= {name for stage in it.stages for name in stage.step.fields}
        return tuple(field_view(it, one, one.id in asked and holds(one.when, it.fields)) for one in it.flow.fields)

    def _stages(self) -> Iterator[StageView]:
        """Every step of the flow, those that are passed over, too, with the signers who were added."""
        for step in self.it.flow.steps:
            stages = [stage for stage in self.it.stages if base_step(stage.id) == step.id]
            if not stages:
                yield StageView(step.id, step.title, Progress.PASSED_OVER, (), step.when)
            for stage in stages:
                yield self._stage(stage)

    def _stage(self, stage: Stage) -> StageView:
        it = self.it
        before = lapsed(it, stage)
        here = it.stage is not None and stage.id == it.stage.id
        due = due_at(self.at.procedures, stage.step.due, it.since) if here else None
        changed = changed_since(it, stage, before) if before else ()
        return StageView(
            id=stage.id,
            title=stage.step.title,
            progress=self._progress(stage, here, bool(before)),
            seats=tuple(self._seats(stage)),
            because=stage.step.when,
            added=stage.added,
            due=due,
            late=due is not None and due < self.at.now,
            again=bool(before),
            changed=tuple(one for name in changed if (one := it.flow.field(name)) is not None),
        )

    def _progress(self, stage: Stage, here: bool, before: bool) -> Progress:
        if all(seat.key in self.it.signed for seat in stage.seats):
            return Progress.SIGNED
        if here:
            return Progress.HERE
        return Progress.AGAIN if before else Progress.AHEAD

    def _seats(self, stage: Stage) -> Iterator[SeatView]:
        it = self.it
        for seat in stage.seats:
            event = it.signed.get(seat.key)
            yield SeatView(
                key=seat.key,
                waits_for=whom(self.at.state, self.law, stage, seat, it.submitter).named,
                signed=self.acts.of(event) if event else None,
                covered=event is not None and seats_of(event)[:1] != (seat.key,),
                stands_in=event is None and stands_in(self.law, stage, seat, it.submitter),
            )

    def _follows(self) -> Iterator[FollowView]:
        """Those that apply, or were done before a field changed."""
        it = self.it
        for one in it.flow.follows:
            event = it.followed.get(one.id)
            if event is None and not holds(one.when, it.fields):
                continue
            approved = it.ended is not None and it.standing is Standing.APPROVED
            due = due_at(self.at.procedures, one.within, it.ended.at) if approved and it.ended else None
            late = event is None and due is not None and due < self.at.now
            done = self.acts.of(event) if event else None
            yield FollowView(one, due, late, done, words(event.data, "started") if event else "")

    def _asks(self, row: RequestRow) -> tuple[Field, ...]:
        it = self.it
        if row.shares.isdisjoint({Share.MINE, Share.POST}):
            return ()
        if it.standing is Standing.SENT_BACK:
            return it.flow.asked_again(texts(it.sent_back.data, "ask") if it.sent_back else ())
        step = it.stage.step if it.stage else None
        return tuple(one for name in step.fields if (one := it.flow.field(name)) is not None) if step else ()
