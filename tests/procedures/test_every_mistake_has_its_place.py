"""One mistake in a right mall: one problem, at the exact place, with the right name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dutytui.procedures.load import load
from dutytui.procedures.problem import Code
from dutytui.texts.problems import line

Edit = Callable[[str, str, str], None]
DAY = date(2026, 5, 1)
ENTRY, OPENING = "day/entry.yaml", "day/opening.yaml"

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
    fallbacks = {Code.SYNTAX}
    named = {word.split()[1] for case in CASES for word in case[3]}
    assert set(Code) - named == of_whole_files | fallbacks
