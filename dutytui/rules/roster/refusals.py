"""Why not: codes with the names of their values, as `dutytui.rules.refusal.CODES`."""

from __future__ import annotations

from collections.abc import Mapping

CODES: Mapping[str, tuple[str, ...]] = {
    "terminals_not_allowed": ("posts",),
    "terminals_nobody_may": (),
    "roster_begun_already": ("by", "day", "at"),
    "roster_not_begun": (),
    "roster_without_this_terminal": (),
    "terminal_presented_already": (),
    "terminal_itself_outside": (),
    "terminal_unknown": (),
    "terminal_enrolled_already": ("name", "by", "day", "at"),
    "terminal_revoked_already": ("name", "by", "day", "at"),
    "terminal_read_wrong": ("name",),
    "terminal_name_missing": (),
    "terminal_is_the_last": (),
    "terminal_shut_out": (),
}
