"""What is late, due, next and waiting, and which log entries are open: one list to work from, from the top down."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal

from dutytui.rules.lookup import lookup
from dutytui.rules.rights import is_for_others
from dutytui.rules.views import BoardView, EntryView, ItemStatus, ItemView, PhaseStatus
from dutytui.screens.find_line import FindLine
from dutytui.screens.item_acts import ItemScreen
from dutytui.screens.item_rows import Content, DutyRows, Heading, Running, found_in
from dutytui.screens.item_text import entry_lines, item_lines, phase_lines, title
from dutytui.screens.page_head import same_digit
from dutytui.session import Actor
from dutytui.texts.catalogue import _, n_, pick
from dutytui.texts.labels import short_time
from dutytui.widgets.rows import RowList
from dutytui.widgets.text_pane import Layout, TextPane, nothing

_ENOUGH = 8
"""How many items stand under *next* and *waiting*, so that open entries stay near; the checklists have them all."""

_SOON = timedelta(hours=1)
"""Timers of what is further off stay on their own pages and on the wall board."""

_TIMER_TONE = {"calm": "", "running": "due", "late": "late"}

_PRESSING = frozenset({ItemStatus.LATE, ItemStatus.DUE})


class NowScreen(ItemScreen):
    """The list, beside it the highlighted row in full (from 100 columns) and the day's phases (from 160)."""

    DESTINATION = "now"
    CSS_PATH = "now.tcss"
    AUTO_FOCUS = "RowList"

    def __init__(self) -> None:
        super().__init__()
        self._seen: tuple[Actor, date] | None = None
        self._timers_shown = 0

    def compose_body(self) -> ComposeResult:
        rows = RowList(id="list")
        yield FindLine(rows)
        with Horizontal():
            yield rows
            yield TextPane(id="detail")
            yield TextPane(id="phases")

    def refresh_views(self) -> None:
        if not self.query_one(RowList).size:
            return  # not laid out yet: its first size brings it here
        board = self.session.board()
        words = self.query_one(FindLine).words
        timers = [] if words else self._timer_rows()
        listed = self.query_one(RowList)
        rows = DutyRows(_with_hint([*timers, *contents(board, words)]), board.day, board.now, listed.rows)
        listed.show(rows, empty=_("Nothing found. Esc shows everything again."))
        if (self.session.actor, board.day) != self._seen:
            self._seen = self.session.actor, board.day
            self._go_to_first(rows)
        self._keep_timers_in_sight(len(timers))
        self.afterwards("detail", self._show_detail)
        self.afterwards("phases", lambda: self._show_phases(board))

    def _show_phases(self, board: BoardView) -> None:
        phases = self.query_one("#phases", TextPane)
        if phases.display:
            phases.show(lambda width: phase_lines(board.phases, width, board.day))

    def selected(self) -> ItemView | EntryView | None:
        rows = self.query_one(RowList)
        row = rows.rows.at(rows.cursor_key) if isinstance(rows.rows, DutyRows) else None
        return row if isinstance(row, ItemView | EntryView) else None

    def _timer_rows(self) -> list[Content]:
        """What runs beside the checklists, above everything else; Enter goes where it is done."""
        if not self.desk.stands:
            return []  # what they are made from is loaded a moment later
        from dutytui.rules.timers import timers
        from dutytui.texts.timers import clock, timer

        look = self.session.look()
        rows = [
            Running(f"timer:{one.key}", timer(one), clock(one, look.now), _TIMER_TONE[one.urgency.value], one.go)
            for one in timers(look)
            if one.at is None or one.at - look.now <= _SOON
        ]
        return [Heading("#timers", _("Timers")), *rows] if rows else []

    def _keep_timers_in_sight(self, count: int) -> None:
        """Rows that come in at the top would push each other out of sight, since the cursor stays on its line."""
        rows = self.query_one(RowList)
        if count != self._timers_shown and (rows.cursor or 0) < rows.size.height:
            rows.scroll_rows(-len(rows.rows))
        self._timers_shown = count

    @on(RowList.Chosen)
    def follow_timer(self, event: RowList.Chosen) -> None:
        rows = event.rows.rows
        row = rows.at(event.key) if isinstance(rows, DutyRows) else None
        if isinstance(row, Running):
            self.desk.action_show(row.go)

    def _go_to_first(self, rows: DutyRows) -> None:
        """Put the cursor on the first item that this person may do now, else on the first of all."""
        pressing = [item for item in rows.items if item.status in _PRESSING and not item.waits_for]
        first = next((item for item in pressing if not self._for_others(item)), None)
        for item in [first] if first else rows.items[:1]:
            self.query_one(RowList).go_to(item.key)

    def _for_others(self, item: ItemView) -> bool:
        # Not asked by a command: the rules of all commands are loaded with the first one, behind the first screen.
        law, post = lookup(self.session.procedures), self.session.actor.post
        meant = law.item(item.key)
        return meant is not None and bool(post) and is_for_others(law, meant, post)

    def after_act(self, key: str) -> None:  # noqa: ARG002 - the signature of the hook
        """The cursor has stayed on its line; when that is nothing this person may do, it goes to what they may."""
        rows, row = self.query_one(RowList).rows, self.selected()
        if isinstance(rows, DutyRows) and isinstance(row, ItemView) and self._for_others(row):
            self._go_to_first(rows)

    def on_resize(self) -> None:
        # The panes beside the list come and go with the width.
        if self.is_mounted:
            self.call_after_refresh(self.refresh_views)

    def action_find(self) -> None:
        self.query_one(FindLine).open()

    @on(FindLine.Wanted)
    def find(self) -> None:
        self.refresh_views()
        self.go_to_first_found(self.query_one(RowList), self.query_one(FindLine).words)

    @on(RowList.Highlighted)
    def _show_detail(self, moved: RowList.Highlighted | None = None) -> None:
        if moved is not None:
            self.afterwards("detail", self._show_detail)
            return
        pane = self.query_one("#detail", TextPane)
        if pane.display:
            pane.show(self._detail(self.selected()), top=True)

    def _detail(self, row: ItemView | EntryView | None) -> Layout:
        session = self.session
        now, day = session.now(), session.day
        if isinstance(row, ItemView):
            arrivals = self.desk.exchange.arrivals
            return lambda width: item_lines(row, session.procedures, day, width, arrivals=arrivals)
        if isinstance(row, EntryView):
            return lambda width: entry_lines(row, now, width)
        return nothing


