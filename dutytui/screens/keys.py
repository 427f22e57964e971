"""Every key of the program, in one table: footer, help, palette and docs/keys.md are made from it.

Digits and function keys come first, because letters never arrive while a Chinese input method is on; letters are a
second way, and the full-width forms that an input method sends for digits and marks are bound beside the plain ones.
Never bound: what terminals and input methods keep for themselves (Ctrl+Space, Shift+Space, Ctrl+., Ctrl+Shift+*,
Alt+Enter, Ctrl+V, F11).
"""

from __future__ import annotations

from dutytui.screens.approvals.keys import (
    APPROVAL_KEYS,
    AWAY_KEYS,
    IN_APPROVALS,
    IN_OUTINGS,
    IN_REQUEST,
    MARK,
    OPEN,
    OUTING_KEYS,
    REQUEST_KEYS,
)
from dutytui.screens.disputes.keys import DISPUTE_KEYS, IN_DISPUTES, LIST_KEYS

# Whoever needs the table needs these, too.
from dutytui.screens.key import Key as Key  # noqa: PLC0414
from dutytui.screens.key import bindings as bindings  # noqa: PLC0414
from dutytui.screens.key import printed as printed  # noqa: PLC0414
from dutytui.screens.paper.keys import IN_PAPER, PAPER_KEYS
from dutytui.screens.paper.keys import SHEET_KEYS as SHEET_KEYS  # noqa: PLC0414
from dutytui.screens.review.keys import IN_REVIEW, REVIEW_KEYS
from dutytui.screens.search.keys import IN_SEARCH, SEARCH_KEYS
from dutytui.screens.terminals.keys import IN_TERMINALS, TERMINAL_KEYS
from dutytui.screens.tour.keys import IN_TOUR, TOUR_KEYS
from dutytui.texts.catalogue import N_

GO, DO, LIST, DESK = N_("Go to"), N_("Do"), N_("Lists"), N_("Desk")
IN_HANDOVER = N_("At a handover")
IN_CLOSING = N_("On the closing board")

DESTINATIONS = (
    Key("go('now')", ("1",), N_("Now"), N_("What is due now, late and next; again: the roll call"), GO),
    Key(
        "go('checklists')",
        ("2",),
        N_("Checklists"),
        N_("All phases of the day with their items"),
        GO,
        brief=N_("Chk."),
    ),
    Key(
        "go('logbook')", ("3",), N_("Logbook"), N_("The day's log entries and what is still open"), GO, brief=N_("Logs")
    ),
    Key("go('patrol')", ("4",), N_("Patrol"), N_("Rounds of the day; again: meals and who is out"), GO),
    Key("go('handover')", ("5",), N_("Handover"), N_("Hand the duty over, or take it"), GO, brief=N_("Hand.")),
    Key(
        "go('approvals')",
        ("6",),
        N_("Approvals"),
        N_("Requests that wait for me; again: who is out of the house"),
        GO,
        brief=N_("Appr."),
    ),
    Key(
        "go('closing')",
        ("7",),
        N_("Closing"),
        N_("Sweep and lock-up, floor by floor; again: the day's end"),
        GO,
        brief=N_("Clos."),
    ),
    Key(
        "go('service')",
        ("8",),
        N_("Service"),
        N_("Cases of the service desk; again: yesterday's sales"),
        GO,
        brief=N_("Serv."),
    ),
    Key(
        "go('calendar')",
        ("9",),
        N_("Calendar"),
        N_("What falls due, month by month; again: the figures"),
        GO,
        brief=N_("Cal."),
    ),
    Key("go('review')", ("0",), N_("Review"), N_("A day as it was, and what is said of it"), GO, brief=N_("Rev.")),
)

PAGES: dict[str, tuple[str, ...]] = {
    "now": ("now", "roll_call"),
    "logbook": ("logbook", "journals"),
    "patrol": ("patrol", "meals"),
    "approvals": ("approvals", "outings"),
    "closing": ("closing", "day_end"),
    "service": ("service", "sales"),
    "calendar": ("calendar", "figures"),
}
"""Destinations with more than one page: the same digit again goes to the next (modes of the program)."""

DESK_KEYS = (
    Key("help", ("f1", "question_mark"), N_("Help"), N_("Search all keys and what they do"), DESK, footer=True),
    Key("capture", ("f2", "n"), N_("Log"), N_("Write a log entry in one line, from any screen"), DO, footer=True),
    Key("show('search')", ("ctrl+f",), N_("Search"), N_("Search everything ever recorded, over all days"), DESK),
    Key("switch_person", ("f8",), N_("Who"), N_("Sign in as another person or post"), DESK, footer=True),
    Key("next_language", ("f9",), N_("Lang"), N_("Change the language at once"), DESK, footer=True),
    Key(
        "palette", ("f10", "ctrl+p"), N_("Menu"), N_("Search everything that can be done or opened"), DESK, footer=True
    ),
    Key(
        "show('disputes')",
        ("f12",),
        N_("Disputes"),
        N_("Where terminals contradict each other"),
        DESK,
    ),
    Key("quit", ("ctrl+q",), N_("Quit"), N_("Leave the program; everything saved stays saved"), DESK, everywhere=True),
)

