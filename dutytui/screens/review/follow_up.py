"""The forms of a follow-up: what is to be done, by whom and until when; and another owner or date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dutytui.rules.commands import Command
from dutytui.rules.review.commands import ChangeFollowUp, SetFollowUp
from dutytui.rules.review.views import FollowUpView
from dutytui.screens.choices import choices_for
from dutytui.screens.item_fields import plain
from dutytui.screens.service.steps import Answers, Step, StepsForm
from dutytui.session import Session
from dutytui.texts.catalogue import _
from dutytui.texts.labels import day_name
from dutytui.texts.typed import read_date

_TEXT, _OWNER, _DUE, _REASON = "text", "owner", "due", "reason"


def setting(session: Session, day: date, about: str, title: str) -> StepsForm:
    """A new one, because of a record of that day ("" for the day)."""
    today = session.day

    def steps(_answers: Answers) -> Sequence[Step]:
        return _asked(session, today)

    def command(answers: dict[str, str]) -> Command:
        due = _read(answers.get(_DUE, ""), today) or today
        return SetFollowUp(day, answers.get(_TEXT, ""), answers.get(_OWNER, ""), due, about)

    draft = f"follow-up-{day}-{about}".replace("/", "-")
    return StepsForm(f"{_('Follow-up')} {title}", draft, steps, command)


def changing(session: Session, one: FollowUpView) -> StepsForm:
    """Another text, owner or date, with a reason."""
    today = session.day

    def steps(_answers: Answers) -> Sequence[Step]:
        return (*_asked(session, today), Step(_REASON, _("Reason"), wanted=_("needed"), must=True))

    def command(answers: dict[str, str]) -> Command:
        due = _read(answers.get(_DUE, ""), today) or one.due or today
        changes = {_TEXT: answers.get(_TEXT, ""), _OWNER: answers.get(_OWNER, ""), _DUE: due.isoformat()}
        return ChangeFollowUp(one.day, one.subject, changes, answers.get(_REASON, ""))

    due = one.due.isoformat() if one.due else ""
    given = {_TEXT: one.text, _OWNER: one.owner.id if one.owner else "", _DUE: due}
    return StepsForm(
        _("{part}: {text}", part=_("Follow-up"), text=one.text), f"change-{one.subject}", steps, command, given
    )


def _asked(session: Session, today: date) -> tuple[Step, ...]:
    owners = tuple(choices_for("owner", session.procedures, may_be_empty=False))
    names = {option.value: option.name for option in owners}

    def wrong(typed: str) -> str:
        return "" if _read(typed, today) else _("A date is needed, like 11-28, +3 or today")

    def shown(typed: str) -> str:
        found = _read(typed, today)
        return day_name(found) if found else typed

    return (
        Step(_TEXT, _("What is to be done"), wanted=_("needed"), must=True),
        Step(_OWNER, _("Who does it"), owners, _("needed"), must=True, shown=lambda value: names.get(value, value)),
        Step(_DUE, _("Until (last day)"), wanted=_("needed"), must=True, wrong=wrong, shown=shown),
    )


def _read(typed: str, today: date) -> date | None:
    text = plain(typed)
    return read_date(text, today) if text else None
