"""Search as you type, over everything that was ever recorded: words and filters in one line, the newest first."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.timer import Timer
from textual.widgets import Input

from dutytui.rules.search.terms import Terms
from dutytui.rules.search.wanted import Wanted, read
from dutytui.screens.dialog import DeskForm
from dutytui.screens.keys import bindings
from dutytui.screens.search.going import go_to, page_of
from dutytui.screens.search.keys import SEARCH_KEYS
from dutytui.screens.search.line import SearchLine
from dutytui.screens.search.rows import SearchRows
from dutytui.screens.search.taken import Taken
from dutytui.search import Found
from dutytui.texts.catalogue import _, language, n_
from dutytui.texts.search import alike, mall_terms
from dutytui.widgets.bars import BottomBar
from dutytui.widgets.rows import Line, RowList
from dutytui.widgets.text_pane import TextPane

_AFTER_TYPING = 0.06
"""Seconds without a key after which is looked: a word of an input method comes as several keys."""
_FIRST, _MOST = 50, 2000
"""Hits that are shown at once, and at most."""
_COUNTED = 10_000
_AHEAD = 30
"""Rows before and behind the cursor's that are judged."""


class SearchScreen(DeskForm):
    """Covers the destination. Enter goes to the record in its day, wherever the cursor is; Esc comes back."""

    KEYS = SEARCH_KEYS
    BINDINGS: ClassVar[list[BindingType]] = bindings(*SEARCH_KEYS[2:])
    CSS_PATH = "search.tcss"

    def __init__(self) -> None:
        super().__init__()
        self._found: list[Found] = []
        self._wanted = Wanted()
        self._count: int | None = None
        self._later: Timer | None = None
        self._terms: tuple[object, Terms] | None = None
        self._looked = False
        self._line = ""

    def compose(self) -> ComposeResult:
        self._draft = self.draft("search")
        rows = RowList(id="found")
        yield TextPane(id="search-title")
        yield SearchLine(rows, str(self._draft.load().get("line", "")))
        yield Taken(id="search-taken")
        yield rows
        yield self.bottom_bar()

    def on_mount(self) -> None:
        for pane in self.query(TextPane):
            pane.can_focus = False
        self.query_one(RowList).can_focus = False  # what is typed always goes to the line
        self.query_one(SearchLine).focus()
        self.set_interval(1, self._say)
        self.run_worker(self._catch_up(), name="search", group="index")
        self._look()

    # -- looking --------------------------------------------------------------------------------------------------

    @on(Input.Changed)
    def look_soon(self, event: Input.Changed) -> None:
        self._draft.changed(line=event.value)
        if self._later is not None:
            self._later.stop()
        self._later = self.set_timer(_AFTER_TYPING, self._look)

    def _look(self) -> None:
        self._line = self.query_one(SearchLine).value
        self._wanted = read(self._line, self._words(), self.session.day, alike)
        self._count = None
        self._looked = False
        # An answer to what was typed before is not waited for.
        work: Callable[[], object] = partial(self._find, self._wanted)
        self.run_worker(work, name="search", group="find", exclusive=True)
        self._say()

    def _words(self) -> Terms:
        of = (self.session.procedures, language())
        if self._terms is None or self._terms[0] != of:
            self._terms = (of, mall_terms(self.session.procedures))
        return self._terms[1]

    async def _find(self, wanted: Wanted) -> None:
        """The newest at once; then how many there are, and the rest of them."""
        search = self.desk.search
        found = await asyncio.to_thread(search.find, wanted, _FIRST)
        self._show(found, fresh=True)
        self._looked = True
        self._say()
        self._count = await asyncio.to_thread(search.count, wanted, _COUNTED)
        self._say()
        if len(found) == _FIRST:
            more = await asyncio.to_thread(search.find, wanted, _MOST)
            judged = {one.hit: one for one in self._found}
            self._show([judged.get(one.hit, one) for one in more])
            self._say()
        self._judge()

    async def _catch_up(self) -> None:
        """What was recorded a moment ago is found, too; after a first start there are years to read."""
        await asyncio.to_thread(self.desk.catch_up)
        if self.is_mounted:
            self._look()

    def _judge(self) -> None:
        work: Callable[[], object] = partial(self._judge_near, self.query_one(RowList).cursor or 0)
        self.run_worker(work, name="search", group="judge", exclusive=True)

    async def _judge_near(self, index: int) -> None:
        """Whether those near the cursor count: read and folded in a thread, since it takes some milliseconds each."""
        near = range(max(index - _AHEAD, 0), min(index + _AHEAD, len(self._found)))
        waiting = [(place, self._found[place]) for place in near if not self._found[place].judged]
        if not waiting:
            return
        search = self.desk.search
        judged = await asyncio.to_thread(lambda: [(place, search.judge(one)) for place, one in waiting])
        found = list(self._found)
        for place, one in judged:
            if place < len(found) and found[place].hit == one.hit:
                found[place] = one
        self._show(found)

    # -- what is shown --------------------------------------------------------------------------------------------

    def _show(self, found: Sequence[Found], *, fresh: bool = False) -> None:
        """fresh: the answer to another question, of which the first is looked at."""
        if not self.is_mounted:
            return
        self._found = list(found)
        rows = SearchRows(self._found, self.session.procedures, self.session.day)
        first = found[0].hit.id if fresh and found else None
        self.query_one(RowList).show(
            rows, empty=_nothing(self._wanted, self._looked, self.desk.search.ready), cursor=first
        )

    @on(RowList.Highlighted)
    def moved(self) -> None:
        self._judge()
        self._say()

    def _say(self) -> None:
        """The title with count, place and progress; what of the line was taken for a filter."""
        if not self.is_mounted:
            return
        title = self._title()
        self.query_one("#search-title", TextPane).show(lambda _width: [title])
        self.query_one(Taken).say(self._wanted, self.session.procedures)
        if not self._found:
            self._show(())

    def _title(self) -> Line:
        words = [(f"{_('Search')}  ", "heading")]
        if not self._wanted.nothing and self._count is not None:
            more = self._count >= _COUNTED
            words.append((_("more than {count} found", count=_COUNTED) if more else _counted(self._count), ""))
        position = self.query_one(RowList).position
        if position:
            words.append((f"  {position}", "soft"))
        if self.desk.search.progress is not None:
            done, of = self.desk.search.progress
            words.append((f"  {_('reading the journals: {percent} %', percent=done * 100 // of)}", "due"))
        return tuple(words)

    # -- what the keys do -----------------------------------------------------------------------------------------

    @property
    def _selected(self) -> Found | None:
        cursor = self.query_one(RowList).cursor
        return self._found[cursor] if cursor is not None and cursor < len(self._found) else None

    @on(Input.Submitted)
    @on(RowList.Chosen)
    def go_there(self) -> None:
        if self._line != self.query_one(SearchLine).value or not self._looked:
            # Enter right behind the last key: what stands there is the answer to another question.
            self._look()
            self._show(self.desk.search.find(self._wanted, _FIRST), fresh=True)
        found = self._selected
        if found is None:
            return
        if not page_of(found.hit.subject):
            self.action_details()
            return
        self._draft.keep()
        self.dismiss()
        self.desk.call_later(go_to, self.desk, found.hit.day, found.hit.subject)

    def action_details(self) -> None:
        from dutytui.screens.details import Details  # only when it is opened
        from dutytui.screens.search.record import record_lines

        found, procedures = self._selected, self.session.procedures
        if found is not None:
            self.app.push_screen(Details(lambda width: record_lines(found, procedures, width)))

    def action_next_language(self) -> None:
        self.desk.action_next_language()
        self.query_one(BottomBar).refresh()
        self.query_one(SearchLine).say()
        self._look()


def _counted(count: int) -> str:
    return n_("{count} found", "{count} found", count)


def _nothing(wanted: Wanted, looked: bool, ready: bool) -> str:
    """What stands in place of rows."""
    if wanted.nothing:
        return _(
            "Everything ever typed is searched: entries, remarks, notes, reasons, requests, journals, handovers.\n"
            "\n"
            "One or two characters are enough, simplified or traditional.\n"
            "#kind  @person or post  !severity  3F  open  closed; pinyin initials will do\n"
            ">2026-10 from then on  <2026-12 until then  2026-11-23 on that day\n"
            "A backslash before a word keeps it as text."
        )
    if not looked:
        return ""
    if not ready:
        return _("Nothing found so far: the journals are still being read.")
    return _("Nothing found. Fewer words, or one filter less, find more.")
