"""Wordings: see `dutytui.texts.areas`."""

from __future__ import annotations

from collections.abc import Mapping

from dutytui.texts.catalogue import N_

REFUSALS: Mapping[str, str] = {
    "case_not_followed": N_("{kind}: this kind is not followed as a case. service.yaml says which kinds are"),
    "case_not_allowed": N_("Case {number} is for {owner}. May follow it: they, whoever logged it, and {posts}"),
    "case_topic_unknown": N_("{given} is no topic of it. There are: {topics}"),
    "case_field_unknown": N_("{given} is not asked for here. There are: {fields}"),
    "case_choice_unknown": N_("{title}: choose one of {choices}"),
    "case_nothing_new": N_("Case {number}: nothing is different. Give a detail, or Esc"),
    "case_lacks_at_once": N_("Still missing: {fields}. The case needs it from the first moment"),
    "case_topic_missing": N_("Case {number} has no topic. 6 gives it: {topics}"),
    "case_lacks_to_handle": N_("Case {number} still needs: {fields}. 6 gives it, then it can be handled"),
    "case_lacks_to_close": N_("Case {number} still needs: {fields}. 6 gives it, then it can be closed"),
    "case_not_fed_back": N_("Nobody has told the customer of case {number}. 7 records it, then it can be closed"),
    "case_not_called_back": N_("Case {number}: call the customer first, 8 records how it went or why not"),
    "case_not_satisfied": N_("Case {number}: the customer was not satisfied at {at}. Reopen it, or call again: 8"),
    "case_already_fed_back": N_("Case {number}: {by} told the customer at {at}. What comes after that is a remark: 1"),
    "case_note_missing": N_("Case {number}: say in a few words what was said"),
    "case_outcome_unknown": N_("{given} is no way for a call to end. Choose one from the list"),
    "case_call_before_handling": N_(
        "Case {number} is not handled yet. Handle it first: 2, then call the customer back"
    ),
    "case_already_kept": N_("Case {number}: {by} recorded at {at} already that it stays open tonight"),
    "case_night_unknown": N_("Case {number} can't be kept on {night}: it was not there, or the day is still to come"),
    "case_time_before": N_("{at} is before case {number} happened, {happened}. Correct the time"),
}
UNSETTLED: Mapping[str, str] = {
    "case_open_overnight": N_("{kind} no. {number} stays open overnight: say why"),
}
ALARMS: Mapping[str, str] = {
    "case_feedback_soon": N_("{kind} no. {number}: tell the customer by {by}"),
    "case_feedback_late": N_("{kind} no. {number}: the customer should have been told by {by}"),
    "case_settling_soon": N_("{kind} no. {number}: to be settled by {by}"),
    "case_settling_late": N_("{kind} no. {number}: should have been settled by {by}"),
}
