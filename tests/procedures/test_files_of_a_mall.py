"""What a mall's folder may look like after people, editors and input methods were at it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from string import Formatter

import pytest

from dutytui.procedures.load import load
from dutytui.procedures.problem import Code, Problem
from dutytui.rules.words import Anchor, Moment
from dutytui.texts import catalogue
from dutytui.texts.problems import MESSAGES, WITH_SUGGESTION, line

Edit = Callable[[str, str, str], None]
DAY = date(2026, 5, 1)


def told(mall: Path) -> list[str]:
    return [f"{one.file}:{one.line}:{one.column} {one.code}" for one in load(mall, DAY).problems]


def test_the_small_mall_is_right_and_says_what_its_files_say(mall: Path) -> None:
    loaded = load(mall, DAY)
    assert loaded.problems == ()
    procedures = loaded.procedures
    assert procedures is not None
    assert procedures.mall.name == {"zh-Hans": "小店", "en": "Shop"}
    assert [floor.id for floor in procedures.mall.floors] == ["2F", "1F"]
    assert procedures.mall.floors[0].name == {"zh-Hans": "2F", "en": "2F"}
    assert (procedures.mall.day_starts, procedures.mall.late_entry_after) == (300, 10)
    assert (procedures.hours.default.opening, procedures.hours.default.closing) == (540, 1290)
    assert (procedures.hours.weekdays[4].opening, procedures.hours.weekdays[4].closing) == (540, 1320)
    assert procedures.hours.dates[date(2026, 12, 31)].closing == 25 * 60
    assert procedures.hours.dates[date(2027, 2, 6)].closed
    assert [phase.id for phase in procedures.phases] == ["entry", "opening"]
    assert procedures.phases[0].starts == Moment(Anchor.MIDNIGHT, 500)
    assert procedures.phases[1].ends == Moment(Anchor.OPENING, 5)
    locks, heads, order = procedures.phases[0].items
    assert (heads.after, heads.minimum, heads.maximum) == (("locks",), 0, 500)
    assert [choice.fails for choice in order.choices] == [False, True]
    assert order.raises is not None and order.raises.within == 30
    assert locks.required and locks.each == "" and locks.due is None
    assert [(one.id, one.rank) for one in procedures.logbook.severities] == [("normal", 0), ("urgent", 1)]
    assert procedures.posts[0].may == frozenset({"waive", "close_entries"})
    assert procedures.holidays[date(2027, 2, 5)] == "holiday"


def test_times_without_quotes_stay_times(mall: Path, edit: Edit) -> None:
    edit("mall.yaml", 'closing: "21:30"', "closing: 21:30")
    edit("mall.yaml", '"2026-12-31"', "2026-12-31")
    procedures = load(mall, DAY).procedures
    assert procedures is not None
    assert procedures.hours.default.closing == 1290
    assert date(2026, 12, 31) in procedures.hours.dates


def test_a_file_saved_by_windows_with_crlf_is_read(mall: Path) -> None:
    path = mall / "day" / "entry.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n").replace(b"[locks]", b"[lock]"))
    assert told(mall) == ["day/entry.yaml:15:13 unknown_item"]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("posts: []\n".encode("utf-8-sig"), "posts.yaml:1:1 byte_order_mark"),
        ("posts: []\n".encode("utf-16"), "posts.yaml:1:1 not_utf8"),
        ("posts:\n  - {name: 经理}\n".encode("gbk"), "posts.yaml:2:12 not_utf8_but_gbk"),
        (b"posts: \xff\xff\xff\n", "posts.yaml:1:8 not_utf8"),
        (b"", "posts.yaml:1:1 empty_file"),
        (b"# only words\n\n", "posts.yaml:1:1 empty_file"),
        (b"posts: a\x00b\n", "posts.yaml:1:9 bad_character"),
        (b"# " + b"x" * 300_000, "posts.yaml:1:1 file_too_large"),
        (b"posts\n", "posts.yaml:1:1 not_a_mapping"),
        (b"- posts\n", "posts.yaml:1:1 not_a_mapping"),
    ],
)
def test_a_file_that_is_no_mapping_in_utf8_is_told_once_and_nothing_follows_from_it(
    mall: Path, data: bytes, expected: str
) -> None:
    (mall / "posts.yaml").write_bytes(data)
    assert told(mall) == [expected]


def test_a_missing_file_is_told_and_nothing_follows_from_it(mall: Path) -> None:
    (mall / "logbook.yaml").unlink()
    assert told(mall) == ["logbook.yaml:1:1 file_missing"]


def test_a_phase_that_cannot_be_read_may_still_be_waited_for(mall: Path) -> None:
    (mall / "day" / "entry.yaml").write_text("id: [entry\n", "utf-8")
    assert told(mall) == ["day/entry.yaml:1:5 syntax_bracket"]


def test_a_folder_without_files_tells_all_that_are_missing(tmp_path: Path) -> None:
    names = ["calendar.yaml", "day", "logbook.yaml", "mall.yaml", "people.yaml", "posts.yaml"]
    codes = ["no_phases" if name == "day" else "file_missing" for name in names]
    assert told(tmp_path / "nothing") == [f"{name}:1:1 {code}" for name, code in zip(names, codes, strict=True)]


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="permissions don't stop this user")
def test_a_file_without_permission_is_told(mall: Path) -> None:
    (mall / "people.yaml").chmod(0)
    assert told(mall) == ["people.yaml:1:1 file_unreadable"]


def test_a_folder_in_place_of_a_file_is_told(mall: Path) -> None:
    (mall / "people.yaml").unlink()
    (mall / "people.yaml").mkdir()
    assert told(mall) == ["people.yaml:1:1 file_unreadable"]


def test_a_link_that_leads_nowhere_is_told(mall: Path) -> None:
    (mall / "people.yaml").unlink()
    try:
        (mall / "people.yaml").symlink_to(mall / "gone")
    except OSError:
        pytest.skip("this user can't make links")
    assert told(mall) == ["people.yaml:1:1 file_unreadable"]


def test_a_file_that_nothing_reads_is_pointed_out_and_stops_nothing(mall: Path) -> None:
    (mall / "post.yaml").write_text("posts: []\n", "utf-8")
    (mall / "day" / "lunch.yml").write_text("id: lunch\n", "utf-8")
    for ignored in ("README.md", ".mall.yaml.swp", "mall.yaml~"):
        (mall / ignored).write_text("anything", "utf-8")
    (mall / "schema").mkdir()
    before = load(mall, DAY)
    assert before.procedures is not None
    assert [(one.file, one.code) for one in before.problems] == [
        ("day/lunch.yml", Code.UNKNOWN_FILE),
        ("post.yaml", Code.UNKNOWN_FILE),
    ]
    assert all(one.is_hint for one in before.problems)
    assert line(before.problems[1]).endswith("did you mean posts.yaml?")


def test_all_mistakes_of_all_files_are_told_in_one_pass(mall: Path, edit: Edit) -> None:
    edit("mall.yaml", 'closing: "22:00"', 'closing: "2200"')
    edit("posts.yaml", "[waive,", "[wave,")
    edit("people.yaml", "posts: [guard]", "posts: [guards]")
    edit("calendar.yaml", "source: china", "source：china")
    edit("day/entry.yaml", "posts: [manager, guard]", "posts: [boss]")
    edit("day/entry.yaml", "    minimum: 0", "    minimum: 900\n    colour: red")
    edit("day/entry.yaml", "severity: urgent", "severity: dire")
    edit("day/opening.yaml", "ends: opening + 5m", "ends: opening - 5m")
    assert told(mall) == [
        "calendar.yaml:2:9 full_width",
        "day/entry.yaml:5:9 unknown_post",
        "day/entry.yaml:16:14 minimum_over_maximum",
        "day/entry.yaml:17:5 unknown_key",
        "day/entry.yaml:26:38 unknown_severity",
        "day/opening.yaml:4:7 ends_before_start",
        "mall.yaml:13:23 bad_clock",
        "people.yaml:3:35 unknown_post",
        "posts.yaml:2:59 not_one_of",
    ]


def test_items_that_wait_for_each_other_are_named_as_a_whole_loop(mall: Path, edit: Edit) -> None:
    edit("day/entry.yaml", "    kind: tick\n", "    kind: tick\n    after: [order]\n")
    edit("day/entry.yaml", "    kind: choice\n", "    kind: choice\n    after: [heads]\n")
    (problem,) = load(mall, DAY).problems
    assert problem.code is Code.ITEM_BLOCKS_ITSELF
    assert problem.values["loop"] == ["locks", "order", "heads", "locks"]
    assert "locks → order → heads → locks" in line(problem)


def test_phases_that_wait_for_each_other_are_named_as_a_whole_loop(mall: Path, edit: Edit) -> None:
    edit("day/entry.yaml", "items:\n", "after: [opening]\nitems:\n")
    (problem,) = load(mall, DAY).problems
    assert (problem.code, problem.values["loop"]) == (Code.PHASE_BLOCKS_ITSELF, ["entry", "opening", "entry"])


def test_a_chain_as_long_as_a_file_is_no_loop_and_does_not_end_the_program(mall: Path) -> None:
    (mall / "figures.yaml").unlink()  # it names an item that goes
    path = mall / "day" / "opening.yaml"
    head = path.read_text("utf-8").partition("items:\n")[0]
    items = [
        f"  - {{id: i{number}, title: x, kind: tick, posts: [guard], after: [{f'i{number + 1}' * (number < 1400)}]}}"
        for number in range(1401)
    ]
    path.write_text(head + "items:\n" + "\n".join(items) + "\n", "utf-8")
    assert told(mall) == []


def test_a_bomb_of_aliases_is_refused_before_it_is_unpacked(mall: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    (mall / "posts.yaml").write_text("\n".join(lines) + "\n", "utf-8")
    assert [one.partition(" ")[2] for one in told(mall)] == ["too_many_values"]


def test_an_alias_may_repeat_a_list(mall: Path, edit: Edit) -> None:
    edit("day/entry.yaml", "posts: [manager, guard]", "posts: &all [manager, guard]")
    edit("day/entry.yaml", "    kind: tick\n    posts: [guard]", "    kind: tick\n    posts: *all")
    procedures = load(mall, DAY).procedures
    assert procedures is not None and procedures.phases[0].items[0].posts == ("manager", "guard")


def test_a_phase_that_fits_no_special_day_names_that_day(mall: Path, edit: Edit) -> None:
    edit("mall.yaml", '"2027-02-06": closed', '"2027-02-06": {opening: "08:25"}')
    edit("day/entry.yaml", 'ends: "08:30"', "ends: opening - 10m")
    (problem,) = load(mall, DAY).problems
    assert (problem.file, problem.code, problem.values["hours"]) == (
        "day/entry.yaml",
        Code.ENDS_BEFORE_START,
        "2027-02-06",
    )


def test_one_id_in_two_files_is_told_with_the_other_place(mall: Path) -> None:
    (mall / "day" / "second.yaml").write_bytes((mall / "day" / "opening.yaml").read_bytes())
    (problem,) = load(mall, DAY).problems
    assert (problem.file, problem.code) == ("day/second.yaml", Code.DUPLICATE_ID)
    assert "day/opening.yaml" in line(problem)


def test_the_version_changes_with_any_byte_and_any_name(mall: Path, edit: Edit) -> None:
    seen = [load(mall, DAY)]
    edit("posts.yaml", "en: Guard", "en: Watchman")
    seen.append(load(mall, DAY))
    (mall / "day" / "opening.yaml").rename(mall / "day" / "opened.yaml")
    edit("day/opened.yaml", "id: opening", "id: opened")
    edit("figures.yaml", "opening/doors", "opened/doors")
    seen.append(load(mall, DAY))
    versions = [one.procedures.version for one in seen if one.procedures]
    assert len(set(versions)) == 3
    assert all(len(version) == 16 for version in versions)


@pytest.mark.parametrize("language", catalogue.LANGUAGES)
def test_every_mistake_is_worded_in_every_language(language: str) -> None:
    words = {name for message in MESSAGES.values() for _, name, _, _ in Formatter().parse(message) if name}
    values = dict.fromkeys(words, "X")
    try:
        catalogue.use(language)
    except OSError:
        pytest.skip("the catalogue isn't built")
    try:
        for code in Code:
            assert "{" not in line(Problem("a.yaml", 3, 4, code, values))
        for code in WITH_SUGGESTION:
            assert "Y" in line(Problem("a.yaml", 3, 4, code, {**values, "suggestion": "Y"}))
    finally:
        catalogue.use("en")


def test_every_wording_says_what_is_wrong_and_what_would_be_right() -> None:
    assert set(MESSAGES) == set(Code)
    for message in (*MESSAGES.values(), *WITH_SUGGESTION.values()):
        wrong, _, right = message.partition("; ")
        assert wrong and right, message


def test_words_from_a_file_cannot_write_over_the_terminal() -> None:
    evil = Problem("a.yaml", 1, 1, Code.BAD_ID, {"value": "\x1b[2J" + "x" * 500})
    assert "\x1b" not in line(evil)
    assert len(line(evil)) < 220
