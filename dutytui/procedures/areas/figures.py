"""figures.yaml: which item opens the mall, what is assessed every quarter and by whom, and what follows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import Field

from dutytui.procedures.day_times import entries
from dutytui.procedures.fields import Id, Line, LocalText, PostRef, Ref, one_of
from dutytui.procedures.files import is_phase
from dutytui.procedures.model import Model
from dutytui.procedures.problem import Code, Problem
from dutytui.procedures.tree import Node
from dutytui.procedures.words import Words
from dutytui.rules.figures.known import AS_MEASURES
from dutytui.rules.figures.procedure import Assessed, Assessor, Consequence, Figures, Measure, Sheet

_DEFAULT = Figures()
_BEST = 1_000_000_000
AssessorWord = Annotated[str, *one_of(*(kind.value for kind in Assessor))]


class MeasureModel(Model):
    """One thing that is assessed."""

    id: Id = Field(description="A lower-case word; stays in the records, never reuse it.")
    title: LocalText = Field(description="What people read.")
    weight: int = Field(ge=1, le=100, description="How much it counts against the other measures of the sheet.")
    by: list[AssessorWord] = Field(min_length=1, description="Whose marks it takes.")
    out_of: float | None = Field(default=None, gt=0, le=_BEST, description="The best mark. Default 100.")
    target: float | None = Field(
        default=None, gt=0, le=_BEST, description="In place of a mark the number reached is given; this is all of it."
    )
    unit: LocalText | None = Field(default=None, description="The unit of the number, if it has one.")
    figure: Annotated[str, *one_of(*AS_MEASURES)] | None = Field(
        default=None, description="The figure of the journals that its data is proposed from, in percent."
    )


class AssessedModel(Model):
    """Who is assessed."""

    id: Id = Field(description="A lower-case word; stays in the records.")
    title: LocalText = Field(description="What people read: a post or a department.")
    posts: list[PostRef] = Field(min_length=1, description="Posts that belong to it; their holders assess themselves.")


class SharesModel(Model):
    """How much the mark of each counts in a measure that takes several."""

    self: int = Field(default=1, ge=0, le=100, description="Whoever is assessed.")
    superior: int = Field(default=1, ge=0, le=100, description="Their superior.")
    customer: int = Field(default=1, ge=0, le=100, description="Customers.")
    data: int = Field(default=1, ge=0, le=100, description="What was counted.")


class SheetModel(Model):
    """One kind of assessment."""

    id: Id = Field(description="A lower-case word.")
    title: LocalText = Field(description="What people read.")
    subjects: list[AssessedModel] = Field(min_length=1, description="Who is assessed by it.")
    superiors: list[PostRef] = Field(min_length=1, description="Posts that assess, and enter what was counted.")
    customers: list[PostRef] = Field(default_factory=list, description="Posts that enter what customers said.")
    passes: float = Field(ge=0, le=100, description="Percent from which a quarter is passed.")
    shares: SharesModel = Field(default_factory=SharesModel, description="How much each assessor counts.")
    measures: list[MeasureModel] = Field(min_length=1, description="What is assessed.")


class FailedModel(Model):
    """What follows from failed quarters."""

    id: Id = Field(description="A lower-case word; stays in the records.")
    title: LocalText = Field(description="What people read.")
    quarters: int = Field(ge=1, le=12, description="So many failed quarters in a row.")
    flow: Annotated[str, Ref("flow")] | None = Field(default=None, description="The flow that it may start.")


class ExcellentModel(Model):
    """What follows from an excellent quarter."""

    id: Id = Field(description="A lower-case word; stays in the records.")
    title: LocalText = Field(description="What people read.")
    mark: float = Field(gt=0, le=100, description="Percent from which the quarter is excellent.")
    flow: Annotated[str, Ref("flow")] | None = Field(default=None, description="The flow that it may start.")


class ConsequencesModel(Model):
    """What follows from assessments. The program proposes, a person draws it."""

    drawn_by: list[PostRef] = Field(min_length=1, description="Posts that draw consequences, never of themselves.")
    failed: list[FailedModel] = Field(default_factory=list, description="From failed quarters in a row.")
    excellent: list[ExcellentModel] = Field(default_factory=list, description="From an excellent quarter.")


class FiguresFile(Model):
    """figures.yaml: figures of the journals, and assessments of a quarter."""

    opening: Line | None = Field(default=None, description="The item that opens the mall: phase/item.")
    opens: int = Field(
        default=_DEFAULT.opens, ge=0, le=60, description="Days before its end from which a quarter may be assessed."
    )
    within: int = Field(
        default=_DEFAULT.within, ge=0, le=90, description="Days after its end until which it should be."
    )
    sheets: list[SheetModel] = Field(default_factory=list, description="What is assessed every quarter.")
    consequences: ConsequencesModel | None = Field(default=None, description="What follows from it.")


def built(file: FiguresFile, words: Words) -> Figures:
    """As the rules have it."""
    follow = file.consequences
    return Figures(
        opening=file.opening or "",
        sheets=tuple(_sheet(one, words) for one in file.sheets),
        consequences=() if follow is None else tuple(_consequences(follow, words)),
        drawn_by=() if follow is None else tuple(follow.drawn_by),
        opens=file.opens,
        within=file.within,
    )


def _sheet(sheet: SheetModel, words: Words) -> Sheet:
    return Sheet(
        id=sheet.id,
        title=words(sheet.title),
        subjects=tuple(Assessed(one.id, words(one.title), tuple(one.posts)) for one in sheet.subjects),
        measures=tuple(_measure(one, words) for one in sheet.measures),
        superiors=tuple(sheet.superiors),
        customers=tuple(sheet.customers),
        shares={kind: int(getattr(sheet.shares, kind.value)) for kind in Assessor},
        passes=sheet.passes,
    )


def _measure(measure: MeasureModel, words: Words) -> Measure:
    return Measure(
        id=measure.id,
        title=words(measure.title),
        weight=measure.weight,
        by=tuple(kind for kind in Assessor if kind.value in measure.by),
        target=measure.target,
        full=100 if measure.out_of is None else measure.out_of,
        unit=None if measure.unit is None else words(measure.unit),
        figure=measure.figure or "",
    )


def _consequences(follow: ConsequencesModel, words: Words) -> Iterator[Consequence]:
    for failed in follow.failed:
        yield Consequence(failed.id, words(failed.title), failed_quarters=failed.quarters, flow=failed.flow or "")
    for excellent in follow.excellent:
        yield Consequence(excellent.id, words(excellent.title), mark_from=excellent.mark, flow=excellent.flow or "")


def sense(name: str, trees: Mapping[str, Node], hours: object) -> Iterator[Problem]:  # noqa: ARG001 - one shape for all
    """An opening that no phase has, sheets that can't be filled in, ids that stand twice where they must differ."""
    from dutytui.procedures.references import unknown  # late: it reads the models, which name this file's

    root = trees[name]
    opening = root.get("opening")
    if opening is not None:
        yield from unknown(name, opening, Code.UNKNOWN_ITEM_OF_DAY, set(_items(trees)))
    subjects: dict[str, Node] = {}
    for sheet in entries(root, "sheets"):
        yield from _sheet_problems(name, sheet, subjects)
        subjects |= _ids(entries(sheet, "subjects"))
    follow = root.get("consequences")
    drawn: dict[str, Node] = {}
    for key in ("failed", "excellent"):
        for one in entries(follow, key):
            yield from _once(name, one.get("id"), drawn)
        drawn |= _ids(entries(follow, key))


