"""The forms of those whom a request waits for: sign, reject, return, ask to amend, hand on, add a signer, copy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from dutytui.rules.approvals.acts import seats_of
from dutytui.rules.approvals.commands import (
    AddSigner,
    CopyRequest,
    RejectRequest,
    SendBack,
    SignRequest,
    TransferSeat,
    WithdrawRequest,
)
from dutytui.rules.approvals.course import Course, Standing
from dutytui.rules.approvals.flow import END, FieldKind
from dutytui.rules.approvals.path import base_step, stage_of
from dutytui.rules.approvals.views import Progress, RequestView, StageView
from dutytui.rules.commands import Command
from dutytui.rules.entry_fold import words
from dutytui.rules.events import REQUEST_SIGNED
from dutytui.screens.approvals.form import (
    NOTE,
    OPINION,
    TO,
    RequestForm,
    field_key,
    field_steps,
    given_values,
    opinion_step,
)
from dutytui.screens.approvals.found import Place, course_of, view_of
from dutytui.screens.approvals.possible import proceed_word
from dutytui.screens.approvals.values import typed_of
from dutytui.screens.approvals.words import names
from dutytui.screens.entry_text import name
from dutytui.screens.service.steps import Answers, Step
from dutytui.session import Saved, Session
from dutytui.texts.catalogue import _, pick
from dutytui.texts.labels import clock_time, short_time
from dutytui.texts.records import STANDING
from dutytui.widgets.picker import Option

_BEFORE, _AFTER = "before", "after"
_START = "start"
"""In a form: back to the submitter (a picker's "" is its first row's)."""


def form_of(verb: str, view: RequestView, session: Session) -> RequestForm:
    makers: dict[str, Callable[[RequestView, Session], RequestForm]] = {
        "sign": _sign_form,
        "reject": _reject_form,
        "send_back": _send_back_form,
        "amend": _amend_form,
        "transfer": _transfer_form,
        "add_signer": _add_form,
        "copy": _copy_form,
        "withdraw": _withdraw_form,
    }
    return makers[verb](view, session)


def outcome_words(session: Session, place: Place, saved: Saved) -> str:
    """What came of it: what else the same signature covered, and where the request goes now."""
    words = [_("Saved {time}", time=clock_time(session.now()))]
    view, course = view_of(session, place), course_of(session, place)
    if view is None or course is None:
        return words[0]
    signed = next((event for event in saved.events if event.kind == REQUEST_SIGNED), None)
    covered = {stage_of(seat) for seat in seats_of(signed)[1:]} if signed else set()
    titles = [pick(stage.title) for stage in view.stages if stage.id in covered]
    if titles:
        words.append(_("Same person, so signed and not asked again: {steps}", steps=_(", ").join(titles)))
    row = view.row
    if row.standing is Standing.WAITING and row.step is not None:
        words.append(_("now: {step}, {who}", step=pick(row.step), who=names(row.waits_for)))
    elif row.waits_for:
        words.append(_("now {standing}: {who}", standing=_(STANDING[row.standing]), who=names(row.waits_for)))
    else:
        words.append(_(STANDING[row.standing]))
    return _("; ").join(words)


def _form(
    view: RequestView,
    session: Session,
    verb: str,
    word: str,
    steps: Callable[[Answers], Sequence[Step]],
    command: Callable[[dict[str, str]], Command],
    given: Answers | None = None,
    above: str = "",
) -> RequestForm:
    place = Place(view.row.day, view.row.request)
    return RequestForm(
        f"{view.row.number}  {name(view.row.flow)}  {word}",
        f"{verb}-{view.row.request}",
        steps,
        command,
        given=given,
        told=lambda saved: outcome_words(session, place, saved),
        about=place,
        above=(lambda _answers: above) if above else None,
        verb=word,
    )


# -- sign, reject, return -----------------------------------------------------------------------------------------


def _sign_form(view: RequestView, session: Session) -> RequestForm:
    """The step's fields, then the opinion: with no fields, one line and Enter."""
    place = Place(view.row.day, view.row.request)
    course = course_of(session, place)
    step = course.stage.step if course and course.stage else None
    before = dict(course.fields) if course else {}
    today = session.now().date()
    given = {field_key(field.id): typed_of(field, before.get(field.id)) for field in view.asks}
    report = next((field for field in view.asks if field.kind is FieldKind.TEXT), None)
    if report is not None and not given[field_key(report.id)] and course is not None:
        given[field_key(report.id)] = _said_on_calls(course, session.now())

    def steps(answers: Answers) -> Sequence[Step]:
        asked = field_steps(view.asks, answers, today, before)
        return (*asked, opinion_step(must=bool(step and step.opinion)))

    def command(answers: dict[str, str]) -> Command:
        values = given_values(view.asks, answers, today)
        return SignRequest(place.day, place.request, answers.get(OPINION, ""), values)

    above = pick(step.hint) if step and step.hint else ""
    return _form(view, session, "sign", proceed_word(view.row, course), steps, command, given, above)


def _said_on_calls(course: Course, now: datetime) -> str:
    """What an outing said on its calls, a line each, for whoever reports of it to edit: the days are in it already."""
    lines = []
    for event in sorted(course.check_ins, key=lambda event: (event.at, event.order)):
        said = " ".join(word for part in ("place", "note") if (word := words(event.data, part)))
        if said:
            lines.append(f"{short_time(event.at.astimezone(now.tzinfo), now.date())} {said}")
    return "\n".join(lines)