ROW_KEYS = (
    Key(
        "find", ("f3", "slash", "f"), N_("Find"), N_("Find in this list by text or pinyin initials"), LIST, footer=True
    ),
    Key("waive", ("f4", "x"), N_("Skip"), N_("Won't do: skip the item, with a reason"), DO, footer=True),
    Key("fail", ("f5", "b"), N_("Fail"), N_("Not right: record the failure and raise an entry"), DO, footer=True),
    Key("undo", ("f6", "u"), N_("Undo"), N_("Take back the last act on this row"), DO, footer=True),
    Key("details", ("f7", "d"), N_("More"), N_("Details and history of this row"), LIST, footer=True),
)

ITEM_KEYS = (
    Key(
        "record",
        ("ctrl+t", "t"),
        N_("In full"),
        N_("Do it with a remark, an earlier time, or on somebody's behalf"),
        DO,
    ),
)

PHASE_KEYS = (
    Key("phase(-1)", ("left",), N_("Phase before"), N_("Show the phase before"), LIST),
    Key("phase(1)", ("right",), N_("Phase after"), N_("Show the phase after"), LIST),
)

SERVICE_KEYS = (
    Key("new_case", ("ctrl+n", "c"), N_("New case"), N_("A new case of the service desk, step by step"), DO),
)

HANDOVER_KEYS = (
    Key("plan", ("ctrl+t", "t"), N_("Plan"), N_("If … then …: plan, severity and owner of a matter"), IN_HANDOVER),
)

DAY_KEYS = (
    Key("day(-1)", ("ctrl+left", "left_square_bracket"), N_("Day before"), N_("Look at the day before"), LIST),
    Key("day(1)", ("ctrl+right", "right_square_bracket"), N_("Day after"), N_("Look at the day after"), LIST),
)

CLOSING_KEYS = (
    Key("stay", ("ctrl+r", "r"), N_("Late stay"), N_("Register somebody who stays after closing"), IN_CLOSING),
    Key("team", ("ctrl+g", "g"), N_("Team"), N_("Say who goes the sweep, or who takes whose place"), IN_CLOSING),
)
"""On the closing board, beside the keys of any row."""

IN_CALL = N_("On the roll call")

ROLL_CALL_KEYS = (
    Key(
        "answer",
        ("enter",),
        N_("Ready"),
        N_("The post answered ready; the cursor goes to the next silent one"),
        IN_CALL,
    ),
    Key("call(1)", ("left", "right"), N_("Other call"), N_("The roll call before opening, or before closing"), IN_CALL),
    Key(
        "not_ready",
        ("f5",),
        N_("Not ready"),
        N_("The post is not ready; on the order: hold it, with a reason"),
        IN_CALL,
    ),
    Key("order", ("end", "enter"), N_("Order"), N_("The last row gives the order, and asks once more"), IN_CALL),
)
"""What the keys of any row mean on the roll call."""

MOVING = (
    Key("act", ("enter", "space"), N_("Do / open"), N_("Tick the item, open the entry"), DO),
    Key("move", ("up", "down", "pageup", "pagedown", "home", "end"), N_("Move"), N_("Move in a list"), LIST),
    Key("close", ("escape",), N_("Back"), N_("Close a dialog; what was typed is kept as a draft"), DESK),
)

IN_ENTRY, IN_CAPTURE, IN_LINES, IN_FORM, IN_STEPS = (
    N_("In an entry"),
    N_("In the capture line"),
    N_("In the editor"),
    N_("In a form"),
    N_("In a form of steps"),
)

ACT_KEYS = (
    Key("remark", ("1",), N_("Remark"), N_("Add a remark to the entry"), IN_ENTRY),
    Key("handle", ("2",), N_("Handled"), N_("Say that it was handled, and how"), IN_ENTRY),
    Key("close_entry", ("3",), N_("Close"), N_("Close the entry, or say that its recheck was passed"), IN_ENTRY),
    Key("reopen", ("4",), N_("Reopen"), N_("Open it again, or say that its recheck was failed"), IN_ENTRY),
    Key("correct", ("5",), N_("Correct"), N_("Correct a field; both versions stay visible"), IN_ENTRY),
    Key("undo", ("f6", "u"), N_("Undo"), N_("Take back the last act on this entry"), IN_ENTRY),
)

