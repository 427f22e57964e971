"""A mall folder's YAML, read and checked as a whole: all problems of all files in one pass."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from datetime import date
from pathlib import Path
from typing import cast

from dutytui.procedures import models
from dutytui.procedures.build import Parts, built
from dutytui.procedures.files import OPTIONAL, SUBJECTS, Files, is_flow, is_phase, read
from dutytui.procedures.flows.built import flow_built
from dutytui.procedures.flows.models import FlowFile
from dutytui.procedures.flows.people import approvals_problems
from dutytui.procedures.flows.proofs import proof_problems
from dutytui.procedures.holidays import day_kinds, years_around
from dutytui.procedures.model import Model
from dutytui.procedures.problem import BrokenFileError, Code, Problem
from dutytui.procedures.references import reference_problems
from dutytui.procedures.sense import sense_problems
from dutytui.procedures.shape import validated
from dutytui.procedures.tree import Node, parse
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.procedure import Procedures


@dataclass(frozen=True, slots=True)
class Loaded:
    """procedures: None as soon as one of `problems` is more than a hint; problems: by file, line and column.

    source and override: what the holidays were worked out from, so that they can be worked out again without the YAML.
    """

    procedures: Procedures | None
    problems: tuple[Problem, ...]
    source: str = "none"
    override: Mapping[date, str] | None = None


def load(checklists: Path, around: date) -> Loaded:
    """The procedures of a folder, with holidays of the year of `around` and the years next to it."""
    return check(read(checklists), around)


def check(files: Files, around: date) -> Loaded:
    """As `load`, of bytes already read."""
    trees, problems = _trees(files)
    parsed: dict[str, Model] = {}
    for name, root in trees.items():
        model, wrong = validated(name, root)
        problems += wrong
        if model is not None:
            parsed[name] = model
    unread = _unread(files, trees)
    problems += reference_problems(trees, unread)
    problems += sense_problems(trees, unread)
    problems += approvals_problems(trees, unread, _wrong(problems))
    problems += _proofs(trees, parsed, _wrong(problems))
    problems = _in_order(problems)
    if any(not one.is_hint for one in problems):
        return Loaded(None, tuple(problems))
    parts = _parts(parsed)
    calendar = parts.calendar.holidays
    holidays, announced = day_kinds(calendar.source, calendar.override, years_around(around))
    procedures = built(files.version, parts, holidays, announced)
    return Loaded(procedures, tuple(problems), calendar.source, calendar.override)


def _trees(files: Files) -> tuple[dict[str, Node], list[Problem]]:
    trees: dict[str, Node] = {}
    problems = list(files.hints())
    for name, reason in files.unreadable.items():
        problems.append(Problem(name, 1, 1, Code.FILE_UNREADABLE, {"reason": reason}))
    problems += [Problem(name, 1, 1, Code.FILE_MISSING) for name in _missing(files)]
    if not any(is_phase(name) for name in (*files.contents, *files.unreadable)):
        problems.append(Problem("day", 1, 1, Code.NO_PHASES))
    for name, data in sorted(files.contents.items()):
        try:
            trees[name], wrong = parse(name, data)
        except BrokenFileError as broken:
            wrong = list(broken.problems)
        problems += wrong
    return trees, problems


def _missing(files: Files) -> set[str]:
    return {f"{subject}.yaml" for subject in SUBJECTS} - {*files.contents, *files.unreadable}


def _unread(files: Files, trees: Mapping[str, Node]) -> set[str]:
    return (_missing(files) | {*files.contents, *files.unreadable}) - {*trees}


def _wrong(problems: list[Problem]) -> set[str]:
    return {one.file for one in problems if not one.is_hint}


def _proofs(trees: Mapping[str, Node], parsed: Mapping[str, Model], wrong: Set[str]) -> Iterator[Problem]:
    """Flows are tried out as soon as their own files are right, whatever the others are."""
    for name, model in parsed.items():
        if isinstance(model, FlowFile) and name not in wrong:
            yield from proof_problems(name, trees[name], flow_built(model, dict))


def _in_order(problems: list[Problem]) -> list[Problem]:
    """Sorted by place, and each told once (an alias is read as often as it is used)."""
    unique = {(one.file, one.line, one.column, one.code, repr(one.values)): one for one in problems}
    return sorted(unique.values(), key=lambda one: (one.file, one.line, one.column, one.code))


def _parts(parsed: Mapping[str, Model]) -> Parts:
    """Only called when every file is there and right."""
    return Parts(
        mall=cast(models.MallFile, parsed["mall.yaml"]),
        posts=cast(models.PostsFile, parsed["posts.yaml"]),
        people=cast(models.PeopleFile, parsed["people.yaml"]),
        calendar=cast(models.CalendarFile, parsed["calendar.yaml"]),
        logbook=cast(models.LogbookFile, parsed["logbook.yaml"]),
        phases=tuple(cast(models.PhaseFile, model) for name, model in sorted(parsed.items()) if is_phase(name)),
        flows=tuple(cast(FlowFile, model) for name, model in sorted(parsed.items()) if is_flow(name)),
        areas={name: parsed[f"{name}.yaml"] for name in OPTIONAL if f"{name}.yaml" in parsed},
    )
