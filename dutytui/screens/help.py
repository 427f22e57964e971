"""Help, palette and notices: three lists in one `Finder`, all made from the key table and the session, none by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dutytui.rules.board import checklists
from dutytui.screens.alarm_watch import choose_bell, rings
from dutytui.screens.evidence import acknowledge, evidence_lines, is_evidence
from dutytui.screens.finder import Finder, Found
from dutytui.screens.keys import ALL, GROUPS, ON_DESK, Key, printed
from dutytui.screens.themes import NAMES
from dutytui.texts.catalogue import LANGUAGE_NAMES, N_, _, pick
from dutytui.texts.notices import ABOUT_CHANGES, ABOUT_TERMINALS, noticed

if TYPE_CHECKING:
    from dutytui.screens.app import DutyApp

_ONLY_TOLD = "only told: "
SAFE_WIDTH = N_("Safe characters (for terminals that tear rows)")
WALL = N_("Wall board")
PEOPLE = N_("People and PINs")
ALERTS = N_("Alarms sent out")
PAPER = N_("Paper sheets for an outage: print")
KEY_IN = N_("Paper sheets for an outage: key in")
BELL = N_("Bell when somebody must be told in time")


def show_help(app: DutyApp) -> None:
    """Every key with what it does; Enter does it."""
    lines = []
    for group in GROUPS:
        lines.append(Found("", _(group)))
        lines += [_help_line(key) for key in ALL if key.group == group]
    app.push_screen(Finder(_("Keys"), lines), lambda chosen: _run(app, chosen))


def _help_line(key: Key) -> Found:
    # A key of a dialog is explained here, but there is no dialog to do it in.
    line_id = key.id if key in ON_DESK else f"{_ONLY_TOLD}{key.group}/{key.id}"
    return Found(line_id, _(key.word), _(key.help), " ".join(printed(form) for form in key.keys))


_REPORTS = {
    "day": N_("Report: daily log"),
    "handover": N_("Report: handover sheet"),
    "patrol": N_("Report: patrol record"),
    "approvals": N_("Report: approvals"),
}
"""By `Kind`."""


def show_palette(app: DutyApp) -> None:
    """Everything that can be opened or done by name: keys, phases, entries' screens, languages, themes."""
    lines = [
        Found(key.id, _(key.word), _(key.help), key.shown) for key in ON_DESK if key.id not in ("act", "move", "close")
    ]
    lines += [
        Found(f"go_phase('{phase.id}')", pick(phase.title), _("Open this phase's checklist"))
        for phase in checklists(app.session.look())
    ]
    lines += [Found(f"speak:{code}", name, _("Change the language at once")) for code, name in LANGUAGE_NAMES.items()]
    lines += [Found(f"dress:{theme}", _(name), _("Change the theme")) for theme, name in NAMES.items()]
    lines.append(Found("safe_width", _(SAFE_WIDTH), _("on") if app.has_class("-plain") else _("off")))
    lines.append(Found("wall", _(WALL), _("The day on the whole screen, to look at only; Esc comes back")))
    lines.append(Found("bell", _(BELL), _("on") if rings(app) else _("off")))
    lines.append(Found("changes", _("Changes"), _("Compare the files with the version in force, and submit them")))
    lines.append(Found("terminals", _("Terminals"), _("Which are the mall's, how each stands, and the shared folder")))
    lines.append(Found("people", _(PEOPLE), _("Set or change your PIN; reset those of others, say who has left")))
    for kind, title in _REPORTS.items():
        lines.append(Found(f"report:{kind}", _(title), _("Write the day to a file, for paper or a spreadsheet")))
    lines.append(Found("show('alerts')", _(ALERTS), _("DingTalk, WeCom, Feishu, mail; quiet hours; a test")))
    lines.append(Found("show('blank_paper')", _(PAPER), _("Blank sheets for an outage, as a file")))
    lines.append(Found("show('paper')", _(KEY_IN), _("Key in what was written on paper")))
    lines.append(Found("tour", _("Tour"), _("A walk through the desk in nine steps; Esc leaves it")))
    lines.append(Found("notices", _("Notices"), _("What the program noticed about its files")))
    app.push_screen(Finder(_("Menu"), lines), lambda chosen: _run(app, chosen))


def show_notices(app: DutyApp) -> None:
    """What was found wrong with the records and waits for an answer; and what nobody has to answer: broken procedures,
    torn tails, half-copied files."""
    lines = [*evidence_lines(app.session)]
    lines += [Found(str(index), noticed(notice)) for index, notice in enumerate(app.session.notices)]
    finder = Finder(_("Notices"), lines or [Found("", _("Nothing to report"))], whole=bool(lines))
    app.push_screen(finder, lambda one: _answer(app, one))


def _answer(app: DutyApp, chosen: str | None) -> None:
    """Evidence is acknowledged; a notice about the procedures leads to what is different, one about terminals to them;
    the others are only read."""
    if chosen and is_evidence(chosen):
        acknowledge(app, chosen)
        return
    notice = app.session.notices[int(chosen)] if chosen and int(chosen) < len(app.session.notices) else None
    if notice is not None and notice.code in ABOUT_CHANGES:
        _run(app, "changes")
    elif notice is not None and notice.code in ABOUT_TERMINALS:
        _run(app, "terminals")


def _run(app: DutyApp, chosen: str | None) -> None:
    if not chosen or chosen.startswith(_ONLY_TOLD):
        return
    if chosen.startswith("speak:"):
        app.speak(chosen.removeprefix("speak:"))
    elif chosen.startswith("dress:"):
        app.dress(chosen.removeprefix("dress:"))
    elif chosen == "tour":
        from dutytui.screens.tour.tour import begin

        begin(app)
    elif chosen.startswith("report:"):
        from dutytui.screens.reports.form import report  # with its writers, only when it is asked for

        report(app, chosen.removeprefix("report:"))
    elif chosen == "safe_width":
        app.choose_plain(not app.has_class("-plain"))
    elif chosen == "wall":
        from dutytui.screens.wall.screen import WallScreen

        app.push_screen(WallScreen(app.session))
    elif chosen == "bell":
        choose_bell(app, not rings(app))
    elif chosen == "people":
        from dutytui.screens.pins.people import show_people

        show_people(app)
    elif chosen == "changes":
        from dutytui.screens.changes.dialog import show_changes

        show_changes(app)
    else:
        name = chosen.split("(")[0]
        screen = app.screen if hasattr(app.screen, f"action_{name}") else app
        app.call_later(app.run_action, chosen, screen)
