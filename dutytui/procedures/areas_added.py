"""The shipped files of areas, flows among them, for a mall folder that was made before there were any."""

from __future__ import annotations

from pathlib import Path

from dutytui.procedures.files import FLOWS, OPTIONAL, Files, is_flow, read
from dutytui.procedures.making import ANY_DAY, default_checklists, points_for
from dutytui.procedures.problem import Code, Problem
from dutytui.rules.lazy_dataclass import dataclass

_APPROVALS = "approvals.yaml"


@dataclass(frozen=True, slots=True)
class Added:
    """names: files that were written; problems: why others of the shipped ones do not fit this mall, or, when it is not
    sound, what is wrong with its own files, and then nothing was written."""

    names: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    sound: bool = True


def add_missing(checklists: Path) -> Added:
    """Writes the shipped area files and flows that the folder lacks and that fit its posts, people, floors, kinds and
    phases. A mall that has approvals.yaml, or any flow, has chosen its flows: it gets none.

    No file of the mall is written over; the schemas, which are the program's, are made anew. OSError when the disk
    refuses: what was written until then is whole.
    """
    # Both cost a tenth of a second and are for this one act.
    from dutytui.procedures.load import check
    from dutytui.procedures.schema import write_schemas

    there = read(checklists)
    wrong = tuple(
        one for one in check(there, ANY_DAY).problems if not one.is_hint and one.code is not Code.APPROVALS_MISSING
    )
    if wrong:
        return Added(problems=wrong, sound=False)
    chosen = any(name == _APPROVALS or is_flow(name) for name in there.contents)
    flows = [] if chosen else sorted((default_checklists() / FLOWS).glob("*.yaml"))
    names = (*(f"{area}.yaml" for area in OPTIONAL), *(f"{FLOWS}/{path.name}" for path in flows))
    shipped = {name: _shipped(there, name) for name in names}
    lacking = {name: data for name, data in shipped.items() if not (checklists / name).exists()}
    problems: list[Problem] = []
    while lacking:
        found = [
            one for one in check(Files({**there.contents, **lacking}, {}, ()), ANY_DAY).problems if not one.is_hint
        ]
        # A file that is left out may be one that another needs, and flows need the file that holds for all of them.
        unfit = {one.file for one in found} & set(lacking)
        unfit |= {name for name in lacking if is_flow(name) and any(one.file == _APPROVALS for one in found)}
        if not unfit:
            break
        problems += [one for one in found if one.file in unfit]
        lacking = {name: data for name, data in lacking.items() if name not in unfit}
    for name, data in lacking.items():
        (checklists / name).parent.mkdir(exist_ok=True)
        with (checklists / name).open("xb") as file:
            file.write(data)
    write_schemas(checklists / "schema")
    return Added(tuple(lacking), tuple(problems))


def _shipped(there: Files, name: str) -> bytes:
    data = (default_checklists() / name).read_bytes()
    return points_for(there.contents["mall.yaml"], data) if name == "patrols.yaml" else data
