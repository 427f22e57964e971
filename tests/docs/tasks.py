"""What people do all day, and the keys it takes: shown in docs/keys.md, and pressed one by one by a test."""

from __future__ import annotations

from dataclasses import dataclass

TEXT = "text"
"""In the place of a key: whatever is typed."""


@dataclass(frozen=True, slots=True)
class Task:
    """keys: Textual key names and `TEXT`; before: keys that lead to where the task begins, and do not count."""

    id: str
    words: str
    keys: tuple[str, ...]
    before: tuple[str, ...] = ()

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
)
