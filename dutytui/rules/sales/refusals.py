"""Why not: codes with the names of their values, as `dutytui.rules.refusal.CODES`."""

from __future__ import annotations

from collections.abc import Mapping

# date: sold, the day of the sales; Text: part is none: cause, measure or proposal is said by the code
CODES: Mapping[str, tuple[str, ...]] = {
    "sales_not_in_use": (),
    "sales_import_not_allowed": ("posts",),
    "sales_file_known": ("file", "by", "at"),
    "sales_no_rows": ("file",),
    "sales_too_many_rows": ("file", "count", "most"),
    "sales_row_unreadable": ("counter",),
    "sales_counter_missing": (),
    "sales_typed_already": ("counter", "by", "at"),
    "sales_not_there": ("sold",),
    "sales_disputed": ("sold",),
    "sales_counter_unknown": ("counter", "sold"),
    "sales_nothing_said": ("counter",),
    "sales_nothing_new": ("counter",),
    "sales_cause_not_allowed": ("posts",),
    "sales_measure_not_allowed": ("posts",),
    "sales_proposal_not_allowed": ("posts",),
}
