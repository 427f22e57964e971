"""docs/keys.md from the key table: ``python -m tests.docs.write_keys``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from babel.messages.pofile import read_po

from dutytui.screens.keys import ALL, GROUPS, Key, printed
from tests.docs.tasks import TASKS, TEXT, Task
from tests.docs.whole_day import TOTAL, WHOLE_DAY

CHECKOUT = Path(__file__).parent.parent.parent
PAGE = CHECKOUT / "docs" / "keys.md"
_CATALOGUE = CHECKOUT / "dutytui" / "texts" / "locale" / "zh_Hans" / "LC_MESSAGES" / "dutytui.po"


def page() -> str:
    """The text of docs/keys.md as it should be."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    chinese = _chinese()
    yield "# Keys"
    yield ""
    yield "<!-- made from dutytui/screens/keys.py by make keys; do not edit -->"
    yield ""
    yield "The same everywhere. The first key of a row is the one shown on the screen; digits, `?`, `/` and brackets"
    yield "also work in their full-width forms. Letters reach the desk only while no Chinese input method is on."
    for group in GROUPS:
        yield f"\n## {group} · {chinese[group]}\n"
        yield "| key | English | 简体中文 | what it does |"
        yield "|---|---|---|---|"
        yield from (_row(key, chinese) for key in ALL if key.group == group)
    yield "\n## How many keys\n"
    yield "From the destination *now*, a moment after the start; text is what you type yourself."
    yield ""
    yield "| task | keys | how many |"
    yield "|---|---|---|"
    yield from map(_task, TASKS)
    yield "\n## A whole default day\n"
    yield "The shipped mall from staff entry to the closed day, at one desk at which everybody takes their turn. One"
    yield "press is a key, and a text, however long, counts as one, too. `make day` plays it and counts."
    yield ""
    yield "| what | keys |"
    yield "|---|---|"
    yield from (f"| {task.words} | {task.keys} |" for task in WHOLE_DAY)
    yield f"| the whole day | {TOTAL} |"


def _row(key: Key, chinese: dict[str, str]) -> str:
    forms = " ".join(f"`{printed(form)}`" for form in key.keys)
    return f"| {forms} | {key.word} | {chinese[key.word]} | {key.help} |"


def _task(task: Task) -> str:
    keys = " ".join("*text*" if key == TEXT else f"`{printed(key)}`" for key in task.keys)
    return f"| {task.words} | {keys} | {'text + ' if task.has_text else ''}{task.count} |"


def _chinese() -> dict[str, str]:
    """From the source of the catalogue, so that one that was not compiled lately can't make the page stale."""
    with _CATALOGUE.open("rb") as file:
        catalogue = read_po(file)
    words = [key.word for key in ALL] + list(GROUPS)
    found = {word: message for word in words if (message := catalogue.get(word))}
    return {word: str(found[word].string) if word in found else "" for word in words}


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
