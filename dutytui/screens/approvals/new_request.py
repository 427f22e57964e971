"""Beginning a request: which flow, then its fields with the way that it will go in sight; and revising one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from dutytui.rules.approvals.commands import ReviseRequest, SubmitRequest
from dutytui.rules.approvals.conditions import Given, holds
from dutytui.rules.approvals.flow import Field, Flow
from dutytui.rules.approvals.outline import whom
from dutytui.rules.approvals.path import Stage, path
from dutytui.rules.approvals.views import RequestRow, RequestView
from dutytui.rules.commands import Command
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.lookup import lookup
from dutytui.rules.refusal import Refusal
from dutytui.screens.approvals.form import NOTE, RequestForm, field_key, field_steps, given_values
from dutytui.screens.approvals.found import Place, course_of, view_of
from dutytui.screens.approvals.history import author
from dutytui.screens.approvals.possible import STILL_TO_TYPE, stand_in
from dutytui.screens.approvals.signing import outcome_words
from dutytui.screens.approvals.values import read_value, typed_of
from dutytui.screens.approvals.words import names
from dutytui.screens.entry_text import name
from dutytui.screens.people import Choose
from dutytui.screens.service.steps import Answers, Step
from dutytui.session import Saved, Session
from dutytui.texts.catalogue import _, pick
from dutytui.texts.conditions import condition_words, fields_by_id
from dutytui.texts.refusals import refused
from dutytui.widgets.glyphs import glyphs
from dutytui.widgets.picker import Option

if TYPE_CHECKING:
    from dutytui.screens.desk import DeskScreen
    from dutytui.screens.dialog import DeskDialog


@dataclass(frozen=True, slots=True)
class Cause:
    """What a request comes of: the follow-up of another, an obligation (``<id>@<due date>``), or nothing."""

    parent: Place | None = None
    follow: str = ""
    obligation: str = ""


NO_CAUSE = Cause()


# -- which flow ---------------------------------------------------------------------------------------------------


def may_begin(session: Session) -> tuple[Flow, ...]:
    """The flows that the posts of whoever is signed in may begin."""
    law = lookup(session.procedures)
    return tuple(flow for flow in session.procedures.approvals.flows if law.begins(session.actor.person, flow))


def why_none(session: Session) -> str:
    """Why nothing can be begun here now, "" when something can."""
    if not session.actor.person:
        return _("Sign in first: F8")
    if not session.procedures.approvals.flows:
        return _("There are no flows yet: `dutytui init --missing` brings checklists/approvals.yaml and flows/")
    if session.actor.person not in lookup(session.procedures).people:
        return refused(Refusal("request_by_listed_only"))
    if not may_begin(session):
        return _("None of your posts begins a request. Who does, each flow says under submitters; switch person: F8")
    return ""


def why_no_outing(session: Session) -> str:
    """Why none of the flows that may be begun here is an outing."""
    posts = dict.fromkeys(
        post for flow in session.procedures.approvals.flows if is_outing(flow) for post in flow.submitters
    )
    named = lookup(session.procedures).post_names(posts)
    return _("None of your posts begins an outing. F8 changes to one that does: {posts}", posts=names(named))


def is_outing(flow: Flow) -> bool:
    """Whether somebody goes out by it, and checks in."""
    return any(step.check_ins for step in flow.steps)


def open_form(
    screen: DeskScreen | DeskDialog,
    flow: str = "",
    *,
    obligation: str = "",
    parent: RequestRow | None = None,
    follow: str = "",
) -> None:
    """Open the form of a new request over `screen`; flow "" asks which one first. What can't be done is said instead.

    obligation: ``<id>@<due date>`` that is done by it; parent and follow: the request that it follows, and as what.
    """
    session = screen.session
    cause = Cause(Place(parent.day, parent.request) if parent else None, follow, obligation)
    no = why_none(session)
    if no:
        screen.tell(no, "refused")
    elif flow:
        _open(screen, flow, cause)
    else:
        choose(screen, may_begin(session), cause)


def choose(screen: DeskScreen | DeskDialog, flows: Sequence[Flow], cause: Cause) -> None:
    """Ask which of these flows it shall be; the only one is not asked for."""
    if len(flows) == 1:
        _open(screen, flows[0].id, cause)
        return

    def chosen(flow: str | None) -> None:
        if flow is not None:
            _open(screen, flow, cause)

    options = [Option(one.id, f"{one.id}  {pick(one.title)}", (pick(one.hint),) if one.hint else ()) for one in flows]
    hint = _("A digit, or type a part of its name or its pinyin initials")
    screen.app.push_screen(Choose(_("New request: which?"), options, hint), chosen)


def _open(screen: DeskScreen | DeskDialog, flow_id: str, cause: Cause) -> None:
    session = screen.session
    flow = session.procedures.approvals.flow(flow_id)
    if flow is None:
        screen.tell(_("There is no flow {flow} in flows/", flow=flow_id), "refused")
        return
    if flow.adopts:
        from dutytui.screens.changes.dialog import show_changes  # only where a change is what is wanted

        words = _("{flow} goes with the changed files: edit them, then F2 submits them here", flow=pick(flow.title))
        show_changes(screen.desk, words)
        return
    no = session.refuses(_trial(session, flow, cause))
    if no is not None and no.code not in STILL_TO_TYPE:
        screen.tell(refused(no), "refused")
    else:
        screen.app.push_screen(new_form(session, flow, cause))


def _trial(session: Session, flow: Flow, cause: Cause) -> SubmitRequest:
    """Its submission with something in every field, so that only what is not typed can refuse it."""
    return _submission(session, flow, {field.id: stand_in(field) for field in flow.asked_at_start()}, cause)


def _submission(session: Session, flow: Flow, values: Mapping[str, Given], cause: Cause) -> SubmitRequest:
    return SubmitRequest(
        session.day,
        flow.id,
        values,
        parent=cause.parent.request if cause.parent else "",
        parent_day=cause.parent.day if cause.parent else None,
        follow=cause.follow,
        obligation=cause.obligation,
    )


# -- the form -----------------------------------------------------------------------------------------------------


def new_form(session: Session, flow: Flow, cause: Cause = NO_CAUSE) -> RequestForm:
    """A step for each field that applies, and above them the way that the request will go with these answers."""
    fields, today = flow.asked_at_start(), session.now().date()
    carried = _carried(session, flow, cause)
    given = {field_key(field.id): typed_of(field, carried[field.id]) for field in fields if field.id in carried}

    def steps(answers: Answers) -> Sequence[Step]:
        return field_steps(fields, answers, today) or (Step(NOTE, _("Nothing is asked for: F2 submits it")),)

    def command(answers: dict[str, str]) -> Command:
        return _submission(session, flow, given_values(fields, answers, today), cause)

    about = f"{cause.parent.request}-{cause.follow}" if cause.parent else cause.obligation
    return RequestForm(
        f"{flow.id}  {pick(flow.title)}",
        f"request-{flow.id}-{about}",
        steps,
        command,
        given=given,
        told=lambda saved: _begun(session, saved),
        above=_way_of(session, flow, fields, {}, session.actor.person),
        verb=_("Submit"),
    )


def _begun(session: Session, saved: Saved) -> str:
    event = saved.events[0]
    place = Place(event.day, event.on)
    view = view_of(session, place)
    number, outcome = view.row.number if view else "", outcome_words(session, place, saved)
    return _("Submitted as {number}; {outcome}", number=number, outcome=outcome)


def _carried(session: Session, flow: Flow, cause: Cause) -> Mapping[str, Given]:
    """What a follow-up takes over from the request that it follows."""
    course = course_of(session, cause.parent) if cause.parent else None
    follow = next((one for one in course.flow.follows if one.id == cause.follow), None) if course else None
    if course is None or follow is None:
        return {}
    asked = {field.id for field in flow.asked_at_start()}
    return {there: course.fields.get(here) for here, there in follow.carry if there in asked}


def revise_form(view: RequestView, session: Session) -> RequestForm:
    """What was sent back, once more: the fields asked for with their values, and what was said of them."""
    place, fields, today = Place(view.row.day, view.row.request), view.asks, session.now().date()
    course = course_of(session, place)
    before = dict(course.fields) if course else {}
    given = {field_key(field.id): typed_of(field, before.get(field.id)) for field in fields}
    said = _("{person}: {words}", person=author(view.sent_back), words=view.sent_back.words) if view.sent_back else ""
    way = _way_of(session, course.flow, fields, before, course.submitter) if course else lambda _answers: ""

    def steps(answers: Answers) -> Sequence[Step]:
        return (*field_steps(fields, answers, today, before), Step(NOTE, _("Remark for whoever returned it")))

    def command(answers: dict[str, str]) -> Command:
        return ReviseRequest(place.day, place.request, given_values(fields, answers, today), answers.get(NOTE, ""))

    return RequestForm(
        f"{view.row.number}  {name(view.row.flow)}  {_('Submit again')}",
        f"revise-{place.request}",
        steps,
        command,
        given=given,
        told=lambda saved: outcome_words(session, place, saved),
        about=place,
        above=lambda answers: f"{said}\n{way(answers)}",
        verb=_("Submit again"),
    )


# -- the way it will go -------------------------------------------------------------------------------------------


def _way_of(
    session: Session, flow: Flow, fields: Sequence[Field], before: Mapping[str, Given], submitter: str
) -> Callable[[Answers], str]:
    """before: values that the form does not ask for."""
    today = session.now().date()

    def way(answers: Answers) -> str:
        values = dict(before)
        for field in fields:
            typed = answers.get(field_key(field.id), "")
            values[field.id] = read_value(field, typed, today)[0] if holds(field.when, values) else None
        return way_words(session, flow, values, submitter)

    return way


def way_words(session: Session, flow: Flow, values: Mapping[str, Given], submitter: str) -> str:
    """``Goes to: marketing manager → general manager (planned: no)`` with these values."""
    stages = path(flow, values)
    if not stages:
        return _("With these values nobody is asked: it is approved at once")
    # Whoever does several steps in a row is named once.
    stops = [stop for stop, _same in groupby(_stop(session, flow, stage, submitter) for stage in stages)]
    return _("Goes to: {way}", way=f" {glyphs().arrow} ".join(stops))


def _stop(session: Session, flow: Flow, stage: Stage, submitter: str) -> str:
    """Whom it waits for there, whoever stands in included; and why, where it is not always so."""
    law = lookup(session.procedures)
    who = _(" and ").join(names(whom(session.state, law, stage, seat, submitter).named) for seat in stage.seats)
    if stage.step.when is None:
        return who
    return _("{posts} ({condition})", posts=who, condition=condition_words(stage.step.when, fields_by_id(flow)))
