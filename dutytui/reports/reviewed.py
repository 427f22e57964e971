"""What was said of a day when it was looked at: remarks, follow-ups, and who signed it off."""

from __future__ import annotations

from collections.abc import Iterator

from dutytui.exports.document import Cell, Part, Section, Signature, Signatures, Tone, Words
from dutytui.reports.seen import Seen, coded, table
from dutytui.rules.review.views import FollowUpStatus, FollowUpView, RemarkView, ReviewView, review
from dutytui.texts.acts import who
from dutytui.texts.catalogue import _, n_
from dutytui.texts.review import FOLLOW_UP_STATUS
from dutytui.texts.shown import shown

_TONE = {
    FollowUpStatus.LATE: Tone.BAD,
    FollowUpStatus.DISPUTED: Tone.BAD,
    FollowUpStatus.DUE: Tone.DUE,
    FollowUpStatus.DONE: Tone.GOOD,
}


def reviewed(seen: Seen) -> Section:
    """A line to sign on where nobody has signed yet."""
    said = review(seen.now)
    return Section("review", _("Review of the day"), tuple(_parts(said)))


def _parts(said: ReviewView) -> Iterator[Part]:
    if said.remarks:
        rows = map(_remark, said.remarks)
        yield table("review_remarks", _("What was remarked"), "happened:2 by:3 text:9", rows)
    if said.follow_ups:
        columns = "day:2 text:6 owner:3 due:2 status:2 by:3 note:4"
        yield table("follow_ups", _("Follow-ups"), columns, map(_follow_up, said.follow_ups))
    if not said.remarks and not said.follow_ups:
        yield Words(_("Nothing was remarked, and nothing is to be followed up."))
    signed = tuple(Signature(_("Signed off by"), shown(one.act.by), one.act.happened) for one in said.signatures)
    yield Signatures("review_signatures", signed or (Signature(_("Signed off by"), "", None),))
    if said.signatures and not said.signed:
        count = len(said.signatures[-1].changed)
        yield Words(n_("{count} changed since signed off", "{count} changed since signed off", count), Tone.BAD)


def _remark(one: RemarkView) -> tuple[Cell, ...]:
    return one.act.happened, who(one.act), one.act.note


def _follow_up(one: FollowUpView) -> tuple[Cell, ...]:
    status = coded(one.status, FOLLOW_UP_STATUS[one.status], _TONE.get(one.status, Tone.PLAIN))
    done = one.done
    by, note = (who(done), done.note) if done is not None else ("", "")
    return one.day, one.text, shown(one.owner), one.due, status, by, note
