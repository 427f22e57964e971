"""Problems as sentences: ``file:line:column: what is wrong; what would be right``, in the person's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dutytui.procedures.making import CannotMakeError
from dutytui.procedures.problem import Code, Problem
from dutytui.texts.catalogue import N_, _

MESSAGES: Mapping[Code, str] = {
    Code.FILE_MISSING: N_("the file is missing; every mall has it"),
    Code.FILE_UNREADABLE: N_("the file can't be read ({reason}); give it to the person who runs dutytui"),
    Code.FILE_TOO_LARGE: N_("the file is too large; it may have {most} KiB"),
    Code.UNKNOWN_FILE: N_("unknown file, nothing reads it; there are {allowed}, day/*.yaml and flows/*.yaml"),
    Code.FILE_NAME_NOT_ID: N_("the phase is called {value}; name the file {name}, or call the phase {id}"),
    Code.FLOW_NAME_NOT_ID: N_("the flow is called {value}; name the file {name}, or call the flow {id}"),
    Code.APPROVALS_MISSING: N_(
        "there are flows, but no approvals.yaml; add it with stands_in, the posts that stand in"
    ),
    Code.NO_PHASES: N_("there is no phase; the day needs at least one file day/*.yaml"),
    Code.BYTE_ORDER_MARK: N_("the file begins with a byte order mark; save it as UTF-8 without BOM"),
    Code.NOT_UTF8: N_("the file is not UTF-8; save it as UTF-8 without BOM"),
    Code.NOT_UTF8_BUT_GBK: N_("the file is saved as GBK; save it as UTF-8 without BOM"),
    Code.EMPTY_FILE: N_("the file is empty; docs/procedures.md says what belongs in it"),
    Code.TAB: N_("a tab in the indentation; use spaces"),
    Code.FULL_WIDTH: N_("{character} is a full-width character; write {right} with the input method off"),
    Code.BAD_CHARACTER: N_("invisible character {character}; delete it"),
    Code.SYNTAX_COLON: N_("a colon where none can be; indent the line like the one above, or put the text in quotes"),
    Code.SYNTAX_NO_COLON: N_("a key without a colon; write key: value, with a space after the colon"),
    Code.SYNTAX_INDENT: N_("the line doesn't fit the lines above; indent lines of one level by the same spaces"),
    Code.SYNTAX_BRACKET: N_("the bracket is not closed, or a comma is missing; close it and part entries by commas"),
    Code.SYNTAX_QUOTE: N_('the quotation mark is not closed; end the text with the same mark, such as "09:00"'),
    Code.SYNTAX_QUOTE_START: N_("no text can begin with this character; put the text in quotes"),
    Code.SYNTAX: N_("this is not YAML; compare it with the shipped files"),
    Code.SEVERAL_DOCUMENTS: N_("a second document begins; delete the line ---"),
    Code.TAG_NOT_ALLOWED: N_("the tag {tag} has no meaning here; delete it"),
    Code.UNKNOWN_ANCHOR: N_("nothing above is called &{name}; write the value itself"),
    Code.ANCHOR_IN_ITSELF: N_("&{name} contains itself; write the value itself"),
    Code.TOO_MANY_VALUES: N_("the file comes to too many values; there may be {most}"),
    Code.TOO_DEEP: N_("nested too deep; {most} levels are possible"),
    Code.KEY_NOT_TEXT: N_("a key must be a word; put it in quotes"),
    Code.DUPLICATE_KEY: N_("{key} stands twice; delete this one or the one in line {first}"),
    Code.UNKNOWN_KEY: N_("unknown key {key}; there are {allowed}"),
    Code.MISSING_KEY: N_("the key {key} is missing; add it here"),
    Code.EMPTY_VALUE: N_("{key} has no value; give it one or delete the line"),
    Code.EMPTY_LIST: N_("{key} has too few entries; at least {min_length} must be there"),
    Code.NOT_TEXT: N_('{key} must be a text; write "{value}" with quotes'),
    Code.NOT_WORDS: N_("{key} is no text; write a text, or one for each language"),
    Code.NOT_A_NUMBER: N_("{key} must be a number, such as 5 or 0.5; it is {value}"),
    Code.NOT_TRUE_OR_FALSE: N_("{key} must be true or false; it is {value}"),
    Code.NOT_A_LIST: N_("{key} must be a list; write [one, two], or a line with - for each"),
    Code.NOT_A_MAPPING: N_("there must be keys with values here; write key: value"),
    Code.NOT_ONE_OF: N_("{value} is not possible here; there are {allowed}"),
    Code.NOT_ONE_LINE: N_("the text of {key} is empty or has several lines; write one line"),
    Code.WRONG_VALUE: N_("{value} can't be the value of {key}; docs/procedures.md says what can"),
    Code.BAD_ID: N_("{value} can't be an id; write a lower-case word such as duty_manager, up to 40 characters"),
    Code.BAD_FLOOR_ID: N_("{value} can't be a floor; write capitals and digits in quotes, such as 6F or B1"),
    Code.BAD_TIME: N_('{value} is no time; write "08:30", up to "36:00", or opening - 10m, closing + 1h30m'),
    Code.BAD_CLOCK: N_('{value} is no time; write "09:00", up to "36:00" for the next day'),
    Code.BAD_DURATION: N_("{value} is no length of time; write 10m, 1h or 1h30m"),
    Code.BAD_DATE: N_('{value} is no date; write "2026-12-31"'),
    Code.BAD_DAY_START: N_('{value} can\'t begin the day; write a time from "00:00" to "12:00"'),
    Code.UNKNOWN_TIME_ZONE: N_("unknown time zone {value}; write one such as Asia/Shanghai"),
    Code.BAD_FLOW_ID: N_(
        "{value} can't be a flow; write capitals, digits and hyphens, such as SY003 or CA-1, up to 12"
    ),
    Code.BAD_DUE: N_("{value} is no time limit; write 30m, 1h30m, 3d for days or 2wd for working days"),
    Code.BAD_DAYS: N_("{value} is no number of days; write 14d"),
    Code.MONEY_TOO_FINE: N_("{value} has more than two decimals; write money in yuan, such as 100000 or 99.50"),
    Code.DUPLICATE_ID: N_("the id {value} stands twice; the other is in {file}, line {first}"),
    Code.DUPLICATE_ALIAS: N_("the alias {value} is taken; the other is in line {first}"),
    Code.DUPLICATE_VALUE: N_("{value} stands twice in the list; delete one, the other is in line {first}"),
    Code.MISSING_LANGUAGE: N_("the text lacks {missing}; give it every language of mall.yaml"),
    Code.UNKNOWN_POST: N_("unknown post {value}; posts.yaml has {allowed}"),
    Code.UNKNOWN_FLOOR: N_("unknown floor {value}; mall.yaml has {allowed}"),
    Code.UNKNOWN_KIND: N_("unknown kind {value}; logbook.yaml has {allowed}"),
    Code.UNKNOWN_SEVERITY: N_("unknown severity {value}; logbook.yaml has {allowed}"),
    Code.UNKNOWN_PHASE: N_("unknown phase {value}; the folder day has {allowed}"),
    Code.UNKNOWN_ROLL_CALL: N_("unknown roll call {value}; roll_calls.yaml has {allowed}"),
    Code.UNKNOWN_POINT: N_("unknown point {value}; points has {allowed}"),
    Code.UNKNOWN_ITEM: N_("unknown item {value}; this phase has {allowed}"),
    Code.UNKNOWN_ITEM_OF_DAY: N_("unknown item {value}; write phase/item, by the ids of the folder day"),
    Code.ITEM_BLOCKS_ITSELF: N_("the item waits for itself: {loop}; take one of them out of after"),
    Code.PHASE_BLOCKS_ITSELF: N_("the phase waits for itself: {loop}; take one of them out of after"),
    Code.CLOSES_BEFORE_OPENING: N_(
        'closing {closing} is not after opening {opening} (hours: {hours}); after midnight write "25:00"'
    ),
    Code.OPENS_BEFORE_DAY: N_(
        "opening {opening} is before the day begins at {day_starts} (hours: {hours}); open later"
    ),
    Code.CLOSES_AFTER_DAY: N_("closing {closing} is after the day ends at {day_ends} (hours: {hours}); close earlier"),
    Code.ENDS_BEFORE_START: N_(
        'starts at {starts} and ends at {ends} (hours: {hours}); the end must be later, after midnight "25:00"'
    ),
    Code.OUTSIDE_DAY: N_(
        "{time} is outside the business day (hours: {hours}); it goes from {day_starts} to {day_ends}"
    ),
    Code.DUE_BEFORE_START: N_("due at {due}, before the phase starts at {starts} (hours: {hours}); make it due later"),
    Code.ONLY_FOR_KIND: N_("{key} has no meaning for the kind {kind}; delete it or write kind: {right}"),
    Code.CHOICES_MISSING: N_("kind: choice needs choices; add two or more"),
    Code.MINIMUM_OVER_MAXIMUM: N_("the minimum {minimum} is above the maximum {maximum}; exchange them"),
    Code.ORDER_WITHOUT_EACH: N_("in_order needs each; add each: floors or delete in_order"),
    Code.BATCHES_OVERLAP: N_(
        "the batch starts at {starts}, before the one before is back at {ends} (hours: {hours}); start it later"
    ),
    Code.POST_IN_TWO_BATCHES: N_("{value} is in two batches of one meal; delete it here or in line {first}"),
    Code.SHIFT_NOT_LATER: N_(
        "the shift is at {time}, not after the one before at {before} (hours: {hours}); put the earliest first"
    ),
    Code.ROUTE_NEVER_WALKED: N_("nothing says when the route is walked; add every, times, at_random or free: true"),
    Code.ROUNDS_FIND_NO_ROOM: N_(
        "{rounds} rounds with {gap} between them don't fit from {starts} to {ends} (hours: {hours}); "
        "make them fewer or the gap shorter"
    ),
    Code.NAME_OF_TWO_COLUMNS: N_("{value} is a name of {column}, too; delete it here or in line {first}"),
    Code.KEY_NEEDS_KEY: N_("{key} has no meaning without {needed}; add {needed} or delete {key}"),
    Code.KEYS_EXCLUDE: N_("{key} and {other} exclude each other; delete one of them"),
    Code.ASSESSES_ITSELF: N_("{value} would assess itself as its own superior; take it out of posts or superiors"),
    Code.BAD_DAY_NUMBER: N_("{value} is no day; write a number from 1, or last"),
    Code.BAD_MONTH_NUMBER: N_("{value} is no month; write a number from 1 to 12"),
    Code.RULE_WITHOUT_DAY: N_("every: {every} does not say on which day; add one of {needed}"),
    Code.DAY_KEY_DOES_NOT_FIT: N_("{key} has no meaning with every: {every}; that goes with {needed}"),
    Code.DAY_TWICE: N_("day and working_day together say two things; delete one of them"),
    Code.DAY_NOT_ALWAYS_THERE: N_("not every such period has a day {value}; write last, or at most {most}"),
    Code.NO_SUCH_MONTH: N_("a quarter has no month {value}; write 1, 2 or 3"),
    Code.LEAD_OVER_PERIOD: N_("shown {lead} days ahead it is always in sight (every: {every}); write at most {most}d"),
    Code.ENDS_BEFORE_IT_STARTS: N_("it ends on {value}, before it starts; exchange the two"),
    Code.OBLIGATIONS_ALIKE: N_("the same as line {first}, on the same dates; give it a title of its own"),
    Code.USUAL_OUTSIDE_LIMITS: N_("the usual number {usual} is outside the limits; change it, minimum or maximum"),
    Code.NOT_A_CONDITION: N_("this is no condition; write a field and what it must be, such as planned: false"),
    Code.SEVERAL_CONDITIONS: N_("one field and one comparison belong here; put several conditions in all or any"),
    Code.UNKNOWN_COMPARISON: N_("unknown comparison {value}; there are {allowed}"),
    Code.COMPARISON_DOES_NOT_FIT: N_(
        "the comparison {comparison} does not fit {field}, a field of kind {kind}; use {allowed}"
    ),
    Code.CANNOT_COMPARE: N_("{field} is of kind {kind} and is never {value}; write a value that it can have"),
    Code.UNKNOWN_CHOICE: N_("{field} has no choice {value}; there are {allowed}"),
    Code.CONDITION_NEVER_HOLDS: N_("nothing that can be filled in fulfils this condition; change or delete it"),
    Code.UNKNOWN_FLOW: N_("unknown flow {value}; the folder flows has {allowed}"),
    Code.FLOW_NOT_THERE: N_("the folder flows has no {value}, so this is done by hand; add the flow or delete the key"),
    Code.UNKNOWN_FIELD: N_("unknown field {value}; fields has {allowed}"),
    Code.UNKNOWN_STEP: N_("unknown step {value}; write end, start or one of {allowed}"),
    Code.RESERVED_WORD: N_("{value} has a meaning of its own in flows; choose another id"),
    Code.FIELD_ASKED_LATER: N_("{value} is not filled in yet here; only fields of the start, or of earlier steps, are"),
    Code.FIELD_NOT_ALWAYS_ASKED: N_(
        "{value} is not asked when {branch}, so this does not hold then; ask it there, too, or say in the condition "
        "when it is asked"
    ),
    Code.REJECTED_NOT_EARLIER: N_("a rejection can't lead on to {value}; write end, start or an earlier step"),
    Code.REJECTED_TO_PASSED_OVER: N_(
        "a rejection leads to {value}, which is passed over when {branch}; write another step, start or end"
    ),
    Code.SUBMITTER_DECIDES: N_("nobody decides their own request; name a post, or write kind: do"),
    Code.STEP_NEVER_REACHED: N_(
        "nothing that can be filled in leads to the step {value}; change its when or delete it"
    ),
    Code.BRANCH_WITHOUT_STEP: N_("no step is left when {branch}; give one step no when, or add a step for this"),
    Code.TOO_MANY_BRANCHES: N_("the flow has more than {most} branches and was not tried out; use fewer conditions"),
    Code.POST_WITHOUT_PEOPLE: N_("nobody holds the post {value}; give it to somebody in people.yaml"),
    Code.ONLY_SUBMITTER_SIGNS: N_(
        "only {person} could sign here, and only {person} submits, so others always stand in; "
        "give the post to one more person"
    ),
    Code.STANDS_IN_TOO_FEW: N_(
        "fewer than two people stand in, so a request of the only one would wait for ever; add a post, or people to it"
    ),
    Code.NOBODY_SETTLES: N_(
        "nobody could settle a dispute about some requests; give may: [settle_approvals] to posts that two people hold"
    ),
    Code.NOBODY_RESETS: N_(
        "nobody could reset a forgotten PIN; give may: [manage_people] to posts that two people hold"
    ),
    Code.FLOW_DOES_NOT_ADOPT: N_("the flow {value} puts nothing in force; give it adopts: true or name another flow"),
    Code.CARRIED_KIND_DIFFERS: N_(
        "{field} is of kind {kind} here and {value} of kind {other} in {flow}; carry fields of one kind"
    ),
    Code.FLOWS_FOLLOW_EACH_OTHER: N_(
        "these flows follow each other for ever: {loop}; if that is not meant, give one of them a when"
    ),
}

WITH_SUGGESTION: Mapping[Code, str] = {
    Code.UNKNOWN_FILE: N_("unknown file, nothing reads it; did you mean {suggestion}?"),
    Code.UNKNOWN_KEY: N_("unknown key {key}; did you mean {suggestion}?"),
    Code.NOT_ONE_OF: N_("{value} is not possible here; did you mean {suggestion}?"),
    Code.UNKNOWN_TIME_ZONE: N_("unknown time zone {value}; did you mean {suggestion}?"),
    Code.UNKNOWN_POST: N_("unknown post {value}; did you mean {suggestion}?"),
    Code.UNKNOWN_FLOOR: N_("unknown floor {value}; did you mean {suggestion}?"),
    Code.UNKNOWN_KIND: N_("unknown kind {value}; did you mean {suggestion}?"),
    Code.UNKNOWN_SEVERITY: N_("unknown severity {value}; did you mean {suggestion}?"),
    Code.UNKNOWN_PHASE: N_("unknown phase {value}; did you mean {suggestion}?"),
    Code.UNKNOWN_ROLL_CALL: N_("unknown roll call {value}; did you mean {suggestion}?"),
    Code.UNKNOWN_POINT: N_("unknown point {value}; did you mean {suggestion}?"),
    Code.UNKNOWN_ITEM: N_("unknown item {value}; did you mean {suggestion}?"),
    Code.UNKNOWN_ITEM_OF_DAY: N_("unknown item {value}; did you mean {suggestion}?"),
    Code.UNKNOWN_COMPARISON: N_("unknown comparison {value}; did you mean {suggestion}?"),
    Code.UNKNOWN_CHOICE: N_("{field} has no choice {value}; did you mean {suggestion}?"),
    Code.UNKNOWN_FLOW: N_("unknown flow {value}; did you mean {suggestion}?"),
    Code.FLOW_NOT_THERE: N_("the folder flows has no {value}, so this is done by hand; did you mean {suggestion}?"),
    Code.UNKNOWN_FIELD: N_("unknown field {value}; did you mean {suggestion}?"),
    Code.UNKNOWN_STEP: N_("unknown step {value}; did you mean {suggestion}?"),
}
_LONGEST = 60


def line(problem: Problem) -> str:
    """``day/opening.yaml:12:14: unknown post guards; did you mean guard?``"""
    return f"{problem.file}:{problem.line}:{problem.column}: {sentence(problem)}"


def sentence(problem: Problem) -> str:
    """What is wrong and what would be right, without the place."""
    near = "suggestion" in problem.values and problem.code in WITH_SUGGESTION
    message = WITH_SUGGESTION[problem.code] if near else MESSAGES[problem.code]
    values = {name: _shown(name, value) for name, value in problem.values.items()}
    return _(message, **values)


def _shown(name: str, value: Any) -> str:
    if isinstance(value, list):
        return (" → " if name == "loop" else ", ").join(str(one) for one in value)
    shown = repr(value) if value == " " else f"{value:g}" if isinstance(value, float) else str(value)
    # What stands in the file may be anything: one short line of it is enough, and no control characters.
    shown = "".join(char if char.isprintable() else " " for char in shown)
    return shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"


def cannot_make(error: CannotMakeError) -> str:
    """Why no mall folder was made, one line a reason."""
    if error.taken is not None:
        return _("there are procedures in {folder} already; choose another folder", folder=error.taken)
    return "\n".join(line(problem) for problem in error.problems)
