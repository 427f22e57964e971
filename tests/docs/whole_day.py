"""How many keys a whole default day takes, task by task: shown in docs/keys.md, and pressed one by one by a test.

The day of the shipped mall from staff entry to its closing, everything done that must be, at one desk at which
everybody takes their turn (``tests/flows/day``). A key is a single key press, or one text, however long.
"""

from __future__ import annotations

from typing import NamedTuple


class DayTask(NamedTuple):
    """id: of the acts in ``tests/flows/day/acts.py``; keys: what they take altogether."""

    id: str
    words: str
    keys: int


WHOLE_DAY = (
    DayTask("duty", "Sign in, and take the duty", 4),
    DayTask("staff_entry", "Staff entry: 11 items by four people", 35),
    DayTask("meetings", "Morning meetings of six departments", 65),
    DayTask("counters", "Counters of seven floors, and the inspection", 76),
    DayTask("opening_call", "Roll call of eight posts, and the order to open", 13),
    DayTask("opening", "Doors, escalators, music, greeters", 28),
    DayTask("walked", "Four rounds walked, point by point", 72),
    DayTask("radio", "A fire patrol called in by radio", 36),
    DayTask("missed", "Missed rounds explained, twice", 17),
    DayTask("sales", "Yesterday's sales brought in, ten counters explained", 87),
    DayTask("complaint", "A complaint from opening to closing", 31),
    DayTask("entries", "Three log entries; one handled, and closed by another", 32),
    DayTask("meals", "Lunch and dinner, twelve people out and back", 63),
    DayTask("back_of_house", "What is checked at noon and in the evening", 12),
    DayTask("counter_books", "Counters' books and appearance at the change of shift", 25),
    DayTask("handover", "The duty handed over: articles, matters, signatures", 32),
    DayTask("journals", "Four sections of the duty journal, seven floor logs", 114),
    DayTask("tour", "Tour before closing", 17),
    DayTask("closing_call", "Roll call of eight posts, and the order to close", 13),
    DayTask("wind_down", "End of trading on seven floors, money escorted", 97),
    DayTask("staff_leave", "Staff leave", 13),
    DayTask("sweep", "Sweep of seven floors, three signatures", 58),
    DayTask("lock_up", "Lock-up, four signatures", 19),
    DayTask("day_end", "The closing of the day", 6),
)
TOTAL = sum(task.keys for task in WHOLE_DAY)
