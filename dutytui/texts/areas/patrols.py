"""Wordings: see `dutytui.texts.areas`."""

from __future__ import annotations

from collections.abc import Mapping

from dutytui.texts.catalogue import N_

REFUSALS: Mapping[str, str] = {
    "route_unknown": N_("There is no route {given} in patrols.yaml"),
    "round_unknown": N_("There is no round {given} on this day"),
    "route_not_free": N_("{title}: walked at its own times only. Choose another for a free round"),
    "route_not_random": N_("{title}: has no random rounds on this day"),
    "rounds_drawn_already": N_("{title}: the random rounds were drawn at {at}"),
    "seed_unusable": N_("{title}: a seed is 8 to 64 letters and digits"),
    "walk_not_allowed": N_("{title}: walked by {posts}. Switch person: F8"),
    "explain_not_allowed": N_("{title}: may be explained by {posts}. Switch person: F8"),
    "round_not_open_yet": N_("{title}: too early. It may begin from {opens}"),
    "round_already_started": N_("{title}: {by} began it at {at}. Tick its points, or undo: F6"),
    "round_already_done": N_("{title}: {by} ended it at {at}. Undo that first: F6"),
    "round_not_started": N_("{title}: not begun yet. Enter begins it"),
    "time_before_round": N_("{title}: {at} is before {began}. Give a later time"),
    "time_after_round": N_("{title}: {at} is after its end at {ended}. Give an earlier time"),
    "point_not_on_route": N_("{given} is not on {title}. Its points: {points}"),
    "point_reached_already": N_("{point} was reached at {at}. It counts again from {again}"),
    "points_left_out": N_("{title}: not reached yet: {points}. Reach them, or say why not"),
    "evidence_unknown": N_("There is no evidence {given}: a point is ticked at the desk or called in by radio"),
    "rounds_missing": N_("No round is marked. Mark one with Space"),
    "round_needs_no_word": N_("{title} {begins}: neither late nor missed, nothing to explain"),
    "round_explained_already": N_("{title} {begins}: {by} explained it at {at}. Undo that first: F6"),
    "readings_nothing_new": N_("{source}: everything in it has been recorded before"),
    "readings_fit_no_round": N_("{source}: no reading falls into a round. Check the day and the points"),
    "reading_in_future": N_("The file has {at}, but it is {now}. Set the clock of the reader and read it again"),
}
UNSETTLED: Mapping[str, str] = {
    "round_missed": N_("Missed without a reason: {title} {begins}"),
    "round_unknown": N_("Nobody can say whether it was walked: {title} {begins}"),
    "round_running": N_("Still being walked: {title} since {begins}"),
    "round_late": N_("Not begun yet: {title} {begins}"),
    "round_started_twice": N_("Begun at two terminals, undo one: {title} {begins}"),
}
ALARMS: Mapping[str, str] = {
    "round_soon": N_("{title} begins at {begins}"),
    "round_late": N_("{title} of {begins} has not begun"),
}
