"""The sales of the day before: brought in during the morning, and talked about."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from dutytui.rehearsal.troupe import Troupe
from dutytui.rules.sales.commands import ExplainCounter, ImportSales
from dutytui.rules.sales.figures import SoldRow
from dutytui.rules.sales.procedure import CAUSE, MEASURE, PROPOSAL
from dutytui.rules.sales.views import CounterView, review
from dutytui.texts.catalogue import N_, _

_IMPORTED = timedelta(minutes=40)
_DISCUSSED = timedelta(minutes=110)
_COUNTERS = (
    N_("Pearl counter"),
    N_("Perfume hall"),
    N_("Watch gallery"),
    N_("Silk house"),
    N_("Shoe salon"),
    N_("Knitwear corner"),
    N_("Running shop"),
    N_("Shirt maker"),
    N_("Toy land"),
    N_("Bedding studio"),
    N_("Tea house"),
    N_("Noodle bar"),
    N_("Bakery"),
    N_("Fresh market"),
)
_SAID = {
    CAUSE: N_("Fewer visitors than a week ago, and sizes missing"),
    MEASURE: N_("Fill up by noon, move to the main aisle for the weekend"),
    PROPOSAL: N_("A joint offer with the neighbour next week"),
}


def review_sales(troupe: Troupe) -> None:
    plan, rules = troupe.session.plan(troupe.day), troupe.session.procedures.sales
    if plan.opening is None or not rules.in_use or troupe.now < plan.opening + _IMPORTED:
        return
    view = review(troupe.session.look())
    if not view.known:
        troupe.one_does(rules.imports, _import(troupe))
    elif troupe.now >= plan.opening + _DISCUSSED:
        for counter in view.lacking:
            _explain(troupe, counter)


def _import(troupe: Troupe) -> ImportSales:
    departments = [place.id for place in troupe.session.procedures.mall.departments] or [""]
    rows = tuple(
        SoldRow(departments[number * len(departments) // len(_COUNTERS)], "", "", _(name), _amount(troupe, name))
        for number, name in enumerate(_COUNTERS)
    )
    made = hashlib.sha256(repr(rows).encode()).hexdigest()
    return ImportSales(troupe.day, rows, f"sales-{troupe.day - timedelta(days=1):%m%d}.csv", made)


def _amount(troupe: Troupe, counter: str) -> int:
    """In hundredths."""
    return troupe.chance(counter).randint(3_000, 90_000) * 100


def _explain(troupe: Troupe, counter: CounterView) -> None:
    rules = troupe.session.procedures.sales
    said = {part: _(_SAID[part]) for part in counter.lacks}
    if CAUSE in said:
        troupe.one_does(rules.causes, ExplainCounter(troupe.day, counter.id, cause=said[CAUSE]))
    if MEASURE in said:
        troupe.one_does(rules.measures, ExplainCounter(troupe.day, counter.id, measure=said[MEASURE]))
    if PROPOSAL in said:
        troupe.one_does(rules.proposals, ExplainCounter(troupe.day, counter.id, proposal=said[PROPOSAL]))
