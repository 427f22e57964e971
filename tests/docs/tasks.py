"""What people do all day, and the keys it takes: shown in docs/keys.md, and pressed one by one by a test."""

from __future__ import annotations

from dataclasses import dataclass

TEXT = "text"
"""In the place of a key: whatever is typed."""


@dataclass(frozen=True, slots=True)
class Task:
    """keys: Textual key names and `TEXT`; before: keys that lead to where the task begins, and names of what was done
    by then (`tests.docs.prepared`), neither of which counts; at: when; typed: what stands for each `TEXT`."""

    id: str
    words: str
    keys: tuple[str, ...]
    before: tuple[str, ...] = ()
    at: str = "08:22"
    typed: tuple[str, ...] = ("漏水",)

    @property
    def count(self) -> int:
        return sum(key != TEXT for key in self.keys)

    @property
    def has_text(self) -> bool:
        return TEXT in self.keys


TASKS = (
    Task("tick", "Tick the item under the cursor", ("enter",)),
    Task("skip", "Skip it, with a reason", ("f4", TEXT, "enter")),
    Task("fail", "Fail it, with a reason, and raise an entry", ("f5", TEXT, "enter")),
    Task("undo", "Take back what was just ticked", ("f6", "f6"), ("enter",)),
    Task("log", "Log an entry from any destination", ("f2", TEXT, "enter")),
    Task("handle", "Say how the entry under the cursor was handled", ("enter", "2", TEXT, "enter"), ("logged", "3")),
    Task("go", "Go to another destination", ("3",)),
    Task("sign_in", "Change the person (with one post)", ("f8", "2")),
    Task("language", "Change the language", ("f9",)),
    Task("answer", "Roll call: the post under the cursor is ready", ("1", "enter"), at="08:50"),
    Task("order", "Give the order to go, all posts being ready", ("end", "enter", "enter"), ("answered", "1"), "08:55"),
    Task("round", "Patrol: begin the round under the cursor", ("4", "enter"), at="09:31"),
    Task("point", "Tick the next point of the round", ("enter",), ("4", "enter"), "09:31"),
    Task(
        "radio", "Take a guard's radio call", ("ctrl+r", TEXT, "enter"), ("4", "enter"), "09:31", ("6F 餐饮后厨 好了",)
    ),
    Task("explain", "Explain all missed rounds at once", ("f4", TEXT, "enter"), ("4", "down"), "12:05"),
    Task("out", "Meals: somebody goes", ("4", "4", "enter"), at="11:35"),
    Task("back", "Meals: they are back", ("enter",), ("4", "4", "enter", "up"), "11:35"),
    Task("case", "A new complaint, with its topic", ("8", "ctrl+n", "1", "1", TEXT, "f2"), at="14:00"),
    Task("told", "The customer was told", ("enter", "7", TEXT, "f2"), ("complained", "8"), "14:00"),
    Task(
        "sales",
        "Bring in a file of sales",
        ("8", "8", "ctrl+o", TEXT, "enter", "enter"),
        at="09:40",
        typed=("sales.csv",),
    ),
    Task("section", "Write a section of the journal", ("3", "3", "enter", TEXT, "enter"), at="15:00"),
    Task("count", "Handover: count an article", ("enter", TEXT, "enter"), ("begun", "5"), "14:25", ("8",)),
    Task("understood", "Acknowledge a matter, as the receiver", ("5", "enter"), ("counted", "receiver"), "14:25"),
    Task("sign", "Sign the handover, as the giver", ("end", "up", "up", "enter", "enter"), ("counted", "5"), "14:25"),
    Task("sweep", "Sweep: the next step of the floor", ("7", "enter"), ("gathered",), "22:15"),
    Task("found", "Somebody was found on the floor", ("7", "f5", "1", TEXT, "enter"), ("gathered",), "22:15"),
    Task(
        "stay",
        "Register a late stay on the floor shown",
        ("7", "ctrl+r", TEXT, "enter", "enter", TEXT, "enter", TEXT, "enter"),
        ("gathered",),
        "22:15",
        ("财务 王", "23:30", "月结"),
    ),
    Task(
        "close", "Close the day, everything being settled", ("7", "7", "end", "enter", "enter"), ("settled",), "22:15"
    ),
)
