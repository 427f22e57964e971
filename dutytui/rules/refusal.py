"""Why not: what `decide` answers when a command may not be carried out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from dutytui.rules.lazy_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """A code with values. `dutytui.texts.refusals` words it, with what would allow it, in the person's language.

    code: ``item_not_open_yet`` …; values: what the wording names (times as datetimes, texts as `Text`, posts as ids).
    """

    code: str
    values: Mapping[str, Any] = field(default_factory=dict)


# Every code that `decide` answers with → the names of its values, all of them always there. The codes of the areas
# stand in ``rules/<area>/refusals.py``. By name, the values are:
#   Text: title, phase, choice, order, call; unit and evidence, which may be None; tuples of Text, not empty: waits_for,
#   choices; Named: by, person, post, behalf; owner, which may be None; tuples of Named: posts (who would be allowed),
#   kinds, places, severities, signed; aware datetimes: at, now, opens, due, happened; dates: day, today, belongs
#   number: an entry's number as shown ("12", "12·desk-2"), "" when there is none; value, usual: numbers; minimum,
#   maximum: numbers or None; fields: tuple of names; entry, item, given: what was asked for and is not known, as given
CODES: Mapping[str, tuple[str, ...]] = {
    # who
    "not_signed_in": (),
    "name_missing": (),
    "post_unknown": ("given", "posts"),
    "post_not_held": ("person", "post", "posts"),
    "behalf_unknown": ("given",),
    "behalf_not_allowed": ("title", "behalf", "posts"),
    # when
    "day_not_begun": ("day", "today"),
    "day_closed": ("day",),
    "time_in_future": ("at", "now"),
    "time_not_of_day": ("at", "day", "belongs"),
    # items
    "item_unknown": ("item",),
    "item_not_open_yet": ("title", "opens"),
    "time_before_open": ("title", "at", "opens"),
    "item_already_done": ("title", "by", "at"),
    "item_already_waived": ("title", "by", "at"),
    "item_already_failed": ("title", "by", "at", "number"),
    "item_disputed": ("title",),
    "item_waits_for": ("title", "waits_for"),
    "phase_waits_for": ("title", "phase", "waits_for"),
    "item_waits_for_order": ("title", "order", "call", "posts"),
    "post_not_allowed": ("title", "posts"),
    "waive_not_allowed": ("title", "posts"),
    "item_not_skippable": ("title",),
    "reason_missing": (),
    "value_not_asked": ("title",),
    "number_missing": ("title", "unit"),
    "number_too_small": ("title", "value", "minimum", "unit"),
    "number_too_large": ("title", "value", "maximum", "unit"),
    "remark_missing": ("title", "value", "usual", "unit"),
    "note_missing": ("title",),
    "choice_unknown": ("title", "choices"),
    "choice_fails": ("title", "choice"),
    "choice_does_not_fail": ("title", "choice"),
    "evidence_missing": ("title", "evidence"),
    "signature_not_for_others": ("title",),
    "signer_not_listed": ("title",),
    "post_has_signed": ("title", "post", "by", "at"),
    "person_has_signed": ("title", "post", "at"),
    "item_has_signatures": ("title", "signed"),
    # taking back
    "undo_unknown": (),
    "undo_not_possible": (),
    "undo_already": ("by", "at"),
    "undo_without_effect": (),
    "undo_not_yours": ("by", "posts"),
    "undo_raised_entry": ("number", "title"),
    "undo_entry_handled": ("number",),
    "undo_not_last": ("number",),
    # entries
    "entry_unknown": ("entry",),
    "entry_withdrawn": ("number",),
    "kind_unknown": ("given", "kinds"),
    "place_unknown": ("given", "places"),
    "severity_unknown": ("given", "severities"),
    "owner_unknown": ("given", "posts"),
    "text_missing": (),
    "note_of_handling_missing": ("number",),
    "due_unreadable": ("given",),
    "due_before_happened": ("due", "happened"),
    "field_unknown": ("given", "fields"),
    "nothing_changed": ("number",),
    "entry_already_handled": ("number", "by", "at"),
    "entry_already_closed": ("number", "by", "at"),
    "entry_not_handled": ("number",),
    "entry_still_open": ("number",),
    "handle_not_allowed": ("number", "owner", "posts"),
    "close_not_allowed": ("number", "by", "posts"),
    "correct_not_allowed": ("number", "by", "posts"),
    "recheck_by_handler": ("number", "by"),
}
