"""The row above the logbook's list: which day, how many of which status, what is filtered out, where the cursor is."""

from __future__ import annotations

from dutytui.rules.views import EntryStatus, LogbookView
from dutytui.screens.page_head import Words
from dutytui.texts.catalogue import _
from dutytui.texts.labels import ENTRY_STATUS, day_name
from dutytui.widgets.cells import visible


def head_words(view: LogbookView, earlier: bool, status: EntryStatus | None, wanted: str) -> Words:
    """earlier: the day is not today; status, wanted: what the list is narrowed to."""
    words = [(f" {_('Logbook')} {day_name(view.day)}", "head--day", "")]
    if earlier:
        words.append((f" {_('(earlier day)')}", "head--filter", "day(1)"))
    counts = ((EntryStatus.OPEN, view.open), (EntryStatus.HANDLED, view.handled), (EntryStatus.CLOSED, view.closed))
    for counted, count in counts:
        style = "head--open" if counted is EntryStatus.OPEN and count else ""
        words.append((f"  {_(ENTRY_STATUS[counted])} {count}", style, f"filter('{counted}')"))
    if status is not None:
        words.append((f"  {_('only {status}', status=_(ENTRY_STATUS[status]))}", "head--filter", "next_filter"))
    if wanted:
        found = visible(_('found "{words}"', words=wanted))
        words.append((f"  {found}", "head--filter", "show_all"))
    return words


def nothing_to_show(view: LogbookView, earlier: bool) -> str:
    """What stands in an empty list: why, and what to press."""
    if view.entries:
        return _("Nothing found. Esc shows all again.")
    if earlier:
        return _("No entries on this day. Ctrl+Right: the day after, Ctrl+Left: the day before.")
    example = _("1432 complaint 3F bag caught in the lift door !urgent @electrician >18:00")
    return f"{_('No entries yet today. F2 writes one, from any screen.')}\n{_('For example:')} {example}"
