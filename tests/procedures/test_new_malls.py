"""`init` makes a folder that is right at once, keeps what was there, and leaves nothing behind when it can't."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dutytui.procedures.load import load
from dutytui.procedures.making import CannotMakeError, Wishes, default_checklists, init
from dutytui.procedures.problem import Code
from dutytui.rules.procedure import Procedures
from dutytui.texts.problems import cannot_make

DAY = date(2026, 5, 1)


def made(folder: Path) -> Procedures:
    loaded = load(folder / "checklists", DAY)
    assert loaded.problems == ()
    assert loaded.procedures is not None
    return loaded.procedures


def test_the_shipped_procedures_have_no_mistake() -> None:
    loaded = load(default_checklists(), DAY)
    assert loaded.problems == ()
    assert loaded.procedures is not None


def test_every_shipped_file_leads_editors_to_its_schema() -> None:
    shipped = default_checklists()
    files = list(shipped.rglob("*.yaml"))
    assert files
    for path in files:
        mark, _, link = path.read_text("utf-8").partition("\n")[0].partition("$schema=")
        assert mark == "# yaml-language-server: "
        kind = {"day": "phase", "flows": "flow"}.get(path.parent.name, path.stem)
        assert (path.parent / link).resolve() == (shipped / "schema" / f"{kind}.schema.json").resolve()


def test_a_new_mall_without_wishes_is_the_shipped_one(tmp_path: Path) -> None:
    init(tmp_path / "new", Wishes())
    assert (tmp_path / "new" / "logs").is_dir()
    shipped = load(default_checklists(), DAY).procedures
    assert shipped is not None
    assert made(tmp_path / "new").phases == shipped.phases


def test_a_new_mall_has_what_was_wished_and_keeps_the_comments(tmp_path: Path) -> None:
    wishes = Wishes(
        languages=["zh-Hans"],
        name='长桥: "一店" #1',
        floors=["12F", "11F", "6F", "1F", "B2", "LG"],
        opening="10:00",
        closing="25:30",
        time_zone="Asia/Urumqi",
    )
    init(tmp_path, wishes)
    procedures = made(tmp_path)
    assert procedures.mall.languages == ("zh-Hans",)
    assert procedures.mall.name["zh-Hans"] == '长桥: "一店" #1'
    assert [floor.id for floor in procedures.mall.floors] == ["12F", "11F", "6F", "1F", "B2", "LG"]
    assert procedures.mall.time_zone == "Asia/Urumqi"
    assert (procedures.hours.default.opening, procedures.hours.default.closing) == (600, 1530)
    written = (tmp_path / "checklists" / "mall.yaml").read_text("utf-8")
    assert written.startswith("# yaml-language-server: ")
    assert "business day before" in written


def test_with_new_hours_no_day_keeps_the_shipped_ones(tmp_path: Path) -> None:
    init(tmp_path, Wishes(opening="10:30", closing="20:00"))
    hours = made(tmp_path).hours
    others = [*hours.weekdays.values(), *hours.kinds.values(), *hours.dates.values()]
    assert all((one.opening, one.closing) == (630, 1200) for one in others)


def test_each_new_floor_has_somebody_and_nobody_has_a_floor_that_is_gone(tmp_path: Path) -> None:
    init(tmp_path, Wishes(floors=["9F", "8F", "7F", "3F"]))
    cared_for = [floor for person in made(tmp_path).people for floor in person.floors]
    assert sorted(cared_for) == ["3F", "7F", "8F", "9F"]


def test_rounds_come_by_each_new_floor_and_by_none_that_is_gone(tmp_path: Path) -> None:
    init(tmp_path, Wishes(floors=["9F", "3F"]))
    patrols = made(tmp_path).patrols
    assert {point.place for point in patrols.points} == {"9F", "3F", ""}
    for route in patrols.routes[:2]:
        assert route.points[0] == "floor_9f" and "floor_3f" in route.points


def test_with_the_shipped_floors_the_rounds_are_the_shipped_ones(tmp_path: Path) -> None:
    init(tmp_path, Wishes(floors=["6F", "5F", "4F", "3F", "2F", "1F", "B1"]))
    shipped = load(default_checklists(), DAY).procedures
    assert shipped is not None and made(tmp_path).patrols == shipped.patrols


def test_a_name_by_language_is_written_so(tmp_path: Path) -> None:
    init(tmp_path, Wishes(languages=["zh-Hans", "en"], name={"zh-Hans": "长桥", "en": "Longbridge: One"}))
    assert made(tmp_path).mall.name == {"zh-Hans": "长桥", "en": "Longbridge: One"}


def test_procedures_that_are_there_are_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "checklists").mkdir()
    (tmp_path / "checklists" / "mine.txt").write_text("mine", "utf-8")
    with pytest.raises(CannotMakeError) as error:
        init(tmp_path, Wishes())
    assert str(tmp_path / "checklists") in cannot_make(error.value)
    assert [path.name for path in (tmp_path / "checklists").iterdir()] == ["mine.txt"]


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "checklists").mkdir()
    init(tmp_path, Wishes())
    assert made(tmp_path)


@pytest.mark.parametrize(
    ("wishes", "code"),
    [
        (Wishes(floors=["6F", "6F"]), Code.DUPLICATE_ID),
        (Wishes(floors=["six"]), Code.BAD_FLOOR_ID),
        (Wishes(floors=[]), Code.EMPTY_LIST),
        (Wishes(opening="9 am"), Code.BAD_CLOCK),
        (Wishes(opening="21:00", closing="09:00"), Code.CLOSES_BEFORE_OPENING),
        (Wishes(languages=["fr"]), Code.NOT_ONE_OF),
        (Wishes(languages=["en"], name={"zh-Hans": "长桥"}), Code.MISSING_LANGUAGE),
        (Wishes(name=" "), Code.NOT_ONE_LINE),
        (Wishes(time_zone="Mars/Base"), Code.UNKNOWN_TIME_ZONE),
    ],
)
def test_a_wish_that_makes_no_sense_makes_nothing(tmp_path: Path, wishes: Wishes, code: Code) -> None:
    with pytest.raises(CannotMakeError) as error:
        init(tmp_path / "new", wishes)
    assert code in [problem.code for problem in error.value.problems]
    assert cannot_make(error.value)
    assert list((tmp_path / "new").iterdir()) == []
