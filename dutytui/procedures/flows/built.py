"""Checked models of flows as the rules' dataclasses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dutytui.procedures.flows.conditions import Asked, read
from dutytui.procedures.flows.models import (
    START_WORD,
    FlowFieldModel,
    FlowFile,
    FollowModel,
    InformModel,
    StepModel,
)
from dutytui.procedures.flows.values import hundredths
from dutytui.procedures.words import Words
from dutytui.rules.approvals.conditions import Condition
from dutytui.rules.approvals.flow import (
    END,
    START,
    Field,
    FieldChoice,
    FieldKind,
    Flow,
    FollowUp,
    Inform,
    InformAt,
    Sign,
    Step,
    StepKind,
)
from dutytui.rules.words import Text


def flow_built(file: FlowFile, words: Words) -> Flow:
    """The flow of a file in which nothing is wrong."""
    return _Builder(file, words).flow()


class _Builder:
    def __init__(self, file: FlowFile, words: Words) -> None:
        self._file, self._words = file, words
        self._asked = {
            one.id: Asked(FieldKind(one.kind), frozenset(choice.id for choice in one.choices or ()))
            for one in file.fields
        }

    def flow(self) -> Flow:
        file = self._file
        return Flow(
            id=file.id,
            title=self._words(file.title),
            submitters=tuple(file.submitters),
            steps=tuple(self._step(one) for one in file.steps),
            fields=tuple(self._field(one) for one in file.fields),
            informed=tuple(self._inform(one) for one in file.informed),
            follows=tuple(self._follow(one) for one in file.follows),
            batch=file.batch,
            adopts=file.adopts,
            hint=self._text(file.hint),
        )

    def _text(self, words: Mapping[str, str] | None) -> Text | None:
        return None if words is None else self._words(words)

    def _when(self, value: dict[str, Any] | None) -> Condition | None:
        return None if value is None else read(value, self._asked)[0]

    def _field(self, one: FlowFieldModel) -> Field:
        kind = FieldKind(one.kind)
        return Field(
            id=one.id,
            title=self._words(one.title),
            kind=kind,
            required=one.required,
            when=self._when(one.when),
            unit=self._text(one.unit),
            minimum=_limit(kind, one.minimum),
            maximum=_limit(kind, one.maximum),
            choices=tuple(FieldChoice(choice.id, self._words(choice.title)) for choice in one.choices or ()),
            hint=self._text(one.hint),
        )

    def _step(self, one: StepModel) -> Step:
        kind = StepKind(one.kind)
        rejected = one.rejected or END
        return Step(
            id=one.id,
            title=self._words(one.title),
            posts=tuple(one.posts),
            kind=kind,
            sign=Sign(one.sign),
            when=self._when(one.when),
            fields=tuple(one.fields),
            sees=tuple(one.sees),
            due=one.due,
            escalates=tuple(one.escalates),
            rejects=kind is StepKind.APPROVE if one.rejects is None else one.rejects,
            rejected=START if rejected == START_WORD else rejected,
            opinion=one.opinion,
            check_ins=tuple(one.check_ins),
            hint=self._text(one.hint),
        )

    def _inform(self, one: InformModel) -> Inform:
        return Inform(tuple(one.posts), InformAt(one.at), self._when(one.when))

    def _follow(self, one: FollowModel) -> FollowUp:
        return FollowUp(
            id=one.id,
            title=self._words(one.title),
            posts=tuple(one.posts),
            flow=one.flow or "",
            when=self._when(one.when),
            within=one.within,
            carry=tuple(one.carry.items()),
        )


def _limit(kind: FieldKind, value: float | None) -> float | None:
    return hundredths(value) if value is not None and kind is FieldKind.MONEY else value
