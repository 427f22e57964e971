"""A follow-up that was done here and opened again there, or changed to two different things."""

from __future__ import annotations

from collections.abc import Iterator

from dutytui.rules.contradictions import Sides
from dutytui.rules.dispute import Dispute, Kind, Settlement, Stands, of_subject
from dutytui.rules.entry_fold import words
from dutytui.rules.looking import Looking
from dutytui.rules.procedure import REVIEW
from dutytui.rules.review.commands import ChangeFollowUp
from dutytui.rules.review.fold import FOLLOW_UP_PREFIX, FollowUpFold
from dutytui.rules.state import Subject


def disputes(at: Looking) -> Iterator[Dispute]:
    for subject in at.state.shared(FOLLOW_UP_PREFIX):
        fold = subject.fold
        if isinstance(fold, FollowUpFold) and fold.origin is not None:
            yield from of_subject(at, subject, lambda about, one=subject, of=fold: _kind(at, one, of, about))  # type: ignore[misc]


def _kind(at: Looking, subject: Subject, fold: FollowUpFold, about: str) -> Kind:
    values: dict[str, object] = {"text": fold.fields.get("text", "")}
    if about == "status":
        return Kind("follow_up_status", values, go="review")
    values["field"] = about
    posts = at.law.posts_that_may(REVIEW)
    return Kind("follow_up_field", values, _changed(subject, about), posts, go="review")


def _changed(subject: Subject, name: str) -> Stands:
    """The field is changed once more, by somebody who knows both: to what one of them said."""

    def stands(sides: Sides, place: int) -> Settlement | None:
        changes = sides[place][0].data.get("changes")
        change = changes.get(name) if isinstance(changes, dict) else None
        new = words(change, "new") if isinstance(change, dict) else ""
        return Settlement((ChangeFollowUp(subject.day, subject.on, {name: new}),))

    return stands
