"""Follow-ups that fall due: heard by those who are to do them, and late ones by whoever reviews, too."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from dutytui.rules.looking import Looking
from dutytui.rules.matters import Alarm, Level
from dutytui.rules.review.rights import may_review
from dutytui.rules.review.views import FollowUpStatus, FollowUpView, open_now

_GO = "review"


def alarms(at: Looking) -> tuple[Alarm, ...]:
    """One for each that is due today, one for all that are late: as late as the last of them became."""
    found = tuple(open_now(at))
    due = [one for one in found if one.status is FollowUpStatus.DUE and one.mine]
    late = [one for one in found if one.status is FollowUpStatus.LATE and (one.mine or may_review(at.law, at.post))]
    soon = (Alarm("review_due", one.subject, Level.SOON, _until(at, one), {"text": one.text}, _GO) for one in due)
    return (*soon, *_late(at, late))


def _late(at: Looking, late: list[FollowUpView]) -> tuple[Alarm, ...]:
    if not late:
        return ()
    last = late[-1]
    values: dict[str, object] = {"text": last.text, "owner": last.owner, "due": last.due}
    code = "review_late"
    if len(late) > 1:
        code, values = "reviews_late", {"text": last.text, "count": len(late)}
    return (Alarm(code, last.subject, Level.LATE, _until(at, last), values, _GO),)


def _until(at: Looking, one: FollowUpView) -> datetime:
    """When the last day for it ends."""
    day = one.due or date.max
    midnight = datetime(day.year, day.month, day.day, tzinfo=at.now.tzinfo) + timedelta(days=1)
    return midnight + timedelta(minutes=at.procedures.mall.day_starts)