def _with_hint(rows: list[Content]) -> list[Content]:
    """At the right of the first row, as at the head of other pages: what the same digit leads to."""
    first = rows[0] if rows else None
    return [replace(first, right=same_digit("now")[0]), *rows[1:]] if isinstance(first, Heading) else rows


def contents(board: BoardView, words: str) -> list[Content]:
    """The rows of the list; `words` leaves only what fits them."""
    rows: list[Content] = [] if words else [*_notes(board)]
    for key, heading, group in (
        ("late", _("Late"), board.late),
        ("due", _("Now"), board.due),
        ("next", _("Coming next"), board.next if words else _following(board.next)),
        ("waiting", _("Waiting"), board.waiting),
    ):
        found = _own_first(found_in(words, group))
        if found:
            shown = found if words or key in {"late", "due"} else found[:_ENOUGH]
            rows += [Heading(f"#{key}", f"{heading} {len(found)}"), *shown, *_more(key, len(found) - len(shown))]
        elif key == "due" and not words and not board.closed_day:
            rows += [Heading("#due", f"{heading} 0"), Heading("#nothing", f"  {_nothing_due(board)}", "soft")]
    entries = found_in(words, board.entries)
    if entries:
        rows += [Heading("#entries", f"{_('Open entries')} {len(entries)}"), *entries]
    return rows


def _own_first(items: Iterable[ItemView]) -> list[ItemView]:
    """Own items first: among those that can be done, those that something comes before, those that are too early."""
    return sorted(items, key=lambda item: (item.status is ItemStatus.NOT_OPEN, bool(item.waits_for), not item.mine))


def _more(key: str, count: int) -> list[Heading]:
    """A row that says how many there are beyond those shown."""
    words = n_("and {count} more item: 2 opens the checklists", "and {count} more items: 2 opens the checklists", count)
    return [Heading(f"#more {key}", f"    {words}", "soft")] if count else []


def _following(items: Sequence[ItemView]) -> Sequence[ItemView]:
    """What may be done already; when there is nothing of that, the items of the phase that opens next."""
    ready = [item for item in items if item.status is ItemStatus.PENDING]
    if ready or not items:
        return ready
    first = min(items, key=_readiness)
    return [item for item in items if item.phase == first.phase]


def _readiness(item: ItemView) -> tuple[bool, datetime, datetime]:
    """What may be done already comes before what may not; then by time."""
    return (item.status is not ItemStatus.PENDING, item.opens, item.due)


def _notes(board: BoardView) -> list[Heading]:
    """What is unlike other days."""
    notes = []
    if board.closed_day:
        words = _("The mall is closed today: no phase is due. F2 writes to the logbook.")
        notes.append(Heading("#closed", words, "strong"))
    if board.unannounced:
        words = _("The holidays of {year} are not announced yet: ordinary hours apply.", year=board.day.year)
        notes.append(Heading("#unannounced", words, "due"))
    return notes


def _nothing_due(board: BoardView) -> str:
    """Why nothing is due at this moment, and what comes."""
    if not board.phases:
        return _("Today has no phases: checklists/day is empty.")
    first = board.phases[0]
    if board.now < first.starts and not board.late:
        begins = short_time(first.starts, board.day)
        return _("The day begins at {time} with: {phase}", time=begins, phase=pick(first.title))
    if board.next:
        return _nothing_yet(min(board.next, key=_readiness), board.day)
    if board.late:
        return _("Nothing else is due now: what is late comes first.")
    if board.waiting:
        return _("Nothing is due now; what is left waits for something else.")
    return _nothing_left(board)


def _nothing_left(board: BoardView) -> str:
    if any(phase.status is PhaseStatus.BEFORE_USE for phase in board.phases):
        return _("Nothing is due any more; what was due before the first record can still be recorded (2).")
    return _("The day's work is done: every item has been recorded.")


def _nothing_yet(ahead: ItemView, day: date) -> str:
    if ahead.status is ItemStatus.PENDING:
        return _("Nothing is due now; what comes next may be done already.")
    return _("Nothing is due now; at {time}: {item}", time=short_time(ahead.opens, day), item=title(ahead))