def _reject_form(view: RequestView, session: Session) -> RequestForm:
    row = view.row
    course = course_of(session, Place(row.day, row.request))
    step = course.stage.step if course and course.stage else None
    ends = step is None or step.rejected == END
    above = _("Rejected, it is over") if ends else _("Rejected, it goes back to be drawn up again")
    return _form(
        view,
        session,
        "reject",
        _("Reject"),
        lambda _answers: (opinion_step(must=True),),
        lambda answers: RejectRequest(row.day, row.request, answers.get(OPINION, "")),
        above=above,
    )


def _send_back_form(view: RequestView, session: Session) -> RequestForm:
    row = view.row
    options = [Option(_START, _("{person}, who submitted it", person=name(row.submitter)))]
    options += [Option(stage.id, pick(stage.title)) for stage in _before_here(view)]

    def steps(_answers: Answers) -> Sequence[Step]:
        return (Step(TO, _("Back to"), tuple(options), _("needed"), must=True), opinion_step(must=True))

    def command(answers: dict[str, str]) -> Command:
        to = answers.get(TO, "")
        return SendBack(row.day, row.request, answers.get(OPINION, ""), "" if to == _START else to)

    return _form(view, session, "send-back", _("Return"), steps, command)


def _before_here(view: RequestView) -> list[StageView]:
    """The steps that it came by before the one where it stands; what has signed beyond that one is none of them."""
    here = next((index for index, stage in enumerate(view.stages) if stage.progress is Progress.HERE), 0)
    own = base_step(view.stages[here].id) if view.stages else ""
    passed = (stage for stage in view.stages[:here] if not stage.added and stage.id != own)
    return [stage for stage in passed if stage.progress is not Progress.PASSED_OVER]


def _amend_form(view: RequestView, session: Session) -> RequestForm:
    """One field after the other, until there are no more."""
    row = view.row
    course = course_of(session, Place(row.day, row.request))
    start = {field.id for field in course.flow.asked_at_start()} if course else set()
    fields = (one.field for one in view.fields if one.asked and one.field.id in start)
    options = [Option(field.id, pick(field.title)) for field in fields]

    def steps(answers: Answers) -> Sequence[Step]:
        return (*_several("ask", _("Field to amend"), options, answers), opinion_step(must=True))

    def command(answers: dict[str, str]) -> Command:
        return SendBack(row.day, row.request, answers.get(OPINION, ""), ask=_chosen("ask", answers))

    return _form(view, session, "amend", _("Ask to amend"), steps, command)


# -- others -------------------------------------------------------------------------------------------------------


def _transfer_form(view: RequestView, session: Session) -> RequestForm:
    row = view.row

    def command(answers: dict[str, str]) -> Command:
        return TransferSeat(row.day, row.request, answers.get(TO, ""), answers.get(NOTE, ""))

    def steps(_answers: Answers) -> Sequence[Step]:
        return (_whom_step(_("Who decides in your place"), session), Step(NOTE, _("Remark")))

    return _form(view, session, "transfer", _("Hand on"), steps, command)


def _add_form(view: RequestView, session: Session) -> RequestForm:
    row = view.row
    when = (Option(_BEFORE, _("before me")), Option(_AFTER, _("after me")))

    def steps(_answers: Answers) -> Sequence[Step]:
        return (
            _whom_step(_("Who signs, too"), session),
            Step("when", _("Order of signing"), when, _("needed"), must=True),
            Step(NOTE, _("Remark")),
        )

    def command(answers: dict[str, str]) -> Command:
        before = answers.get("when") != _AFTER
        return AddSigner(row.day, row.request, answers.get(TO, ""), before, answers.get(NOTE, ""))

    return _form(view, session, "add-signer", _("Add signer"), steps, command)


def _copy_form(view: RequestView, session: Session) -> RequestForm:
    row = view.row
    options = whom_options(session)

    def steps(answers: Answers) -> Sequence[Step]:
        return (*_several(TO, _("Copy to"), options, answers), Step(NOTE, _("Remark")))

    def command(answers: dict[str, str]) -> Command:
        return CopyRequest(row.day, row.request, _chosen(TO, answers), answers.get(NOTE, ""))

    return _form(view, session, "copy", _("Copy"), steps, command)


def _withdraw_form(view: RequestView, session: Session) -> RequestForm:
    row = view.row
    return _form(
        view,
        session,
        "withdraw",
        _("Withdraw"),
        lambda _answers: (opinion_step(must=False, label=_("Reason")),),
        lambda answers: WithdrawRequest(row.day, row.request, answers.get(OPINION, "")),
    )


def _whom_step(label: str, session: Session) -> Step:
    return Step(TO, label, tuple(whom_options(session)), _("needed"), must=True)


def whom_options(session: Session) -> list[Option]:
    """People, then posts: both as an act names them. Whoever looks is not among them."""
    from dutytui.screens.item_fields import who_options

    return [option for option in who_options(session.procedures, None) if option.value != session.actor.person]


# -- several of a list --------------------------------------------------------------------------------------------


def _several(what: str, label: str, options: Sequence[Option], answers: Answers) -> tuple[Step, ...]:
    """A step for each that was chosen and one for the next; the second on can say that there are no more."""
    chosen = _chosen(what, answers)
    steps = []
    for place in range(min(len(chosen) + 1, len(options))):
        others = [one for one in options if one.value not in chosen[:place]]
        first = place == 0
        offered = tuple(others) if first else (Option("", _("no more")), *others)
        steps.append(Step(f"{what} {place}", label, offered, _("needed") if first else "", must=first))
    return tuple(steps)


def _chosen(what: str, answers: Answers) -> tuple[str, ...]:
    found: list[str] = []
    while (one := answers.get(f"{what} {len(found)}", "")) and one not in found:
        found.append(one)
    return tuple(found)
