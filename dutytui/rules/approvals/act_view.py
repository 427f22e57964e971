"""One act of a request as a line of its history."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dutytui.rules.acts import is_late_entry, named, recorded_at
from dutytui.rules.approvals.acts import changes, texts
from dutytui.rules.approvals.conditions import Given
from dutytui.rules.approvals.course import Course, Weight
from dutytui.rules.approvals.delegations import proof
from dutytui.rules.approvals.flow import Field
from dutytui.rules.approvals.outline import someone
from dutytui.rules.approvals.path import base_step, stage_of
from dutytui.rules.approvals.views import ActView, FieldView
from dutytui.rules.entry_fold import words
from dutytui.rules.events import REQUEST_CHECKED_IN, Event
from dutytui.rules.looking import Looking
from dutytui.rules.views import Named
from dutytui.rules.words import Text

_WORDS = ("opinion", "note", "reason")
_CALL = ("place", "line", "note")


class ActViews:
    """The acts of one request, each made once."""

    def __init__(self, at: Looking, it: Course) -> None:
        self._at = at
        self._it = it
        self._proof = proof(at.state, it.acts.events)
        self._made: dict[str, ActView] = {}

    def of(self, event: Event) -> ActView:
        if event.id not in self._made:
            self._made[event.id] = self._make(event)
        return self._made[event.id]

    def _make(self, event: Event) -> ActView:
        state, law = self._at.state, self._at.law
        delegation = event.data.get("delegation")
        giver = words(delegation, "giver") if isinstance(delegation, Mapping) else ""
        recorded = recorded_at(event)
        free = _CALL if event.kind == REQUEST_CHECKED_IN else _WORDS
        return ActView(
            id=event.id,
            kind=event.kind,
            by=someone(state, law, event.by),
            post=law.post(event.post),
            at=event.at,
            recorded=recorded,
            weight=self._it.weights.get(event.id, Weight.PAST),
            words=" · ".join(said for name in free if (said := words(event.data, name))),
            step=self._step(event),
            to=tuple(self._to(event)),
            changed=tuple(self._changed(event)),
            delegate_of=someone(state, law, giver) if giver else None,
            delegation_seen=not giver or self._proof.get(event.id, False),
            writer=event.writer,
            seq=event.seq,
            about=words(event.data, "signature") or words(event.data, "keeps"),
            before=words(event.data, "place") != "after",
            late_entry=is_late_entry(law, event.at, recorded),
        )

    def _step(self, event: Event) -> Text | None:
        """Of the step that it was done at; a signature taken back is of the step that it signed."""
        named = words(event.data, "seat") or words(event.data, "step")
        if not named:
            about = words(event.data, "signature")
            signed = next((one for one in self._it.acts.events if one.id == about and one.id != event.id), None)
            named = words(signed.data, "seat") if signed else ""
        step = self._it.flow.step(base_step(stage_of(named)))
        return step.title if step else None

    def _to(self, event: Event) -> Iterator[Named | Text]:
        state, law = self._at.state, self._at.law
        single = words(event.data, "to")
        step = self._it.flow.step(single)
        for one in (single, *texts(event.data, "to")):
            if one and step is not None:
                yield step.title
            elif one and (who := named(state, law, one)) is not None:
                yield who

    def _changed(self, event: Event) -> Iterator[tuple[FieldView, Given, Given]]:
        for name, (old, new) in changes(event).items():
            one = self._it.flow.field(name)
            if one is not None:
                yield field_view(self._it, one, asked=True), _given(old), _given(new)


def field_view(it: Course, one: Field, asked: bool) -> FieldView:
    return FieldView(one, _given(it.fields.get(one.id)), asked)


def _given(value: object) -> Given:
    """Nothing of what a foreign program may have written that is no value."""
    return value if isinstance(value, str | int | float | bool) else None
