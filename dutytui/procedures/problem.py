"""What can be wrong with a mall's YAML: a code, a place and values. `wording` makes sentences of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from typing import Any

from dutytui.rules.lazy_dataclass import dataclass


class Code(StrEnum):
    # The folder and its files
    FILE_MISSING = "file_missing"
    FILE_UNREADABLE = "file_unreadable"
    FILE_TOO_LARGE = "file_too_large"
    UNKNOWN_FILE = "unknown_file"
    FILE_NAME_NOT_ID = "file_name_not_id"
    NO_PHASES = "no_phases"
    FLOW_NAME_NOT_ID = "flow_name_not_id"
    APPROVALS_MISSING = "approvals_missing"
    BYTE_ORDER_MARK = "byte_order_mark"
    NOT_UTF8 = "not_utf8"
    NOT_UTF8_BUT_GBK = "not_utf8_but_gbk"
    EMPTY_FILE = "empty_file"
    # YAML
    TAB = "tab"
    FULL_WIDTH = "full_width"
    BAD_CHARACTER = "bad_character"
    SYNTAX_COLON = "syntax_colon"
    SYNTAX_NO_COLON = "syntax_no_colon"
    SYNTAX_INDENT = "syntax_indent"
    SYNTAX_BRACKET = "syntax_bracket"
    SYNTAX_QUOTE = "syntax_quote"
    SYNTAX_QUOTE_START = "syntax_quote_start"
    SYNTAX = "syntax"
    SEVERAL_DOCUMENTS = "several_documents"
    TAG_NOT_ALLOWED = "tag_not_allowed"
    UNKNOWN_ANCHOR = "unknown_anchor"
    ANCHOR_IN_ITSELF = "anchor_in_itself"
    TOO_MANY_VALUES = "too_many_values"
    TOO_DEEP = "too_deep"
    KEY_NOT_TEXT = "key_not_text"
    DUPLICATE_KEY = "duplicate_key"
    # Shape
    UNKNOWN_KEY = "unknown_key"
    MISSING_KEY = "missing_key"
    EMPTY_VALUE = "empty_value"
    EMPTY_LIST = "empty_list"
    NOT_TEXT = "not_text"
    NOT_WORDS = "not_words"
    NOT_A_NUMBER = "not_a_number"
    NOT_TRUE_OR_FALSE = "not_true_or_false"
    NOT_A_LIST = "not_a_list"
    NOT_A_MAPPING = "not_a_mapping"
    NOT_ONE_OF = "not_one_of"
    NOT_ONE_LINE = "not_one_line"
    WRONG_VALUE = "wrong_value"
    BAD_ID = "bad_id"
    BAD_FLOOR_ID = "bad_floor_id"
    BAD_TIME = "bad_time"
    BAD_CLOCK = "bad_clock"
    BAD_DURATION = "bad_duration"
    BAD_DATE = "bad_date"
    BAD_DAY_START = "bad_day_start"
    UNKNOWN_TIME_ZONE = "unknown_time_zone"
    BAD_FLOW_ID = "bad_flow_id"
    BAD_DUE = "bad_due"
    BAD_DAYS = "bad_days"
    MONEY_TOO_FINE = "money_too_fine"
    # Between values
    DUPLICATE_ID = "duplicate_id"
    DUPLICATE_ALIAS = "duplicate_alias"
    DUPLICATE_VALUE = "duplicate_value"
    MISSING_LANGUAGE = "missing_language"
    UNKNOWN_POST = "unknown_post"
    UNKNOWN_FLOOR = "unknown_floor"
    UNKNOWN_KIND = "unknown_kind"
    UNKNOWN_SEVERITY = "unknown_severity"
    UNKNOWN_PHASE = "unknown_phase"
    UNKNOWN_ROLL_CALL = "unknown_roll_call"
    UNKNOWN_POINT = "unknown_point"
    UNKNOWN_ITEM = "unknown_item"
    UNKNOWN_ITEM_OF_DAY = "unknown_item_of_day"
    ITEM_BLOCKS_ITSELF = "item_blocks_itself"
    PHASE_BLOCKS_ITSELF = "phase_blocks_itself"
    CLOSES_BEFORE_OPENING = "closes_before_opening"
    OPENS_BEFORE_DAY = "opens_before_day"
    CLOSES_AFTER_DAY = "closes_after_day"
    ENDS_BEFORE_START = "ends_before_start"
    OUTSIDE_DAY = "outside_day"
    DUE_BEFORE_START = "due_before_start"
    ONLY_FOR_KIND = "only_for_kind"
    CHOICES_MISSING = "choices_missing"
    MINIMUM_OVER_MAXIMUM = "minimum_over_maximum"
    ORDER_WITHOUT_EACH = "order_without_each"
    BATCHES_OVERLAP = "batches_overlap"
    POST_IN_TWO_BATCHES = "post_in_two_batches"
    SHIFT_NOT_LATER = "shift_not_later"
    ROUTE_NEVER_WALKED = "route_never_walked"
    ROUNDS_FIND_NO_ROOM = "rounds_find_no_room"
    NAME_OF_TWO_COLUMNS = "name_of_two_columns"
    KEY_NEEDS_KEY = "key_needs_key"
    KEYS_EXCLUDE = "keys_exclude"
    ASSESSES_ITSELF = "assesses_itself"
    USUAL_OUTSIDE_LIMITS = "usual_outside_limits"
    # Obligations
    BAD_DAY_NUMBER = "bad_day_number"
    BAD_MONTH_NUMBER = "bad_month_number"
    RULE_WITHOUT_DAY = "rule_without_day"
    DAY_KEY_DOES_NOT_FIT = "day_key_does_not_fit"
    DAY_TWICE = "day_twice"
    DAY_NOT_ALWAYS_THERE = "day_not_always_there"
    NO_SUCH_MONTH = "no_such_month"
    LEAD_OVER_PERIOD = "lead_over_period"
    ENDS_BEFORE_IT_STARTS = "ends_before_it_starts"
    OBLIGATIONS_ALIKE = "obligations_alike"
    FLOW_NOT_THERE = "flow_not_there"
    # Flows: their conditions
    NOT_A_CONDITION = "not_a_condition"
    SEVERAL_CONDITIONS = "several_conditions"
    UNKNOWN_COMPARISON = "unknown_comparison"
    COMPARISON_DOES_NOT_FIT = "comparison_does_not_fit"
    CANNOT_COMPARE = "cannot_compare"
    UNKNOWN_CHOICE = "unknown_choice"
    CONDITION_NEVER_HOLDS = "condition_never_holds"
    # Flows: their fields, steps and people
    UNKNOWN_FLOW = "unknown_flow"
    UNKNOWN_FIELD = "unknown_field"
    UNKNOWN_STEP = "unknown_step"
    RESERVED_WORD = "reserved_word"
    FIELD_ASKED_LATER = "field_asked_later"
    FIELD_NOT_ALWAYS_ASKED = "field_not_always_asked"
    REJECTED_NOT_EARLIER = "rejected_not_earlier"
    REJECTED_TO_PASSED_OVER = "rejected_to_passed_over"
    SUBMITTER_DECIDES = "submitter_decides"
    STEP_NEVER_REACHED = "step_never_reached"
    BRANCH_WITHOUT_STEP = "branch_without_step"
    TOO_MANY_BRANCHES = "too_many_branches"
    POST_WITHOUT_PEOPLE = "post_without_people"
    ONLY_SUBMITTER_SIGNS = "only_submitter_signs"
    STANDS_IN_TOO_FEW = "stands_in_too_few"
    NOBODY_SETTLES = "nobody_settles"
    NOBODY_RESETS = "nobody_resets"
    FLOW_DOES_NOT_ADOPT = "flow_does_not_adopt"
    CARRIED_KIND_DIFFERS = "carried_kind_differs"
    FLOWS_FOLLOW_EACH_OTHER = "flows_follow_each_other"


HINTS = frozenset(
    {
        Code.UNKNOWN_FILE,
        Code.FIELD_NOT_ALWAYS_ASKED,
        Code.TOO_MANY_BRANCHES,
        Code.ONLY_SUBMITTER_SIGNS,
        Code.FLOWS_FOLLOW_EACH_OTHER,
        Code.FLOW_NOT_THERE,
    }
)
"""Codes that tell something without making the procedures unusable."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong.

    file: relative to ``checklists/``, with ``/``; line and column: from 1, in characters, 1:1 for a file as a whole;
    values: what the wording names (strings, numbers, and lists of strings).
    """

    file: str
    line: int
    column: int
    code: Code
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_hint(self) -> bool:
        """True when the procedures can be used all the same."""
        return self.code in HINTS


class BrokenFileError(Exception):
    """A file whose tree can't be read: nothing but `problems` is known of it."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(problems)
        self.problems = problems


def nearest(word: str, right: object) -> dict[str, str]:
    """``{"suggestion": …}`` with the entry of `right` that looks most like `word`, or nothing when none does."""
    import difflib  # needed only once something is wrong

    candidates = [str(one) for one in right] if isinstance(right, (list, tuple, set, frozenset, dict)) else []
    folded = {one.casefold(): one for one in sorted(candidates)}
    close = difflib.get_close_matches(word[:80].casefold(), folded, 1, 0.6)
    return {"suggestion": folded[close[0]]} if close else {}
