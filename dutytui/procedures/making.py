"""A new mall folder from the procedures that come with dutytui."""

from __future__ import annotations

import copy
import importlib.resources
import io
import re
import shutil
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from dutytui.procedures.problem import Problem
from dutytui.rules.lazy_dataclass import dataclass

ANY_DAY = date(2026, 1, 1)
"""Checking needs a year for the holidays; what is checked here doesn't depend on it."""


class CannotMakeError(Exception):
    """No folder was made and nothing was changed. `dutytui.texts.problems.cannot_make` says it to people.

    taken: the folder that has procedures already, or None; problems: what would be wrong with the new one.
    """

    def __init__(self, taken: Path | None = None, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(taken, problems)
        self.taken = taken
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the new mall is to have instead of what is shipped; None leaves it as shipped.

    name: one name for all languages, or a name by language; floors: ids from the top down; opening and closing: as in
    mall.yaml, ``"09:30"``, ``"25:00"``.
    """

    languages: Sequence[str] | None = None
    name: str | Mapping[str, str] | None = None
    floors: Sequence[str] | None = None
    opening: str | None = None
    closing: str | None = None
    time_zone: str | None = None


def default_checklists() -> Path:
    """The shipped procedures: packed in the wheel, or the ``checklists/`` of the checkout that is run."""
    packed = Path(str(importlib.resources.files("dutytui"))) / "default_checklists"
    return packed if packed.is_dir() else Path(str(importlib.resources.files("dutytui"))).parent / "checklists"


def init(folder: Path, wishes: Wishes) -> None:
    """Makes ``checklists/`` and ``logs/`` in `folder`, which may be there.

    Comments of the shipped files stay. Whole or not at all: `CannotMakeError` when there are procedures already or a
    wish makes no sense; OSError when the disk refuses.
    """
    # Both cost a tenth of a second and are for this one act.
    from dutytui.procedures.load import load

    checklists = folder / "checklists"
    if checklists.exists() and (not checklists.is_dir() or any(checklists.iterdir())):
        raise CannotMakeError(taken=checklists)
    folder.mkdir(parents=True, exist_ok=True)
    beside = folder / ".checklists.new"
    shutil.rmtree(beside, ignore_errors=True)
    try:
        # Contents only: packed files may be read-only, and these are to be edited.
        shutil.copytree(default_checklists(), beside, copy_function=shutil.copyfile)
        _edit(beside / "mall.yaml", lambda mall: _wish(mall, wishes))
        if wishes.floors:
            _edit(beside / "people.yaml", lambda people: _keep_floors(people, wishes.floors or ()))
            _edit(beside / "patrols.yaml", lambda patrols: _keep_points(patrols, wishes.floors or ()))
        loaded = load(beside, ANY_DAY)
        if loaded.procedures is None:
            raise CannotMakeError(problems=loaded.problems)
        if checklists.exists():
            checklists.rmdir()
        beside.replace(checklists)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    (folder / "logs").mkdir(exist_ok=True)


def points_for(mall: bytes, patrols: bytes) -> bytes:
    """The shipped patrols.yaml with points on the floors of a mall.yaml that is right."""
    floors = [str(floor["id"]) for floor in _yaml().load(mall)["floors"]]
    return _edited(patrols, lambda content: _keep_points(content, floors))


def _edit(path: Path, change: Any) -> None:
    path.write_bytes(_edited(path.read_bytes(), change))


def _edited(data: bytes, change: Any) -> bytes:
    yaml = _yaml()
    content = yaml.load(data)
    change(content)
    written = io.BytesIO()
    yaml.dump(content, written)
    return written.getvalue()


def _yaml() -> Any:
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 120
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _wish(mall: Any, wishes: Wishes) -> None:
    if wishes.languages is not None:
        _replace_list(mall["languages"], wishes.languages)
    if wishes.name is not None:
        mall["name"] = _flow(wishes.name) if isinstance(wishes.name, Mapping) else _quoted(wishes.name)
    if wishes.time_zone is not None:
        mall["time_zone"] = wishes.time_zone
    if wishes.floors is not None:
        shipped = {floor["id"]: floor for floor in mall["floors"]}
        _replace_list(mall["floors"], [copy.deepcopy(shipped.get(floor)) or _floor(floor) for floor in wishes.floors])
    hours = mall["hours"]
    for part, wish in (("opening", wishes.opening), ("closing", wishes.closing)):
        if wish is not None:
            hours["default"][part] = _quoted(wish)
            # The shipped days that differ were meant for the shipped hours: nobody asked for them here.
            for group in ("weekdays", "kinds", "dates"):
                _forget(hours, group, part)


def _forget(hours: Any, group: str, part: str) -> None:
    for label, differing in list(hours.get(group, {}).items()):
        if isinstance(differing, dict):
            differing.pop(part, None)
            if not {"opening", "closing"} & set(differing):
                del hours[group][label]
    if group in hours and not hours[group]:
        del hours[group]


def _keep_floors(people: Any, floors: Sequence[str]) -> None:
    """People keep the floors that there still are; the top floors that nobody looks after are then given in turn."""
    supervisors = [person for person in people["people"] if person.get("floors")]
    for person in supervisors:
        _replace_list(person["floors"], [floor for floor in person["floors"] if floor in floors])
    covered = {floor for person in supervisors for floor in person["floors"]}
    for turn, floor in enumerate(one for one in floors if one not in covered):
        if supervisors:
            supervisors[turn % len(supervisors)]["floors"].append(floor)


def _keep_points(patrols: Any, floors: Sequence[str]) -> None:
    """Points of floors that are gone go with them; each new floor gets a sales floor to come by.

    Routes that came by sales floors come by the new ones, too: before all else, from the top down.
    """
    kept = [point for point in patrols["points"] if point.get("place", floors[0]) in floors]
    of_floor = {point["place"]: point for point in kept if point["kind"] == "floor" and "place" in point}
    by_id = {point["id"]: point for point in patrols["points"]}
    new = {floor: of_floor.get(floor) or _sales_floor(floor, by_id) for floor in dict.fromkeys(floors)}
    others = [point for point in kept if not any(point is one for one in of_floor.values())]
    _replace_list(patrols["points"], [*new.values(), *others])
    there = {point["id"] for point in patrols["points"]}
    for route in patrols["routes"]:
        tours = any(by_id[point]["kind"] == "floor" for point in route["points"])
        first = [point["id"] for point in new.values() if point["id"] not in by_id] if tours else []
        _replace_list(route["points"], [*first, *(point for point in route["points"] if point in there)])


def _sales_floor(floor: str, taken: Mapping[str, Any]) -> dict[str, Any]:
    stem = f"floor_{floor.lower()}"
    names = {"zh-Hans": f"{floor} 卖场", "zh-Hant": f"{floor} 賣場", "en": f"{floor} sales floor"}
    while stem in taken:
        stem += "_new"
    return {"id": stem, "name": _flow(names), "kind": "floor", "place": _quoted(floor), "aliases": [floor]}


def _replace_list(old: Any, new: Sequence[Any]) -> None:
    """In place: the list's own comments and style stay."""
    del old[:]
    old.extend(new)


def _floor(identity: str) -> Any:
    floor: dict[str, Any] = {"id": _quoted(identity), "name": _quoted(identity)}
    number = re.fullmatch(r"(B?)([0-9]{1,2})F?", identity)
    if number:
        below = "负" if number[1] else ""
        floor["aliases"] = [f"{below}{number[2]}楼", f"{below}{number[2]}层"]
    return _flow(floor)


def _flow(mapping: Mapping[str, Any]) -> Any:
    from ruamel.yaml.comments import CommentedMap

    made = CommentedMap({key: _quoted(value) if isinstance(value, str) else value for key, value in mapping.items()})
    made.fa.set_flow_style()
    return made


def _quoted(text: str) -> Any:
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString

    return DoubleQuotedScalarString(text)
