"""The fixed rows of every screen, as line-API widgets: the top bar (three rows) and the bottom bar (two rows).

Not Textual's Header and Footer: those mount a widget for each word, show an icon that many fonts lack, and can't say a
translated word without being rebuilt.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from rich.cells import cell_len

from dutytui.rules.entry_views import open_entries
from dutytui.rules.lookup import lookup
from dutytui.rules.matters import Alarm, Level
from dutytui.rules.sharing import NOT_SHARED, Sharing
from dutytui.rules.views import EntryStatus
from dutytui.texts import areas
from dutytui.texts.catalogue import _, language, n_, pick
from dutytui.texts.labels import DAY_KIND, clock_time, day_name
from dutytui.texts.sharing import state_word
from dutytui.widgets.bar_words import GAP, at_the_right, fitting, titled, who
from dutytui.widgets.cells import cut
from dutytui.widgets.phase_strip import phase_cells
from dutytui.widgets.spans import Spans

if TYPE_CHECKING:
    from dutytui.session import Session


Made = TypeVar("Made")


class TopBar(Spans):
    """Mall, day, clock and person; the phase strip; the destinations."""

    COMPONENT_CLASSES = {
        "bar--clock",
        "bar--here",
        "bar--word",
        "phase--late",
        "phase--running",
        "phase--done",
        "phase--ahead",
    }
    DEFAULT_CSS = """
    TopBar { height: 3; background: $panel; color: $foreground;
        & .bar--clock { background: $panel; color: $foreground; text-style: bold; }
        & .bar--here { background: $primary; color: $button-color-foreground; text-style: bold; }
        & .bar--word { background: $panel; color: $foreground; }
        & .phase--late { background: $panel; color: $text-error; text-style: bold; }
        & .phase--running { background: $panel; color: $text-warning; text-style: bold; }
        & .phase--done { background: $panel; color: $text-success; }
        & .phase--ahead { background: $panel; color: $foreground-darken-1; }
    }
    """

    def __init__(self, destinations: Sequence[tuple[str, tuple[str, str], bool, str]]) -> None:
        """destinations: (key as shown, its word and a briefer one, whether this is here, action)."""
        super().__init__()
        self._destinations = destinations
        self._rows: list[list[tuple[str, str, str]]] = [[], [], []]
        self._made_of: object = None
        self._width = 0
        self._session: Session | None = None
        self._alarms: Sequence[Alarm] = ()
        self._sharing = NOT_SHARED
        self._made: dict[str, tuple[object, Any]] = {}

    def show(
        self, session: Session, alarms: Sequence[Alarm] = (), sharing: Sharing = NOT_SHARED, afresh: bool = False
    ) -> None:
        """Take the clock, the person and the phases from the session; repaint the rows that changed.

        alarms: the gravest first.
        """
        self._session = session
        self._alarms = alarms
        self._sharing = sharing
        width = self.size.width
        if not width:
            return
        made_of = self._what_it_shows(session, width)
        if made_of == self._made_of and not afresh:  # as nearly always: only the clock is another
            left, _before, *behind = self._rows[0]
            rows = [[left, self._clock(session), *behind], *self._rows[1:]]
        else:
            rows = [self._words(y, width) for y in range(3)]
        before, self._rows, self._made_of = self._rows, rows, made_of
        for y in range(3):
            if afresh or rows[y] != before[y]:
                self.refresh_row(y)

    def row(self, y: int, width: int) -> list[tuple[str, str, str]]:
        """What was shown last. Only another width asks for other words before the next second does."""
        if width != self._width:
            self._rows = [self._words(number, width) for number in range(3)]
            self._width = width
        return self._rows[y]

    def _words(self, y: int, width: int) -> list[tuple[str, str, str]]:
        if self._session is None:
            return []
        return (self._header, self._phases, self._go)[y](self._session, width)

    def _what_it_shows(self, session: Session, width: int) -> object:
        """Everything that the words beside the clock are made of."""
        person = session.actor.person
        return (
            (width, language(), session.procedures.version, session.day, session.plan(session.day).kind),
            (session.actor, session.proving.locks(person), state_word(self._sharing, session.now())),
            session.phases(),
            self._to_tell(session),
        )

    def _to_tell(self, session: Session) -> object:
        # Of many alarms only the gravest is told by its words.
        return session.logbook(), self._alarms[:1], len(self._alarms), len(session.notices)

    @staticmethod
    def _clock(session: Session) -> tuple[str, str, str]:
        return clock_time(session.now()), "bar--clock", ""

    def _header(self, session: Session, width: int) -> list[tuple[str, str, str]]:
        clock = self._clock(session)
        locked = session.proving.locks(session.actor.person)
        shared, odd = state_word(self._sharing, session.now())
        kind = session.plan(session.day).kind
        day = day_name(session.day) + (f" {_(DAY_KIND[kind])}" if kind in DAY_KIND else "")
        right, share = f" {who(session, locked=locked)} ", f" {shared} " if shared else ""
        taken = cell_len(clock[0]) + cell_len(share) + cell_len(right)
        # What the row of destinations has no room for stands here, so that no alarm hides that entries are open.
        for left_out in self._left_out(session, width):
            wanted = sum(cell_len(text) + GAP for text, _component, _action in left_out) + GAP * bool(left_out)
            title = titled(pick(session.procedures.mall.name), day, width - taken - wanted)
            left = cut(title, max(width - taken, 0))
            room = max(width - cell_len(left) - taken, 0)
            if wanted <= room:
                break
        gap = " " * min(room // 2, GAP)  # or the seconds and a count would read as one number
        beside = room - 2 * len(gap)
        return [
            (left, "", ""),
            clock,
            (gap, "", ""),
            *(at_the_right(left_out, beside) or [(" " * beside, "", "")]),
            (gap, "", ""),
            *([(share, "phase--late" if odd else "phase--done", "app.terminals")] if share else []),
            (right, "", "app.switch_person"),
        ]

    def _left_out(self, session: Session, width: int) -> Iterator[Sequence[tuple[str, str, str]]]:
        """What is to be told and does not stand beside the destinations; then in fewer words."""
        _words, told, used = self._destined(session, width)
        left_out = told[len(fitting(told, used)) :]
        yield left_out
        if not left_out:
            return
        brief = {action: (text, style, action) for text, style, action in self._open_entries(session, brief=True)}
        yield [brief.get(one[2], one) for one in left_out]

    def _phases(self, session: Session, width: int) -> list[tuple[str, str, str]]:
        phases = session.phases()
        if not phases:
            return [(f" {_('No phases today: the mall is closed')}", "", "")]

        def made() -> list[tuple[str, str, str]]:
            return [
                (text, f"phase--{style}" if style else "", f"app.go_phase('{phase}')" if phase else "")
                for text, style, phase in phase_cells(phases, width)
            ]

        return self._once("phases", (phases, language(), width), made)

    def _go(self, session: Session, width: int) -> list[tuple[str, str, str]]:
        """The destinations, and at the right what is to be heard of everywhere, as far as it fits."""
        words, told, room = self._destined(session, width)
        return words + at_the_right(told, room)

    def _destined(
        self, session: Session, width: int
    ) -> tuple[list[tuple[str, str, str]], Sequence[tuple[str, str, str]], int]:
        """The destinations, closer and briefer where it needs room; what is to be told beside them; room for that."""
        made_for = (self._to_tell(session), language(), width)
        return self._once("destinations", made_for, lambda: self._destine(session, width))

    def _once(self, what: str, made_for: object, make: Callable[[], Made]) -> Made:
        """What is made of the same is the same, though something else in the bar has changed."""
        kept = self._made.get(what)
        if kept is None or kept[0] != made_for:
            kept = self._made[what] = (made_for, make())
        made: Made = kept[1]
        return made

    def _destine(
        self, session: Session, width: int
    ) -> tuple[list[tuple[str, str, str]], Sequence[tuple[str, str, str]], int]:
        others = [*self._open_entries(session), *self._notices(session)]
        words: list[tuple[str, str, str]] = []
        for margin, brief in ((" ", False), ("", False), ("", True)):
            words = [(" ", "", "")]
            for key, named, here, action in self._destinations:
                left, right = (" ", " ") if here else (margin, margin)
                style = "bar--here" if here else "bar--word"
                word = _(named[brief and not here])
                words += [(f"{left}{key} {word}{right}", style, f"app.{action}"), (" ", "", "")]
            room = width - sum(cell_len(text) for text, _component, _action in words) - 1
            taken = sum(cell_len(text) + GAP for text, _component, _action in others)
            told = [*self._alarm(room - taken), *others]
            if sum(cell_len(text) + GAP for text, _component, _action in told) - GAP <= room:
                break
        else:
            if room < 0:
                return self._digits(width), told, 0
        return words, told, room

    def _digits(self, width: int) -> list[tuple[str, str, str]]:
        """Where not all words fit (a phone): each digit close to its word, or only the one that is here has a word, so
        that every destination can be seen and tapped."""
        spans: list[tuple[str, str, str]] = []
        for named in (True, False):
            spans = [(" ", "", "")]
            for key, (_word, brief), here, action in self._destinations:
                text = f" {key} {_(brief)} " if here else f"{key}{_(brief)}" if named else f" {key} "
                spans += [(text, "bar--here" if here else "bar--word", f"app.{action}"), (" ", "", "")]
            if sum(cell_len(text) for text, _component, _action in spans) - 1 <= width:
                break
        return spans

    def _alarm(self, room: int) -> list[tuple[str, str, str]]:
        """The gravest alarm where it fits into `room` cells, else how many there are; a click goes where it is done."""
        if not self._alarms:
            return []
        first, count = self._alarms[0], len(self._alarms)
        text = areas.alarm(first)
        if count > 1:
            text = _("{alarm} (and {count} more)", alarm=text, count=count - 1)
        if cell_len(text) > room:
            text = n_("{count} alarm", "{count} alarms", count)
        late = first.level is Level.LATE
        page = f"app.show('{first.go}')" if first.go else ""
        go = "app.notices" if first.go == "notices" else page
        return [(text, "phase--late" if late else "phase--running", go)]

    def _open_entries(self, session: Session, *, brief: bool = False) -> list[tuple[str, str, str]]:
        """How many log entries nobody has closed, and how many of them are overdue: seen from every destination.

        brief: that some are overdue is left to the colour.
        """
        law, now = lookup(session.procedures), session.now()
        entries = [one for one in open_entries(session.state, law, session.day, now) if one.status is EntryStatus.OPEN]
        overdue = sum(entry.overdue for entry in entries)
        if not entries:
            return []
        text = n_("{count} open entry", "{count} open entries", len(entries))
        if brief:
            text = _("{count} open", count=len(entries))
        elif overdue:
            text += _(", {count} overdue", count=overdue)
        return [(text, "phase--late" if overdue else "phase--running", "app.go('logbook')")]

    def _notices(self, session: Session) -> list[tuple[str, str, str]]:
        count = len(session.notices)
        text = n_("{count} notice", "{count} notices", count)
        return [(text, "phase--late", "app.notices")] if count else []


class BottomBar(Spans):
    """The message row and the key row. A message stays until the next one, so that a glance away misses nothing."""

    COMPONENT_CLASSES = {
        "tell--saved",
        "tell--refused",
        "tell--error",
        "tell--info",
        "tell--alarm",
        "key--name",
        "key--word",
    }
    DEFAULT_CSS = """
    BottomBar { height: 2; dock: bottom; background: $panel; color: $foreground;
        & .tell--saved { background: $panel; color: $text-success; }
        & .tell--refused { background: $panel; color: $text-warning; text-style: bold; }
        & .tell--error { background: $error; color: $button-color-foreground; text-style: bold; }
        & .tell--info { background: $panel; color: $foreground; }
        & .tell--alarm { background: $panel; color: $text-error; text-style: bold; }
        & .key--name { background: $panel; color: $text-accent; text-style: bold; }
        & .key--word { background: $panel; color: $foreground; }
    }
    """

    def __init__(self, keys: Sequence[tuple[str, str, str]], own: Sequence[tuple[str, str, str]] = ()) -> None:
        """keys: (key as shown, word, action); own: of this page alone, told while there is no message."""
        super().__init__()
        self._keys = keys
        self._own = own
        self._message = ("", "info")

    def offer(self, keys: Sequence[tuple[str, str, str]], own: Sequence[tuple[str, str, str]] = ()) -> None:
        """Other keys, or the same in another language."""
        self._keys, self._own = keys, own
        self.refresh()

    @property
    def message(self) -> str:
        return self._message[0]

    @property
    def said(self) -> tuple[str, str]:
        """The message and its kind."""
        return self._message

    def tell(self, text: str, kind: str) -> None:
        if (text, kind) != self._message:
            self._message = (text, kind)
            self.tooltip = text if cell_len(text) + 2 > self.size.width else None
            self.refresh_row(0)

    def row(self, y: int, width: int) -> list[tuple[str, str, str]]:
        if y == 0:
            text, kind = self._message
            if text:
                return [(cut(f" {text} ", width), f"tell--{kind}", "")]
            # Beneath a dialog the page's own keys do nothing.
            return self._in_a_row(self._own if self.screen.is_current else (), width)
        return self._in_a_row(self._keys, width)

    def _in_a_row(self, told: Sequence[tuple[str, str, str]], width: int) -> list[tuple[str, str, str]]:
        keys = [(name, f" {_(msgid)}", action) for name, msgid, action in told]
        cells = [cell_len(name) + cell_len(word) + 1 for name, word, _action in keys]
        # In line with the rows above where there is room for it; the last key needs no gap behind it.
        left = " " if sum(cells) <= width else ""
        words: list[tuple[str, str, str]] = [(left, "", "")]
        room = width - len(left) + 1
        for (name, word, action), taken in zip(keys, cells, strict=True):
            room -= taken
            if room < 0:
                break
            words += [(name, "key--name", action), (word, "key--word", action), (" ", "", "")]
        return words
