"""What the tour shows, in its order: where it stands, what it says, and what there is to try where nothing is real."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from dutytui.rules.events import ENTRY_LOGGED, ITEM_DONE
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.texts.catalogue import N_

if TYPE_CHECKING:
    from dutytui.screens.app import DutyApp


Before = Mapping[str, int]
"""How many records of each kind somebody had made when they began to try."""

Done = Callable[["DutyApp", Before], bool]


@dataclass(frozen=True, slots=True)
class Step:
    """page: the destination that is shown behind the card; task: what to do, in a mall that is invented; done: whether
    it was done; begin: the destination behind the card there, where finding the page is itself the task."""

    title: str
    text: str
    page: str
    task: str = ""
    done: Done | None = None
    begin: str = ""


def count(app: DutyApp, kind: str) -> int:
    """How many records of that kind whoever sits here has made about the day."""
    state, me = app.session.state, app.session.actor.person
    return sum(
        event.kind == kind and event.by == me for subject in state.subjects(app.session.day) for event in subject.events
    )


def _recorded(kind: str) -> Done:
    return lambda app, before: count(app, kind) > before.get(kind, 0)


def _page(*pages: str) -> Done:
    return lambda app, _before: app.current_mode in pages


def _over(name: str) -> Done:
    """A dialog of that class is, or was, open over the page."""
    return lambda app, _before: any(type(screen).__name__ == name for screen in app.screen_stack)


COUNTED = (ITEM_DONE, ENTRY_LOGGED)

STEPS = (
    Step(
        N_("Who is at the desk"),
        N_(
            "Every record bears the name of whoever sits here. F8 changes the person or the post: a digit chooses, "
            "typing finds by name or pinyin initials."
        ),
        "now",
        N_("Press F8, look who there is, and leave with Esc"),
        _over("Choose"),
    ),
    Step(
        N_("What must be done now"),
        N_(
            "1 is where the day is worked at: what is late stands first, then what is due and what comes next. The top "
            "rows say how much is late, which alarms wait and who has the desk; a digit goes to each page."
        ),
        "now",
        N_("Press 2 for the checklists of the day"),
        _page("checklists"),
    ),
    Step(
        N_("Ticking"),
        N_(
            "Arrows move, Enter does what the row asks for: a tick, a number, a choice. F4 skips with a reason, F5 "
            "says it is not right and raises an entry, F6 takes back. Saved means: it is on the disk."
        ),
        "checklists",
        N_("Go to a row that is due and press Enter until it says Saved"),
        _recorded(ITEM_DONE),
    ),
    Step(
        N_("Writing into the log"),
        N_(
            "F2 from any page, one line: what happened, and in any order the time, the floor, the kind, @who is to see "
            "to it and !how urgent. The program shows how it understands the line. What is typed survives a crash."
        ),
        "logbook",
        N_("Press F2, write a line such as “Lamp dark 3F”, and press Enter"),
        _recorded(ENTRY_LOGGED),
    ),
    Step(
        N_("Finding"),
        N_(
            "F3 finds in the list that is open. Ctrl+F finds what was ever recorded, over all years: words of one "
            "character will do, simplified or traditional, and pinyin initials for what the mall has names for."
        ),
        "logbook",
        N_("Press Ctrl+F, type a word, and come back with Esc"),
        _over("SearchScreen"),
    ),
    Step(
        N_("Handover"),
        N_(
            "5 hands the duty over: articles are counted, open matters read back one by one, both sides sign. What is "
            "open goes along to the next shift by itself. Ctrl+O writes the sheet for paper."
        ),
        "handover",
        N_("Press 5 and look at what would be handed over"),
        _page("handover"),
        begin="now",
    ),
    Step(
        N_("Closing"),
        N_(
            "7 leads through sweep and locks from the top floor down, where the next floor opens when the one above is "
            "clear. 7 again ends the day: what is still open is listed, and asks for a reason."
        ),
        "closing",
        N_("Press 7, and 7 once more for the day's end"),
        _page("day_end"),
        begin="now",
    ),
    Step(
        N_("The morning after"),
        N_(
            "0 opens yesterday as it was: what went wrong, what is still open, what must be watched. Each line unfolds "
            "to its records; left and right walk the days. Remarks, follow-ups and the sign-off are made there, too."
        ),
        "review",
        N_("Press 0, and look at the day with left and right"),
        _page("review"),
        begin="now",
    ),
    Step(
        N_("When you don't know"),
        N_(
            "F1 searches all keys and what they do, F10 everything that can be opened, this tour too. F7 tells all of "
            "a row. What is refused says why, and what would allow it. Ctrl+Q leaves; nothing is lost."
        ),
        "now",
        N_("Press F1, type a word, and come back with Esc"),
        _over("Finder"),
    ),
)
