"""The forms of a case: a new one, its details, what the customer was told, the call-back, and the night."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from dutytui.rules.commands import Command, EntryFields
from dutytui.rules.lookup import lookup
from dutytui.rules.plan import business_day
from dutytui.rules.service.commands import CallBackCase, DetailCase, FeedBackCase, KeepCase, OpenCase
from dutytui.rules.service.fold import NOT_SATISFIED, OUTCOMES, SATISFIED, TOPIC
from dutytui.rules.service.procedure import CaseField, CaseKind, Needed
from dutytui.rules.views import EntryView
from dutytui.screens.choices import choices_for
from dutytui.screens.dialog import DeskDialog
from dutytui.screens.entry_forms import NoteForm
from dutytui.screens.entry_text import name
from dutytui.screens.item_fields import read_time
from dutytui.screens.outcomes import numbered
from dutytui.screens.service.steps import Answers, Step, StepsForm
from dutytui.session import Session
from dutytui.texts.catalogue import N_, _, pick
from dutytui.texts.records import OUTCOME_WORDS
from dutytui.widgets.picker import Option

KIND, TEXT, PLACE, AT, NOTE, OUTCOME = "kind", "text", "place", "at", "note", "outcome"
"""Answers that are no details; a detail's stand under `_detail`, so that a mall may call one the same."""

NEEDED_WORDS = {
    Needed.AT_ONCE: N_("needed"),
    Needed.TO_HANDLE: N_("needed to handle it"),
    Needed.TO_CLOSE: N_("needed to close it"),
}


def form_of(act: str, entry: EntryView, session: Session) -> DeskDialog:
    """act: details, told, called or kept."""
    makers: dict[str, Callable[[EntryView, Session], DeskDialog]] = {
        "details": _details_form,
        "told": _told_form,
        "called": _called_form,
        "kept": _kept_form,
    }
    return makers[act](entry, session)


# -- a new case ---------------------------------------------------------------------------------------------------


def new_case_form(session: Session) -> StepsForm:
    """Kind, topic, text, then what the topic and the kind ask for; place and time may stay empty."""
    law = lookup(session.procedures)

    def steps(answers: Answers) -> Sequence[Step]:
        case = law.cases.get(answers.get(KIND, ""))
        kinds = tuple(_numbered((kind, name(law.kind(kind))) for kind in law.cases))
        text = Step(TEXT, _("What happened"), wanted=_("needed"), must=True)
        return (
            Step(KIND, _("Kind"), kinds, _("needed"), must=True),
            *(_topic_step(case) if case else ()),
            text,
            *(_detail_steps(case, answers, new=True) if case else ()),
            Step(PLACE, _("Place"), (_nothing(), *choices_for("place", session.procedures, may_be_empty=False))),
            _time_step(session),
        )

    def command(answers: dict[str, str]) -> Command:
        at = _time(answers, session)
        day = business_day(at, session.procedures.mall.day_starts) if at else session.day
        fields = EntryFields(answers.get(KIND, ""), answers.get(TEXT, "").strip(), answers.get(PLACE, ""))
        return OpenCase(day, fields, _given_details(answers), at=at)

    return StepsForm(_("New case"), "new-case", steps, command, told=partial(numbered, session=session))


# -- what is learned and done afterwards --------------------------------------------------------------------------


def _details_form(entry: EntryView, session: Session) -> StepsForm:
    law = lookup(session.procedures)
    case, view = law.cases.get(entry.kind.id), entry.case
    given = {_detail(detail.id): detail.given for detail in view.details if detail.given} if view else {}
    disputed = {_detail(detail.id) for detail in view.details if detail.disputed} if view else set()
    if view and view.topic:
        given[_detail(TOPIC)] = view.topic
        disputed |= {_detail(TOPIC)} if view.topic_disputed else set()

    def steps(answers: Answers) -> Sequence[Step]:
        found = (*_topic_step(case), *_detail_steps(case, answers, new=False)) if case else ()
        return found or (Step(NOTE, _("Nothing is asked for")),)

    def command(answers: dict[str, str]) -> Command:
        # Only what was changed here: another desk may have given the rest meanwhile.
        changed = {key: value for key, value in answers.items() if value != given.get(key, "") or key in disputed}
        return DetailCase(entry.day, entry.subject, _given_details(changed, empty=True))

    return StepsForm(_heading(entry, _("Details")), f"case-details-{entry.subject}", steps, command, given)


