"""The form that every verb of a request uses: fields of its flow, an opinion, and what has come meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.types import CSSPathType
from textual.widgets import Static

from dutytui.imports import picked
from dutytui.rules.approvals.conditions import Given, holds
from dutytui.rules.approvals.flow import Field, FieldKind
from dutytui.rules.commands import Command
from dutytui.screens.approvals.found import Place, view_of
from dutytui.screens.approvals.history import act_words
from dutytui.screens.approvals.values import NO, YES, limits, read_value
from dutytui.screens.service.steps import Answers, Step, StepsForm
from dutytui.session import Saved
from dutytui.texts.catalogue import _, pick
from dutytui.texts.conditions import value_words
from dutytui.widgets.cells import visible
from dutytui.widgets.note_area import NoteArea
from dutytui.widgets.picker import Option

OPINION, NOTE, TO = "opinion", "note", "to"
"""Answers that are no fields; a field's stands under `field_key`, so that a flow may call one the same."""
_FILES_SHOWN = 4
_TALL = 36
"""Rows of a screen on which the longest form leaves room."""


class RequestForm(StepsForm):
    """about: the request that it acts on, None for one that only begins; above: what stands over the steps, given the
    answers so far (the way it will go, the words it was sent back with), at most `ABOVE` rows of it.

    When the request moves on while somebody types, the form says who did what, and keeps what was typed.
    """

    CSS_PATH: ClassVar[CSSPathType] = ["../service/service.tcss", "approvals.tcss"]
    ABOVE: ClassVar[int] = 3
    ROWS_TAKEN: ClassVar[int] = StepsForm.ROWS_TAKEN + ABOVE

    def __init__(
        self,
        title: str,
        draft: str,
        steps: Callable[[Answers], Sequence[Step]],
        command: Callable[[dict[str, str]], Command],
        *,
        given: Answers | None = None,
        told: Callable[[Saved], str] | None = None,
        about: Place | None = None,
        above: Callable[[Answers], str] | None = None,
        verb: str = "",
    ) -> None:
        super().__init__(title, draft, steps, command, given, told, verb)
        self._about = about
        self._above = above
        self._known: frozenset[str] = frozenset()

    def compose_above(self) -> ComposeResult:
        yield Static("", id="above", markup=False)

    def on_mount(self) -> None:
        self._known = self._acts()
        super().on_mount()

    def _acts(self) -> frozenset[str]:
        view = view_of(self.session, self._about) if self._about else None
        return frozenset(act.id for act in view.acts) if view else frozenset()

    def refresh_views(self) -> None:
        """Says what was done about the request meanwhile: what is submitted now is decided anew, never over it."""
        view = view_of(self.session, self._about) if self._about else None
        new = [act for act in view.acts if act.id not in self._known] if view else []
        if view and new:
            self._known = self._acts()
            told = "; ".join(act_words(act, view) for act in new[-2:])
            self.tell(_("Meanwhile: {acts}. What you typed is kept", acts=told), "alarm")

    def _show_steps(self) -> None:
        super()._show_steps()
        self._show_above()

    def _answer(self, value: str, *, quietly: bool = False) -> None:
        super()._answer(value, quietly=quietly)
        self._show_above()

    def _show_above(self) -> None:
        words = self._files() or (self._above(self._answers) if self._above else "")
        above = self.query_one("#above", Static)
        above.display = bool(words)
        # A way with its conditions may be long; where the screen is tall nothing of it is cut.
        above.styles.max_height = 2 * self.ABOVE if self.app.size.height >= _TALL else self.ABOVE
        above.update("\n".join(map(visible, words.split("\n"))))

    def _files(self) -> str:
        """The files that a name may become, while the name of a document is asked for."""
        step = self._steps[self._now]
        if not isinstance(step, FileStep):
            return ""
        found = picked.completions(self._answers.get(step.id, ""), picked.ANY_ENDING)
        names = "  ".join(picked.last_part(path) for path in found[:_FILES_SHOWN])
        return _("Tab completes: {files}", files=names) if names else ""

    def action_step(self, by: int) -> None:
        """Tab goes on with the name of a document first, where it is clear how."""
        if by == 1 and isinstance(self._steps[self._now], FileStep):
            area = self.query_one(NoteArea)
            whole = picked.completed(area.text, picked.ANY_ENDING)
            if whole != area.text:
                area.text = whole
                area.move_cursor(area.document.end)
                self._answer(whole)
                self._show_steps()
                return
        super().action_step(by)


class FileStep(Step):
    """Asks for the name of a document."""


# -- the steps ----------------------------------------------------------------------------------------------------


def field_key(field_id: str) -> str:
    return f"field {field_id}"


def field_steps(
    fields: Iterable[Field], answers: Answers, today: date, before: Mapping[str, Given] | None = None
) -> tuple[Step, ...]:
    """A step for each field that is asked for with the answers so far. before: values that the form does not ask."""
    values = dict(before or {})
    steps = []
    for field in fields:
        if holds(field.when, values):
            steps.append(_field_step(field, today))
            values[field.id] = read_value(field, answers.get(field_key(field.id), ""), today)[0]
        else:
            values[field.id] = None
    return tuple(steps)


def given_values(fields: Iterable[Field], answers: Answers, today: date) -> dict[str, Given]:
    """The values of the fields that were asked for."""
    return {
        field.id: read_value(field, answers.get(field_key(field.id), ""), today)[0]
        for field in fields
        if field_key(field.id) in answers
    }


def _field_step(field: Field, today: date) -> Step:
    kind = FileStep if field.kind is FieldKind.FILE else Step
    label = pick(field.title)
    if field.unit:
        label = _("{field} ({unit})", field=label, unit=pick(field.unit))
    options = _options(field)
    return kind(
        field_key(field.id),
        label,
        options,
        _wanted(field),
        must=field.required,
        wrong=lambda typed: "" if options else read_value(field, typed, today)[1],
        shown=lambda typed: value_words(field, read_value(field, typed, today)[0]) or typed,
    )


def _wanted(field: Field) -> str:
    """What stands where there is no answer yet."""
    words = [_("needed")] if field.required else []
    words += [pick(field.hint)] if field.hint else []
    words += [limits(field)] if limits(field) else []
    return _(", ").join(words)


def _options(field: Field) -> tuple[Option, ...]:
    if field.kind is FieldKind.YES_NO:
        found = [Option(YES, _("yes"), digit="1"), Option(NO, _("no"), digit="2")]
    elif field.kind is FieldKind.CHOICE:
        numbered = enumerate(field.choices, 1)
        found = [Option(one.id, pick(one.title), digit=str(n) if n < 10 else "") for n, one in numbered]
    else:
        return ()
    # Stands first, so that Enter leaves open what nobody has said.
    return tuple(found) if field.required else (Option("", _("leave it empty")), *found)


def opinion_step(*, must: bool, label: str = "") -> Step:
    return Step(OPINION, label or _("Opinion"), wanted=_("needed") if must else _("may stay empty"), must=must)
