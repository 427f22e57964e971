"""Why not, and what would allow it: the wording of every refusal and of the disk's errors."""

from __future__ import annotations

import errno
from collections.abc import Mapping

from dutytui.rules.refusal import Refusal
from dutytui.texts import areas
from dutytui.texts.catalogue import N_, _
from dutytui.texts.shown import shown

REFUSALS: Mapping[str, str] = {
    "not_signed_in": N_("Nobody is signed in. Sign in first: F8"),
    "name_missing": N_("A name is needed: type it"),
    "post_unknown": N_("There is no post {given}. There are: {posts}"),
    "post_not_held": N_("{person} does not hold the post {post}, but: {posts}"),
    "behalf_unknown": N_("{given} is no person or post here. Choose from the list"),
    "behalf_not_allowed": N_("{title}: only on behalf of: {posts}"),
    "day_not_begun": N_("{day} has not begun. Today is {today}"),
    "day_closed": N_("No trading on {day}: there is nothing to tick. Use the logbook: F2"),
    "time_in_future": N_("{at} has not come yet, it is {now}. Give a time that has passed"),
    "time_not_of_day": N_("{at} belongs to {belongs}, not to {day}. Open that day to record it there"),
    "item_unknown": N_("There is no item {item} on this day"),
    "item_not_open_yet": N_("{title}: too early. It may be done from {opens}"),
    "time_before_open": N_("{title}: {at} is too early. Give {opens} or later"),
    "item_already_done": N_("{title}: done by {by} at {at}. Undo it first: F6"),
    "item_already_waived": N_("{title}: skipped by {by} at {at}. Undo that first: F6"),
    "item_already_failed": N_("{title}: {by} failed it at {at}. Entry {number}, or undo: F6"),
    "item_disputed": N_("{title}: two terminals differ. Undo the wrong one: F6"),
    "item_waits_for": N_("{title} waits for: {waits_for}"),
    "phase_waits_for": N_("{title} waits for {phase}: {waits_for}"),
    "item_waits_for_order": N_("{title} waits for the order ({order}), to be given by {posts}: press 1 again"),
    "post_not_allowed": N_("{title}: for {posts}. Switch person: F8"),
    "waive_not_allowed": N_("{title}: may be skipped by: {posts}"),
    "item_not_skippable": N_("{title} can't be skipped. If it is not right: F5"),
    "reason_missing": N_("A reason is needed: type why"),
    "value_not_asked": N_("{title}: only a tick is asked for, no value"),
    "number_missing": N_("{title}: a number is needed ({unit})"),
    "number_too_small": N_("{title}: {value} is below {minimum} {unit}. If it is true: F5"),
    "number_too_large": N_("{title}: {value} is above {maximum} {unit}. If it is true: F5"),
    "remark_missing": N_("{title}: {value} instead of {usual} {unit}. Say why in the remark"),
    "note_missing": N_("{title}: a few words are needed"),
    "choice_unknown": N_("{title}: choose one of: {choices}"),
    "choice_fails": N_("{title}: {choice} is a failure. Record it with F5"),
    "choice_does_not_fail": N_("{title}: {choice} is no failure. Choose it with Enter"),
    "evidence_missing": N_("{title}: needed as proof: {evidence}"),
    "signature_not_for_others": N_("{title}: nobody signs for others. Switch person: F8"),
    "signer_not_listed": N_("{title}: only people listed in people.yaml sign. Switch person: F8"),
    "post_has_signed": N_("{title}: {post} has signed ({by}, {at})"),
    "person_has_signed": N_("{title}: you signed at {at}. Now another person: F8"),
    "item_has_signatures": N_("{title}: signed by {signed}. Undo that first: F6"),
    "undo_unknown": N_("There is nothing here to undo"),
    "undo_not_possible": N_("This can't be undone. Record what is right instead"),
    "undo_already": N_("Already undone by {by} at {at}"),
    "undo_without_effect": N_("This had no effect, so there is nothing to undo"),
    "undo_not_yours": N_("This is {by}'s. They may undo it, and: {posts}"),
    "undo_raised_entry": N_("Entry {number} came from the failed item {title}. Undo that"),
    "undo_entry_handled": N_("Entry {number} has been handled. Reopen it or undo the handling first"),
    "undo_not_last": N_("Entry {number} has moved on since. Undo the later step first"),
    "entry_unknown": N_("There is no entry {entry} on this day"),
    "entry_withdrawn": N_("Entry {number} was taken back. Log a new one: F2"),
    "kind_unknown": N_("There is no kind {given}. There are: {kinds}"),
    "place_unknown": N_("There is no place {given}. There are: {places}"),
    "severity_unknown": N_("There is no severity {given}. There are: {severities}"),
    "owner_unknown": N_("{given} is no person or post here. Posts: {posts}"),
    "text_missing": N_("Nothing is written yet: say what happened"),
    "note_of_handling_missing": N_("Entry {number}: say how it was handled"),
    "due_unreadable": N_("{given} is no time. Write 18:00, or 30m for in half an hour"),
    "due_before_happened": N_("Due {due} is before it happened, {happened}. Give a later time"),
    "field_unknown": N_("There is no field {given}. There are: {fields}"),
    "nothing_changed": N_("Entry {number}: nothing is different. Type the new value"),
    "entry_already_handled": N_("Entry {number} was handled by {by} at {at}. It can be closed or reopened"),
    "entry_already_closed": N_("Entry {number} was closed by {by} at {at}. To go on, reopen it"),
    "entry_not_handled": N_("Entry {number} is not handled yet. Record the handling first, then close it"),
    "entry_still_open": N_("Entry {number} is open, there is nothing to reopen"),
    "handle_not_allowed": N_("Entry {number} is for {owner}. May handle it: {posts}"),
    "close_not_allowed": N_("Entry {number} is {by}'s. To close or reopen it: they or {posts}"),
    "correct_not_allowed": N_("Entry {number} is {by}'s. They may correct it, and: {posts}"),
    "recheck_by_handler": N_("Entry {number} was handled by {by}. Another person must recheck it"),
    "unrecordable_bad_text": N_("The text has a broken character that can't be stored. Delete it and try again"),
    "unrecordable_not_json": N_("A value can't be stored exactly as typed. Write it in another way"),
    "unrecordable_no_offset": N_("The time can't be stored. Type it again as 21:30"),
    "unrecordable_too_long": N_("The text is too long to store in one piece. Split it into several entries"),
}

_DISK: Mapping[int, str] = {
    errno.ENOSPC: N_("NOT saved: the disk is full. Free some space, try again; your text is kept"),
    errno.EDQUOT: N_("NOT saved: disk quota used up. Free some space, try again; your text is kept"),
    errno.EACCES: N_("NOT saved: no right to write in logs/. Ask for it, try again; text is kept"),
    errno.EPERM: N_("NOT saved: no right to write in logs/. Ask for it, try again; text is kept"),
    errno.EROFS: N_("NOT saved: the disk is read-only. Mend that, try again; your text is kept"),
}


def refused(refusal: Refusal) -> str:
    """The refusal as one sentence or two."""
    message = REFUSALS.get(refusal.code) or areas.refusals()[refusal.code]
    return _(message, **{name: shown(value) for name, value in refusal.values.items()})


def disk_error(reason: OSError) -> str:
    """Why it was not saved, and what to do; says that what was typed is kept."""
    known = _DISK.get(reason.errno or 0)
    if known:
        return _(known)
    return _("NOT saved: the disk said {reason}. Try again; your text is kept", reason=reason.strerror or str(reason))