def _told_form(entry: EntryView, session: Session) -> StepsForm:
    def steps(_answers: Answers) -> Sequence[Step]:
        told = Step(NOTE, _("What the customer was told"), wanted=_("needed"), must=True)
        return (told, _time_step(session))

    def command(answers: dict[str, str]) -> Command:
        return FeedBackCase(entry.day, entry.subject, answers.get(NOTE, ""), _time(answers, session))

    return StepsForm(_heading(entry, _("Customer told")), f"case-told-{entry.subject}", steps, command)


def _called_form(entry: EntryView, session: Session) -> StepsForm:
    options = tuple(_numbered((outcome, _(OUTCOME_WORDS[outcome])) for outcome in OUTCOMES))

    def steps(answers: Answers) -> Sequence[Step]:
        outcome = answers.get(OUTCOME, "")
        must = bool(outcome) and outcome != SATISFIED
        label = _("What the customer wants") if outcome == NOT_SATISFIED else _("Remark")
        if must and outcome != NOT_SATISFIED:
            label = _("How it was tried, why not")
        return (
            Step(OUTCOME, _("Outcome"), options, _("needed"), must=True),
            Step(NOTE, label, wanted=_("needed") if must else "", must=must),
            _time_step(session),
        )

    def command(answers: dict[str, str]) -> Command:
        at = _time(answers, session)
        return CallBackCase(entry.day, entry.subject, answers.get(OUTCOME, ""), answers.get(NOTE, ""), at)

    return StepsForm(_heading(entry, _("Call-back")), f"case-called-{entry.subject}", steps, command)


def _kept_form(entry: EntryView, session: Session) -> NoteForm:
    day, subject = entry.day, entry.subject
    prompt = _("Why does it stay open overnight?")
    draft = f"case-kept-{subject}-{session.day}"
    return NoteForm(_heading(entry, _("Overnight")), prompt, draft, lambda text: KeepCase(day, subject, text))


def _heading(entry: EntryView, word: str) -> str:
    return _("No. {number}", number=entry.number) + f"  {name(entry.kind)}  {word}"


# -- the steps ----------------------------------------------------------------------------------------------------


def _detail(field: str) -> str:
    return f"detail {field}"


def _given_details(answers: Answers, *, empty: bool = False) -> dict[str, str]:
    """The answers that are details, by field; empty: those that were cleared too."""
    prefix = _detail("")
    found = {key.removeprefix(prefix): value for key, value in answers.items() if key.startswith(prefix)}
    return {field: value for field, value in found.items() if empty or value.strip()}


def _topic_step(case: CaseKind) -> tuple[Step, ...]:
    if not case.topics:
        return ()
    topics = _numbered((topic.id, pick(topic.title)) for topic in case.topics)
    return (Step(_detail(TOPIC), _("Topic"), (_nothing(), *topics), _(NEEDED_WORDS[Needed.TO_HANDLE])),)


def _detail_steps(case: CaseKind, answers: Answers, *, new: bool) -> tuple[Step, ...]:
    return tuple(_detail_step(field, new) for field in case.asked(answers.get(_detail(TOPIC), "")))


def _detail_step(field: CaseField, new: bool) -> Step:
    """new: the case is only being opened, and has what must be known at once."""
    options: tuple[Option, ...] = ()
    if field.choices:
        options = (_nothing(), *_numbered((choice.id, pick(choice.title)) for choice in field.choices))
    wanted = _(NEEDED_WORDS[field.needed]) if field.needed in NEEDED_WORDS else ""
    must = new and field.needed is Needed.AT_ONCE
    return Step(_detail(field.id), pick(field.title), options, wanted, must=must)


def _nothing() -> Option:
    """Stands first, so that Enter leaves open what nobody has said."""
    return Option("", _("leave it empty"))


def _numbered(named: object) -> Sequence[Option]:
    """Options on 1, 2, 3 …, whatever stands above them."""
    pairs = list(named)  # type: ignore[call-overload]
    return [Option(value, words, digit=str(row) if row < 10 else "") for row, (value, words) in enumerate(pairs, 1)]


def _time_step(session: Session) -> Step:
    """When it happened, if that was not now."""
    return Step(AT, _("Time, if not now"), wrong=lambda typed: _read(typed, session)[1])


def _time(answers: Answers, session: Session) -> datetime | None:
    return _read(answers.get(AT, ""), session)[0]


def _read(typed: str, session: Session) -> tuple[datetime | None, str]:
    starts = session.procedures.mall.day_starts
    return read_time(typed, session.day, session.now(), session.day, starts)