CASE_KEYS = (
    Key("case('details')", ("6",), N_("Details"), N_("Topic and details that a case asks for"), IN_ENTRY),
    Key("case('told')", ("7",), N_("Told"), N_("Say that the customer of a case was told, and what"), IN_ENTRY),
    Key("case('called')", ("8",), N_("Called back"), N_("Say how the call-back to the customer went"), IN_ENTRY),
    Key("case('kept')", ("9",), N_("Overnight"), N_("Say why a case stays open overnight"), IN_ENTRY),
)
"""What can be done about an entry that is a case of the service desk, beside what can be done about any."""

ENTRY_KEYS = (
    *ACT_KEYS,
    *CASE_KEYS,
    Key("log_another", ("f2",), N_("Log"), N_("Write a log entry in one line, from any screen"), IN_ENTRY, footer=True),
    Key("next_language", ("f9",), N_("Lang"), N_("Change the language at once"), IN_ENTRY, footer=True),
    Key("close", ("escape",), N_("Back"), N_("Back to the list"), IN_ENTRY, footer=True),
)

CAPTURE_KEYS = (
    Key("save", ("enter",), N_("Save"), N_("Save the entry"), IN_CAPTURE, footer=True),
    Key(
        "part(1)",
        ("tab",),
        N_("Parts"),
        N_("Choose kind, place, severity, owner, due and time one by one"),
        IN_CAPTURE,
        footer=True,
    ),
    Key("lines", ("f2",), N_("Lines"), N_("Go on in an editor of several lines"), IN_CAPTURE, footer=True),
    Key("close", ("escape",), N_("Back"), N_("Close; what was typed is kept as a draft"), IN_CAPTURE, footer=True),
)

LINES_KEYS = (
    Key("save", ("f2",), N_("Save"), N_("Save what the preview shows"), IN_LINES, footer=True),
    Key(
        "switch", ("f3",), N_("One / each"), N_("One entry with all lines, or one entry a line"), IN_LINES, footer=True
    ),
    Key("close", ("escape",), N_("Back"), N_("Close; the lines are kept as a draft"), IN_LINES, footer=True),
)

STEP_KEYS = (
    Key("next", ("enter",), N_("Go on"), N_("Take the answer and go on to the next step"), IN_STEPS, footer=True),
    Key("save", ("f2",), N_("Save"), N_("Save the form as far as it is filled in"), IN_STEPS, footer=True),
    Key("step(1)", ("tab",), N_("Step after"), N_("Go on without choosing"), IN_STEPS, footer=True),
    Key("step(-1)", ("shift+tab",), N_("Step before"), N_("Go back to the step before"), IN_STEPS, footer=True),
    Key("close", ("escape",), N_("Back"), N_("Close; what was typed is kept as a draft"), IN_STEPS, footer=True),
)

PAGE_KEYS = (
    Key(
        "take_over",
        ("f2",),
        N_("Take over"),
        N_("Take what the day has recorded over into a journal's text"),
        IN_FORM,
        footer=True,
    ),
)
"""On a page of a journal."""

SAVE = Key("save", ("enter",), N_("Save"), N_("Save what was typed"), IN_FORM, footer=True)
CLOSE = Key("close", ("escape",), N_("Back"), N_("Close; what was typed is kept as a draft"), IN_FORM, footer=True)
NEW_LINE = Key("new_line", ("ctrl+j",), N_("New line"), N_("Begin a new line in a note"), IN_FORM, footer=True)
NEXT_FIELD = Key("next_field", ("tab",), N_("Next field"), N_("Go to the next part of the form"), IN_FORM, footer=True)

IN_PATROLS = N_("In the patrols")

PATROL_KEYS = (
    Key("radio", ("ctrl+r", "r"), N_("Radio"), N_("Type guards' radio calls: point, done, time"), IN_PATROLS),
    Key("free_round", ("ctrl+n",), N_("Free round"), N_("Begin a round that is not planned"), IN_PATROLS),
    Key("end_round", ("ctrl+e", "e"), N_("End"), N_("End a round although points were left out"), IN_PATROLS),
    Key("read_file", ("ctrl+o", "o"), N_("Reader"), N_("Bring in the file of a patrol reader"), IN_PATROLS),
)

IN_SALES = N_("In the sales review")

SALES_KEYS = (
    Key("bring_in", ("ctrl+o", "o"), N_("Bring in"), N_("Bring in a file of sales, CSV or XLSX"), IN_SALES),
    Key("type_sales", ("ctrl+n",), N_("By hand"), N_("Type one counter's sales by hand"), IN_SALES),
    Key("section(-1)", ("left",), N_("Part before"), N_("Go to the part of the list before"), IN_SALES),
    Key("section(1)", ("right",), N_("Next part"), N_("Go to the next part of the list"), IN_SALES),
)

