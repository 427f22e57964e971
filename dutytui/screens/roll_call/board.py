"""The roll call as it is shown: one at a time, with its posts, its holds and the order."""

from __future__ import annotations

from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal

from dutytui.rules.roll_call import views
from dutytui.rules.roll_call.fold import Answer
from dutytui.rules.roll_call.views import CallStatus, CallView, PostAnswer
from dutytui.screens.day_screen import DayScreen
from dutytui.screens.entry_text import name
from dutytui.screens.find_line import FindLine
from dutytui.screens.keys import ITEM_KEYS, PHASE_KEYS, bindings
from dutytui.screens.page_head import PageHead
from dutytui.screens.roll_call.rows import CallRows, Content
from dutytui.screens.roll_call.words import call_lines, head
from dutytui.texts.catalogue import _
from dutytui.texts.labels import day_name
from dutytui.widgets.rows import NoRows, RowList
from dutytui.widgets.text_pane import Layout, TextPane, nothing


class CallBoard(DayScreen):
    """One roll call of a day; Left and Right go to the other one, beside the list is its history (from 100 columns)."""

    DESTINATION = "now"
    CSS_PATH = "roll_call.tcss"
    AUTO_FOCUS = "RowList"
    BINDINGS = bindings(*ITEM_KEYS, *PHASE_KEYS)

    def __init__(self) -> None:
        super().__init__()
        self._call = ""
        self._last: tuple[date, str] | None = None
        self._begun: frozenset[str] = frozenset()

    def compose_body(self) -> ComposeResult:
        rows = RowList(id="list")
        yield PageHead("roll_call")
        yield FindLine(rows)
        with Horizontal(id="body"):
            yield rows
            yield TextPane(id="detail")

    # -- what is shown --------------------------------------------------------------------------------------------

    def refresh_views(self) -> None:
        calls = self.calls_shown()
        self._follow(calls)
        call = self._chosen(calls)
        self._show_head(calls, call)
        rows = self.query_one("#list", RowList)
        if call is None:
            rows.show(NoRows(), empty=self._why_empty())
        else:
            words = self.query_one(FindLine).words
            found = [post for post in call.posts if _fits(words, post)] if words else None
            shown = CallRows(call, self.day, found)
            fresh = (self.day, call.call) != self._last
            self._last = self.day, call.call
            empty = _("Nothing found. Esc shows everything again.")
            rows.show(shown, empty=empty, cursor=next_silent(call, "") if fresh else None)
        self.show_detail()

    def calls_shown(self) -> tuple[CallView, ...]:
        return views.calls(self.session.look(self.day))

    def _chosen(self, calls: tuple[CallView, ...]) -> CallView | None:
        """The roll call looked at; to begin with the one that goes on, else the next, else the last."""
        found = next((call for call in calls if call.call == self._call), None)
        if found is None and calls:
            going = self._going_on(calls)
            ahead = [call for call in calls if call.status is CallStatus.AHEAD]
            found = next(iter((*going[-1:], *ahead[:1], calls[-1])))
            self._call = found.call
        return found

    def _going_on(self, calls: tuple[CallView, ...]) -> list[CallView]:
        over = {CallStatus.GIVEN, CallStatus.AHEAD}
        return [call for call in calls if call.status not in over and self.session.now() >= call.starts]

    def _follow(self, calls: tuple[CallView, ...]) -> None:
        """When another roll call begins, the one whose order was given long ago makes room for it, once."""
        going = frozenset(call.call for call in self._going_on(calls))
        begun, self._begun = going - self._begun, self._begun | going
        if begun and any(call.call == self._call and call.status is CallStatus.GIVEN for call in calls):
            self._call = ""

    def _show_head(self, calls: tuple[CallView, ...], call: CallView | None) -> None:
        day = self.day
        words = _("Roll call") if call is None else head(call, calls.index(call) + 1, len(calls), day)
        if day != self.session.day:
            words = f"{day_name(day)}  {words}"
        self.query_one(PageHead).say(words)

    def _why_empty(self) -> str:
        if self.session.plan(self.day).closed:
            return _("No roll call on this day: the mall is closed.")
        return _("No roll call is planned.\nchecklists/roll_calls.yaml says who is called, and when.")

    def detail(self) -> Layout:
        call = self._chosen(self.calls_shown())
        return self.everything(call) if call else nothing

    def everything(self, call: CallView) -> Layout:
        day = self.day
        acts = views.history(self.session.look(day), call.call)
        return lambda width: call_lines(call, acts, day, width)

    # -- where one looks ----------------------------------------------------------------------------------------------

    def action_phase(self, step: int) -> None:
        ids = [call.call for call in self.calls_shown()]
        if self._call in ids:
            self._call = ids[max(0, min(ids.index(self._call) + step, len(ids) - 1))]
            self.refresh_views()

    @on(FindLine.Wanted)
    def find(self) -> None:
        self.refresh_views()

    def selected(self) -> tuple[CallView | None, Content | None]:
        rows = self.query_one("#list", RowList)
        call = self._chosen(self.calls_shown())
        return call, rows.rows.at(rows.cursor_key) if isinstance(rows.rows, CallRows) else None


def next_silent(call: CallView, post: str) -> str:
    """The first silent post after `post`, else the first of all; `post` itself when none is silent any more."""
    ids = [one.post.id for one in call.posts]
    start = ids.index(post) + 1 if post in ids else 0
    around = (*call.posts[start:], *call.posts[:start])
    return next((one.post.id for one in around if one.answer is Answer.SILENT), post)


def _fits(words: str, post: PostAnswer) -> bool:
    from dutytui.texts.pinyin import matches  # its table is read only when somebody looks for something

    return matches(words, f"{name(post.post)} {post.words}") is not None
