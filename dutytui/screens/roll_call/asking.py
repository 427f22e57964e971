"""What each dialog of a roll call asks, and the command it makes."""

from __future__ import annotations

from datetime import date, datetime

from dutytui.rules.roll_call.commands import AnswerCall, GiveOrder, HoldOrder, ReleaseOrder
from dutytui.rules.roll_call.views import CallView, PostAnswer
from dutytui.screens.entry_text import name
from dutytui.screens.item_text import names
from dutytui.screens.roll_call.forms import Asked, Form, Kind, Typed
from dutytui.texts.catalogue import _, pick


def answer(day: date, call: CallView, post: PostAnswer, *, ready: bool) -> Form:
    """Ready with a remark or at an earlier time; or not ready, and why."""
    title = _("{post}: ready", post=name(post.post)) if ready else _("{post}: not ready", post=name(post.post))
    label = _("Remark") if ready else _("What is wrong")

    def command(typed: Typed) -> AnswerCall:
        return AnswerCall(day, call.call, post.post.id, ready, _words(typed, "words"), _time(typed, "at"))

    asked = (Asked("words", label, needed=not ready), _when())
    return Form(f"call-{call.call}-{post.post.id}-{ready}", title, (pick(call.title),), asked, command)


def hold(day: date, call: CallView) -> Form:
    """Why, how many guards were sent, from when; until when for a hold that is over (DS opening)."""
    said = [_("The order can't be given while it is held; it is released by: {posts}", posts=names(call.orders))]
    if call.given is not None:
        said.append(_("The order was given already: a hold from now on calls it back, and it must be given again."))

    def command(typed: Typed) -> HoldOrder:
        guards = typed["guards"]
        sent = guards if isinstance(guards, int) else None
        return HoldOrder(day, call.call, _words(typed, "reason"), sent, _time(typed, "at"), _time(typed, "until"))

    asked = (
        Asked("reason", _("Reason"), needed=True),
        Asked("guards", _("Guards sent"), Kind.COUNT, needed=True, hint=_("how many; 0 if none")),
        _when(_("From")),
        Asked("until", _("Until"), Kind.TIME, hint=_("it lasts; or when it was over, like 09:05")),
    )
    return Form(f"call-{call.call}-hold", _("Hold: {order}", order=pick(call.order)), said, asked, command)


def release(day: date, call: CallView) -> Form:
    """When order was restored."""

    def command(typed: Typed) -> ReleaseOrder:
        return ReleaseOrder(day, call.call, _words(typed, "note"), _time(typed, "at"))

    said = [hold.reason for hold in call.holds if hold.until is None]
    asked = (Asked("note", _("Remark")), _when())
    title = _("Release the hold: {order}", order=pick(call.order))
    return Form(f"call-{call.call}-release", title, said, asked, command)


def order(day: date, call: CallView) -> Form:
    """Go. With posts that are silent or not ready only with a reason."""
    missing = (*call.silent, *call.unready)
    said = [_("All posts are ready. Enter gives the order.")]
    if missing:
        said = [
            _("{label}: {posts}", label=label, posts=names(posts))
            for label, posts in ((_("Silent"), call.silent), (_("Not ready"), call.unready))
            if posts
        ]
        said.append(_("To give the order all the same, say why."))

    def command(typed: Typed) -> GiveOrder:
        return GiveOrder(day, call.call, _words(typed, "reason"), _time(typed, "at"))

    label = _("Reason") if missing else _("Remark")
    asked = (Asked("reason", label, needed=bool(missing)), _when())
    return Form(f"call-{call.call}-order", pick(call.order), said, asked, command)


def _when(label: str = "") -> Asked:
    return Asked("at", label or _("Time"), Kind.TIME, hint=_("now; or when it happened, like 21:30"))


def _words(typed: Typed, field: str) -> str:
    return str(typed[field] or "")


def _time(typed: Typed, field: str) -> datetime | None:
    moment = typed[field]
    return moment if isinstance(moment, datetime) else None
