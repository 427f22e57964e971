"""Wordings: see `dutytui.texts.areas`."""

from __future__ import annotations

from collections.abc import Mapping

from dutytui.texts.catalogue import N_

REFUSALS: Mapping[str, str] = {
    "meal_unknown": N_("There is no meal {given} on this day"),
    "meal_batch_unknown": N_("{title} has no batch {given}. Choose one that is listed"),
    "meal_name_missing": N_("A name is needed: type it"),
    "meal_not_recorder": N_("Only your own meal is yours to record. Anybody's: {posts}. Switch person: F8"),
    "meal_too_early": N_("{title}: too early. The first batch may leave from {opens}"),
    "meal_already_out": N_("{name} has been out since {left}. Record the return first"),
    "meal_already_eaten": N_("{name} has eaten: {left} to {back}. If that is wrong, undo it: F6"),
    "meal_others_out": N_("Another batch is still out: {others}. Leave when they are back"),
    "meal_others_were_out": N_("At {left} another batch was out: {others}. Give times that don't overlap"),
    "meal_others_not_back": N_("The batch before eats first. Not back yet: {others}. From {ends} only those out count"),
    "meal_others_first": N_("The batch before has not eaten yet. Leave when it is back, or from {ends}"),
    "meal_not_left": N_("{name} is not out. Record the leaving first"),
    "meal_already_back": N_("{name} came back at {back}. If that is wrong, undo it: F6"),
    "meal_back_before_left": N_("{name} left at {left}, so {back} can't be the return. Give a later time"),
    "meal_undo_clashes": N_("{name} would be out together with {others}. Undo their leaving first"),
}
UNSETTLED: Mapping[str, str] = {
    "meal_still_out": N_("{title}: {name} has been out since {left}"),
    "meal_disputed": N_("{title}: terminals differ about {name}"),
    "meal_clash": N_("{title}: out at the same time though in different batches: {others}"),
}
ALARMS: Mapping[str, str] = {
    "meal_due_back": N_("{name} is due back from the meal at {due}"),
    "meal_over_time": N_("{name} is over time at the meal, due back at {due}"),
    "meal_two_batches_out": N_("{title}: two batches are out at once: {others}"),
}
