"""Wordings: see `dutytui.texts.areas`."""

from __future__ import annotations

from collections.abc import Mapping

from dutytui.texts.catalogue import N_

REFUSALS: Mapping[str, str] = {
    "assess_unknown": N_("Nobody called {given} is assessed here. checklists/figures.yaml says who is"),
    "assess_kind_unknown": N_("{subject}: {given} gives no marks. checklists/figures.yaml says who does"),
    "assess_day_wrong": N_("A quarter is assessed under its last day, {last}, and not under {day}"),
    "assess_too_early": N_("{subject}: the quarter to {last} is assessed from {opens} on"),
    "assess_not_listed": N_("{subject}: only people of people.yaml assess. Sign in as one of them: F8"),
    "assess_not_allowed": N_("{subject}: this is for {posts}. Switch person: F8"),
    "assess_own": N_("{subject}: you hold a post that is assessed here. Somebody else does this"),
    "assess_already": N_("{subject}: {by} gave these marks at {at}. Enter corrects them, with a reason"),
    "assess_nothing_to_correct": N_("{subject}: there are no marks to correct yet. Give them first"),
    "assess_marks_missing": N_("{subject}: still missing: {missing}"),
    "assess_measure_unknown": N_("{subject}: {given} is not marked here. checklists/figures.yaml says what is"),
    "assess_mark_out_of_range": N_("{title}: {value} is not possible. It must lie between 0 and {most}"),
    "consequence_unknown": N_("There is no consequence {given}. checklists/figures.yaml says which there are"),
    "consequence_not_due": N_("{subject}: {consequence} does not follow from the quarters assessed so far"),
    "consequence_drawn": N_("{subject}: {by} drew this at {at}: {consequence}. Nothing is to be done"),
}
UNSETTLED: Mapping[str, str] = {}
ALARMS: Mapping[str, str] = {}
