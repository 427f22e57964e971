"""Wordings: see `dutytui.texts.areas`."""

from __future__ import annotations

from collections.abc import Mapping

from dutytui.texts.catalogue import N_

REFUSALS: Mapping[str, str] = {
    "duty_not_kept": N_("This mall keeps no duty. Name the posts that hold it in checklists/handover.yaml"),
    "duty_post_not_allowed": N_("{post} can't hold the duty. Posts that can: {posts}. Switch person: F8"),
    "duty_day_over": N_("{day} is over: the duty is taken and handed over today, {today}"),
    "duty_held": N_("{by} has held the duty since {at}. It passes only by a handover: {by} begins it"),
    "duty_not_taken": N_("Nobody holds the duty yet. Take it first: Enter on the first row"),
    "duty_not_yours": N_("{by} has held the duty since {at}. Only they can hand it over: F8"),
    "duty_disputed": N_("The duty is disputed: {people}. First say here which of them holds it"),
    "duty_of_another": N_("Everybody takes the duty in their own name. Switch person: F8"),
    "handover_unknown": N_("There is no handover {given} on this day"),
    "handover_running": N_("The handover that {by} began at {at} goes on. Sign or withdraw that one first"),
    "handover_over": N_("This handover is over: {by} signed at {at}. Begin a new one"),
    "handover_withdrawn": N_("{by} withdrew this handover at {at}. Begin a new one"),
    "handover_day_over": N_("Today's duty has been taken, so the handover of {day} can't be signed. Withdraw it: F5"),
    "handover_to_self": N_("Nobody hands the duty over to themselves. The receiver signs in: F8"),
    "handover_giver_only": N_("Only {by}, who hands over, can do this. Switch person: F8"),
    "handover_given": N_("{by} signed at {at}, so nothing changes now. To mend it, the receiver refuses first: F5"),
    "handover_not_given": N_("The giver signs first: {by}, with F8"),
    "receiver_unknown": N_("{given} is not known here. Choose from the list"),
    "article_unknown": N_("There is no article {given}. checklists/handover.yaml names those that are counted"),
    "article_counted": N_("{title}: counted by {by} at {at}. To count again, undo that first: F6"),
    "difference_unexplained": N_("{title}: {counted} instead of {expected}. Say why there is a difference"),
    "articles_uncounted": N_("Not counted yet: {titles}. Count them, then sign"),
    "articles_disputed": N_("Counted differently at two terminals: {titles}. Undo the wrong count: F6"),
    "matter_unknown": N_("This matter has been settled meanwhile. There is nothing to do"),
    "nothing_said": N_("Nothing is said yet: type a plan, or choose a severity or owner"),
    "matter_acknowledged": N_("You acknowledged this at {at}"),
    "read_back_missing": N_("{severity}: say it back in your own words"),
    "read_back_too_short": N_("{severity}: this is too short. Use at least {length} different letters"),
    "matters_open": N_("Still to acknowledge: {count}. Go through them one by one, then sign"),
    "signed_too_quickly": N_("{count} items in {seconds} s. Look again, or sign anyway"),
}
UNSETTLED: Mapping[str, str] = {
    "duty_disputed": N_("Two hold the duty by the records: {people}"),
    "handover_running": N_("The handover that {by} began at {at} is not signed by both"),
}
ALARMS: Mapping[str, str] = {
    "handover_soon": N_("Handover at {at}: {shift}"),
    "handover_late": N_("The handover of {at} is late: {shift}"),
}
