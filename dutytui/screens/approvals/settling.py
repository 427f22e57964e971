"""Settling a dispute, seeing to what follows an approved request, and reading what one was told of."""

from __future__ import annotations

from collections.abc import Sequence

from dutytui.rules.approvals.commands import FollowRequest, SettleRequest
from dutytui.rules.approvals.flow import FollowUp
from dutytui.rules.approvals.views import ActView, RequestView
from dutytui.rules.commands import Command
from dutytui.screens.approvals.form import NOTE, OPINION, RequestForm, opinion_step
from dutytui.screens.approvals.found import Place
from dutytui.screens.approvals.history import act_word, author
from dutytui.screens.approvals.signing import outcome_words
from dutytui.screens.entry_text import name
from dutytui.screens.service.steps import Answers, Step
from dutytui.session import Session
from dutytui.texts.catalogue import _, pick
from dutytui.texts.labels import short_time
from dutytui.widgets.picker import Option

_KEEPS = "keeps"


def settle_form(view: RequestView, session: Session) -> RequestForm:
    """Which act stands, and why. They are in full on the page beneath; here each is one row."""
    row = view.row
    place = Place(row.day, row.request)
    options = tuple(Option(act.id, _in_a_row(act, session)) for act in view.contending)

    def steps(_answers: Answers) -> Sequence[Step]:
        return (Step(_KEEPS, _("What stands"), options, _("needed"), must=True), opinion_step(must=True))

    def command(answers: dict[str, str]) -> Command:
        return SettleRequest(row.day, row.request, answers.get(_KEEPS, ""), answers.get(OPINION, ""))

    return RequestForm(
        f"{row.number}  {name(row.flow)}  {_('Settle')}",
        f"settle-{row.request}",
        steps,
        command,
        told=lambda saved: outcome_words(session, place, saved),
        about=place,
        above=lambda _answers: _("The other is kept and shown, and counts for nothing from then on"),
        verb=_("Settle"),
    )


def _in_a_row(act: ActView, session: Session) -> str:
    when = short_time(act.at, session.now().date())
    words = [_("{person}: {act}", person=author(act), act=act_word(act)), when, act.writer, act.words]
    return "  ".join(word for word in words if word)


def task_form(view: RequestView, session: Session, follow: FollowUp, *, done: bool) -> RequestForm:
    """What follows is a task that is done, or (done is False) it won't come to be, with a reason."""
    row = view.row
    place = Place(row.day, row.request)

    def steps(_answers: Answers) -> Sequence[Step]:
        if done:
            return (Step(NOTE, _("How it was done (may stay empty)")),)
        return (Step(NOTE, _("Why it won't be"), wanted=_("needed"), must=True),)

    def command(answers: dict[str, str]) -> Command:
        words = answers.get(NOTE, "")
        note, reason = (words, "") if done else ("", words)
        return FollowRequest(row.day, row.request, follow.id, note=note, reason=reason)

    return RequestForm(
        f"{row.number}  {pick(follow.title)}",
        f"follow-{done}-{row.request}-{follow.id}",
        steps,
        command,
        told=lambda saved: outcome_words(session, place, saved),
        about=place,
    )
