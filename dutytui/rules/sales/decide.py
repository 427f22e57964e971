"""Commands in, facts or a refusal out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from dutytui.rules.commands import Command
from dutytui.rules.context import Context, Decision, author, check_day
from dutytui.rules.entry_fold import words
from dutytui.rules.events import COUNTER_EXPLAINED, SALES_IMPORTED, SALES_ROWS, Fact
from dutytui.rules.lookup import POST_PREFIX
from dutytui.rules.refusal import Refusal
from dutytui.rules.sales.commands import ExplainCounter, ImportSales, TypeSales
from dutytui.rules.sales.compare import earlier
from dutytui.rules.sales.figures import (
    Counter,
    SoldRow,
    as_data,
    counter_id,
    counters,
    row_of,
    sold_before,
    subject_of,
    summed,
)
from dutytui.rules.sales.fold import SalesFold, is_typed, may_write
from dutytui.rules.sales.procedure import CAUSE, MEASURE, PARTS
from dutytui.rules.state import State

ROWS_OF_AN_EVENT = 200
MOST_ROWS = 50_000
"""In one import: 250 events, and one append of a journal takes 255."""


def fold_of(state: State, day: date) -> SalesFold:
    """What is known of the sales that are reviewed on `day`."""
    sold = sold_before(day)
    subject = state.subject(day, subject_of(sold))
    return subject.fold if subject is not None and isinstance(subject.fold, SalesFold) else SalesFold(sold.isoformat())


def import_sales(state: State, command: ImportSales, context: Context) -> tuple[Fact, ...] | Refusal:
    """From a file: takes the place of everything brought in before that is known of here."""
    fold = fold_of(state, command.day)
    refused = _check(context, command) or _check_import(context)
    if refused:
        return refused
    rows = summed(command.rows)
    # The same file with other columns is a correction, and so is going back to one that was replaced since.
    known = next((one for one in fold.files() if words(one.data, "hash") == command.hash), None)
    if known is not None and fold.rows(known) == rows:
        values = {"file": words(known.data, "file"), "by": author(state, context, known), "at": known.at}
        return Refusal("sales_file_known", values)
    wrong = _check_rows(command.file, rows)
    if wrong:
        return wrong
    data = {
        "file": command.file,
        "hash": command.hash,
        "rows": len(rows),
        "bad": command.bad,
        "columns": dict(command.columns),
        "header": list(command.header),
    }
    return _imported(context, command, data, rows, fold.imports)


def type_sales(state: State, command: TypeSales, context: Context) -> tuple[Fact, ...] | Refusal:
    """One counter by hand: beside the file, and instead of what the file says of this counter."""
    fold = fold_of(state, command.day)
    refused = _check(context, command) or _check_import(context)
    if refused:
        return refused
    if not counter_id(command.row.counter):
        return Refusal("sales_counter_missing")
    wrong = _check_rows("", (command.row,))
    if wrong:
        return wrong
    this = counter_id(command.row.counter)
    by_hand = [
        event
        for event in fold.imports.values()
        if is_typed(event) and any(counter_id(row.counter) == this for row in fold.rows(event))
    ]
    standing = [event for event in by_hand if event in fold.standing()]
    if len(standing) == 1 and fold.rows(standing[0]) == (command.row,):
        by = author(state, context, standing[0])
        return Refusal("sales_typed_already", {"counter": command.row.counter, "by": by, "at": standing[0].at})
    return _imported(context, command, {"rows": 1}, (command.row,), [event.id for event in by_hand])


def explain(state: State, command: ExplainCounter, context: Context) -> tuple[Fact, ...] | Refusal:
    """What is said of a counter; parts that other posts write are recorded on their behalf, in a fact of their own."""
    fold = fold_of(state, command.day)
    counter = _check(context, command) or _known_counter(state, context, fold, command)
    if isinstance(counter, Refusal):
        return counter
    new = _new_parts(fold, command, counter)
    if isinstance(new, Refusal):
        return new
    by_behalf: dict[str, dict[str, str]] = {}
    for part, text in new.items():
        behalf = _behalf(context, part)
        if isinstance(behalf, Refusal):
            return behalf
        by_behalf.setdefault(behalf, {})[part] = text
    return tuple(_explained(context, command, fold, counter, behalf, said) for behalf, said in by_behalf.items())


def _explained(
    context: Context, command: ExplainCounter, fold: SalesFold, counter: Counter, behalf: str, said: Mapping[str, str]
) -> Fact:
    known = (event.id for part in said for event in fold.explained.get((counter.id, part), ()))
    data = {"counter": counter.name, **said, **_replaces(known)}
    on = subject_of(sold_before(command.day))
    return context.fact(COUNTER_EXPLAINED, on, command.day, command.at, behalf=behalf, data=data)


def _known_counter(state: State, context: Context, fold: SalesFold, command: ExplainCounter) -> Counter | Refusal:
    """A counter of the figures, or one that sold before and is missing from them."""
    sold, wanted = sold_before(command.day), counter_id(command.counter)
    if not fold.imports:
        return Refusal("sales_not_there", {"sold": sold})
    if len(fold.files()) > 1:
        return Refusal("sales_disputed", {"sold": sold})
    before = earlier(state, context.law.procedures.sales, command.day)
    known = counters(fold.figures()).get(wanted) or (before.counters.get(wanted) if before else None)
    return known or Refusal("sales_counter_unknown", {"counter": command.counter, "sold": sold})


def _new_parts(fold: SalesFold, command: ExplainCounter, counter: Counter) -> dict[str, str] | Refusal:
    """What is said that does not stand there already, undisputed."""
    given = {part: getattr(command, part).strip() for part in PARTS}
    given = {part: text for part, text in given.items() if text}
    if not given:
        return Refusal("sales_nothing_said", {"counter": counter.name})
    new = {part: text for part, text in given.items() if _says_new(fold, counter.id, part, text)}
    return new or Refusal("sales_nothing_new", {"counter": counter.name})


def _says_new(fold: SalesFold, counter: str, part: str, text: str) -> bool:
    standing = fold.said(counter, part)
    return len(standing) != 1 or words(standing[0].data, part) != text


def _behalf(context: Context, part: str) -> str | Refusal:
    """For whom a part is written: "" by a post of its own, else the first of those, by a post that may stand in."""
    rules = context.law.procedures.sales
    writers = rules.writers(part)
    if context.post in writers:
        return ""
    behalf = POST_PREFIX + writers[0]
    if may_write(context.law, rules, part, context.post, behalf):
        return behalf
    posts = {"posts": context.law.post_names(writers)}
    if part == CAUSE:
        return Refusal("sales_cause_not_allowed", posts)
    if part == MEASURE:
        return Refusal("sales_measure_not_allowed", posts)
    return Refusal("sales_proposal_not_allowed", posts)


def _check(context: Context, command: ImportSales | TypeSales | ExplainCounter) -> Refusal | None:
    if not context.law.procedures.sales.in_use:
        return Refusal("sales_not_in_use")
    return check_day(context, command.day, command.at)


def _check_import(context: Context) -> Refusal | None:
    posts = context.law.procedures.sales.imports
    if context.post in posts:
        return None
    return Refusal("sales_import_not_allowed", {"posts": context.law.post_names(posts)})


def _check_rows(file: str, rows: tuple[SoldRow, ...]) -> Refusal | None:
    if not rows:
        return Refusal("sales_no_rows", {"file": file})
    if len(rows) > MOST_ROWS:
        return Refusal("sales_too_many_rows", {"file": file, "count": len(rows), "most": MOST_ROWS})
    wrong = next((row for row in rows if row_of(as_data(row)) is None), None)
    return None if wrong is None else Refusal("sales_row_unreadable", {"counter": wrong.counter})


def _imported(
    context: Context,
    command: ImportSales | TypeSales,
    data: Mapping[str, object],
    rows: tuple[SoldRow, ...],
    replaces: Iterable[str],
) -> tuple[Fact, ...]:
    """The import and its rows, as one cause."""
    on, day, at = subject_of(sold_before(command.day)), command.day, command.at
    facts = [context.fact(SALES_IMPORTED, on, day, at, data={**data, **_replaces(replaces)})]
    for first in range(0, len(rows), ROWS_OF_AN_EVENT):
        chunk = [as_data(row) for row in rows[first : first + ROWS_OF_AN_EVENT]]
        facts.append(context.fact(SALES_ROWS, on, day, at, data={"import": context.command, "rows": chunk}))
    return tuple(facts)


def _replaces(ids: Iterable[str]) -> dict[str, list[str]]:
    """Which acts this one takes the place of; nothing at all when there are none."""
    named = list(dict.fromkeys(ids))
    return {"replaces": named} if named else {}


DECISIONS: Mapping[type[Command], Decision] = {
    ImportSales: import_sales,
    TypeSales: type_sales,
    ExplainCounter: explain,
}