SAVE_FILE = Key("save", ("enter",), N_("Read"), N_("Read the file and show what it holds"), IN_SALES, footer=True)
COMPLETE = Key("complete", ("tab",), N_("Complete"), N_("Go on with the name of a file"), IN_SALES, footer=True)
CHOOSE_COLUMN = Key("column", ("1-6",), N_("Columns"), N_("Choose which column holds what"), IN_SALES, footer=True)

IN_CALENDAR = N_("In the calendar")

CALENDAR_KEYS = (
    Key("month(-1)", ("pageup",), N_("Month before"), N_("Show the month before"), IN_CALENDAR),
    Key("month(1)", ("pagedown",), N_("Month after"), N_("Show the month after"), IN_CALENDAR),
    Key("today", ("home",), N_("Today"), N_("Go to today"), IN_CALENDAR),
    Key("switch_part", ("tab",), N_("Month / list"), N_("From the month to the list and back"), IN_CALENDAR),
    Key("export", ("ctrl+o", "o"), N_("Export"), N_("Write the year's dates to a file for phones"), IN_CALENDAR),
)

IN_FIGURES = N_("In the figures")

FIGURES_KEYS = (
    Key("length(-1)", ("left",), N_("Shorter"), N_("A shorter period: year, quarter, month, week, day"), IN_FIGURES),
    Key("length(1)", ("right",), N_("Longer"), N_("A longer period: day, week, month, quarter, year"), IN_FIGURES),
    Key("export", ("ctrl+o", "o"), N_("Export"), N_("Write the period's figures to a file"), IN_FIGURES),
)

IN_CHANGES = N_("In the changes of procedures")

CHANGES_KEYS = (
    Key("submit_files", ("f2",), N_("Submit"), N_("Submit the files for countersign"), IN_CHANGES, footer=True),
    Key("other(1)", ("right", "left"), N_("Others"), N_("What else is compared: waiting, adopted"), IN_CHANGES, True),
)

IN_REPORTS = N_("At the day's end and at handovers")

REPORT_KEYS = (
    Key("report", ("ctrl+o", "o"), N_("Report"), N_("Write the day to a file, for paper or a spreadsheet"), IN_REPORTS),
)

ON_DESK = (*DESTINATIONS, *DESK_KEYS, *ROW_KEYS, *ITEM_KEYS, *PHASE_KEYS, *DAY_KEYS, *MOVING)
"""What works on every destination, dialogs aside."""

ALL = (
    *ON_DESK,
    *ROLL_CALL_KEYS,
    *HANDOVER_KEYS,
    *CLOSING_KEYS,
    *REPORT_KEYS,
    *SHEET_KEYS,
    *PAPER_KEYS,
    *SERVICE_KEYS,
    *PATROL_KEYS,
    *APPROVAL_KEYS,
    OPEN,
    MARK,
    *AWAY_KEYS,
    *REQUEST_KEYS,
    *OUTING_KEYS,
    *SALES_KEYS,
    *CALENDAR_KEYS,
    *FIGURES_KEYS,
    *REVIEW_KEYS,
    *CHANGES_KEYS,
    *LIST_KEYS[:1],
    *DISPUTE_KEYS,
    *TERMINAL_KEYS,
    *SEARCH_KEYS,
    *TOUR_KEYS,
    SAVE_FILE,
    COMPLETE,
    CHOOSE_COLUMN,
    *ENTRY_KEYS,
    *CAPTURE_KEYS,
    *LINES_KEYS,
    *STEP_KEYS,
    *PAGE_KEYS,
    SAVE,
    CLOSE,
    NEW_LINE,
    NEXT_FIELD,
)
GROUPS = (
    GO,
    DO,
    LIST,
    DESK,
    IN_CALL,
    IN_HANDOVER,
    IN_CLOSING,
    IN_REPORTS,
    IN_PAPER,
    IN_ENTRY,
    IN_CAPTURE,
    IN_LINES,
    IN_FORM,
    IN_STEPS,
    IN_PATROLS,
    IN_APPROVALS,
    IN_REQUEST,
    IN_OUTINGS,
    IN_SALES,
    IN_CALENDAR,
    IN_FIGURES,
    IN_REVIEW,
    IN_CHANGES,
    IN_DISPUTES,
    IN_TERMINALS,
    IN_SEARCH,
    IN_TOUR,
)

FOOTER = tuple(sorted((key for key in ON_DESK if key.footer), key=lambda key: (len(key.keys[0]), key.keys[0])))
"""In the order of the keyboard: F1, F2 … F10."""