def _sheet_problems(name: str, sheet: Node, subjects: dict[str, Node]) -> Iterator[Problem]:
    superiors = {text for text, _node in sheet.texts("superiors")}
    for subject in entries(sheet, "subjects"):
        yield from _once(name, subject.get("id"), subjects)
        for post, node in subject.texts("posts"):
            if post in superiors:
                yield Problem(name, node.line, node.column, Code.ASSESSES_ITSELF, {"value": post})
    for measure in entries(sheet, "measures"):
        yield from _measure_problems(name, sheet, measure)


def _measure_problems(name: str, sheet: Node, measure: Node) -> Iterator[Problem]:
    if not isinstance(measure.value, dict):
        return
    if "target" in measure.value and "out_of" in measure.value:
        yield Problem(name, *measure.keys["out_of"], Code.KEYS_EXCLUDE, {"key": "out_of", "other": "target"})
    asked = dict(measure.texts("by"))
    if "figure" in measure.value and Assessor.DATA.value not in asked:
        yield Problem(name, *measure.keys["figure"], Code.KEY_NEEDS_KEY, {"key": "figure", "needed": "by: [data]"})
    customer = asked.get(Assessor.CUSTOMER.value)
    if customer is not None and not list(sheet.texts("customers")):
        values = {"key": Assessor.CUSTOMER.value, "needed": "customers"}
        yield Problem(name, customer.line, customer.column, Code.KEY_NEEDS_KEY, values)


def _once(name: str, identity: Node | None, seen: Mapping[str, Node]) -> Iterator[Problem]:
    """An id that a list before this one has. (Two in one list are told as everywhere.)"""
    first = seen.get(identity.text() or "") if identity is not None else None
    if identity is not None and first is not None:
        values = {"value": identity.text(), "file": name, "first": first.line}
        yield Problem(name, identity.line, identity.column, Code.DUPLICATE_ID, values)


def _ids(listed: list[Node]) -> dict[str, Node]:
    found = ((one.get("id"), one.text_of("id")) for one in listed)
    return {text: node for node, text in found if node is not None and text}


def _items(trees: Mapping[str, Node]) -> Iterator[str]:
    for name, root in trees.items():
        for item in entries(root, "items") if is_phase(name) else ():
            yield f"{root.text_of('id')}/{item.text_of('id')}"
