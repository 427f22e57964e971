"""sales.yaml: who reviews yesterday's sales, of which counters, and what the columns of exports are called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import Field

from dutytui.procedures.fields import Duration, Line, PostRef, one_of
from dutytui.procedures.model import Model
from dutytui.procedures.problem import Code, Problem
from dutytui.procedures.tree import Node
from dutytui.procedures.words import Words
from dutytui.rules.sales.figures import counter_id
from dutytui.rules.sales.procedure import COLUMNS, COMPARED_WITH, Sales

Names = Annotated[list[Line], Field(default_factory=list)]


class ColumnsModel(Model):
    """Names that exports give to a column, in any language; case and width make no difference."""

    counter: Names = Field(description="The counter's name or number.")
    amount: Names = Field(description="What it sold for.")
    department: Names = Field(description="The department, as in mall.yaml by id, name or alias.")
    category: Names = Field(description="The category of goods.")
    brand: Names = Field(description="The brand.")
    quantity: Names = Field(description="How many pieces.")


class SalesFile(Model):
    """sales.yaml: the review of yesterday's sales."""

    imports: list[PostRef] = Field(min_length=1, description="Posts that bring the figures in, by file or by hand.")
    causes: list[PostRef] = Field(min_length=1, description="Posts that write why a counter sold as it did.")
    measures: list[PostRef] = Field(min_length=1, description="Posts that write what is done about it.")
    proposals: list[PostRef] = Field(min_length=1, description="Posts that write what they propose for falling sales.")
    top: int = Field(ge=0, le=50, description="How many counters from the top want a cause and a measure.")
    bottom: int = Field(ge=0, le=50, description="How many counters from the bottom want a cause and a measure.")
    fall: float = Field(gt=0, le=100, description="Percent that a counter's sales must fall to be called falling.")
    falling: int = Field(
        ge=0, le=200, description="How many falling counters, the largest losses first, want a reason and a proposal."
    )
    compare: list[Annotated[str, *one_of(*COMPARED_WITH)]] = Field(
        min_length=1, description="What sales are compared with; the first whose figures are there counts."
    )
    within: Duration = Field(description="How long after opening everything should be written.")
    remind: Duration = Field(description="How long before that it is called to mind.")
    columns: ColumnsModel = Field(description="What exports call their columns.")
    totals: Names = Field(description="Words that mark a line of sums, which is left out.")


def built(file: SalesFile, words: Words) -> Sales:  # noqa: ARG001 - it has no texts of its own
    """As the rules have it."""
    return Sales(
        imports=tuple(file.imports),
        causes=tuple(file.causes),
        measures=tuple(file.measures),
        proposals=tuple(file.proposals),
        top=file.top,
        bottom=file.bottom,
        fall=file.fall,
        falling=file.falling,
        compare=tuple(file.compare),
        within=file.within,
        remind=file.remind,
        columns={name: tuple(getattr(file.columns, name)) for name in COLUMNS},
        totals=tuple(file.totals),
    )


def sense(name: str, trees: Mapping[str, Node], hours: object) -> Iterator[Problem]:  # noqa: ARG001 - one shape for all
    """A name that two columns have: nobody could say which of them an export means."""
    columns = trees[name].get("columns")
    seen: dict[str, tuple[str, Node]] = {}
    for field in COLUMNS if columns is not None else ():
        for text, node in columns.texts(field) if columns is not None else ():
            other, first = seen.setdefault(counter_id(text), (field, node))
            if other != field:
                values = {"value": text, "column": other, "first": first.line}
                yield Problem(name, node.line, node.column, Code.NAME_OF_TWO_COLUMNS, values)
