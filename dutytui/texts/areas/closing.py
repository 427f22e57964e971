"""Wordings of the sweep, the lock-up and late stays: see `dutytui.texts.areas`."""

from __future__ import annotations

from collections.abc import Mapping

from dutytui.texts.catalogue import N_

REFUSALS: Mapping[str, str] = {
    "closing_not_set": N_("closing.yaml names no sweep and no team; the mall adds them there"),
    "join_not_allowed": N_("Only the team itself says who goes the sweep: {posts}. F8 signs in"),
    "team_post_unknown": N_("{post} does not go the sweep; those who do: {posts}"),
    "member_not_listed": N_(
        '"{given}" is not in people.yaml: only people of the mall\'s list go the sweep and sign it'
    ),
    "member_twice": N_("{person} goes the sweep as {post} already; each post is another person"),
    "member_already": N_("{person} is there already as {post}"),
    "member_not_replaced": N_("{person} has signed the sweep as {post}; nobody takes that place any more"),
    "team_incomplete": N_("{title}: the sweep begins when all are there, each another person. Still missing: {posts}"),
    "sweep_stopped": N_(
        "{title}: the sweep stands still. No. {number} ({found}) must be handled, and rechecked by somebody else, first"
    ),
    "sweep_broken": N_(
        "{title}: something was done out of turn. F6 on the closing board takes it back; then it is done in its turn"
    ),
    "signature_of_team": N_("{title}: {person} went the sweep as {post} and signs for it. F8 signs in"),
    "stay_unknown": N_("This late stay is not known (any more)"),
    "stay_until_past": N_("{until} has passed; say until when the person will stay"),
    "stay_ended_already": N_("{person} has left already: {by}, {at}"),
    "stay_ends_before": N_("{person} was registered at {at}; the end must come after that"),
}
UNSETTLED: Mapping[str, str] = {
    "late_stay": N_("Late stay not ended: {person}, {place}, until {until}"),
    "sweep_out_of_turn": N_("Done out of turn: {title}"),
}
ALARMS: Mapping[str, str] = {
    "sweep_late": N_("The sweep is late: {done} of {floors} floors are clear"),
    "stay_over": N_("Late stay is over: {person}, {place}, was to leave at {until}"),
    "stay_ends_soon": N_("Late stay ends soon: {person}, {place}, until {until}"),
}
