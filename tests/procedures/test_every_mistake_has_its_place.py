"""One mistake in a right mall: one problem, at the exact place, with the right name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dutytui.procedures.load import load
from dutytui.procedures.problem import HINTS, Code
from dutytui.texts.problems import line
from tests.procedures.test_obligations import CASES as OBLIGATIONS

Edit = Callable[[str, str, str], None]
DAY = date(2026, 5, 1)
ENTRY, OPENING = "day/entry.yaml", "day/opening.yaml"
APPROVALS, BUY, FIX = "approvals.yaml", "flows/BUY-1.yaml", "flows/FIX.yaml"
ANY = "{any: [{amount: {over: 500.5}}, {planned: false}]}"

# file, words there, words instead, "line:column code" of every problem in that file
CASES = [
    # keys
    (ENTRY, "ends:", "end:", ["4:1 unknown_key"]),
    (ENTRY, "    minimum: 0", "    minimun: 0", ["16:5 unknown_key"]),
    (ENTRY, "fails: true}", "failed: true}", ["24:58 unknown_key"]),
    ("mall.yaml", "    friday:", "    fryday:", ["13:5 unknown_key"]),
    ("mall.yaml", '{closing: "25:00",', '{close: "25:00",', ["15:20 unknown_key"]),
    (ENTRY, "posts: [manager, guard]\n", "posts: [manager, guard]\nends: \"08:40\"\n", ["6:1 duplicate_key"]),
    ("posts.yaml", "{id: guard,", "{id: guard, id: guards,", ["3:17 duplicate_key"]),
    (ENTRY, 'starts: "08:20"\n', "", ["1:1 missing_key"]),
    (ENTRY, "    kind: tick\n", "", ["7:5 missing_key"]),
    ("people.yaml", "name: 张三, ", "", ["2:5 missing_key"]),
    (OPENING, "after: [entry]", "after:", ["6:1 empty_value"]),
    (OPENING, "ends: opening + 5m", "ends:", ["4:1 empty_value"]),
    (OPENING, "after: [entry]", "[after]: entry", ["6:1 key_not_text"]),
    # values
    ("people.yaml", "name: 张三", "name: 12", ["2:27 not_text"]),
    (ENTRY, "minimum: 0", 'minimum: "0"', ["16:14 not_a_number"]),
    (ENTRY, "maximum: 500", "maximum: 1e9", ["17:14 not_a_number"]),
    (ENTRY, "fails: true", "fails: yes", ["24:65 not_true_or_false"]),
    (OPENING, "after: [entry]", "after: entry", ["6:8 not_a_list"]),
    (ENTRY, "{kind: repair, severity: urgent, owner: guard, within: 30m}", "repair", ["25:13 not_a_mapping"]),
    (ENTRY, "title: {zh-Hans: 门锁, en: Locks}", "title: [门锁]", ["8:12 not_words"]),
    (ENTRY, "title: {zh-Hans: 门锁, en: Locks}", 'title: " "', ["8:12 not_one_line"]),
    (ENTRY, "title: {zh-Hans: 门锁, en: Locks}", "title: |\n      one\n      two", ["8:12 not_one_line"]),
    ("posts.yaml", "[waive, close_entries]", "[waive, close_entry]", ["2:66 not_one_of"]),
    (ENTRY, "kind: tick", "kind: tik", ["9:11 not_one_of"]),
    ("mall.yaml", "languages: [zh-Hans, en]", "languages: [zh-Hans, en, fr]", ["3:26 not_one_of"]),
    ("mall.yaml", '"2027-02-06": closed', '"2027-02-06": close', ["16:19 not_one_of"]),
    ("calendar.yaml", "source: china", "source: cn", ["2:11 not_one_of"]),
    ("calendar.yaml", ": holiday}", ": hollyday}", ["3:28 not_one_of"]),
    ("posts.yaml", "posts:\n", "posts: []\nrest:\n", ["1:8 empty_list", "2:1 unknown_key"]),
    ("posts.yaml", "{id: guard,", "{id: Guard,", ["3:10 bad_id"]),
    ("mall.yaml", "{id: 1F,", "{id: 1f,", ["7:10 bad_floor_id"]),
    ("mall.yaml", "{id: 1F,", "{id: 1,", ["7:10 not_text"]),
    (ENTRY, 'ends: "08:30"', 'ends: "25:61"', ["4:7 bad_time"]),
    (ENTRY, 'ends: "08:30"', "ends: 830", ["4:7 bad_time"]),
    (ENTRY, 'ends: "08:30"', "ends: closing - ten", ["4:7 bad_time"]),
    (ENTRY, 'ends: "08:30"', 'ends: "36:01"', ["4:7 bad_time"]),
    ("mall.yaml", 'opening: "09:00"', "opening: opening - 1h", ["11:22 bad_clock"]),
    ("mall.yaml", '"05:00"', '"13:00"', ["4:13 bad_day_start"]),
    ("logbook.yaml", "within: 2h", "within: 2", ["3:73 bad_duration"]),
    ("logbook.yaml", "within: 2h", "within: 2 hours", ["3:73 bad_duration"]),
    ("calendar.yaml", '"2027-02-05"', '"2027-02-30"', ["3:14 bad_date"]),
    ("mall.yaml", '"2026-12-31"', "31.12.2026", ["15:5 bad_date"]),
    ("mall.yaml", "Asia/Shanghai", "Asia/Shangai", ["2:12 unknown_time_zone"]),
    # between values
    ("posts.yaml", "{id: guard,", "{id: manager,", ["3:10 duplicate_id"]),
    (ENTRY, "id: heads", "id: locks", ["11:9 duplicate_id", "15:13 item_blocks_itself"]),
    (ENTRY, "{id: trouble,", "{id: fine,", ["24:14 duplicate_id"]),
    ("mall.yaml", "{id: 1F, name: 1F}", "{id: 1F, name: 1F, aliases: [二楼]}", ["7:34 duplicate_alias"]),
    ("posts.yaml", "[保安员]", "[保安员, 经理]", ["3:64 duplicate_alias"]),
    ("posts.yaml", "[保安员]", "[保安员, Guard, MANAGER]", ["3:71 duplicate_alias"]),
    ("posts.yaml", "[保安员]", "[保安员, 保安员]", ["3:64 duplicate_value"]),
    (ENTRY, "posts: [manager, guard]", "posts: [guard, guard]", ["5:16 duplicate_value"]),
    (ENTRY, "{zh-Hans: 门锁, en: Locks}", "{zh-Hans: 门锁}", ["8:12 missing_language"]),
    (ENTRY, "{zh-Hans: 门锁, en: Locks}", "{zh_Hans: 门锁, en: Locks}", ["8:13 not_one_of"]),
    (ENTRY, "posts: [manager, guard]", "posts: [manager, gaurd]", ["5:18 unknown_post"]),
    ("logbook.yaml", "owner: guard", "owner: night_watch", ["3:58 unknown_post"]),
    ("people.yaml", "[2F, 1F]", "[2F, 3F]", ["3:56 unknown_floor"]),
    (ENTRY, "{kind: repair,", "{kind: repairs,", ["25:20 unknown_kind"]),
    (ENTRY, "severity: urgent", "severity: dire", ["25:38 unknown_severity"]),
    (OPENING, "after: [entry]", "after: [entrance]", ["6:9 unknown_phase"]),
    (OPENING, "after: [entry]", "after: [entry]\nafter_calls: [opening]", ["7:15 unknown_roll_call"]),
    (ENTRY, "after: [locks]", "after: [lock]", ["15:13 unknown_item"]),
    (OPENING, "after: [entry]", "after: [opening]", ["6:9 phase_blocks_itself"]),
    (OPENING, "id: opening", "id: opened", ["1:5 file_name_not_id"]),
    ("mall.yaml", 'default: {opening: "09:00", closing: "21:30"}', 'default: {opening: "09:00", closing: "08:30"}',
     ["11:40 closes_before_opening"]),
    ("mall.yaml", 'friday: {closing: "22:00"}', 'friday: {opening: "21:30"}', ["13:23 closes_before_opening"]),
    ("mall.yaml", 'friday: {closing: "22:00"}', 'friday: {opening: "04:30"}', ["13:23 opens_before_day"]),
    ("mall.yaml", '{closing: "25:00",', '{closing: "29:30",', ["15:29 closes_after_day"]),
    (ENTRY, 'ends: "08:30"', 'ends: "08:20"', ["4:7 ends_before_start"]),
    (ENTRY, 'ends: "08:30"', "ends: opening - 1h", ["4:7 ends_before_start"]),
    (ENTRY, 'starts: "08:20"', 'starts: "04:20"', ["3:9 outside_day"]),
    (ENTRY, "    kind: tick", '    kind: tick\n    due: "08:10"', ["10:10 due_before_start"]),
    (ENTRY, "kind: choice", "kind: tick", ["22:5 only_for_kind"]),
    (ENTRY, "kind: number", "kind: note", ["16:5 only_for_kind", "17:5 only_for_kind"]),
    (ENTRY, "    kind: tick", "    kind: tick\n    usual: 0", ["10:5 only_for_kind"]),
    (ENTRY, "maximum: 500", "maximum: 500\n    usual: 501", ["18:12 usual_outside_limits"]),
    (ENTRY, "kind: tick", "kind: choice", ["9:11 choices_missing"]),
    (ENTRY, "minimum: 0", "minimum: 501", ["16:14 minimum_over_maximum"]),
    (ENTRY, "    kind: tick", "    kind: tick\n    in_order: true", ["10:15 order_without_each"]),
    # PINs
    ("people.yaml", "people:\n", "pins: {use: optional}\npeople:\n", ["1:7 nobody_resets"]),
    ("people.yaml", "people:\n", "pins: {use: sometimes}\npeople:\n", ["1:7 nobody_resets", "1:13 not_one_of"]),
    ("people.yaml", "people:\n", "pins: {digits: 5}\npeople:\n", ["1:16 wrong_value"]),
    ("people.yaml", "people:\n", "pins: {tries: 11}\npeople:\n", ["1:15 wrong_value"]),
    ("people.yaml", "people:\n", "pins: {lock_after: 10}\npeople:\n", ["1:20 bad_duration"]),
    # what an input method or a tab key does
    (ENTRY, 'starts: "08:20"', 'starts："08:20"', ["3:7 full_width"]),
    (ENTRY, "id: entry\n", "id：entry\n", ["1:3 full_width"]),
    (ENTRY, 'starts: "08:20"', 'starts:　"08:20"', ["3:8 full_width"]),
    (ENTRY, 'starts: "08:20"', "starts: “08:20”", ["3:9 full_width"]),
    (ENTRY, 'starts: "08:20"', 'starts: "08：20"', ["3:12 full_width"]),
    (ENTRY, 'ends: "08:30"', 'ends: "08:30”', ["4:13 full_width"]),
    (ENTRY, "posts: [manager, guard]", "posts: [manager，guard]", ["5:16 full_width"]),
    (ENTRY, "posts: [manager, guard]", "posts: ［manager, guard］", ["5:8 full_width"]),
    (ENTRY, "{zh-Hans: 门锁, en: Locks}", "{zh-Hans: 门锁，en: Locks}", ["8:24 full_width"]),
    (ENTRY, "{zh-Hans: 门锁, en: Locks}", "{zh-Hans：门锁, en: Locks}", ["8:20 full_width"]),
    (OPENING, "{id: doors,", "{id： doors,", ["8:8 full_width"]),
    (ENTRY, "    kind: tick", "\tkind: tick", ["9:1 tab"]),
    # meals
    ("meals.yaml", 'ends: "12:00"', 'ends: "11:30"', ["6:33 ends_before_start"]),
    ("meals.yaml", '{starts: "12:00"', '{starts: "11:50"', ["7:18 batches_overlap"]),
    ("meals.yaml", "posts: [guard]", "posts: [guard, manager]", ["7:57 post_in_two_batches"]),
    ("meals.yaml", "recorders: [manager]", "recorders: [manger]", ["1:13 unknown_post"]),
    ("meals.yaml", 'starts: "11:30"', 'starts: "04:30"', ["6:18 outside_day"]),
    # patrols
    ("patrols.yaml", "points: [hall, store]", "points: [hall, shop]", ["8:20 unknown_point"]),
    ("patrols.yaml", "place: 1F", "place: 3F", ["2:48 unknown_floor"]),
    ("patrols.yaml", "until: closing}", "until: opening}", ["9:51 ends_before_start"]),
    ("patrols.yaml", "until: closing + 3h", "until: closing + 8h", ["16:52 outside_day"]),
    ("patrols.yaml", "rounds: 3", "rounds: 7", ["16:25 rounds_find_no_room"]),
    ("patrols.yaml", "rounds: 3", "rounds: 3.5", ["16:25 not_a_number"]),
    ("patrols.yaml", "rounds: 3", "rounds: 49", ["16:25 rounds_find_no_room", "16:25 wrong_value"]),
    ("patrols.yaml", "interval: 1h", "interval: 0m", ["9:23 bad_duration"]),
    ("patrols.yaml", "shortest: 5m", "shortest: 31m", ["10:15 minimum_over_maximum"]),
    ("patrols.yaml", "free: true", "free: false", ["17:5 route_never_walked"]),
    ("patrols.yaml", "    longest: 30m", "    longest: 30m\n    tighten: {days: {sunday: 0.5}}", ["12:22 not_one_of"]),
    # handover
    ("handover.yaml", 'at: "14:00"', 'at: "04:00"', ["3:33 outside_day"]),
    ("handover.yaml", "at: closing", "at: opening", ["4:35 shift_not_later"]),
    ("handover.yaml", "severities: [urgent]", "severities: [grave]", ["5:26 unknown_severity"]),
    ("handover.yaml", "holders: [manager]", "holders: [keeper]", ["1:11 unknown_post"]),
    # journals
    ("journals.yaml", "posts: [manager]", "posts: [manger]", ["7:17 unknown_post"]),
    ("journals.yaml", "entry/heads", "entry/faces", ["8:27 unknown_item_of_day"]),
    ("journals.yaml", "kinds: [repair]", "kinds: [repairs]", ["8:49 unknown_kind"]),
    # closing
    ("closing.yaml", "people_step: locks", "people_step: corners", ["3:14 unknown_item"]),
    ("closing.yaml", "must: [entry]", "must: [sweep]", ["4:60 unknown_phase"]),
    ("closing.yaml", "sweep: entry\n", "", ["1:1 key_needs_key", "2:1 key_needs_key"]),
    # sales
    ("sales.yaml", "品牌", "amount", ["12:65 name_of_two_columns"]),
    ("sales.yaml", "top: 3", "top: 51", ["5:6 wrong_value"]),
    ("sales.yaml", "compare: [week_before]", "compare: [month_before]", ["9:11 not_one_of"]),
    # figures
    ("figures.yaml", "opening/doors", "opening/door", ["1:10 unknown_item_of_day"]),
    ("figures.yaml", "posts: [guard]", "posts: [manager]", ["6:64 assesses_itself"]),
    ("figures.yaml", "target: 98", "target: 98, out_of: 10", ["11:87 keys_exclude"]),
    ("figures.yaml", "by: [data]", "by: [self]", ["11:87 key_needs_key"]),
    ("figures.yaml", "[self, superior]", "[self, customer]", ["10:74 key_needs_key"]),
    ("figures.yaml", "[self, superior]", "[self, boss]", ["10:74 not_one_of"]),
    ("figures.yaml", "told_in_time", "entries", ["11:95 not_one_of"]),
    ("figures.yaml", "id: reward", "id: warning", ["17:12 duplicate_id"]),
    ("figures.yaml", "quarters: 2", "quarters: 0", ["15:66 wrong_value"]),
    # approvals
    (APPROVALS, "[manager, guard]", "[manager]", ["1:12 stands_in_too_few"]),
    (APPROVALS, "[manager, guard]", "[manager, gaurd]", ["1:22 unknown_post"]),
    (APPROVALS, "told_for: 7d", "told_for: 1wd", ["3:11 bad_days"]),
    (APPROVALS, "at_most: 2", "at_most: -1", ["2:19 wrong_value"]),
    (APPROVALS, "told_for: 7d", "change_control: FIX", ["3:17 flow_does_not_adopt"]),
    (APPROVALS, "told_for: 7d", "change_control: SOP", ["3:17 unknown_flow"]),
    # flows: fields
    (BUY, "id: BUY-1", "id: BUY-2", ["1:5 flow_name_not_id"]),
    (BUY, "id: BUY-1", "id: Buy-1", ["1:5 bad_flow_id", "1:5 flow_name_not_id"]),
    (BUY, "id: BUY-1", "id: BUY-123456789", ["1:5 bad_flow_id", "1:5 flow_name_not_id"]),
    (BUY, "id: budget", "id: not", ["15:10 reserved_word", "20:14 unknown_field"]),
    (BUY, "id: purchase", "id: end", ["30:9 reserved_word"]),
    (BUY, "minimum: 0.01", "minimum: 0.001", ["12:74 money_too_fine"]),
    (BUY, "minimum: 0.01", "minimum: 100000.01", ["12:74 minimum_over_maximum"]),
    (BUY, "kind: number, unit", "kind: money, unit", ["14:65 only_for_kind"]),
    (BUY, "kind: text", "kind: choice", ["15:58 choices_missing"]),
    (BUY, "id: offers", "id: amount", ["14:10 duplicate_id"]),
    # flows: steps
    (BUY, "due: 2wd", "due: 2w", ["21:10 bad_due"]),
    (BUY, "due: 2wd", "due: 0m", ["21:10 bad_due"]),
    (BUY, "fields: [budget]", "fields: [bugdet]", ["20:14 unknown_field"]),
    (BUY, "sees: [amount, planned]", "sees: [amont, planned]", ["26:12 unknown_field"]),
    (BUY, "rejected: check", "rejected: cheque", ["29:15 unknown_step"]),
    (BUY, "rejected: check", "rejected: purchase", ["29:15 rejected_not_earlier"]),
    (BUY, "rejected: check", "rejected: approval", ["29:15 rejected_not_earlier"]),
    (BUY, "rejected: check", "rejected: check\n    rejects: false", ["29:5 key_needs_key"]),
    (BUY, "    kind: do\n", "    kind: do\n    rejected: start\n", ["34:5 key_needs_key"]),
    (BUY, "    kind: do\n", "", ["32:13 submitter_decides", "33:5 only_for_kind"]),
    (BUY, "posts: [submitter]", "posts: [submiter]", ["32:13 unknown_post"]),
    (BUY, "submitters: [manager]", "submitters: [submitter]", ["3:14 unknown_post"]),
    # flows: conditions
    (BUY, ANY, "planned", ["25:11 not_a_condition"]),
    (BUY, ANY, "{}", ["25:11 several_conditions"]),
    (BUY, ANY, "{any: {amount: 1}}", ["25:17 not_a_list"]),
    (BUY, ANY, "{any: []}", ["25:17 empty_list"]),
    (BUY, ANY, "{any: [planned]}", ["25:18 not_a_condition"]),
    (BUY, ANY, "{not: }", ["25:12 empty_value"]),
    (BUY, ANY, "{amount: }", ["25:12 empty_value"]),
    (BUY, ANY, "{amount: {over: }}", ["25:21 empty_value"]),
    (BUY, ANY, "{amount: {one_of: }}", ["25:21 empty_value"]),
    (BUY, "{over: 500.5}}", "{over: 500.5}, kind: goods}", ["25:18 several_conditions"]),
    (BUY, "{over: 500.5}", "{over: 500.5, under: 900}", ["25:27 several_conditions"]),
    (BUY, "{amount: {over", "{amont: {over", ["25:19 unknown_field"]),
    (BUY, "over: 500.5", "above: 500.5", ["25:28 unknown_comparison"]),
    (BUY, "over: 500.5", "over: 500.505", ["25:34 money_too_fine"]),
    (BUY, "over: 500.5", "over: much", ["25:34 cannot_compare"]),
    (BUY, "over: 500.5", "one_of: 5", ["25:36 not_a_list"]),
    (BUY, "over: 500.5", "one_of: []", ["25:36 empty_list"]),
    (BUY, "{amount: {over: 500.5}}", "{kind: {over: 500.5}}", ["25:26 comparison_does_not_fit"]),
    (BUY, "{amount: {over: 500.5}}", "{topic: goods}", ["25:26 comparison_does_not_fit"]),
    (BUY, "{amount: {over: 500.5}}", "{kind: good}", ["25:25 unknown_choice"]),
    (BUY, "{amount: {over: 500.5}}", "{kind: {one_of: [goods, god]}}", ["25:42 unknown_choice"]),
    (BUY, "{amount: {over: 500.5}}", "{kind: true}", ["25:25 cannot_compare"]),
    (BUY, "{planned: false}", "{planned: no}", ["25:53 cannot_compare"]),
    (BUY, "{planned: false}", "{planned: [true]}", ["25:53 not_a_condition"]),
    (BUY, "{planned: false}", "{planned：false}", ["25:51 full_width"]),
    (BUY, "{planned: false}", "{budget：given}", ["25:50 full_width"]),
    (BUY, "id: goods", "id: given", ["10:14 reserved_word", "14:88 unknown_choice"]),
    # flows: what is proved
    (BUY, "when: {kind: goods}", "when: {budget: given}", ["14:82 field_asked_later"]),
    (BUY, "when: {kind: goods}", "when: {offers: given}", ["14:82 field_asked_later"]),
    (BUY, "    fields: [budget]", "    fields: [budget]\n    when: {budget: given}", ["21:12 field_asked_later"]),
    (BUY, "at: approved, when: {kind", "at: submitted, when: {budget", ["36:44 field_asked_later",
     "36:53 comparison_does_not_fit"]),
    (BUY, "over: 500.5", "over: 100000", ["25:18 condition_never_holds"]),
    (BUY, ANY, "{all: [{kind: goods}, {kind: repair}]}", ["25:11 condition_never_holds"]),
    (BUY, ANY, "{all: [{offers: given}, {kind: repair}]}", ["22:9 step_never_reached"]),
    (BUY, "    fields: [budget]", "    fields: [budget]\n    when: {planned: true}", ["30:15 rejected_to_passed_over"]),
    (FIX, "[guard]}", "[guard], when: {days: {over: 3}}}", ["7:1 branch_without_step"]),
    # flows: what follows, and people
    (BUY, "flow: FIX", "flow: FXI", ["41:11 unknown_flow"]),
    (BUY, "    flow: FIX\n", "", ["43:5 key_needs_key"]),
    (BUY, "{topic: what}", "{topik: what}", ["44:13 unknown_field"]),
    (BUY, "{topic: what}", "{topic: wat}", ["44:20 unknown_field"]),
    (BUY, "{topic: what}", "{topic: days}", ["44:20 carried_kind_differs"]),
    # YAML
    (ENTRY, "title: {zh-Hans: 门锁, en: Locks}", "title: Locks: all", ["8:17 syntax_colon"]),
    (ENTRY, "[manager, guard]", "[manager, guard", ["5:8 syntax_bracket"]),
    (ENTRY, 'ends: "08:30"', 'ends: "08:30', ["4:7 syntax_quote"]),
    (ENTRY, 'ends: "08:30"', "ends: @closing", ["4:7 syntax_quote_start"]),
    (ENTRY, "    kind: tick", "   kind: tick", ["9:4 syntax_indent"]),
    (ENTRY, "items:\n", "items\n", ["6:1 syntax_no_colon"]),
    (ENTRY, "id: entry\n", "id: entry\n---\n", ["2:1 several_documents"]),
    (ENTRY, 'ends: "08:30"', 'ends: !!python/object:os.system "08:30"', ["4:7 tag_not_allowed"]),
    (ENTRY, "[manager, guard]", "*all", ["5:8 unknown_anchor"]),
    (ENTRY, "[manager, guard]", "&all [manager, *all]", ["5:23 anchor_in_itself"]),
    (ENTRY, "[manager, guard]", "[" * 40 + "]" * 40, ["5:23 too_deep"]),
    (ENTRY, "Locks}", "Lo\u202ecks}", ["8:32 bad_character"]),
    (ENTRY, "Locks}", '"\\ud800"}', ["8:30 bad_character"]),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[f"{case[3][0]}-{number}" for number, case in enumerate(CASES)])
def test_a_mistake_is_told_at_its_exact_place(mall: Path, edit: Edit, case: tuple[str, str, str, list[str]]) -> None:
    name, old, new, expected = case
    edit(name, old, new)
    loaded = load(mall, DAY)
    assert loaded.procedures is None
    told = [f"{one.line}:{one.column} {one.code}" for one in loaded.problems if one.file == name]
    assert told == expected
    for problem in loaded.problems:
        assert line(problem).startswith(f"{problem.file}:{problem.line}:{problem.column}: ")
        assert ";" in line(problem)


def test_the_table_names_every_mistake_that_stands_inside_a_file() -> None:
    of_whole_files = {
        Code.FILE_MISSING, Code.FILE_UNREADABLE, Code.FILE_TOO_LARGE, Code.UNKNOWN_FILE, Code.NO_PHASES,
        Code.BYTE_ORDER_MARK, Code.NOT_UTF8, Code.NOT_UTF8_BUT_GBK, Code.EMPTY_FILE, Code.TOO_MANY_VALUES,
    }  # fmt: skip
    # The mistake is in another file than the place where it is told, or it is no more than a hint.
    elsewhere = {Code.APPROVALS_MISSING, Code.NOBODY_SETTLES, Code.POST_WITHOUT_PEOPLE, *HINTS}
    fallbacks = {Code.SYNTAX}
    named = {word.split()[1] for case in CASES for word in case[3]}
    named |= {word.split()[1] for _, _, told in OBLIGATIONS for word in told}
    assert set(Code) - named == of_whole_files | elsewhere | fallbacks
